"""The words of asking on the page 推演: what is compared, over which days, which candidates."""

from __future__ import annotations

from typing import Final

ASKING: Final[dict[str, tuple[str, str]]] = {
    "whatif.ask_compare": ("提出比较", "Ask for a comparison"),
    "whatif.ask_siting": ("提出选址", "Ask where stations should be"),
    "whatif.compare_none": (
        "还没有情景可比。请先在“情景”里建一个。",
        "There is no scenario to compare. Build one in the part Scenarios first.",
    ),
    "whatif.compared": (
        "和现状比较的情景（1 到 6 个）",
        "Scenarios to compare with today (1 to 6)",
    ),
    "whatif.compared_hint": ("选择情景", "choose scenarios"),
    "whatif.choose_first": ("请先选择情景。", "Choose a scenario first."),
    "whatif.title": ("标题（可不填）", "Title (may be blank)"),
    "whatif.title_hint": ("不填就用情景名称", "otherwise the names of the scenarios"),
    "whatif.compare": ("比较", "Compare"),
    "whatif.under": ("在什么条件下", "Under which conditions"),
    "whatif.under_none": ("照现状", "as things are"),
    "whatif.under_help": (
        "这里选的情景两边都适用：选“雨天”，现状和情景就都在雨天里比较。",
        "What is chosen here holds for both sides: in the rain, both are compared in the rain.",
    ),
    "whatif.orders": ("用什么运单", "Which orders"),
    "whatif.orders.drawn": ("按季节生成", "Drawn by season"),
    "whatif.orders.history": ("已导入的历史", "Imported history"),
    "whatif.first_day": ("从哪天开始", "First day"),
    "whatif.days": ("天数", "Days"),
    "whatif.days_help": (
        "每天分别排线。少于 {least} 天不下结论，天数越多越可靠。",
        "Each day is planned by itself. No verdict with fewer than {least}; more say more.",
    ),
    "whatif.few_days": (
        "少于 {least} 天只能看个大概，不会下结论。",
        "Fewer than {least} days are a first look: there will be no verdict.",
    ),
    "whatif.fresh": ("再用几天复核", "Days that judge afresh"),
    "whatif.fresh_help": (
        "选出的最好一组站再用没参与挑选的日子复核一遍，免得只是碰巧。",
        "The best is judged once more by days that did not choose it: it may only be lucky.",
    ),
    "whatif.season": ("季节", "Season"),
    "whatif.season.ordinary": ("平常", "ordinary"),
    "whatif.season.orchid": ("兰花旺季", "orchid season"),
    "whatif.season_help": (
        "运单由需求模型按种子生成，每次都一样；不是真实运单。",
        "Orders are drawn from the demand model, the same every time; they are not real.",
    ),
    "whatif.scale": ("运单量倍数", "Times the orders"),
    "whatif.scale_help": (
        "1 是需求模型的平常量，两边一样。",
        "1 is what the demand model says; both sides have the same.",
    ),
    "whatif.history": (
        "{first} 到 {last} 有 {orders} 票运单",
        "{orders} orders from {first} to {last}",
    ),
    "whatif.span": (
        "已导入的运单在 {first} 到 {last} 之间。",
        "Orders were imported from {first} to {last}.",
    ),
    "whatif.no_history": (
        "这些天没有导入过运单。请改日期，或改用按季节生成。",
        "No order was imported for these days. Change the dates, or draw orders by season.",
    ),
    "whatif.missing": (
        "有 {count} 天没有运单（{days}）。请选连续有运单的日期。",
        "{count} days have no order ({days}). Choose days that all have some.",
    ),
    "whatif.effort": ("细致程度", "Effort"),
    "whatif.effort.quick": ("快速", "quick"),
    "whatif.effort.thorough": ("细致", "thorough"),
    "whatif.effort_help": (
        "快速每天试 500 步，细致 2000 步：方案更好，随机误差更小，时间更长。",
        "Quick searches 500 steps a day, thorough 2,000: better plans, less chance, more time.",
    ),
    "whatif.seeds": ("随机种子数", "Seeds"),
    "whatif.seeds_help": (
        "用不同种子重排几天，量出求解本身的随机误差；差别小于它就不算数。只有 1 个就量不出。",
        "Some days are planned again with other seeds, to measure the solver's own noise; a "
        "difference within it is no finding. One seed measures nothing.",
    ),
    "whatif.takes": ("共 {count} 份日方案，大约 {time}。", "{count} day plans, about {time}."),
    "whatif.takes_most": (
        "最多 {count} 份日方案，大约 {time}。",
        "At most {count} day plans, about {time}.",
    ),
    "whatif.measured": ("（按以往同类的计算估计）", "(as earlier ones of this kind took)"),
    "whatif.guessed": (
        "（粗略估计；期间可以离开，调度排线优先）",
        "(a rough guess; you may leave meanwhile, plans of dispatchers come first)",
    ),
    "whatif.seconds": ("{count} 秒", "{count} s"),
    "whatif.minutes": ("{count} 分钟", "{count} min"),
    "whatif.checking": ("正在检查……", "Checking …"),
    "whatif.candidates": ("候选站点", "Candidates"),
    "whatif.candidates_help": (
        "默认是现有中转站和各镇服务站，也可以选任何村点。租金、投资、寿命在下表里改。",
        "By default the stations and the town stations; any point may be one. Rent, investment "
        "and lifetime are changed in the table below.",
    ),
    "whatif.own": ("加上自己的候选点", "Add candidates of your own"),
    "whatif.own_from": ("取自“{name}”", "from {name}"),
    "whatif.own_out": ("去掉 {name}", "take out {name}"),
    "whatif.own_name": ("现状加自选候选点", "today with candidates of our own"),
    "whatif.candidates_none": ("请至少选一个", "choose one at least"),
    "whatif.candidate": ("候选", "Candidate"),
    "whatif.rent_help": (
        "还不是中转站的，先按现有中转站的中位数填，请改成实际租金。",
        "For places that are no station yet the median of today's stations; put the real one.",
    ),
    "whatif.investment": ("一次性投资", "Investment"),
    "whatif.investment_help": (
        "现在没有开的站要投多少钱；按寿命摊到每天。",
        "Paid once for a station that is not open today, spread over its lifetime.",
    ),
    "whatif.lifetime": ("寿命（天）", "Lifetime (days)"),
    "whatif.budget": ("投资预算（{currency}）", "Budget ({currency})"),
    "whatif.budget_help": ("所有新站的一次性投资合计", "Investments of all new stations together"),
    "whatif.most": ("最多几个站", "At most so many stations"),
    "whatif.most_help": ("包括现有的站", "Those of today are counted too"),
    "whatif.no_limit": ("不限", "no limit"),
    "whatif.site_it": ("选址", "Choose sites"),
}
