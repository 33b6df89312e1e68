"""E46x: what is wrong with what a simulation is asked for."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

SIMULATION: Final[dict[str, tuple[Sentence, ...]]] = {
    "E460": (Sentence(("不确定性文件读不出来，或不是 TOML", "请检查文件的写法")),),
    "E461": (
        Sentence(("不确定性文件里不认识“{column}”这一项", "请改成已知的名称，或删去")),
        Sentence(("不确定性文件里有不认识的一项", "请改成已知的名称，或删去")),
    ),
    "E462": (
        Sentence(("“{column}”的值“{value}”不合理", "请检查单位和正负号")),
        Sentence(("不确定性文件里有不合理的值", "请检查单位和正负号")),
    ),
    "E463": (
        Sentence(("圩日表里的“{value}”不是任何网点所在的镇", "请改成网点表里的镇名")),
        Sentence(("圩日表里有网络中没有的镇", "请改成网点表里的镇名")),
    ),
    "E464": (
        Sentence(
            (
                "方案里的车次 {trips} 互相等货，谁也发不了车",
                "请先核验方案（route48 check），看它违反了哪些规则",
            ),
            when=r"^the trips (?P<trips>.+) wait for each other",
        ),
        Sentence(
            (
                "方案里有车次互相等货，谁也发不了车",
                "请先核验方案（route48 check），看它违反了哪些规则",
            )
        ),
    ),
}
