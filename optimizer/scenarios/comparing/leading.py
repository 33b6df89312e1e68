"""What several scenarios come to in one sentence, and whether the best is told from the next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from optimizer.days import DayResult, Verdict, VerdictKind, noise, paired, verdict
from optimizer.scenarios.comparing.answering import Answer, Comparison

MOST_NAMED: Final = 3

_AFTER: Final = {
    "alone": (
        "（{count} 个情景里只有它肯定更省）",
        " (the only one of {count} scenarios that surely saves)",
    ),
    "first": (
        "（{count} 个情景里 {saving} 个更省，它省得最多，与其余的分得开）",
        " (of {count} scenarios {saving} are cheaper, and it surely saves more than the others)",
    ),
    "none": (
        "（{count} 个情景里没有一个肯定更省）",
        " (none of {count} scenarios surely saves)",
    ),
    "dearer": ("（{count} 个情景都更贵）", " (all of {count} scenarios are dearer)"),
}
_ALIKE: Final = {
    "two": (
        "{names}都更省；哪个省得更多，这些天分不出来（共 {count} 个情景）",
        "{names} are both cheaper; which of them saves more, these days do not tell "
        "({count} scenarios in all)",
    ),
    "several": (
        "{names}都更省；哪个省得最多，这些天分不出来（共 {count} 个情景）",
        "{names} are all cheaper; which of them saves most, these days do not tell "
        "({count} scenarios in all)",
    ),
}


def headline(found: Answer) -> Verdict:
    """
    Return what lists say of a comparison: the verdict of the scenario that saves most.

    Of several that are cheaper the best by the mean has also been lucky. It is only called
    the best where it is cheaper than each of the others, on the same days and by the same
    rule as any verdict; else those are named that may be as good.
    """
    ranked = sorted(found.comparisons, key=_rank)
    best, count = ranked[0], len(ranked)
    if count == 1:
        return best.verdict
    saving = [each for each in ranked if each.verdict.kind is VerdictKind.BETTER]
    alike = [best, *(each for each in saving[1:] if not _is_cheaper(found, best, each))]
    if len(alike) > 1:
        key = "two" if len(alike) == 2 else "several"
        zh, en = (
            text.format(names=_names(alike, lang), count=count)
            for lang, text in zip(("zh", "en"), _ALIKE[key], strict=True)
        )
        return Verdict(VerdictKind.BETTER, zh, en)
    if saving:
        key = "alone" if len(saving) == 1 else "first"
    else:
        is_dearer = all(each.verdict.kind is VerdictKind.WORSE for each in ranked)
        key = "dearer" if is_dearer else "none"
    zh, en = (text.format(count=count, saving=len(saving)) for text in _AFTER[key])
    said = best.verdict
    return Verdict(said.kind, said.sentence_zh + zh, said.sentence_en + en)


def _rank(found: Comparison) -> tuple[bool, float]:
    """Return where a scenario stands: those that are known to save first, then by the mean."""
    mean = found.measures["total"].difference.mean
    return found.verdict.kind is not VerdictKind.BETTER, mean if math.isfinite(mean) else math.inf


def _is_cheaper(found: Answer, one: Comparison, other: Comparison) -> bool:
    """Return whether a scenario is cheaper than another, as sure as any verdict."""
    mine, theirs = (_days(found, each) for each in (one, other))
    difference = paired(theirs, mine, level=found.level)
    return verdict(difference, noise((*mine, *theirs))).kind is VerdictKind.BETTER


def _days(found: Answer, comparison: Comparison) -> list[DayResult]:
    """Return the days of a scenario."""
    return [each for each in found.results if each.variant == comparison.scenario.name_zh]


def _names(comparisons: Sequence[Comparison], lang: str) -> str:
    """Return the names of scenarios as a list, of many the first ones."""
    names = [each.scenario.name(lang) for each in comparisons]
    more = len(names) - MOST_NAMED
    if lang == "en":
        shown = [*names[:MOST_NAMED], f"{more} more"] if more > 0 else names
        return f"{', '.join(shown[:-1])} and {shown[-1]}"
    if len(names) == 2:
        return f"{names[0]} 和 {names[1]} "
    listed = "、".join(names[:MOST_NAMED])
    return f"{listed} 等 {len(names)} 个情景" if more > 0 else f"{listed} "
