"""Which rule a plan breaks, and where, for the person who corrects it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from optimizer.domain import Violation
from optimizer.wording.amounts import amount_text
from optimizer.wording.codes import VIOLATIONS
from optimizer.wording.columns import column_name
from optimizer.wording.goods import class_name
from optimizer.wording.sentences import choose, shown

_PLACES: Final = (
    ("order stop", r"(?P<order>.+), (?P<trip>.+) stop (?P<stop>\d+) at (?P<site>.+)"),
    ("stop", r"(?P<trip>.+) stop (?P<stop>\d+) at (?P<site>\S+)(?: (?P<figure>onboard_\w+))?"),
    ("shift", r"(?P<vehicle>.+), shift from (?P<at>\S+)(?: (?P<figure>\w+))?"),
    ("day", r"(?P<site>.+) on (?P<day>\d{4}-\d\d-\d\d)"),
    ("time", r"(?P<site>.+) from (?P<at>\d{4}-\d\d-\d\dT\S+)"),
    ("order trip", r"(?P<order>.+), (?P<trip>.+)"),
    ("figure", r"(?P<trip>.+) (?P<figure>driving_s|distance_m|status|echelon)"),
)
"""How the checker says where; the first that fits is meant."""

_SAYS: Final = {
    "order stop": (
        "运单 {order}，车次 {trip} 第{stop}站 {site}",
        "order {order}, trip {trip} stop {stop} {site}",
    ),
    "stop": ("车次 {trip} 第{stop}站 {site}", "trip {trip} stop {stop} {site}"),
    "shift": ("车辆 {vehicle}，{at} 的班次", "vehicle {vehicle}, shift from {at}"),
    "day": ("{site}，{day}", "{site}, {day}"),
    "time": ("{site}，{at} 起", "{site}, from {at}"),
    "order trip": ("运单 {order}，车次 {trip}", "order {order}, trip {trip}"),
    "figure": ("车次 {trip}", "trip {trip}"),
}

_ORDERS: Final = frozenset(
    f"V{number}"
    for number in (110, 111, 112, 115, 116, 117, 118, 119, 202, 210, 211, 231, 233, 234)
)
_TRIPS: Final = frozenset(f"V{number}" for number in (100, 160, 161, 170, 172, 173, 179))
_SOME: Final = ("一些", "some")

_FIGURES: Final = {
    "on_time": ("准时运单数", "orders on time"),
    "on_time_share": ("准时率", "share on time"),
    "operating_cost": ("运营成本", "operating cost"),
    "cost_per_piece": ("每件成本", "cost per piece"),
    "orders": ("运单数", "number of orders"),
    "late": ("超时", "late"),
    "unserved": ("未排上", "unserved"),
    "deferred": ("顺延", "deferred"),
    "trips": ("车次数", "number of trips"),
    "vehicles": ("车辆", "vehicles"),
    "stations": ("场站", "stations"),
    "handling": ("装卸", "handling"),
    "waiting": ("等待", "waiting"),
    "missed_visits": ("漏访", "missed visits"),
    "co2_kg": ("碳排放", "carbon dioxide"),
    "hours_mean": ("平均送达小时", "mean hours"),
    "hours_p95": ("95% 送达小时", "95 % of hours"),
    "total": ("总费用", "total cost"),
    "network": ("网络", "network"),
    "sites_used": ("用到的网点", "sites in use"),
    "planned_at": ("排线时间", "planned at"),
}


def violation_text(violation: Violation, lang: str, names: Mapping[str, str] | None = None) -> str:
    """
    Say which rule is broken where, by how much, and what would mend it.

    ``names`` gives what people call the sites, by id.

    Examples
    --------
    >>> where = "truck-01-2 stop 3 at S01"
    >>> heavy = Violation("V150", 5, where, "leaves 20.5 kg too heavy", 20_500, "g")
    >>> print(violation_text(heavy, "zh", {"S01": "江尾镇服务站"}))
    车次 truck-01-2 第3站 江尾镇服务站：离站时超载 20.5 kg；请移走一些运单，或换更大的车
    """
    facts = {"excess": amount_text(violation.excess, violation.unit, lang, violation.code)}

    def rename(fact: str, text: str) -> str:
        if fact.startswith("site"):
            return (names or {}).get(text, text)
        return class_name(text, lang) if fact.startswith("class") else text

    sentences = VIOLATIONS.get(violation.code, ())
    said = choose(sentences, lang, violation.message, facts, rename=rename)
    if said is None:  # by no amount at all, which only a strange checker says
        facts["excess"] = _SOME[lang == "en"]
        said = choose(sentences, lang, violation.message, facts, rename=rename)
    what, fix = said or (f"{violation.code} {shown(violation.message)}", "")
    where = violation_where(violation, lang, names)
    parts = (what, fix) if fix else (what,)
    if lang == "en":
        return f"{where}: {'; '.join(parts)}"
    return f"{where}：{'；'.join(parts)}"


def violation_where(violation: Violation, lang: str, names: Mapping[str, str] | None = None) -> str:
    """
    Say where a rule is broken: trip and stop, order, vehicle and shift, site, or figure.

    Examples
    --------
    >>> broken = Violation("V190", 9, "T01 from 2026-11-23T09:00:00+08:00", "", 1, "count")
    >>> violation_where(broken, "en", {"T01": "Yuetai"})
    'Yuetai, from 2026-11-23 09:00'
    """
    where = violation.where
    if violation.code in _ORDERS:
        return f"{'order' if lang == 'en' else '运单'} {shown(where)}"
    if violation.code in _TRIPS:
        return f"{'trip' if lang == 'en' else '车次'} {shown(where)}"
    for kind, pattern in _PLACES:
        found = re.fullmatch(pattern, where)
        if found is None:
            continue
        facts = {name: shown(text) for name, text in found.groupdict().items() if text}
        if "site" in facts:
            facts["site"] = (names or {}).get(found["site"], facts["site"])
        text = _SAYS[kind][lang == "en"].format_map(facts)
        return f"{text} {_figure_name(facts['figure'], lang)}" if "figure" in facts else text
    return _figure_name(where, lang)


def _figure_name(figure: str, lang: str) -> str:
    """Return what people call a figure of the plan."""
    name = figure.rpartition(".")[2]
    known = _FIGURES.get(name)
    return known[lang == "en"] if known else column_name(shown(name), lang)
