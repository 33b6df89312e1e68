"""E3xx: where a solver failed."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

_REPORT: Final = "请把这个编号告诉维护人员；运单和已发布的方案都还在"

SOLVERS: Final[dict[str, tuple[Sentence, ...]]] = {
    "E301": (Sentence(("求解器拒绝了模型，或给出了无效的结果", _REPORT)),),
    "E302": (
        Sentence(
            ("在限定时间内没有排出 {trips} 个车次的时刻", "请选择更长的计算时间再排一次"),
            when=r"no timetable for (?P<trips>\d+) trips",
        ),
        Sentence(("在限定时间内没有排出时刻", "请选择更长的计算时间再排一次")),
    ),
    "E303": (Sentence(("所选的求解器不支持本县的某条规则", "请换一个求解器")),),
    "E305": (Sentence(("支线货车运不完中转站需要的货", "请增加支线车辆或班次")),),
    "E306": (Sentence(("所有求解器都失败了", _REPORT)),),
    "E310": (Sentence(("模型数组的形状不对", _REPORT)),),
    "E311": (Sentence(("模型数组的类型不对，或费用不是有限的数", _REPORT)),),
    "E312": (Sentence(("模型里有负的路程、数量、限额或费用", "请检查规则与价格")),),
    "E313": (Sentence(("有数值大到算不准", "请检查数量、时间和费用的单位")),),
    "E314": (Sentence(("模型里用到了不存在的网点、基地、日期或通行类型", _REPORT)),),
    "E315": (Sentence(("有班次结束早于开始", "请检查车辆的班次")),),
    "E316": (Sentence(("网点的营业时间没有按先后排列", "请检查营业时间")),),
    "E317": (Sentence(("锁定的车次自相矛盾，或破坏了规则", "请放开一些锁定，再优化一次")),),
    "E318": (Sentence(("支线供货与基地对不上", _REPORT)),),
    "E320": (Sentence(("起始方案里有不存在或重复的任务、班次", _REPORT)),),
}
