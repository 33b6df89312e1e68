"""The words of the page 发布打印: check, publish, print, phone pages, parcels."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # checks
    "publish.checking": ("正在核对方案……", "Checking the plan…"),
    "publish.checks": ("发布前核对", "Checks before publishing"),
    "publish.rules_good": ("规则核验通过", "Keeps all rules"),
    "publish.rules_bad": ("违反 {count} 条规则", "Breaks {count} rules"),
    "publish.orders_good": ("运单没有变动", "Orders are as they were"),
    "publish.orders_bad": ("{count} 票运单有变动", "{count} orders were changed"),
    "publish.network_good": ("网络没有影响方案的变动", "Network is as it was"),
    "publish.network_bad": ("网络有 {count} 处变动", "Network was changed in {count} places"),
    "publish.network_off": ("按现在的网络已不能执行", "Cannot be driven over the network as it is"),
    "publish.what": ("看看是哪些", "What exactly"),
    "publish.more": ("……还有 {count} 条", "… and {count} more"),
    "publish.do_adjust": (
        "违反规则的方案不能发布。请在“调整”页改好，或在“排线”页重新排线。",
        "A plan that breaks rules cannot be published. Put it right on the page Adjust, or plan "
        "again on the page Plan.",
    ),
    "publish.do_orders": (
        "运单变动之后，这份方案已不准。请在“排线”页重新排线。",
        "This plan no longer fits the orders. Plan again on the page Plan.",
    ),
    "publish.do_network": (
        "按现在的网络，这份方案已不能执行。请在“排线”页重新排线。",
        "Over the network as it is now this plan cannot be driven. Plan again on the page Plan.",
    ),
    "publish.do_confirm": (
        "按现在的网络核验，方案仍可执行。可以确认后照发，也可以在“排线”页重新排线。",
        "The plan can still be driven over the network as it is now. Confirm and publish it, or "
        "plan again on the page Plan.",
    ),
    "publish.agree": (
        "网络的变动我看过了，方案照发",
        "I have seen how the network has changed; publish all the same",
    ),
    "publish.order_cancelled": (
        "运单 {order}：{at} 由“{by}”取消",
        "Order {order}: cancelled by {by} at {at}",
    ),
    "publish.order_edited": (
        "运单 {order}：{at} 由“{by}”修改（{columns}）",
        "Order {order}: changed by {by} at {at} ({columns})",
    ),
    "publish.order_done": (
        "运单 {order}：{at} 已按别的方案送达",
        "Order {order}: delivered by another plan at {at}",
    ),
    "publish.site_gone": ("网点 {name}（{id}）已删除", "Site {name} ({id}) is gone"),
    "publish.site_closed": ("网点 {name}（{id}）已关闭", "Site {name} ({id}) is closed"),
    "publish.site_changed": (
        "网点 {name}（{id}）改了：{columns}",
        "Site {name} ({id}) was changed: {columns}",
    ),
    "publish.vehicle_gone": ("车辆 {name}（{id}）已删除", "Vehicle {name} ({id}) is gone"),
    "publish.vehicle_off": (
        "车辆 {name}（{id}）已停用",
        "Vehicle {name} ({id}) is out of service",
    ),
    "publish.vehicle_changed": (
        "车辆 {name}（{id}）改了：{columns}",
        "Vehicle {name} ({id}) was changed: {columns}",
    ),
    "publish.rules_changed": ("规则或价格改了", "Rules or prices were changed"),
    "publish.roads_changed": (
        "道路改了，行车时间或里程和排线时不同",
        "Roads were changed: drives take another time or way",
    ),
    "publish.comma": ("、", ", "),
    # publishing
    "publish.now": (
        "现行方案：第 {number} 号（方案 {plan}），{by} 于 {at} 发布",
        "In force: no. {number} (plan {plan}), published by {by} at {at}",
    ),
    "publish.now_none": ("还没有发布过方案。", "Nothing has been published yet."),
    "publish.is_current": ("这份方案就是现行方案。", "This plan is the one in force."),
    "publish.go": ("发布这份方案", "Publish this plan"),
    "publish.again": ("重新发布（更换手机页链接）", "Publish again (new phone links)"),
    "publish.viewer": (
        "查看身份不能发布，请找调度员。",
        "Viewers cannot publish; ask a dispatcher.",
    ),
    "publish.ask": (
        "发布方案 {plan}？司机的手机页和派车单将以它为准。",
        "Publish plan {plan}? Drivers' pages and run sheets will follow it.",
    ),
    "publish.stale": (
        "注意：这份方案从 {at} 排起，已过去一天以上。",
        "Mind that this plan begins at {at}, more than a day ago.",
    ),
    "publish.yes": ("确认发布", "Publish"),
    "publish.no": ("先不发布", "Not yet"),
    "publish.done": (
        "已发布：第 {number} 号（方案 {plan}）。派车单和手机页可以用了。",
        "Published: no. {number} (plan {plan}). Run sheets and phone pages are ready.",
    ),
    "publish.conflict": (
        "没有发布：{by} 已在 {at} 发布了第 {number} 号（方案 {plan}）。请选择：",
        "Not published: {by} has published no. {number} (plan {plan}) at {at}. Choose:",
    ),
    "publish.conflict_gone": (
        "没有发布：现行方案在此期间变了。请再看一遍后重试。",
        "Not published: what is in force has changed in the meantime. Look again and retry.",
    ),
    "publish.keep": ("保留对方的方案", "Keep theirs"),
    "publish.replace": ("用我的方案替换", "Replace it with mine"),
    "publish.against_theirs": ("我的方案和对方的相比：", "Mine, beside theirs:"),
    "publish.against_now": ("和现行方案相比：", "Beside the plan in force:"),
    "publish.same": ("路上没有变化", "nothing changes on the road"),
    "publish.diff_new": ("新增出车：{names}", "vehicles that now drive: {names}"),
    "publish.diff_gone": ("不再出车：{names}", "vehicles that no longer drive: {names}"),
    "publish.diff_changed": ("路线或时间有变：{names}", "other rounds or times: {names}"),
    "publish.diff_moved": ("{count} 票换车或换班次", "{count} orders change vehicle or shift"),
    "publish.diff_times": (
        "{sooner} 票早到、{later} 票晚到 15 分钟以上",
        "{sooner} orders arrive more than 15 min sooner, {later} later",
    ),
    "publish.diff_added": ("多送 {count} 票", "{count} orders more are brought"),
    "publish.diff_dropped": ("少送 {count} 票", "{count} orders fewer are brought"),
    "publish.diff_late": (
        "超时 {late:+d} 票，未排上 {unserved:+d} 票",
        "late {late:+d}, unserved {unserved:+d}",
    ),
    "publish.diff_cost": (
        "运营成本 {cost:+,.2f} {currency}",
        "operating cost {cost:+,.2f} {currency}",
    ),
    # papers
    "publish.papers": ("打印与导出", "Print and export"),
    "publish.papers_draft": (
        "这份方案不是现行方案，打印件上没有手机页二维码。",
        "This plan is not in force: papers carry no code for phone pages.",
    ),
    "publish.papers_no_address": (
        "派车单上没有二维码：本机地址手机打不开。请从局域网地址打开本页，"
        "或设置 ROUTE48_PUBLIC_URL。",
        "Run sheets carry no code: phones cannot open this machine's own address. Open the desk "
        "by its network address, or set ROUTE48_PUBLIC_URL.",
    ),
    "publish.run_sheets.pdf": ("派车单 PDF", "Run sheets PDF"),
    "publish.run_sheets.xlsx": ("派车单 Excel", "Run sheets Excel"),
    "publish.handovers.pdf": ("交接清单 PDF", "Hand-over lists PDF"),
    "publish.handovers.xlsx": ("交接清单 Excel", "Hand-over lists Excel"),
    "publish.report.html": ("方案网页", "Plan as a web page"),
    "publish.itineraries.csv": ("运单路由 CSV", "Itineraries CSV"),
    "publish.trips.gpx": ("轨迹 GPX", "Tracks GPX"),
    "publish.trips.geojson": ("地图 GeoJSON", "Map GeoJSON"),
    "publish.vroom.json": ("末端配送 VROOM", "Local leg for VROOM"),
    "publish.plan.json": ("方案数据 JSON", "Plan data JSON"),
    "publish.all.zip": ("全部打包 ZIP", "Everything as ZIP"),
    "publish.file.run_sheets.pdf": ("派车单", "run-sheets"),
    "publish.file.run_sheets.xlsx": ("派车单", "run-sheets"),
    "publish.file.handovers.pdf": ("交接清单", "hand-over-lists"),
    "publish.file.handovers.xlsx": ("交接清单", "hand-over-lists"),
    "publish.file.report.html": ("方案", "plan"),
    "publish.file.itineraries.csv": ("运单路由", "itineraries"),
    "publish.file.trips.gpx": ("轨迹", "tracks"),
    "publish.file.trips.geojson": ("地图", "map"),
    "publish.file.vroom.json": ("末端配送_VROOM", "local-leg_VROOM"),
    "publish.file.plan.json": ("方案数据", "plan-data"),
    "publish.file.all.zip": ("全部", "everything"),
    # phone pages
    "publish.phones": ("司机手机页", "Phone pages"),
    "publish.phones_none": (
        "发布之后，这里有每辆车的手机页和二维码。",
        "Once a plan is published, every vehicle's phone page and code are here.",
    ),
    "publish.phones_of": (
        "第 {number} 号的手机页，共 {count} 辆车；不需要登录，知道链接的人都能看。",
        "Phone pages of no. {number}, {count} vehicles; no sign-in, whoever has the link can look.",
    ),
    "publish.open": ("打开", "Open"),
    "publish.no_driver": ("司机未登记", "no driver named"),
    # parcels
    "publish.parcels": ("查包裹", "Find a parcel"),
    "publish.search": (
        "运单号或溯源码（开头几位即可）",
        "Order id or trace code (its beginning will do)",
    ),
    "publish.search_none": ("没有找到“{text}”。", "Nothing found for {text}."),
    "publish.search_first": (
        "很多票符合，这是前 {count} 票；多输几位可缩小范围",
        "Many match, these are the first {count}; type more of it",
    ),
    "publish.search_many": ("找到 {count} 票，请选一票", "{count} found, choose one"),
    "publish.in_force": (
        "现行方案 {plan}（第 {number} 号）",
        "In force: plan {plan} (no. {number})",
    ),
    "publish.in_chosen": ("所选方案 {plan}", "Chosen plan {plan}"),
    "publish.not_in": ("这份方案里没有这票。", "The plan does not hold this order."),
    "publish.on_time": ("准时", "on time"),
    "publish.late": ("超时", "late"),
    "publish.deferred": ("顺延", "deferred"),
    "publish.unserved": ("未排上", "unserved"),
    "publish.delivered": ("{at} 送达", "there at {at}"),
    "publish.slack_left": (
        "{hours} 小时承诺还有 {slack} 余量",
        "{slack} left of the {hours} hours promised",
    ),
    "publish.slack_over": (
        "超出 {hours} 小时承诺 {slack}",
        "{slack} over the {hours} hours promised",
    ),
    "publish.due_left": ("限 {due} 前，余 {slack}", "due by {due}, {slack} left"),
    "publish.due_over": ("限 {due} 前，超 {slack}", "due by {due}, {slack} over"),
    "publish.span": ("{hours} 小时 {minutes} 分", "{hours} h {minutes} min"),
    "publish.leg_trip": ("车次", "Trip"),
    "publish.leg_plate": ("车牌", "Plate"),
    "publish.leg_from": ("从", "From"),
    "publish.leg_departure": ("发车", "Departs"),
    "publish.leg_to": ("到", "To"),
    "publish.leg_arrival": ("到达", "Arrives"),
    "publish.history": ("登记与变动", "Entered and changed"),
    "publish.came_import": ("{at} {by} 导入（{name}）", "{at} imported by {by} ({name})"),
    "publish.came_entry": ("{at} {by} 录入", "{at} entered by {by}"),
    "publish.came_return": ("{at} {by} 登记退件", "{at} entered as a return by {by}"),
    "publish.was_edited": ("{at} {by} 修改：{what}", "{at} changed by {by}: {what}"),
    "publish.was_cancelled": ("{at} {by} 取消 {why}", "{at} cancelled by {by} {why}"),
    "publish.is_done": ("{at} 已送达", "{at} delivered"),
    "publish.is_lying": ("{at} 起在 {site}", "at {site} since {at}"),
    # past publications
    "publish.past": ("发布记录", "Published so far"),
    "publish.past_number": ("编号", "No."),
    "publish.past_plan": ("方案", "Plan"),
    "publish.past_by": ("发布人", "By"),
    "publish.past_at": ("发布时间", "At"),
    "publish.past_orders": ("运单", "Orders"),
    "publish.past_trips": ("车次", "Trips"),
    "publish.past_label": ("说明", "Label"),
}
