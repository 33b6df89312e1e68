"""The words of the room ``plan``."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # What is asked for.
    "plan.batches": ("运单批次", "Order batches"),
    "plan.batches_all": ("全部未完成的运单", "All open orders"),
    "plan.batch": ("{name}（{count} 单未完成）", "{name} ({count} open)"),
    "plan.moment": ("从何时开始排", "Plan from"),
    "plan.moment_help": (
        "方案从这一刻起排 {hours} 小时。默认是本县下一个排线时刻（{times}），或运单所在的日期。",
        "The plan covers {hours} hours from here. The default is the county's next planning "
        "time ({times}), or the day of the orders.",
    ),
    "plan.effort": ("计算时间", "Effort"),
    "plan.effort_help": (
        "算得越久，方案通常越省。随时可以停，停下时保留当前最好的方案。",
        "The longer, the cheaper, as a rule. It can be stopped at any time; the best is kept.",
    ),
    "plan.quick": ("快 10 秒", "Quick 10 s"),
    "plan.standard": ("标准 30 秒", "Standard 30 s"),
    "plan.fine": ("细 120 秒", "Fine 120 s"),
    "plan.own": ("自定", "Own"),
    "plan.seconds": ("秒数", "Seconds"),
    "plan.go": ("开始排线", "Plan"),
    "plan.queue_it": ("排入等候", "Queue"),
    "plan.will_plan": (
        "将排 {count} 张未完成的运单，最早 {first} 可发，最晚 {last}。",
        "{count} open orders will be planned, ready from {first} to {last}.",
    ),
    "plan.no_orders": (
        "没有未完成的运单。请先在“今日运单”页导入。",
        "There are no open orders. Import some on the page Orders first.",
    ),
    # What runs.
    "plan.run_plan": ("排线", "Plan"),
    "plan.run_baseline": ("对比方案“天天跑遍”", "Comparison: everybody daily"),
    "plan.run_revision": ("调整后重排", "Planning around the changes"),
    "plan.of_orders": ("{at} 起，{count} 张运单", "from {at}, {count} orders"),
    "plan.elapsed": ("已用 {seconds} 秒", "{seconds} s so far"),
    "plan.left": ("约剩 {seconds} 秒", "about {seconds} s left"),
    "plan.best": ("当前最优总目标", "Best objective so far"),
    "plan.best_help": (
        "运营成本加上超时、未排上、顺延、等待的罚金；越低越好。",
        "Operating cost plus penalties for late, unserved, deferred and waiting orders; "
        "the lower the better.",
    ),
    "plan.no_best": ("还没有完整方案", "no whole plan yet"),
    "plan.curve": (
        "总目标从 {first} 降到 {last}",
        "The objective fell from {first} to {last}",
    ),
    "plan.stop": ("停止，保留当前最优", "Stop, keep the best"),
    "plan.stop_queued": ("取消", "Cancel"),
    "plan.stopping": ("正在停止，保留当前最优方案……", "Stopping, the best plan is kept…"),
    "plan.queued": ("等候中", "Waiting"),
    "plan.waits": (
        "排在前面的还有 {count} 个。关掉网页也会继续。",
        "{count} before it. It goes on even if this page is closed.",
    ),
    "plan.next": ("马上开始。", "It is next."),
    "plan.starting_worker": (
        "正在启动排线进程……",
        "The planning process is starting…",
    ),
    "plan.no_worker": (
        "排线进程没有启动起来，等候的方案不会丢。请把日志 {log} 交给维护人员；本页会继续尝试启动。",
        "The planning process does not come up; what waits is not lost. Give the log {log} to "
        "whoever maintains this; the page keeps trying.",
    ),
    "plan.background": (
        "关掉网页、合上电脑盖都不会丢；回来时这里还看得到。",
        "Closing the page or the lid loses nothing; it is still here when you come back.",
    ),
    "plan.baseline_runs": (
        "后台正在算对比方案“天天跑遍”（{phase}），不影响排线。",
        "The comparison with daily visits is being made behind the scenes ({phase}).",
    ),
    # Phases of a run.
    "plan.phase.reading": ("读取网络和运单", "reading network and orders"),
    "plan.phase.compiling": ("准备计算引擎（首次较慢）", "preparing the engines (slow once)"),
    "plan.phase.consolidation": ("集单", "consolidating orders"),
    "plan.phase.echelons": ("两级联合排线", "planning both echelons"),
    "plan.phase.local": ("镇村配送排线", "planning local trips"),
    "plan.phase.linehaul": ("县镇支线排线", "planning the linehaul"),
    "plan.phase.timetable": ("编排时刻", "setting the clock"),
    "plan.phase.check": ("逐条核验", "checking every rule"),
    "plan.phase.other": ("计算中", "working"),
    # How runs end.
    "plan.failed": (
        "排线没有成功（{at}）。运单和已有方案都在。",
        "The plan failed ({at}). Orders and plans are all there.",
    ),
    "plan.failed_bug": (
        "程序出错，编号 {number}；请把编号告诉维护人员，或再排一次。",
        "A bug, number {number}; tell whoever maintains this, or ask again.",
    ),
    "plan.lost": (
        "排线进程中途退出（{at}），这一次没有结果。运单和已有方案都在，再排一次即可。",
        "The planning process died ({at}), this run has no result. Orders and plans are all "
        "there; just ask again.",
    ),
    "plan.stopped_empty": (
        "已停止（{at}），当时还没有完整方案。",
        "Stopped ({at}), before there was a whole plan.",
    ),
    "plan.again": ("再排一次", "Ask again"),
    "plan.dismiss": ("知道了", "Dismiss"),
    # The plan.
    "plan.which": ("看哪个方案", "Which plan"),
    "plan.row": (
        "{number} 号 · {made} 排 · {at} 起 · {orders} 单 · 准时 {share} · {cost}",
        "No. {number} · made {made} · from {at} · {orders} orders · {share} on time · {cost}",
    ),
    "plan.row_label": (" · {label}", " · {label}"),
    "plan.row_published": (" · 已发布", " · published"),
    "plan.row_changed": (" · 由 {number} 号调整", " · changed from No. {number}"),
    "plan.opening": ("正在打开方案……", "Opening the plan…"),
    "plan.none": (
        "还没有方案。选好运单和时间，按“开始排线”。",
        "There is no plan yet. Choose orders and time, then press Plan.",
    ),
    "plan.violations": (
        "核验没有通过：有 {count} 处违规，不能发布。请再排一次，并把方案 {number} 号告诉维护人员。",
        "The checker faults this plan in {count} places; it cannot be published. Plan again, and "
        "tell whoever maintains this about plan No. {number}.",
    ),
    "plan.checked": ("核验通过", "Checked: no rule broken"),
    # Figures.
    "plan.on_time_share": ("准时率", "On time"),
    "plan.late": ("超时", "Late"),
    "plan.unserved": ("未排上", "Unserved"),
    "plan.deferred": ("顺延", "Deferred"),
    "plan.missed_visits": ("漏访", "Missed visits"),
    "plan.operating_cost": ("运营成本", "Operating cost"),
    "plan.cost_per_piece": ("每件成本", "Cost per piece"),
    "plan.trips": ("车次", "Trips"),
    "plan.vehicles": ("用车", "Vehicles"),
    "plan.distance": ("里程", "Distance"),
    "plan.distance_per_piece": ("每件里程", "Distance per piece"),
    "plan.km": ("{value} 公里", "{value} km"),
    "plan.metres": ("{value} 米", "{value} m"),
    "plan.points": ("{value} 点", "{value} pts"),
    "plan.compare": ("对比", "Compare with"),
    "plan.compare_last": ("上一个方案", "The plan before"),
    "plan.compare_before": ("调整前", "Before the change"),
    "plan.compare_baseline": ("天天跑遍", "Everybody daily"),
    "plan.same": ("不变", "same"),
    "plan.told_last": (
        "与 {number} 号方案比：运单和开始时刻相同，总量可比。",
        "Compared with plan No. {number}: same orders and start, so that totals compare.",
    ),
    "plan.told_last_other": (
        "与 {number} 号方案比：运单或开始时刻不同，总量不可比，只比准时率和每件的数。",
        "Compared with plan No. {number}: other orders or another start, so that only shares "
        "and figures per piece are compared.",
    ),
    "plan.told_before": (
        "与调整前的 {number} 号方案比。",
        "Compared with plan No. {number}, before the change.",
    ),
    "plan.told_baseline": (
        "与“天天跑遍”比：同样的运单、车辆、价格和计算时间，但每个村点天天都去，且只由行车最近的"
        "站点派车。它有 {unserved} 单未排上、{missed} 次漏访。",
        "Compared with habit: the same orders, fleet, prices and effort, but every point is "
        "visited every day, and only from the station that is nearest by time. That plan leaves "
        "{unserved} orders unserved and misses {missed} visits.",
    ),
    "plan.told_less": (
        "送达件数相差太多（本方案 {mine} 件，对比方案 {theirs} 件），总量不可比，"
        "只比准时率和每件的数。",
        " They deliver too unlike amounts ({mine} pieces here, {theirs} there) for totals to "
        "compare, so that only shares and figures per piece are.",
    ),
    "plan.told_baseline_later": (
        "“天天跑遍”的对比正在后台计算，排线空闲时进行，算好后显示在这里。",
        "The comparison with daily visits is made when nobody waits for a plan; it will be here.",
    ),
    "plan.told_baseline_none": (
        "还没有算过“天天跑遍”的对比。",
        "Nobody has asked for the comparison with daily visits yet.",
    ),
    "plan.make_baseline": ("现在计算", "Make it now"),
    "plan.told_first": (
        "这是第一个方案，没有可比的。",
        "This is the first plan; there is none to compare with.",
    ),
    # Late and unserved.
    "plan.problems": ("超时 {late} 单、未排上 {unserved} 单", "{late} late, {unserved} unserved"),
    "plan.order": ("运单号", "Order"),
    "plan.state": ("状态", "State"),
    "plan.from": ("始发", "From"),
    "plan.to": ("目的", "To"),
    "plan.pieces": ("件数", "Pieces"),
    "plan.due": ("承诺送达", "Due"),
    "plan.delivered": ("计划送达", "Delivered"),
    "plan.late_by": ("晚（分）", "Late (min)"),
    "plan.why": ("原因与办法", "Why, and what would help"),
    "plan.shown_some": ("只列出前 {count} 单。", "The first {count} are listed."),
}
