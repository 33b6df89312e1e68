"""The words of the command line, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_PHASES: Final = {
    "reading": ("读取数据", "reading"),
    "network": ("计算行车时间", "travel times"),
    "compiling": ("首次编译", "compiling, once"),
    "consolidation": ("集单", "consolidating orders"),
    "echelons": ("两级联合排线", "planning both echelons"),
    "local": ("镇村配送排线", "planning local trips"),
    "linehaul": ("县镇支线排线", "planning the linehaul"),
    "timetable": ("编排时刻", "setting the clock"),
    "check": ("核验", "checking"),
    "reports": ("写出结果", "writing the results"),
    "roads_read": ("读取道路文件", "reading the roads"),
    "roads_download": ("从 OpenStreetMap 下载道路", "downloading roads from OpenStreetMap"),
    "roads_connect": ("检查道路连通", "checking that the roads connect"),
    "roads_save": ("写入道路", "writing the roads"),
    "roads_report": ("汇总道路情况", "looking over the roads"),
}

_WORDS: Final = {
    "starting": ("开始", "starting"),
    "best_cost": ("当前最优成本", "best cost"),
    "time_left": ("剩余", "time left"),
    "ctrl_c": ("Ctrl-C 停止并保留当前最优", "Ctrl-C stops and keeps the best"),
    "stopping": (
        "正在停止，保留当前最优方案（再按一次 Ctrl-C 立即中止）",
        "stopping, the best plan so far is kept (Ctrl-C again aborts)",
    ),
    "orders": (
        "运单 {orders}：准时 {on_time}，超时 {late}，顺延 {deferred}，未排上 {unserved}；"
        "准时率 {share}",
        "{orders} orders: {on_time} on time, {late} late, {deferred} deferred, "
        "{unserved} unserved; {share} on time",
    ),
    "trips": (
        "车次 {trips}，车辆 {vehicles}，里程 {km:,.1f} km；"
        "平均 {mean} 小时送达，95 % 在 {p95} 小时内",
        "{trips} trips, {vehicles} vehicles, {km:,.1f} km; delivered in {mean} hours on average, "
        "95 % within {p95}",
    ),
    "cost": (
        "运营成本 {operating:,.2f} {currency}（车辆 {vehicles:,.2f}，场站 {stations:,.2f}，"
        "装卸 {handling:,.2f}），每件 {per_piece}；总目标 {total:,.2f}",
        "operating cost {operating:,.2f} {currency} (vehicles {vehicles:,.2f}, stations "
        "{stations:,.2f}, handling {handling:,.2f}), {per_piece} a piece; objective {total:,.2f}",
    ),
    "missed": ("{count} 次应到未到的每日走访", "{count} daily visits missed"),
    "late": ("超时", "late"),
    "unserved": ("未排上", "unserved"),
    "proof": ("已证明", "proved"),
    "reason": (
        "  {status} {count} 单，{code}{proof}：{message}",
        "  {count} {status}, {code}{proof}: {message}",
    ),
    "look": ("请看 {path}", "Look at {path}"),
    "beside": ("同一文件夹内：{names}", "Beside it: {names}"),
    "valid": (
        "没有违规：{trips} 个车次，{orders} 张运单",
        "No violations: {trips} trips, {orders} orders",
    ),
    "violations": ("方案有 {count} 处违规：", "The plan has {count} violations:"),
    "violation": (
        "  {code} 规则 {rule}，{where}：{message}{excess}",
        "  {code} rule {rule}, {where}: {message}{excess}",
    ),
    "our_fault": (
        "程序缺陷：方案未通过核验，未写出任何文件。",
        "This is a bug in Route48: its plan did not pass the checker; nothing was written.",
    ),
    "warning": ("提示", "warning"),
    "roads_written": ("道路已写入 {path}", "Roads written to {path}"),
    "desk": (
        "排线台：{address}（Ctrl-C 关闭；正在排的方案会继续排完）",
        "The desk is at {address} (Ctrl-C closes it; a plan that is being made goes on)",
    ),
    "backed_up": (
        "已备份到 {path}：{rows:,} 行，已核对",
        "Backed up to {path}: {rows:,} rows, verified",
    ),
    "restored": (
        "已从 {path} 恢复到 {place}：{rows:,} 行",
        "Restored from {path} to {place}: {rows:,} rows",
    ),
    "store_place": (
        "数据库 {place}（{engine}，结构 {revision}）",
        "{place} ({engine}, {revision})",
    ),
    "store_size": ("占用 {size:,.1f} MB", "{size:,.1f} MB"),
    "store_counts": (
        "网络 {networks}，运单 {orders:,}（未完成 {open:,}），"
        "方案 {plans:,}，发布 {publications:,}",
        "{networks} networks, {orders:,} orders ({open:,} open), {plans:,} plans, "
        "{publications:,} publications",
    ),
    "store_network": (
        "  {name}：第 {number} 版；{published}",
        "  {name}: version {number}; {published}",
    ),
    "store_published": (
        "已发布方案 {plan}（{at:%Y-%m-%d %H:%M}，{by}）",
        "plan {plan} published ({at:%Y-%m-%d %H:%M}, {by})",
    ),
    "store_unpublished": ("尚未发布方案", "no plan published yet"),
    "policy_by_need": ("按需排线", "planned by need"),
    "policy_habit": ("按习惯：每村每日由最近的站走访", "by habit, every village daily"),
    "simulated_policy": (
        "{policy}：准时率 {share}，超时 {late} 单，每日成本 {cost:,.2f} {currency}，"
        "工时利用 {worked}，装载 {fill}，未接上的交接 {broken} 次",
        "{policy}: {share} on time, {late} late, {cost:,.2f} {currency} a day, "
        "{worked} of all shifts worked, {fill} full, {broken} transfers broken",
    ),
    "simulated_run_off": (
        "收尾：最后一天之后不再有新单，演到余单全部了结；费用已摊入每一天",
        "Run-off: after the last day no orders came in, and what was open was brought to its end; "
        "its cost is spread over the days",
    ),
    "simulated_unclosed": (
        "收尾：{seeds} 次重复中只有 {closed} 次演到余单全部了结；没演到的，余单没有计费用",
        "Run-off: only {closed} of all histories ({seeds}) played until nothing was open; what is "
        "open in the others has cost nothing yet",
    ),
    "simulated_weather": (
        "按需排线：雨天（{days} 天）准时率 {rain}，晴天 {dry}",
        "Planned by need: {rain} on time in the rain ({days} days), {dry} on dry days",
    ),
    "simulated_points": (
        "准时率与按习惯相差 {points} 个百分点",
        "Share in time beside the habit: {points} points",
    ),
    "siting_step": (
        "{number} 个站（{stations}）：每天 {cost} {currency}，比最省的一组多 {over}",
        "{number} open ({stations}): {cost} {currency} a day, {over} over the best",
    ),
    "siting_hub": ("只有县中心", "the hub alone"),
    "siting_now": ("目前的站", "Today's stations"),
    "siting_today": (
        "目前的站（{stations}）：每天 {cost} {currency}",
        "Today's stations ({stations}): {cost} {currency} a day",
    ),
    "siting_paid": ("；其中真正付出的 {paid}", "; {paid} of it is paid"),
    "siting_unserved": (
        "；{days} 天中 {count} 天有运单没排上",
        "; orders stayed unserved on {count} of {days} days",
    ),
    "siting_failed": ("{name} {day} 没有算成：{text}", "{name} on {day} failed: {text}"),
    "siting_broken": (
        "{name} {day} 的方案违反 {count} 条规则，这一天不比较",
        "{name} on {day}: the plan breaks {count} rules, the day is not compared",
    ),
    "siting_missing": (
        "历史里没有这些日子的运单，评判时不计：{days}",
        "the history has no orders on these days, which so do not judge: {days}",
    ),
    "days_done": ("已完成 {done}/{total} 天", "{done} of {total} days done"),
    "days_failed": (
        "已完成 {done}/{total} 天，失败 {failed}",
        "{done} of {total} days done, {failed} failed",
    ),
    "days_stopping": (
        "正在停止，已完成的天数会保留（再按一次 Ctrl-C 立即中止）",
        "stopping, the days that are done are kept (Ctrl-C again aborts)",
    ),
    "days_stopped": (
        "已停止；已完成的天数保留在结果文件夹，同样的命令会接着算",
        "Stopped; the days that are done are kept, and the same command goes on from there",
    ),
    "replayed": (
        "重演 {replays} 次：按时送达 {share}；{transfers} 次交接中 {fragile} 次不到 90 % 成功",
        "{replays} replays: {share} on time; {fragile} of {transfers} transfers hold in less "
        "than 90 %",
    ),
    "replayed_worst": (
        "最脆弱的交接：{site_id}，{from_trip} → {to_trip}，{orders} 单，"
        "余量 {slack_minutes} 分钟，成功率 {holds}",
        "Most fragile: {from_trip} to {to_trip} at {site_id}, {orders} orders, "
        "{slack_minutes} min to spare, holds in {holds}",
    ),
    "mend_giver_earlier": (
        "{trip} 早出发 {minutes} 分钟，{giver} → {taker} 的交接成功率由 {before} 升到 {after}"
        "（另一组重演已证实）",
        "With {trip} leaving {minutes} min earlier, {giver} to {taker} holds in {after} instead "
        "of {before} (proved by other replays)",
    ),
    "mend_taker_later": (
        "{trip} 晚出发 {minutes} 分钟，{giver} → {taker} 的交接成功率由 {before} 升到 {after}"
        "（另一组重演已证实）",
        "With {trip} leaving {minutes} min later, {giver} to {taker} holds in {after} instead "
        "of {before} (proved by other replays)",
    ),
    "mend_none": (
        "{giver} → {taker} 的交接加两小时以内的余量也补不好（至多 {after}）",
        "No buffer up to two hours mends {giver} to {taker} ({after} at most)",
    ),
    "drawn": ("已生成 {count} 张运单：{path}", "{count} orders drawn: {path}"),
}


def word(key: str, lang: str, **values: object) -> str:
    """
    Return a word or sentence in a language, with its values filled in.

    Examples
    --------
    >>> word("look", "en", path="out/report.html")
    'Look at out/report.html'
    """
    chinese, english = _WORDS[key]
    text = english if lang == "en" else chinese
    return text.format(**values) if values else text


def beside(names: Sequence[str], lang: str) -> str:
    """
    Return which files are beside the one to look at, listed as in a language.

    Examples
    --------
    >>> beside(["days.csv", "summary.json"], "zh"), beside(["days.csv"], "en")
    ('同一文件夹内：days.csv、summary.json', 'Beside it: days.csv')
    """
    return word("beside", lang, names=(", " if lang == "en" else "、").join(names))


def phase_name(phase: str, lang: str) -> str:
    """
    Return what people call a phase; one that has no name yet shows its key.

    Examples
    --------
    >>> phase_name("check", "zh"), phase_name("polishing", "en")
    ('核验', 'polishing')
    """
    chinese, english = _PHASES.get(phase, (phase, phase))
    return english if lang == "en" else chinese
