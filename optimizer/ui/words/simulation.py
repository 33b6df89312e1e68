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
    "simulation.map_share": ("按时送到的比例", "Share in time"),
    "simulation.map_told": (
        "颜色：该村运单按时的平均可能（不计无人与拒收）；黑标：易断中转的处数。",
        "Colours: mean chance to be in time, where everybody is there. Black marks: fragile "
        "transfers.",
    ),
    "simulation.village": ("按时 {share} · {count} 单", "in time {share} · {count} orders"),
    "simulation.village_none": ("这份方案没有它的运单", "no orders in this plan"),
    "simulation.mark": ("易断中转 {count} 处", "{count} fragile transfers"),
    "simulation.lists": ("哪里薄弱", "What is weak"),
    "simulation.list_transfers": ("中转 · 易断 {count}", "Transfers · {count} fragile"),
    "simulation.list_orders": ("有风险的运单 {count}", "Orders at risk {count}"),
    "simulation.list_trips": ("有风险的车次 {count}", "Trips at risk {count}"),
    "simulation.search": ("查运单、村、车次", "Find order, village, trip"),
    "simulation.holds": ("接上的可能", "Holds"),
    "simulation.station": ("中转站", "Station"),
    "simulation.giver": ("送来的车次", "From trip"),
    "simulation.taker": ("接走的车次", "To trip"),
    "simulation.slack": ("余量（分钟）", "Slack (min)"),
    "simulation.slack_help": (
        "计划里前车卸完到后车装货之间还有多久。余量很大还接不上的，多半是前车回来时站点已关门，或前一趟就晚了。",
        "Planned time from unloading to loading. Where it is long and still does not hold, the "
        "first vehicle mostly comes back when the base is closed, or is late from the trip before.",
    ),
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
    "simulation.no_transfers": (
        "这份方案里没有货物在中转站换车，也就没有会断的中转。",
        "In this plan no goods change vehicle, so that no transfer can break.",
    ),
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
        "{station}：换一批重演复核，{giver} → {taker} 只有 {before} 接得上。"
        "**{remedy}**，可到 {after}。",
        "{station}: by fresh replays {giver} → {taker} holds in {before}. **{remedy}**, and it "
        "holds in {after}.",
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
    # Many days: asking.
    "simulation.rain_is_known": ("早上知道会下雨", "Rain is known in the morning"),
    "simulation.rain_is_known_help": (
        "开：雨天排线时就按雨天的时间算。关：按晴天排，路上才遇到雨。两种排法一样。",
        "On: plans of a wet day expect its rain. Off: plans expect dry roads, and the rain hits "
        "them. Both ways to plan know the same.",
    ),
    "simulation.ask": ("开始一次多日仿真", "Play many days"),
    "simulation.only_planners": (
        "多日仿真由规划员发起；结果大家都能看。",
        "Planners ask for simulations; everybody sees what they came to.",
    ),
    "simulation.seeds": ("重复几次", "Histories"),
    "simulation.seeds_help": (
        "同样的日子换一种天气、运单和运气再过几次；次数多，结论更可靠，时间也更长。",
        "So often the same days are lived through with other weather, orders and luck: more are "
        "surer, and take longer.",
    ),
    "simulation.absent": ("无人在家", "Nobody there"),
    "simulation.absent_help": (
        "送件或收件时没有人的比例；改天再去，三次不成退回县中心。",
        "Of deliveries and collections; visited again the next day, back to the hub after three.",
    ),
    "simulation.refused": ("拒收", "Refused"),
    "simulation.refused_help": (
        "送到后不要的比例；退回县中心。",
        "Of deliveries; these go back to the hub.",
    ),
    "simulation.go": ("开始仿真", "Start the simulation"),
    "simulation.title": ("{first} 起 {days} 天，{weather}", "{days} days from {first}, {weather}"),
    # Many days: what they came to.
    "simulation.no_days": ("一天也没有演完。", "Not a single day was played to its end."),
    "simulation.promise": (
        "{days} 天、{orders} 单：{share} 在承诺时限（一般 48 小时）内送到",
        "{days} days, {orders} orders: {share} arrived within their promise (48 hours, as a rule)",
    ),
    "simulation.habit_is": ("习惯排法 {value}", "by habit {value}"),
    "simulation.view": ("看什么", "View"),
    "simulation.view_villages": ("各村", "Villages"),
    "simulation.view_days": ("逐日", "Day by day"),
    "simulation.view_policies": ("两种排法", "Both ways to plan"),
    "simulation.view_asked": ("仿真设置", "What was asked"),
    "simulation.policy": ("排法", "Way to plan"),
    "simulation.by_need": ("按需排线", "By need"),
    "simulation.habit": ("习惯：每村每日", "Habit: all daily"),
    "simulation.figure": ("指标", "Figure"),
    "simulation.figure_on_time_share": ("按时送到", "In time"),
    "simulation.figure_late": ("晚送到（单）", "Late (orders)"),
    "simulation.figure_missing": ("没有送到（单）", "Not brought (orders)"),
    "simulation.figure_returned": ("退回（单）", "Sent back (orders)"),
    "simulation.figure_absent": ("白跑（次）", "Vain visits"),
    "simulation.figure_cost_per_day": ("每天费用", "Cost a day"),
    "simulation.figure_cost_vehicles": ("其中车辆与司机", "of it vehicles and drivers"),
    "simulation.figure_cost_stations": ("其中站点", "of it stations"),
    "simulation.figure_cost_handling": ("其中中转操作", "of it handling"),
    "simulation.figure_cost_rent": ("其中场地租金", "of it rent"),
    "simulation.figure_cost_run_off": ("其中收尾", "of it run-off"),
    "simulation.figure_cost_per_piece": ("每件费用", "Cost per piece"),
    "simulation.figure_worked_share": ("工时利用", "Shifts used"),
    "simulation.figure_fill": ("平均装载", "Mean load"),
    "simulation.figure_trips": ("每天车次", "Trips a day"),
    "simulation.figure_km": ("每天公里", "km a day"),
    "simulation.figure_hours": ("每天出车小时", "Hours driven a day"),
    "simulation.figure_broken_share": ("断掉的中转", "Transfers broken"),
    "simulation.figure_broken_transfers": ("断掉的中转（处）", "Transfers broken (count)"),
    "simulation.figure_called_off_trips": ("取消的车次", "Trips called off"),
    "simulation.figure_left_behind": ("没赶上车的运单", "Orders left behind"),
    "simulation.gain_cost_per_day": (
        "按需排线比习惯排法每天{difference}（95% 区间：{interval}），{days} 天里 {better} 天更省。",
        "A day by need {difference} beside one by habit (95 % interval: {interval}); cheaper on "
        "{better} of {days} days.",
    ),
    "simulation.no_interval": ("天数不够", "too few days"),
    "simulation.gain_on_time_share": (
        "按时率{difference}（95% 区间：{interval}），{days} 天里 {better} 天更高。",
        "The share in time is {difference} (95 % interval: {interval}); higher on {better} of "
        "{days} days.",
    ),
    "simulation.weather_days": ("{weather}（{days} 天）", "{weather} ({days} days)"),
    "simulation.on_dry": ("晴", "Dry"),
    "simulation.on_rain": ("雨", "Rain"),
    "simulation.policies_told": (
        "两种排法用同样的运单、天气和运气。习惯排法：每村每天由最近的站送一趟。"
        "收尾：最后一天之后不再来新单，把余单送完的费用，平摊到每一天。",
        "Both have the same orders, weather and luck. By habit every village is visited daily from "
        "the nearest station. Run-off: after the last day no orders come in, and what is open is "
        "brought; all days bear that cost alike.",
    ),
    "simulation.search_village": ("查村、镇", "Find village, town"),
    "simulation.promise_told": (
        "颜色：该村运单在承诺时限内送到的比例；退回和白跑的不算。",
        "Colours: share of a village's orders brought within their promise; those sent back are "
        "left out.",
    ),
    "simulation.village_days": (
        "按时 {share} · {orders} 单 · 平均 {hours} 小时",
        "in time {share} · {orders} orders · {hours} h on average",
    ),
    "simulation.village_never": ("这些天没有它的运单", "no orders on these days"),
    "simulation.in_promise": ("按时", "In time"),
    "simulation.village_name": ("村", "Village"),
    "simulation.town": ("镇", "Town"),
    "simulation.late": ("未按时", "Not in time"),
    "simulation.mean_hours": ("平均小时", "Mean hours"),
    "simulation.beside_by_need": ("按需排线", "By need"),
    "simulation.beside_habit": ("习惯排法", "By habit"),
    "simulation.class": ("货类", "Class of goods"),
    "simulation.day": ("日期", "Day"),
    "simulation.history": ("第几次", "History"),
    "simulation.in_time_share": ("按时率", "Share in time"),
    "simulation.cost_by_day": (
        "逐日费用之差：按需排线 减 习惯排法（{unit}）",
        "Cost day by day: by need minus by habit ({unit})",
    ),
    "simulation.shares_by_day": ("每天按时送到的比例", "Share in time, day by day"),
    "simulation.share_of": ("按时：{policy}", "In time: {policy}"),
    "simulation.cost_of": ("费用：{policy}", "Cost: {policy}"),
    "simulation.days_told": (
        "一行是一次重复里的一天；运单数是当天排线时已知的新运单。"
        "费用含平摊的收尾；最后一天之后送完的余单，结果记在最后一天。",
        "A row is a day of one history; its orders are those that became known on it. Costs have "
        "their share of the run-off; what became of orders after the last day is in its row.",
    ),
    "simulation.asked_days": (
        "从 {first} 起 {days} 天，重复 {seeds} 次",
        "{days} days from {first}, histories: {seeds}",
    ),
    "simulation.asked_history": ("运单：已导入的历史", "Orders: the imported history"),
    "simulation.asked_drawn": (
        "运单：按季节生成（{season}，{scale} 倍）",
        "Orders: drawn ({season}, times {scale})",
    ),
    "simulation.asked_weather": ("天气：{weather}", "Weather: {weather}"),
    "simulation.asked_rain_known": (
        "早上知道会下雨：雨天按雨天的时间排线",
        "Rain is known in the morning: plans of a wet day expect it",
    ),
    "simulation.asked_people": (
        "无人在家 {absent}，拒收 {refused}",
        "{absent} nobody there, {refused} refused",
    ),
    "simulation.asked_spreads": (
        "路上时间波动 ±{road} %，装卸时间波动 ±{stop} %",
        "drives stray by ±{road} %, stops by ±{stop} %",
    ),
    "simulation.asked_effort": (
        "每次排线搜索 {effort} 步，种子 {seed}",
        "{effort} iterations a plan, seed {seed}",
    ),
    "simulation.asked_closed": (
        "收尾：每次重复都演到余单全部了结",
        "Run-off: every history was played until nothing was open",
    ),
    "simulation.asked_partly_closed": (
        "收尾：{seeds} 次重复中只有 {closed} 次演到余单全部了结；没演到的，余单没有计费用",
        "Run-off: only {closed} of all histories ({seeds}) played until nothing was open; what is "
        "open in the others has cost nothing yet",
    ),
    "simulation.asked_unclosed": (
        "没有收尾（旧版结果）：最后一天之后的余单没有计费用，天数少时按需排线显得偏省",
        "No run-off (an older result): what was open after the last day has cost nothing, which "
        "flatters planning by need where days are few",
    ),
    "simulation.asked_by": ("{by} 发起，{at} 完成", "Asked for by {by}, done at {at}"),
    "simulation.under": ("在这些条件下：{name}", "Under these conditions: {name}"),
}
