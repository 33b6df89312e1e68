"""D241 to D249: studies that cannot be asked for."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

STUDIES: Final[dict[str, tuple[Sentence, ...]]] = {
    "D241": (
        Sentence(
            ("没有选情景，没有什么可比较", "请至少选一个情景"),
            ("there is nothing to compare", "choose at least one scenario"),
        ),
    ),
    "D242": (
        Sentence(
            ("“{column}”不能是“{value}”", "请改成合理的值"),
            ('{column} cannot be "{value}"', "give a sensible value"),
        ),
        Sentence(
            ("推演的设置里有不能用的值", "请改成合理的值"),
            ("a value of the study cannot be used", "give a sensible value"),
        ),
    ),
    "D243": (
        Sentence(
            (
                "这样一共要排 {value} 次线，超过上限 {most} 次",
                "请减少天数、情景、候选站点或重复次数",
            ),
            (
                "this would take {value} plans, more than {most}",
                "ask for fewer days, scenarios, candidates or seeds",
            ),
            when=r"more than (?P<most>[\d,]+)",
        ),
        Sentence(
            ("推演的规模太大", "请减少天数、情景、候选站点或重复次数"),
            ("the study is too large", "ask for fewer days, scenarios, candidates or seeds"),
        ),
    ),
}
