"""D1xx and S1xx: what the desk refuses, and what the store cannot do."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

DESK: Final[dict[str, tuple[Sentence, ...]]] = {
    "D101": (
        Sentence(
            ("“{name}”没有这一步的权限", "请找有权限的同事，或请管理员调整角色"),
            ("{name} may not do this", "ask a colleague who may, or whoever keeps the roles"),
        ),
        Sentence(
            ("没有这一步的权限", "请找有权限的同事，或请管理员调整角色"),
            ("you may not do this", "ask a colleague who may, or whoever keeps the roles"),
        ),
    ),
    "D190": (
        Sentence(
            (
                "{address} 可以从别的机器访问，但没有配置好登录：secrets.toml 缺少 {missing}",
                "请按 docs/sign-in.md 配置登录，或用 --host 127.0.0.1 只在本机使用",
            ),
            (
                "{address} can be reached from other machines, but sign-in is not set up: "
                "secrets.toml lacks {missing}",
                "set it up as docs/sign-in.md says, or serve this machine only: --host 127.0.0.1",
            ),
        ),
        Sentence(
            ("别的机器也能访问，但没有配置好登录", "请按 docs/sign-in.md 配置登录"),
            ("other machines can come in, but sign-in is not set up", "see docs/sign-in.md"),
        ),
    ),
    "D191": (
        Sentence(
            (
                "角色表不能用：{problem}",
                "请管理员改正；角色是 viewer、dispatcher 或 planner",
            ),
            ("the roles cannot be used: {problem}", "write viewer, dispatcher or planner"),
        ),
        Sentence(
            ("角色表不能用", "请管理员改正；角色是 viewer、dispatcher 或 planner"),
            ("the roles cannot be used", "write viewer, dispatcher or planner beside each person"),
        ),
    ),
    "D201": (
        Sentence(
            ("没有未完成的运单可排", "请先在“今日运单”页导入运单"),
            ("there is no open order to plan", "import orders on the page Orders first"),
        ),
    ),
    "D202": (
        Sentence(
            ("排线时间 {at} 离运单太远：运单在 {first} 到 {last} 之间可发", "请核对日期"),
            ("{at} is far from the orders, ready from {first} to {last}", "correct the date"),
        ),
        Sentence(
            ("排线时间离运单太远", "请核对日期"),
            ("the moment is far from all orders", "correct the date"),
        ),
    ),
    "D203": (
        Sentence(
            ("计算时间 {value} 不合适", "请填 1 到 {most} 秒"),
            ("{value} is no effort to plan with", "search 1 to {most} seconds"),
        ),
        Sentence(
            ("计算时间不合适", "请填 1 秒以上"),
            ("this is no effort to plan with", "search one second at least"),
        ),
    ),
    "D204": (
        Sentence(
            ("这次排线（{run}）已经结束，停不了了", "请看结果"),
            ("run {run} is over already", "look at its result"),
        ),
        Sentence(
            ("这次排线已经结束", "请看结果"),
            ("the run is over already", "look at its result"),
        ),
    ),
    "D205": (
        Sentence(
            ("从 {at} 起 {hours} 小时内没有可发的运单，最早的在 {first}", "请改晚排线时间"),
            (
                "no order is ready within {hours} hours from {at}, the first at {first}",
                "plan later",
            ),
        ),
        Sentence(
            ("计划期内没有可发的运单", "请改晚排线时间"),
            ("no order is ready within the horizon", "plan later"),
        ),
    ),
    "D206": (
        Sentence(
            ("没有这个县域网络", "请在左侧重新选择"),
            ("there is no such network", "choose another on the left"),
        ),
    ),
    "D207": (
        Sentence(
            (
                "已发布的方案还要用 {lost}（车次 {trips}）",
                "方案按它自己的网络版本照常执行；以后的排线不再用它们。确认后可以保存",
            ),
            (
                "the published plan still uses {lost} (trips {trips})",
                "it keeps its own version of the network, later plans do without; "
                "confirm to save all the same",
            ),
        ),
        Sentence(
            ("已发布的方案还要用停用的网点或车辆", "确认后可以保存"),
            ("the published plan still uses what is taken away", "confirm to save all the same"),
        ),
    ),
    "D208": (
        Sentence(
            (
                "{sites} 还有 {count} 票未完成的运单（{orders}），不能删除",
                "请把状态改为“关闭”，或先取消这些运单",
            ),
            (
                "{count} open orders ({orders}) name {sites}, which cannot be deleted",
                "set its status to closed, or cancel these orders first",
            ),
        ),
        Sentence(
            ("还有未完成的运单用到要删除的网点", "请把状态改为“关闭”"),
            ("open orders name a site that was deleted", "set its status to closed instead"),
        ),
    ),
    "D209": (
        Sentence(
            ("内容与第 {number} 版完全相同，没有保存新版本", "请先修改"),
            ("this is the same as version {number}, nothing was saved", "change something first"),
        ),
        Sentence(
            ("没有任何改动，没有保存新版本", "请先修改"),
            ("nothing has changed, nothing was saved", "change something first"),
        ),
    ),
    "D211": (
        Sentence(
            ("任务的内容不能用：{key} 是“{value}”", "请重新提交一次"),
            (
                'the request of this run cannot be used: {key} is "{value}"',
                "ask for it again",
            ),
        ),
        Sentence(
            ("任务的内容不能用", "请重新提交一次"),
            ("the request of this run cannot be used", "ask for it again"),
        ),
    ),
    "D401": (
        Sentence(
            ("方案 {plan} 违反 {count} 条规则，没有发布", "请在“调整”页改好，或重新排线"),
            ("plan {plan} breaks {count} rules and was not published", "adjust it or plan again"),
        ),
        Sentence(
            ("方案违反规则，没有发布", "请在“调整”页改好，或重新排线"),
            ("the plan breaks rules and was not published", "adjust it or plan again"),
        ),
    ),
    "D402": (
        Sentence(
            ("排线之后有 {count} 票运单已取消、修改或送达，方案 {plan} 没有发布", "请重新排线"),
            ("{count} orders were changed after plan {plan} was made", "plan again"),
        ),
        Sentence(
            ("排线之后运单有改动，没有发布", "请重新排线"),
            ("orders were changed after the plan was made", "plan again"),
        ),
    ),
    "D403": (
        Sentence(
            ("网络改动之后，方案 {plan} 已无法执行（{count} 处），没有发布", "请重新排线"),
            ("plan {plan} fails in {count} places over the network as it is now", "plan again"),
        ),
        Sentence(
            ("网络改动之后方案已不能执行，没有发布", "请重新排线"),
            ("the plan cannot be driven over the network as it is now", "plan again"),
        ),
    ),
    "D404": (
        Sentence(
            ("排线之后网络有 {count} 处改动，方案 {plan} 没有发布", "请核对改动后确认，或重新排线"),
            (
                "the network was changed in {count} places after plan {plan} was made",
                "look at the changes and confirm, or plan again",
            ),
        ),
        Sentence(
            ("排线之后网络有改动，没有发布", "请核对改动后确认，或重新排线"),
            ("the network was changed after the plan was made", "confirm, or plan again"),
        ),
    ),
}
