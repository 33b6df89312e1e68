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
}
