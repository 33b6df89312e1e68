"""E18x and E19x: what is wrong with demand models and plan documents."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

DOCUMENTS: Final[dict[str, tuple[Sentence, ...]]] = {
    "E181": (Sentence(("文件读不出来，或不是 TOML", "请检查文件的写法")),),
    "E182": (
        Sentence(("不认识“{column}”这一项", "请改成已知的名称，或删去")),
        Sentence(("有不认识的一项", "请改成已知的名称，或删去")),
    ),
    "E183": (
        Sentence(("“{column}”的值“{value}”不对", "请改正")),
        Sentence(("几个值互相矛盾，或超出范围", "请改正其中一个")),
    ),
    "E184": (
        Sentence(("没有叫“{value}”的网点", "请改成已有的网点编号")),
        Sentence(("用到了没有的网点", "请改成已有的网点编号")),
    ),
    "E190": (Sentence(("方案文件读不出来，或不是 JSON", "请重新导出方案")),),
    "E191": (Sentence(("这不是 Route48 的方案文件（route48/plan/1）", "请选择 plan.json")),),
    "E192": (
        Sentence(("方案里缺少“{column}”", "请重新导出方案")),
        Sentence(("方案里缺少一项", "请重新导出方案")),
    ),
    "E193": (
        Sentence(("方案里“{column}”的值类型不对", "请重新导出方案")),
        Sentence(("方案里有值的类型不对", "请重新导出方案")),
    ),
    "E194": (
        Sentence(("方案里“{column}”不是带时区、精确到秒的时间", "请重新导出方案")),
        Sentence(("方案里有时间写得不对", "请重新导出方案")),
    ),
    "E195": (
        Sentence(("方案里“{column}”不是有限的数字", "请重新导出方案")),
        Sentence(("方案里有数字不对", "请重新导出方案")),
    ),
    "E196": (
        Sentence(("方案里“{column}”重名", "请保留一个")),
        Sentence(("方案里有重名", "请保留一个")),
    ),
    "E197": (
        Sentence(("方案里“{column}”的词不在允许之列", "请重新导出方案")),
        Sentence(("方案里有不允许的词", "请重新导出方案")),
    ),
}
