"""Every word of the papers about studies, in Chinese and English."""

from __future__ import annotations

from typing import Final

_WORDS: Final[dict[str, tuple[str, str]]] = {
    # heads and feet
    "comparison": ("情景比较", "What-if comparison"),
    "siting": ("中转站选址", "Where to have stations"),
    "page": ("第 {page} / 2 页", "page {page} of 2"),
    "made_by": (
        "网络指纹 {network} · 种子 {seed} · 搜索量 {effort} · Route48 {version}",
        "network {network} · seed {seed} · effort {effort} · Route48 {version}",
    ),
    "all_checked": (
        "共排线 {planned} 次，每一份都通过了独立校验器。",
        "{planned} plans were made; every one passed the independent checker.",
    ),
    "some_failed": (
        "共排线 {planned} 次；另有 {failed} 次没有算成，"
        "{broke} 次没有通过独立校验器，均不计入比较。",
        "{planned} plans were made; {failed} more failed, and {broke} did not pass the independent "
        "checker: neither counts.",
    ),
    "each_checked": (
        "每一份方案都经过独立校验器，未通过的日子不计入。",
        "Every plan went through the independent checker; days that failed it do not count.",
    ),
    # what was asked
    "days": (
        "{first} 至 {last}，共 {count} 天，每天 {at} 排线",
        "{first} to {last}, {count} days, planned at {at}",
    ),
    "day": ("{first}，1 天，{at} 排线", "{first}, one day, planned at {at}"),
    "same_orders": (
        "两边的运单和种子完全相同",
        "the same orders and seeds on both sides",
    ),
    "history": ("历史运单 {orders} 单", "{orders} orders of the history"),
    "history_uncounted": ("历史运单", "orders of the history"),
    "drawn_ordinary": ("平常季节的模拟运单", "orders drawn for an ordinary season"),
    "drawn_orchid": ("兰花季的模拟运单", "orders drawn for the orchid season"),
    "drawn_own": ("按“{season}”季节模拟的运单", "orders drawn for the season {season}"),
    "drawn_scaled": ("{told}（数量 {scale} 倍）", "{told} (times {scale})"),
    "no_days": ("没有日子", "no days"),
    "under": ("在“{name}”条件下比较（现状也是）", "compared under: {name} (today's county too)"),
    "changes": ("改了什么", "What is changed"),
    "no_changes": ("什么也没改", "nothing"),
    "more_changes": ("另有 {count} 项，见情景文件", "and {count} more, see the scenario's file"),
    # what may be said
    "noise": (
        "求解器自身的随机波动：平均差可因此变动 ± {margin} {unit}（{freedom} 次重复测得）",
        "The solver's own chance may move this mean by ± {margin} {unit} "
        "(measured by {freedom} repeats)",
    ),
    "no_noise": (
        "没有测过求解器自身的随机波动，相差多少只能参考",
        "The solver's own chance was not measured: differences are only an indication",
    ),
    "partial": ("中途停止，只算了一部分日子", "Stopped early: only some of the days are done"),
    # table of measures
    "measure": ("每天平均", "Mean of a day"),
    "base": ("现状", "Today"),
    "scenario": ("情景", "Scenario"),
    "difference": ("相差", "Difference"),
    "interval": ("95 % 区间", "95 % interval"),
    "better_days": ("更好的天数", "Better on"),
    "total": ("总成本，含违约（{unit}）", "Cost with penalties ({unit})"),
    "operating_cost": ("运营成本（{unit}）", "Operating cost ({unit})"),
    "cost_per_piece": ("每件成本（{unit}）", "Cost per piece ({unit})"),
    "km": ("里程（公里）", "Distance (km)"),
    "vehicles": ("用车（辆）", "Vehicles"),
    "on_time_share": ("准时率（%）", "On time (%)"),
    "late": ("超时（单）", "Late orders"),
    "unserved": ("未排上（单）", "Unserved orders"),
    "co2_kg": ("二氧化碳（千克）", "CO2 (kg)"),
    "bold_told": (
        "粗体：95 % 区间不含零。成本越低越好，准时率越高越好。",
        "Bold: the 95 % interval leaves zero out. Less is better, but for the on-time share.",
    ),
    # maps
    "map_base": ("现状", "Today"),
    "map_scenario": ("情景：{name}", "Scenario: {name}"),
    "map_best": ("最省的一组站", "The best set"),
    "map_about": ("{bases} 个场站，{points} 个网点", "{bases} bases, {points} points"),
    "no_places": ("网点没有坐标，不能画图", "the sites have no coordinates"),
    "hub": ("县级中心", "hub"),
    "named": ("{what}：{name}", "{what}: {name}"),
    "station": ("中转站", "station"),
    "station_loaded": ("中转站（越大装卸越多）", "station (larger: handles more)"),
    "new": ("新开", "new"),
    "closed": ("关闭", "closed"),
    "road_closed": ("封闭的道路", "closed road"),
    "road_slow": ("变慢的道路", "slow road"),
    "served": ("服务点", "service point"),
    "on_time": ("准时率", "on time"),
    "nothing": ("没有订单", "no orders"),
    "gains": ("受益", "gains"),
    "loses": ("变差", "loses"),
    # villages and days
    "gaining": ("受益的网点（{count}）", "Who gains ({count})"),
    "losing": ("变差的网点（{count}）", "Who loses ({count})"),
    "villages": ("谁受益，谁变差", "Who gains and who loses"),
    "nobody": (
        "没有一个网点的变化能得到证实：天数太少，或者差别没有超出随机波动。",
        "Nobody can be said to gain or lose: too few days, or no difference beyond chance.",
    ),
    "on_time_days": (
        "逐日准时率之差：{name} 减 现状（百分点）",
        "On time day by day: {name} minus today (points)",
    ),
    "on_time_share_short": ("准时率 {before} 变为 {after} %", "on time {before} to {after} %"),
    "hours_short": ("用时 {before} 变为 {after} 小时", "{before} to {after} hours"),
    "and_more": ("另有 {count} 个，见 villages.csv", "and {count} more, see villages.csv"),
    "load": ("各中转站每天装卸（件）", "Handled a day (pieces)"),
    "load_more": ("装卸最多的 {count} 个中转站（件/天）", "The {count} busiest stations (pieces)"),
    "worst": ("最不利的日子：{days}", "Worst days: {days}"),
    "no_worst": ("没有一天比现状差", "On no day is it worse than today"),
    "left_out": ("没有比较的日子：{days}", "Days not compared: {days}"),
    "rest": ("等 {count} 天", "and {count} more"),
    # siting
    "siting_asked": (
        "用 {count} 天挑选，每天 {at} 排线；候选站 {candidates} 个",
        "chosen by {count} days, planned at {at}; {candidates} candidates",
    ),
    "siting_fresh": (
        "另用 {count} 个没有参与选择的日子评判",
        "judged by {count} days that did not choose",
    ),
    "budget": ("投资不超过 {budget} {unit}", "invest at most {budget} {unit}"),
    "most": ("最多 {count} 个站", "stations: at most {count}"),
    "number": ("站数", "No."),
    "which": ("开哪些站", "Stations open"),
    "cost_a_day": ("每天总成本", "Cost a day"),
    "invested": ("投资分摊", "Invested"),
    "over_best": ("比最省的多", "Over best"),
    "paid": ("运营成本", "Paid"),
    "counted": ("罚金", "Penalties"),
    "unserved_on": ("有未排上", "Unserved"),
    "unserved_of": ("* {count} / {days} 天", "* {count} of {days}"),
    "unserved_some": ("* 有", "* some"),
    "penalties_told": (
        "每天总成本（{unit}）= 运营成本（真正付出的，含租金和投资分摊）"
        "+ 罚金（超时、未排上等，只用来比较）。",
        "Cost a day ({unit}) = what is paid, with rent and the share of the investment, and "
        "penalties for late, unserved and other orders, which only count.",
    ),
    "unserved_told": (
        "*（图中空心）：有的日子有运单没排上，一单罚得很重，一天就能拉大总成本和区间；"
        "请先看运营成本，再用更多日子、更大的计算力度复核。",
        "* (hollow in the chart): on some days orders stayed unserved. Each costs a heavy penalty, "
        "so that one day moves cost and interval: look at what is paid, and search harder over "
        "more days.",
    ),
    "today_row": ("现状", "Today"),
    "best": ("最好", "Best"),
    "parts": ("每天成本的组成（{unit}）", "What a day's cost is made of ({unit})"),
    "parts_of": (
        "每天成本的组成（{unit}，用于挑选的 {days} 天平均）",
        "What a day's cost is made of ({unit}, mean of the {days} days that chose)",
    ),
    "part_vehicles": ("车辆", "vehicles"),
    "part_stations": ("中转站运营", "running stations"),
    "part_handling": ("装卸", "handling"),
    "part_rent": ("租金", "rent"),
    "part_late": ("超时", "late orders"),
    "part_unserved": ("未排上", "unserved orders"),
    "part_deferred": ("顺延", "deferred orders"),
    "part_waiting": ("等待", "waiting"),
    "part_missed_visits": ("漏访", "missed visits"),
    "part_invested": ("投资分摊", "share of the investment"),
    "part_total": ("合计", "total"),
    "siting_days": (
        "逐日相差：最省的一组站 减 现状（{unit}）",
        "Day by day: the best minus today ({unit})",
    ),
    "siting_days_fresh": (
        "逐日相差，未参与选择的日子：最省的一组站 减 现状（{unit}）",
        "Day by day, on days that did not choose: the best minus today ({unit})",
    ),
    "not_judged": ("还不能下结论", "There is no verdict yet"),
    "stays": (
        "选址先由模型估算再逐日排线评判；建站之前请用更多日子复核。",
        "A model proposes and planned days judge; give it more days before you build.",
    ),
}

_BETWEEN: Final = {"comma": ("、", ", "), "stop": ("；", "; ")}


def said(key: str, lang: str, **values: object) -> str:
    """
    Return a word in a language, ``zh`` or ``en``.

    Examples
    --------
    >>> said("new", "zh"), said("page", "en", page=1)
    ('新开', 'page 1 of 2')
    """
    text = _WORDS[key][lang == "en"]
    return text.format(**values) if values else text


def joined(parts: list[str], lang: str, *, by: str = "comma") -> str:
    """Return several texts as one."""
    return _BETWEEN[by][lang == "en"].join(parts)


def unit_of(currency: str, lang: str) -> str:
    """
    Return a currency as people write it behind an amount.

    Examples
    --------
    >>> unit_of("CNY", "zh"), unit_of("EUR", "zh")
    ('元', 'EUR')
    """
    return "元" if currency == "CNY" and lang != "en" else currency


def part_name(name: str, lang: str) -> str:
    """Return what a part of the cost is called; one that nobody knows keeps its name."""
    key = f"part_{name}"
    return said(key, lang) if key in _WORDS else name
