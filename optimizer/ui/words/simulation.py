"""The words of the page 仿真: days played, reliability, a plan replayed."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "simulation.part": ("看什么", "What to look at"),
    "simulation.part_plan": ("一份方案", "One plan"),
    "simulation.part_days": ("多日仿真", "Many days"),
    # One plan, replayed.
    "simulation.no_plan": (
        "还没有方案。先在“排线”页排一份，再到这里看它经不经得起路上的变化。",
        "There is no plan yet. Make one on the page Plan; here you see what it is worth on the "
        "road.",
    ),
    "simulation.replaying": ("正在重演 500 次……", "Replaying 500 times…"),
    "simulation.nothing_carried": (
        "这份方案没有运单上车，没有可以重演的。",
        "This plan carries no orders, so there is nothing to replay.",
    ),
    "simulation.weather": ("天气", "Weather"),
    "simulation.weather_mixed": ("有晴有雨", "Mixed"),
    "simulation.weather_dry": ("全晴", "Dry"),
    "simulation.weather_rain": ("全雨", "Rain"),
    "simulation.weather_help": (
        "有晴有雨：约三成半的日子下雨。雨天行驶慢 15%，装卸慢 10%。",
        "Mixed: it rains on about 35 % of days. Rain slows drives by 15 % and stops by 10 %.",
    ),
    "simulation.road_spread": ("路上时间波动", "Spread of drives"),
    "simulation.road_help": (
        "每一段路比计划快或慢多少；三分之二的路段在这个范围内。",
        "By how much each drive strays from its plan; two drives in three stay within this.",
    ),
    "simulation.stop_spread": ("装卸时间波动", "Spread of stops"),
    "simulation.stop_help": (
        "每次停靠比计划快或慢多少；三分之二的停靠在这个范围内。",
        "By how much each stop strays from its plan; two stops in three stay within this.",
    ),
    "simulation.assumed": (
        "这些是假定，等本县实测后再改。同样的设置，结果总是一样。",
        "These are assumptions until the county measures them. The same settings always give "
        "the same result.",
    ),
    "simulation.headline": (
        "{count} 次重演：平均 {share} 的运单在承诺时限（一般 48 小时）内送到",
        "{count} replays: {share} of orders arrive within their promise (48 hours, as a rule)",
    ),
    "simulation.carried": ("上车运单 {count} 单", "{count} orders on board"),
    "simulation.fragile_count": (
        "易断的中转 {count} / {all} 处",
        "{count} of {all} transfers fragile",
    ),
    "simulation.trips_count": (
        "可能收车晚的车次 {count} / {all} 个",
        "{count} of {all} trips may end late",
    ),
    "simulation.worst": ("最差的村：{name} {share}", "worst village: {name} {share}"),
    "simulation.map_title": ("按时送到的可能", "Chance to be in time"),
    "simulation.map_told": (
        "颜色：该村运单按时的平均可能（计入 1% 无人、0.5% 拒收）；黑标：易断中转的处数。",
        "Colours: mean chance to be in time (with 1 % absent, 0.5 % refused). Black marks: fragile "
        "transfers.",
    ),
    "simulation.village": ("按时 {share} · {count} 单", "in time {share} · {count} orders"),
    "simulation.village_none": ("这份方案没有它的运单", "no orders in this plan"),
    "simulation.mark": ("易断中转 {count} 处", "{count} fragile transfers"),
    "simulation.lists": ("哪里薄弱", "What is weak"),
    "simulation.list_transfers": ("易断的中转 {count}", "Fragile transfers {count}"),
    "simulation.list_orders": ("有风险的运单 {count}", "Orders at risk {count}"),
    "simulation.list_trips": ("有风险的车次 {count}", "Trips at risk {count}"),
    "simulation.search": ("查运单、村、车次", "Find order, village, trip"),
    "simulation.holds": ("接上的可能", "Holds"),
    "simulation.station": ("中转站", "Station"),
    "simulation.giver": ("送来的车次", "From trip"),
    "simulation.taker": ("接走的车次", "To trip"),
    "simulation.slack": ("余量（分钟）", "Slack (min)"),
    "simulation.orders": ("运单", "Orders"),
    "simulation.in_time": ("按时的可能", "In time"),
    "simulation.order": ("运单号", "Order"),
    "simulation.to": ("送往", "To"),
    "simulation.due": ("承诺", "Due"),
    "simulation.by_trips": ("车次", "Trips"),
    "simulation.brought": ("送到的可能", "Brought"),
    "simulation.home": ("按时收车", "Home in time"),
    "simulation.trip": ("车次", "Trip"),
    "simulation.plate": ("车牌", "Vehicle"),
    "simulation.leaves": ("出发", "Leaves"),
    "simulation.nothing_found": ("没有找到。", "Nothing found."),
    "simulation.shown_some": (
        "列出最差的 {count} 行，共 {all} 行；其余可以查找。",
        "The worst {count} of {all} rows are listed; the search finds the others.",
    ),
    "simulation.mending": ("正在找补救办法……", "Looking for a remedy…"),
    "simulation.giver_earlier": (
        "让 {trip} 早出发 {minutes} 分钟",
        "Let {trip} leave {minutes} minutes earlier",
    ),
    "simulation.taker_later": (
        "让 {trip} 晚出发 {minutes} 分钟",
        "Let {trip} leave {minutes} minutes later",
    ),
    "simulation.mend": (
        "{station}：{giver} → {taker} 只有 {before} 接得上。**{remedy}**，可到 {after}。",
        "{station}: {giver} → {taker} holds in {before}. **{remedy}**, and it holds in {after}.",
    ),
    "simulation.mend_orders": (
        "全方案按时的运单预计多 {count} 单。",
        "Orders in time over the whole plan: {count}.",
    ),
    "simulation.mend_costs": (
        "但全方案按时的运单并不增加（{count} 单），未必值得。",
        "But over the whole plan no more orders are in time ({count}): it may not be worth it.",
    ),
    "simulation.mend_part": (
        "这还不到 95%，要另作调整。",
        "That is still under 95 %; it takes other changes too.",
    ),
    "simulation.no_mend": (
        "{station}：{giver} → {taker} 只有 {before} 接得上，早走晚走都补不上："
        "车从上一趟回来就晚了。请在“调整”页换车或改线。",
        "{station}: {giver} → {taker} holds in {before}, and leaving earlier or later does not "
        "help: the vehicle is late from the trip before. Change vehicle or route on the page "
        "Adjust.",
    ),
    "simulation.choose_row": (
        "点选一行，可以去“调整”页改它的车次。",
        "Choose a row to change its trips on the page Adjust.",
    ),
    "simulation.adjust": ("去调整 {trip}", "Adjust {trip}"),
    "simulation.under_way": (
        "这趟车已锁定，不能再改。",
        "This trip is committed and cannot be changed.",
    ),
}
