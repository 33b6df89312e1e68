"""E440 to E459: where stations could be."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

SITING: Final[dict[str, tuple[Sentence, ...]]] = {
    "E440": (Sentence(("没有候选站点", "请至少写一个网点")),),
    "E441": (
        Sentence(("没有叫“{value}”的网点", "请从网点表里选"), when=r"no site is called"),
        Sentence(("候选站点不在网点表里", "请从网点表里选")),
    ),
    "E442": (
        Sentence(("“{value}”是县中心，不用再建站", "请去掉它"), when=r"is the hub"),
        Sentence(("候选站点那里已经有站", "请去掉它")),
    ),
    "E443": (
        Sentence(("候选站点“{value}”写了两次", "请只留一次"), when=r"named twice"),
        Sentence(("候选站点写了两次", "请只留一次")),
    ),
    "E444": (Sentence(("候选站点的租金、投资或使用年限不对", "租金和投资不能为负，年限至少一天")),),
    "E445": (
        Sentence(("车辆到不了“{value}”", "请换一个地方，或先修路"), when=r"out of reach"),
        Sentence(("车辆到不了候选站点", "请换一个地方，或先修路")),
    ),
    "E446": (Sentence(("预算或站点数是负数", "请改成零或更多")),),
    "E447": (
        Sentence(("“{value}”不是数字", "请改成数字或留空"), when=r"is no number"),
        Sentence(("候选站点的文件读不出来，或表头不对", "表头应为 site_id、rent_per_day 等")),
    ),
}
