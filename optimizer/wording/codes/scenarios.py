"""E401 to E419: scenarios, and changes that do not apply."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

SCENARIOS: Final[dict[str, tuple[Sentence, ...]]] = {
    "E401": (
        Sentence(("不是 TOML，读不懂", "请改正该行"), when=r"is not TOML"),
        Sentence(("这个情景文件读不了", "请指定存在的情景文件")),
    ),
    "E402": (
        Sentence(("没有“{value}”这种变更", "请改成认识的变更"), when=r"there is no change"),
        Sentence(("不认识的键“{value}”", "请改正或删掉它")),
        Sentence(("不认识的键或变更", "请改正或删掉它")),
    ),
    "E403": (
        Sentence(("缺少必填的内容", "请补填"), when=r"is missing|has no name|does not say"),
        Sentence(
            ("“{value}”不能填在这里", "请填 {low} 到 {high} 之间的数"),
            when=r"number from (?P<low>\S+) to (?P<high>\S+)",
        ),
        Sentence(
            ("没有指明是哪些车", "请写明 vehicles、home、vehicle_type 中的几项"),
            when=r"names no vehicle",
        ),
        Sentence(("“{value}”不能填在这里", "请按说明填写范围内的值")),
        Sentence(("这里填的内容不对", "请按情景文件的说明填写")),
    ),
    "E404": (
        Sentence(("情景互相叠加，绕成了一圈", "请去掉其中一个 base"), when=r"circle"),
        Sentence(
            ("没有一起带来所叠加的“{value}”", "请把两个文件一起选上"), when=r"not brought along"
        ),
        Sentence(("找不到所叠加的情景", "请改正 base")),
    ),
    "E405": (
        Sentence(("没有叫“{value}”的对象", "请改成网络里有的名称"), when=r"is called"),
        Sentence(("有多个对象叫“{value}”", "请改用编号"), when=r"are called"),
        Sentence(("网络里没有这个名称", "请改正")),
    ),
    "E406": (
        Sentence(
            ("“{value}”是县中心，不能关闭：没有它，运单进不来也出不去", "请改关其他网点"),
            when=r"is the hub",
        ),
        Sentence(("“{value}”本来就是营业的", "请删掉这项变更"), when=r"is open already"),
        Sentence(("“{value}”本来就没有营业", "请删掉这项变更"), when=r"is not open"),
        Sentence(
            ("这样的可用车辆只有 {count} 辆", "请少减几辆"),
            when=r"only (?P<count>\d+) such vehicles",
        ),
        Sentence(("没有车辆符合全部条件", "请放宽条件"), when=r"no vehicle matches"),
        Sentence(
            ("有车要停到“{value}”，可是它没有营业", "请先开这个网点，或让车停在别处"),
            when=r"are given a home at",
        ),
        Sentence(("这项变更不适用于“{value}”", "请改正或删掉它")),
        Sentence(("这项变更不适用", "请改正或删掉它")),
    ),
    "E407": (
        Sentence(
            ("与第 {before} 项变更矛盾", "请只留一项；叠加在上面的情景可以改下面的"),
            when=r"contradicts change (?P<before>\d+)",
        ),
        Sentence(("同一内容设了两次", "请只留一项")),
    ),
    "E408": (Sentence(("没有车了：不是减掉了，就是停在关闭的网点", "请在营业的网点留一辆车")),),
    "E409": (
        Sentence(
            ("“{value}”离最近的道路有 {distance} km，车到不了", "请把它放到能行车的道路边"),
            when=r"is (?P<distance>[\d.]+) km from the nearest road",
        ),
        Sentence(("“{value}”从县中心开车到不了，或者回不来", "请把它放到能行车的道路边")),
        Sentence(("有网点车到不了", "请把它放到能行车的道路边")),
    ),
    "E410": (
        Sentence(("没有这类车的行车时间表", "请改用有时间表的车型"), when=r"no travel table"),
        Sentence(("这项变更需要道路，而这个网络只有实测时间表", "请删掉它，或给网络配上道路")),
    ),
    "E411": (
        Sentence(("“{value}”没有指到任何道路", "请改正其道路编号或坐标")),
        Sentence(("没有指到任何道路", "请改正其道路编号或坐标")),
    ),
    "E412": (
        Sentence(("运单历史缺少 {value}", "请补上这些天，或只选连续的日期")),
        Sentence(("运单历史不连续", "请补上缺少的日期，或只选连续的日期")),
    ),
    "E413": (
        Sentence(("已经有“{value}”了", "请换一个编号")),
        Sentence(("编号已被占用", "请换一个编号")),
    ),
    "E414": (
        Sentence(("另一个情景也叫“{value}”", "请给每个情景起不同的名称")),
        Sentence(("有两个情景同名", "请给每个情景起不同的名称")),
    ),
}
