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
}
