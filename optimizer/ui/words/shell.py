"""The words around the pages: navigation, language, who is here, what went wrong."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "shell.name": ("县乡村 48 小时排线台", "Route48 dispatch desk"),
    "shell.language": ("语言", "Language"),
    "shell.chinese": ("中文", "Chinese"),
    "shell.english": ("英文", "English"),
    "shell.orders": ("今日运单", "Orders"),
    "shell.plan": ("排线", "Plan"),
    "shell.adjust": ("调整", "Adjust"),
    "shell.publish": ("发布打印", "Publish and print"),
    "shell.network": ("网络", "Network"),
    "shell.whatif": ("推演", "What-if"),
    "shell.simulation": ("仿真", "Simulation"),
    "shell.county": ("县域网络", "County"),
    "shell.version": ("第 {number} 版", "version {number}"),
    "shell.here": ("{name} · {role}", "{name} · {role}"),
    "shell.viewer": ("查看", "viewer"),
    "shell.dispatcher": ("调度员", "dispatcher"),
    "shell.planner": ("规划员", "planner"),
    "shell.sign_in": ("登录", "Sign in"),
    "shell.sign_in_by": ("用 {provider} 登录", "Sign in by {provider}"),
    "shell.sign_out": ("退出登录", "Sign out"),
    "shell.sign_in_first": ("请先登录。", "Please sign in first."),
    "shell.no_role": (
        "您已登录，但还没有这里的角色。请管理员把您加进角色表。",
        "You are signed in, but have no role here yet. Ask whoever keeps the list of roles.",
    ),
    "shell.door_closed": (
        "只允许本机访问：没有配置登录。请管理员按 docs/sign-in.md 配置登录。",
        "This machine only: no sign-in is set up. See docs/sign-in.md.",
    ),
    "shell.no_network": (
        "还没有县域网络。请在“网络”页导入网络文件夹。",
        "There is no network yet. Import a network folder on the page Network.",
    ),
    "shell.no_plan": (
        "还没有方案。请先在“排线”页排一份。",
        "There is no plan yet. Make one on the page Plan first.",
    ),
    "shell.which_plan": ("方案", "Plan"),
    "shell.bug": (
        "程序出错了，刚才的操作没有完成，已保存的数据没有丢失。请把编号 {number} 告诉维护人员。",
        "Something went wrong in the program. The last action was not done, and nothing that was "
        "saved is lost. Tell whoever maintains it the number {number}.",
    ),
    "shell.not_allowed": (
        "“{name}”的身份是{role}，这一步需要{needed}。",
        "{name} is {role}; this needs {needed}.",
    ),
}
