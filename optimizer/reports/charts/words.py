"""Every word that charts show to people, in Chinese and English."""

from __future__ import annotations

from typing import Final

_WORDS: Final[dict[str, tuple[str, str]]] = {
    # day by day
    "difference": (
        "逐日总成本之差：{name} 减 现状（{unit}）",
        "Cost day by day: {name} minus today ({unit})",
    ),
    "scenario": ("情景", "scenario"),
    "cheaper": ("更省", "cheaper"),
    "dearer": ("更贵", "dearer"),
    "better": ("更好", "better"),
    "worse": ("更差", "worse"),
    "mean": (
        "平均 {mean}，95 % 区间 {low} 至 {high}",
        "mean {mean}, 95 % interval {low} to {high}",
    ),
    "mean_alone": (
        "平均 {mean}（天数不够，没有区间）",
        "mean {mean} (too few days for an interval)",
    ),
    "worst": ("最不利的日子", "worst days"),
    "no_days": ("还没有可以比较的日子", "there is no day to compare yet"),
    "difference_about": (
        "{days} 天，其中 {below} 天低于零。{mean}。",
        "{days} days, {below} of them below zero; {mean}.",
    ),
    # how many stations
    "frontier": ("中转站越多，每天花多少（{unit}）", "Cost per day by number of stations ({unit})"),
    "stations": ("中转站个数", "number of stations"),
    "point": ("每种个数里最省的一组，竖线为 95 % 区间", "best for each number, bar: 95 % interval"),
    "today": ("现状", "today"),
    "best": ("最省", "cheapest"),
    "cut": ("箭头：超出图的范围", "arrow: goes on beyond the chart"),
    "operating": ("运营成本（不含罚金）", "operating cost (no penalties)"),
    "unserved": ("空心：有的日子有运单没排上", "hollow: on some days orders stayed unserved"),
    "unserved_days": (
        "{days} 天中 {count} 天有运单没排上",
        "orders unserved on {count} of {days} days",
    ),
    "unserved_some": ("有的日子有运单没排上", "on some days orders stayed unserved"),
    "nameless": ("（无名）", "(no name)"),
    "no_points": ("还没有可以比较的站点组合", "there is no proposal to compare yet"),
    "frontier_about": ("{count} 组站点。{points}", "{count} proposals. {points}"),
    "point_about": ("{stations} 个站 {cost}", "{stations} stations {cost}"),
    # load of stations
    "load": ("各中转站每天装卸（{unit}）", "Handled a day at each station ({unit})"),
    "pieces": ("件", "pieces"),
    "no_loads": ("没有中转站", "there is no transfer station"),
    "load_about": ("{name}：现状 {base}，情景 {scenario}", "{name}: today {base}, then {scenario}"),
    "full_stop": ("；", "; "),
}


def said(key: str, lang: str, **values: object) -> str:
    """
    Return a word of the charts in a language, ``zh`` or ``en``.

    Examples
    --------
    >>> said("today", "zh"), said("today", "en")
    ('现状', 'today')
    """
    text = _WORDS[key][lang == "en"]
    return text.format(**values) if values else text
