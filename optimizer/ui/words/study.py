"""The words around studies: what runs, what it came to, charts and tables."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # What runs.
    "study.run_whatif": ("情景比较", "Comparing scenarios"),
    "study.run_siting": ("选址", "Choosing stations"),
    "study.run_simulation": ("仿真", "Simulation"),
    "study.about": ("{title}，{days} 天", "{title}, {days} days"),
    "study.gives_way": (
        "后台正在做长计算；您一排线，它就让路，算完的天数都留着。",
        "A study is being made behind the scenes; it gives way to any plan and keeps its days.",
    ),
    "study.progress": ("已排 {done} / {total} 份日方案", "{done} of {total} day plans"),
    "study.getting_ready": ("读取网络，准备计算……", "reading the network, getting ready…"),
    "study.drawing": ("日方案排完，正在画地图……", "all days are planned, drawing the maps…"),
    "study.elapsed": ("已用 {time}", "{time} so far"),
    "study.left": ("约剩 {time}", "about {time} left"),
    "study.seconds": ("{count} 秒", "{count} s"),
    "study.minutes": ("{count} 分钟", "{count} min"),
    "study.hours": ("{hours} 小时 {minutes} 分钟", "{hours} h {minutes} min"),
    "study.background": (
        "关掉网页也会继续；停下时留下已经算完的天数。",
        "It goes on even if this page is closed; whoever stops it keeps the days that are done.",
    ),
    "study.stop": ("停止，保留已算天数", "Stop, keep the days"),
    "study.stopping": (
        "正在停止，已算的天数会留下……",
        "Stopping, the days that are done are kept…",
    ),
    "study.waits_for_plan": (
        "先让调度员排线，排完自动接着算。",
        "A dispatcher's plan goes first; this goes on by itself afterwards.",
    ),
    "study.kept": ("已排好 {done} / {total} 份，接着算。", "{done} of {total} day plans are kept."),
    # How studies end without a result.
    "study.failed": (
        "计算没有成功（{at}）。情景和已有结果都在。",
        "The study failed ({at}). Scenarios and results are all there.",
    ),
    "study.failed_bug": (
        "程序出错，编号 {number}；请把编号告诉维护人员，或再算一次。",
        "A bug, number {number}; tell whoever maintains this, or ask again.",
    ),
    "study.lost": (
        "计算进程中途退出（{at}）。算完的天数都在，再算一次会接着算。",
        "The working process died ({at}). Its days are kept; asking again goes on from there.",
    ),
    "study.stopped_empty": (
        "已停止（{at}），当时还没有可比较的天数。",
        "Stopped ({at}), before there was a day to compare.",
    ),
    "study.again": ("再算一次", "Ask again"),
    # Which study.
    "study.none": (
        "还没有结果。问一次，算好后显示在这里。",
        "There is no result yet. Ask for one; it will be here.",
    ),
    "study.which": ("看哪个结果", "Which result"),
    "study.row": (
        "{number} 号 · {kind} · {title} · {days} 天 · {made} {by}",
        "No. {number} · {kind} · {title} · {days} days · {made} {by}",
    ),
    "study.row_said": (" · {said}", " · {said}"),
    "study.row_partial": ("（未算完）", " (partial)"),
    "study.partial": (
        "这次{kind}中途停下：下面只包含已算完的天数，天数少，区间就宽。",
        "{kind}, stopped early: it has only the days that were done, and fewer days make wider "
        "intervals.",
    ),
    "study.older": (
        "按网络第 {made} 版算的，现在是第 {latest} 版",
        "made over version {made} of the network, now version {latest}",
    ),
    "study.go_on": ("接着算", "Go on"),
    "study.drop": ("删除", "Drop"),
    "study.drop_question": (
        "删除“{title}”？结果和下载都会消失，情景不受影响。",
        "Drop “{title}”? Its result and downloads are gone then; scenarios stay.",
    ),
    "study.files": ("下载", "Download"),
    "study.pdf": ("{name}：汇报两页（PDF）", "{name}: two pages for a meeting (PDF)"),
    "study.file_pdf": ("推演{study}号-{name}.pdf", "study-{study}-{name}.pdf"),
    "study.zip": ("全部数据和图（ZIP，含 CSV）", "All tables and papers (ZIP with CSV)"),
    "study.file_zip": ("推演{study}号.zip", "study-{study}.zip"),
    "study.toml": ("{name}：情景文件（TOML）", "{name}: scenario file (TOML)"),
    # What was found.
    "study.why_better": (
        "差别比求解器自身的波动（每天 ± {margin}）大，也不是个别日子碰巧。",
        "More than the solver's own noise (± {margin} a day), and not the luck of some days.",
    ),
    "study.why_worse": (
        "差别比求解器自身的波动（每天 ± {margin}）大，也不是个别日子碰巧。",
        "More than the solver's own noise (± {margin} a day), and not the luck of some days.",
    ),
    "study.why_uncertain": (
        "各天相差太大，95% 区间跨过零，还分不出高下。多算几天，区间会变窄。"
        "求解器自身的波动：每天 ± {margin}。",
        "The days differ too much: the 95 % interval holds zero. More days make it narrower. "
        "The solver's own noise: ± {margin} a day.",
    ),
    "study.why_noise": (
        "同样的日子换个随机种子重算，平均也会差 ± {margin}，所以说不清哪个更好。"
        "加大计算力度或多算几天再看。",
        "The same days planned with other seeds differ by ± {margin} too, so nobody can say "
        "which is better. Search harder or ask for more days.",
    ),
    "study.why_unmeasured": (
        "没有用别的随机种子重算过，不知道差别是不是碰巧。请用两个以上种子再算一次。",
        "No day was planned with another seed, so this may be luck. Ask again with two or more.",
    ),
    "study.why_too_few": (
        "少于 5 天不给区间，下面的数只供参考。",
        "With fewer than 5 days there is no interval; the figures below are a first impression.",
    ),
    "study.compared_under": (
        "两边都在“{name}”的条件下比较。",
        "Both sides are compared under “{name}”.",
    ),
    "study.paid": (
        "费用里含超时、未排上等罚金。每天真正付出的运营成本：{difference}",
        "Costs count penalties for late and unserved orders. What is really paid a day: "
        "{difference}",
    ),
    "study.between": ("（95% 区间 {interval}）", " (95 % interval {interval})"),
    "study.head_measure": ("每天平均", "Mean of a day"),
    "study.head_base": ("现状", "As it is"),
    "study.head_scenario": ("情景", "Scenario"),
    "study.head_difference": ("相差", "Difference"),
    "study.head_interval": ("95% 区间", "95 % interval"),
    "study.head_days_better": ("更好的天数", "Better on"),
    "study.measures_told": (
        "相差 = 情景减现状，同一天比同一天。蓝色：肯定更好；橙色：肯定更差；灰色：说不准。",
        "Differences are scenario less base, each day with itself. Blue: surely better; orange: "
        "surely worse; grey: cannot be told.",
    ),
    "study.measure_total": ("总费用（含罚金）", "Total with penalties"),
    "study.measure_operating_cost": ("运营成本", "Operating cost"),
    "study.measure_cost_per_piece": ("每件成本", "Cost per piece"),
    "study.measure_km": ("里程", "Distance"),
    "study.measure_vehicles": ("用车（辆）", "Vehicles"),
    "study.measure_on_time_share": ("准时率", "On time"),
    "study.measure_late": ("超时（单）", "Late orders"),
    "study.measure_unserved": ("未排上（单）", "Unserved orders"),
    "study.measure_co2_kg": ("二氧化碳", "CO₂"),
    "study.of_days": ("{days} 天中 {count} 天", "{count} of {days} days"),
    # Differences in words.
    "study.money_less": ("省 {size}", "saves {size}"),
    "study.money_more": ("多花 {size}", "costs {size} more"),
    "study.amount_less": ("少 {size}", "{size} less"),
    "study.amount_more": ("多 {size}", "{size} more"),
    "study.height_less": ("低 {size}", "{size} lower"),
    "study.height_more": ("高 {size}", "{size} higher"),
    "study.to": ("{low} 到 {high}", "{low} to {high}"),
    "study.in_km": ("{value} 公里", "{value} km"),
    "study.in_kg": ("{value} 公斤", "{value} kg"),
    "study.in_hours": ("{value} 小时", "{value} h"),
    # One scenario of several.
    "study.scenario": ("情景", "Scenario"),
    "study.scenario_told": ("{name} · {verdict}", "{name} · {verdict}"),
    "study.short_better": ("更省", "cheaper"),
    "study.short_worse": ("更贵", "dearer"),
    "study.short_uncertain": ("说不准", "uncertain"),
    "study.short_noise": ("说不准", "uncertain"),
    "study.short_unmeasured": ("说不准", "uncertain"),
    "study.short_too_few": ("天数太少", "too few days"),
    "study.base_under": ("现状（{name}）", "As it is ({name})"),
    "study.tab_days": ("逐日", "Day by day"),
    "study.tab_villages": ("村庄得失", "Villages"),
    "study.tab_loads": ("站点负荷", "Station load"),
    "study.tab_costs": ("费用构成", "What it is made of"),
    "study.costs_told": (
        "选址那几天的平均，没有区间；能不能下结论看上面那句话。",
        "Means of the days that chose, without an interval; what may be said stands above.",
    ),
    "study.tab_candidates": ("候选与投资", "Candidates and investment"),
    "study.tab_asked": ("问的是什么", "What was asked"),
    # Day by day.
    "study.head_day": ("日期", "Day"),
    "study.from_to": ("{before} → {after}", "{before} → {after}"),
    "study.worst": ("最差的日子之一", "among the worst"),
    "study.left_out": (
        "未计入（其中一边没有算成，或方案违规）：{days}",
        "Left out, since one side failed or breaks a rule: {days}",
    ),
    # Maps.
    "study.no_maps": (
        "这次推演没有留下地图（还没算到那一步）。",
        "This study has no maps: it was stopped before they were made.",
    ),
    "study.no_map": ("这一天的地图画不出来。", "The map of this day could not be drawn."),
    "study.no_map_rules": (
        "这一天的方案有 {count} 处违规，不画。",
        "The plan of this day breaks {count} rules, and is not shown.",
    ),
    "study.map_day": ("典型的一天：{day}", "a typical day: {day}"),
    "study.map_today": ("现在的站点：{name}", "Today's stations: {name}"),
    "study.map_best": ("最省的一组：{name}", "The cheapest set: {name}"),
    "study.maps_told": (
        "两张图一起移动、一起缩放；线路是这一天排出来的车次。",
        "Both maps move and zoom together; the lines are the trips of that day.",
    ),
    "study.mark_add_site": ("新增", "new"),
    "study.mark_move_site": ("移到这里", "moved here"),
    "study.mark_open_site": ("开放", "opened"),
    "study.mark_close_site": ("关闭", "closed"),
    "study.colour": ("村点颜色", "Colour of villages"),
    "study.colour_on_time": ("准时率", "On-time share"),
    "study.colour_hours": ("送达用时", "Hours to deliver"),
    "study.colour_none": ("不上色", "No colours"),
    "study.spare": ("{hours} 小时承诺里还余", "Left of the {hours} hours promised"),
    # Villages and stations.
    "study.gaining": ("受益的村点：{count} 个", "Villages that gain: {count}"),
    "study.losing": ("受损的村点：{count} 个", "Villages that lose: {count}"),
    "study.head_village": ("网点", "Site"),
    "study.head_days": ("天数", "Days"),
    "study.head_share": ("准时率", "On time"),
    "study.head_hours": ("用时", "Hours"),
    "study.villages_told": (
        "只列说得准的：95% 区间对所有网点同时成立，没列出的说不准。",
        "Only what is sure: the 95 % intervals hold for all sites together; the rest cannot "
        "be told.",
    ),
    "study.head_station": ("站点", "Station"),
    "study.loads_told": (
        "每天装卸的件数；多和少本身没有好坏。",
        "Pieces loaded and unloaded a day; neither more nor less is better by itself.",
    ),
    # What was asked.
    "study.under": ("共同前提：{name}", "Holds for all: {name}"),
    "study.asked_days": (
        "{count} 天，{first} 至 {last}；同一天、同样的运单，两边各排一次",
        "{count} days, {first} to {last}; the same orders of each day planned on both sides",
    ),
    "study.asked_fresh": (
        "另用 {count} 天（{first} 至 {last}）评判选出来的那一组",
        "{count} more days ({first} to {last}) judge the set that was chosen",
    ),
    "study.asked_history": ("运单：历史运单", "Orders: those of the history"),
    "study.asked_counted": (
        "运单：历史运单，{days} 天共 {orders} 单",
        "Orders: {orders} of the history, on {days} days",
    ),
    "study.asked_drawn": (
        "运单：按{season}模拟，数量 {scale} 倍",
        "Orders: drawn for {season}, {scale} times the usual number",
    ),
    "study.season_ordinary": ("平常季节", "an ordinary season"),
    "study.season_orchid": ("兰花季", "the orchid season"),
    "study.asked_effort": (
        "每天 {at} 排线，每次搜索 {effort} 步，随机种子 {seed}",
        "Planned at {at}, {effort} iterations each, seed {seed}",
    ),
    "study.asked_seeds": (
        "其中几天换 {seeds} 个种子重排，用来量求解器自身的波动",
        "Some days are planned with {seeds} seeds, to measure the solver's own noise",
    ),
    "study.asked_by": ("{by} 于 {at} 得出", "Made for {by}, {at}"),
    "study.failures": (
        "有 {count} 次没有排成，那些天已从比较中去掉；原因见“逐日”。",
        "{count} plans could not be made, and their days are left out; see Day by day for why.",
    ),
    "study.head_variant": ("哪一种", "Variant"),
    "study.head_why": ("原因", "Why"),
    # Siting.
    "study.no_best": (
        "还没有哪一组站点可以和现在的比。",
        "There is no set of stations yet that could be set beside today's.",
    ),
    "study.today": ("现在的站点", "Today's stations"),
    "study.today_is": ("现状：", "Today:"),
    "study.best_is": ("最省：", "Cheapest:"),
    "study.head_stations": ("开哪些站", "Stations open"),
    "study.head_cost_a_day": ("每天总费用", "Cost a day"),
    "study.head_paid": ("运营成本", "Paid"),
    "study.head_counted": ("罚金", "Penalties"),
    "study.head_unserved_on": ("有未排上", "Unserved on"),
    "study.unserved_some": ("有", "some days"),
    "study.villages_fresh": (
        "各村的准时率和用时：评判用的 {days} 天的平均，这些天没有参与选择。",
        "On-time share and hours of the villages: means of the {days} days that judge, which did "
        "not choose.",
    ),
    "study.villages_choosing": (
        "各村的准时率和用时：选出这一组的 {days} 天的平均。",
        "On-time share and hours of the villages: means of the {days} days that chose the set.",
    ),
    "study.head_rent": ("租金/天", "Rent a day"),
    "study.head_investment": ("投资", "Investment"),
    "study.proposals_told": (
        "每天总费用 = 运营成本（真正付出的，含租金和投资分摊）+ 罚金；区间是这些天的 95% 区间。"
        "橙色（图中空心）：有的日子有运单没排上，一单罚得很重，请先看运营成本。",
        "Cost a day = what is paid, with rent and the share of investment, and penalties; the "
        "interval is the 95 % one over these days. Orange (hollow in the chart): on some days "
        "orders stayed unserved, and each costs a heavy penalty; look at what is paid first.",
    ),
    "study.yes": ("是", "yes"),
    "study.head_open_today": ("现在开着", "Open today"),
    "study.head_open_best": ("最省的一组里", "In the cheapest set"),
    "study.head_lifetime": ("使用天数", "Days of use"),
    "study.head_share_a_day": ("投资分摊/天", "Share of a day"),
    "study.budget": ("投资总预算：{budget}", "Budget of all investments: {budget}"),
}
