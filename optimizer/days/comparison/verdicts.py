"""What may be said of a difference, in a sentence; often that nothing may."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from optimizer.days.comparison.intervals import LEAST_DAYS
from optimizer.days.comparison.noise import Noise
from optimizer.days.comparison.paired import Difference


class VerdictKind(StrEnum):
    """What the days allow to say of the other variant."""

    BETTER = "better"
    WORSE = "worse"
    UNCERTAIN = "uncertain"  # the interval holds zero
    NOISE = "noise"  # no more than the solver's own
    UNMEASURED = "unmeasured"  # nobody has measured the solver's own
    TOO_FEW = "too_few"  # days


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said, in both languages."""

    kind: VerdictKind
    sentence_zh: str
    sentence_en: str

    @property
    def is_decided(self) -> bool:
        """Whether one variant is better than the other."""
        return self.kind in {VerdictKind.BETTER, VerdictKind.WORSE}


SENTENCES: Final = {
    VerdictKind.BETTER: (
        "{name} 每天节省 {size} ± {half}{unit_zh}；{days} 天里有 {better} 天更便宜",
        "{name} saves {size} ± {half}{unit_en} a day; on {better} of {days} days it is cheaper",
    ),
    VerdictKind.WORSE: (
        "{name} 每天多花 {size} ± {half}{unit_zh}；{days} 天里只有 {better} 天更便宜",
        "{name} costs {size} ± {half}{unit_en} more a day; "
        "on {better} of {days} days it is cheaper",
    ),
    VerdictKind.UNCERTAIN: (
        "不下结论：{name} 每天从省 {saved} 到多花 {spent}{unit_zh}都有可能；"
        "{days} 天里有 {better} 天更便宜",
        "no verdict: {name} may save up to {saved}{unit_en} a day, "
        "or cost up to {spent}{unit_en} more; on {better} of {days} days it is cheaper",
    ),
    VerdictKind.NOISE: (
        "不下结论：{name} 每天相差 {size}{unit_zh}，"
        "没有超过求解器自身的波动（± {margin}{unit_zh}）",
        "no verdict: {name} differs by {size}{unit_en} a day, "
        "which is not more than the solver's own noise (± {margin}{unit_en})",
    ),
    VerdictKind.UNMEASURED: (
        "不下结论：{name} 每天相差 {size}{unit_zh}，但没有测过求解器自身的波动；"
        "请用几个不同的随机种子再算几天",
        "no verdict: {name} differs by {size}{unit_en} a day, but the solver's own noise was "
        "not measured; plan some days again with other seeds",
    ),
    VerdictKind.TOO_FEW: (
        "不下结论：只有 {days} 天可以比较，至少要 {least} 天",
        "no verdict: only {days} days can be compared, at least {least} are needed",
    ),
}

_UNEVEN: Final = {
    VerdictKind.BETTER: (
        "{name} 每天节省 {near} 到 {far}{unit_zh}，平均 {size}；{days} 天里有 {better} 天更便宜",
        "{name} saves {near} to {far}{unit_en} a day, {size} on average; "
        "on {better} of {days} days it is cheaper",
    ),
    VerdictKind.WORSE: (
        "{name} 每天多花 {near} 到 {far}{unit_zh}，平均 {size}；{days} 天里只有 {better} 天更便宜",
        "{name} costs {near} to {far}{unit_en} more a day, {size} on average; "
        "on {better} of {days} days it is cheaper",
    ),
}
"""Where half the interval is more than the mean, though it leaves zero out: no ± says that."""

_ALIKE: Final = (
    "不下结论：{name} 在 {days} 天里每天的费用都没有差别",
    "no verdict: {name} costs the same on each of {days} days",
)


def verdict(
    difference: Difference,
    noise: Noise,
    *,
    name: str = "B",
    unit_zh: str = "元",
    unit_en: str = "",
) -> Verdict:
    """
    Say what a difference in cost allows to say.

    One variant is only called better where the interval over days leaves zero out and the
    mean is beyond what the solver's noise alone could bring about: days that are alike would
    else turn a lucky seed into a finding.

    Parameters
    ----------
    difference, noise
        Of the same measure, one that is better when less.
    name
        What people call the other variant.
    unit_zh, unit_en
        The currency as the sentences write it.
    """
    margin, half = noise.margin(difference), difference.interval.half
    kind = kind_of(difference, noise)
    # As many digits as the least certain of the numbers deserves.
    digits = next((digits for digits, least in ((0, 10), (1, 1)) if half >= least), 2)
    near, far = sorted((abs(difference.low), abs(difference.high)))
    shown = {
        "size": f"{abs(difference.mean):,.{digits}f}",
        "near": f"{near:,.{digits}f}",
        "far": f"{far:,.{digits}f}",
        "half": f"{half:,.{digits}f}",
        "saved": f"{abs(difference.low):,.{digits}f}",
        "spent": f"{abs(difference.high):,.{digits}f}",
        "margin": f"{margin:,.{digits}f}",
    }
    facts = shown | {
        "name": name,
        "days": difference.days,
        "better": difference.days_better,
        "least": LEAST_DAYS,
        "unit_zh": f" {unit_zh}" if unit_zh else "",
        "unit_en": f" {unit_en}" if unit_en else "",
    }
    zh, en = (text.format(**facts) for text in _sentences(kind, difference))
    return Verdict(kind, zh, en)


def _sentences(kind: VerdictKind, difference: Difference) -> tuple[str, str]:
    """Return what is said of a difference, in both languages, with places for its figures."""
    if kind is VerdictKind.UNCERTAIN and not any(value for _, value in difference.by_day):
        return _ALIKE
    is_wide = difference.interval.half >= abs(difference.mean)
    # "Saves 400 ± 500" would contradict itself where the interval is uneven and holds no zero.
    if kind in _UNEVEN and is_wide:
        return _UNEVEN[kind]
    return SENTENCES[kind]


def kind_of(difference: Difference, noise: Noise) -> VerdictKind:
    """Return what may be said."""
    if difference.days < LEAST_DAYS:
        return VerdictKind.TOO_FEW
    if difference.interval.holds_zero:
        return VerdictKind.UNCERTAIN
    if not noise.freedom:
        return VerdictKind.UNMEASURED
    if abs(difference.mean) <= noise.margin(difference):
        return VerdictKind.NOISE
    is_less = difference.mean < 0
    is_better = is_less == difference.measure.is_better_when_less
    return VerdictKind.BETTER if is_better else VerdictKind.WORSE
