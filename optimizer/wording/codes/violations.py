"""V1xx and V2xx: which rule a plan breaks, in a dispatcher's words."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

_OURS_ZH: Final = "方案数据被改动过或版本不一致，请重新排线"
_OURS_EN: Final = "the document was altered or is of another version; plan again"


def _figure(zh: str, en: str) -> tuple[Sentence, ...]:
    """Return what to say of a figure that recomputing does not give."""
    return (
        Sentence((f"{zh}与重算结果差 {{excess}}", _OURS_ZH), (f"{en} by {{excess}}", _OURS_EN)),
        Sentence((f"{zh}与重算结果不符", _OURS_ZH), (en, _OURS_EN)),
    )


VIOLATIONS: Final[dict[str, tuple[Sentence, ...]]] = {
    "V100": (
        Sentence(
            ("车还没从上一个方案的车次回来就要出车，早了 {excess}", "请推迟出车或换车"),
            ("leaves {excess} before its vehicle is back", "leave later, or use another vehicle"),
        ),
    ),
    "V110": (Sentence(("运单不在方案里", _OURS_ZH), ("the order is not in the plan", _OURS_EN)),),
    "V111": (
        Sentence(
            ("运单在方案里出现了不止一次", _OURS_ZH),
            ("the order stands in the plan more than once", _OURS_EN),
        ),
    ),
    "V112": (
        Sentence(
            ("方案里有运单文件中没有的运单", _OURS_ZH),
            ("the plan has an order that the order file has not", _OURS_EN),
        ),
    ),
    "V113": (
        Sentence(
            ("运单装上车后没有在本车次卸下", "请同时移动装货站和卸货站"),
            ("is loaded and never unloaded on this trip", "move both of its stops"),
            when="never unloaded",
        ),
        Sentence(
            ("运单在车上又装了一次", "请删去一次装货"),
            ("is loaded twice", "remove one loading"),
            when="on board already",
        ),
        Sentence(
            ("卸货时运单不在车上：卸货站排在了装货站前面", "请调整停靠顺序"),
            ("is unloaded before it is loaded", "change the order of the stops"),
        ),
    ),
    "V114": (
        Sentence(
            ("要在 {site_a} 装货，货却在 {site_b}", "请把前一程或后一程一起移动"),
            ("is to be loaded at {site_a} but lies at {site_b}", "move its other leg too"),
            when=r"loaded at (?P<site_a>.+) but is at (?P<site_b>.+)",
        ),
        Sentence(
            ("装货的地方没有这票货", "请把前一程或后一程一起移动"),
            ("is loaded where it is not", "move its other leg too"),
        ),
    ),
    "V115": (
        Sentence(
            ("货只送到 {site_a}，目的地是 {site_b}", "请补上后一程"),
            ("is left at {site_a}, not at {site_b}", "add the leg that is missing"),
            when=r"left at (?P<site_a>.+), its destination is (?P<site_b>.+)",
        ),
        Sentence(
            ("货没有送到目的地，或到了又被拉走", "请检查它的各程"),
            ("is not brought to its destination, or carried on from it", "look at its legs"),
        ),
    ),
    "V116": (
        Sentence(
            ("运单被顺延，但承诺时间在本次计划期内（早 {excess}）", "请安排车次"),
            ("is put off although due {excess} before the horizon ends", "put it on a trip"),
        ),
        Sentence(
            ("运单被顺延，但承诺时间在本次计划期内", "请安排车次"),
            ("is put off although due within the horizon", "put it on a trip"),
        ),
    ),
    "V117": (
        Sentence(("没排上的运单没有写原因", _OURS_ZH), ("is unserved without a reason", _OURS_EN)),
    ),
    "V118": (
        Sentence(
            ("“送不到”的证明不成立，其实可以提前 {excess} 送到", "请重新排线"),
            ("could be delivered, {excess} before it is due", "plan again"),
        ),
        Sentence(
            ("“送不到”的证明不成立", "请重新排线"),
            ("the proof that it cannot be served is none", "plan again"),
        ),
    ),
    "V119": (
        Sentence(
            ("在 {site_a} 换车，那里不是基地", "请在县级中心或中转站换车"),
            ("changes vehicle at {site_a}, no base", "change at the hub or a transfer station"),
            when=r"changes vehicle at (?P<site_a>.+), no base",
        ),
        Sentence(
            ("换车的地方不是基地", "请在县级中心或中转站换车"),
            ("changes vehicle where there is no base", "change at the hub or a station"),
        ),
    ),
    "V120": (
        Sentence(
            ("路上时间不够，还差 {excess}", "请推迟到达或调整停靠顺序"),
            ("arrives {excess} sooner than it can drive", "arrive later, or re-order the stops"),
        ),
    ),
    "V121": (
        Sentence(
            ("这种车从上一站开不到这里", "请换一辆能通行的车"),
            ("its vehicle cannot drive here from the stop before", "use a vehicle that can"),
        ),
    ),
    "V122": (
        Sentence(("连续两次停靠同一网点", "请并成一站"), ("calls twice in a row", "merge them")),
    ),
    "V130": (
        Sentence(
            ("车还没到就开始装卸，早了 {excess}", "请推迟开始时间"),
            ("starts {excess} before the vehicle arrives", "start later"),
        ),
    ),
    "V131": (
        Sentence(
            ("停靠时间太短，装卸还差 {excess}", "请延长停靠"),
            ("is {excess} too short for what is handled", "stay longer"),
        ),
    ),
    "V132": (
        Sentence(
            ("装卸有 {excess} 在网点营业时间之外", "请换到营业时间内的车次"),
            ("handles for {excess} outside the hours of the site", "call within its hours"),
        ),
    ),
    "V140": (
        Sentence(
            ("货还没揽收就装车，早了 {excess}", "请换到更晚的车次"),
            ("is loaded {excess} before it is ready", "use a later trip"),
        ),
    ),
    "V141": (
        Sentence(
            ("货在中转站还没卸完、分拣完就装车，早了 {excess}", "请换到更晚的车次"),
            ("is loaded {excess} before it is transferred at the station", "use a later trip"),
        ),
    ),
    "V150": (
        Sentence(
            ("离站时超载 {excess}", "请移走一些运单，或换更大的车"),
            ("leaves {excess} too heavy", "move some orders away, or use a larger vehicle"),
        ),
    ),
    "V151": (
        Sentence(
            ("离站时超出容积 {excess}", "请移走一些运单，或换更大的车"),
            ("leaves {excess} too full", "move some orders away, or use a larger vehicle"),
        ),
    ),
    "V160": (
        Sentence(
            ("{class_a}和{class_b}不能同车", "请把其中一种移到别的车次"),
            ("{class_a} and {class_b} may not ride together", "move one of them away"),
            when=r"orders of (?P<class_a>\S+) share the trip with (?P<class_b>\S+)",
        ),
        Sentence(
            ("互相排斥的货同车", "请把其中一种移到别的车次"),
            ("goods that exclude each other share the trip", "move one of them away"),
        ),
    ),
    "V161": (
        Sentence(
            ("这辆车不许装{class_a}", "请换一辆允许的车"),
            ("the vehicle may not carry {class_a}", "use a vehicle that may"),
            when=r"orders of (?P<class_a>\S+)$",
        ),
        Sentence(
            ("这辆车不许装其中一种货", "请换一辆允许的车"),
            ("the vehicle may not carry one of the classes", "use a vehicle that may"),
        ),
    ),
    "V170": (Sentence(("没有这辆车", "请换一辆车"), ("nobody knows its vehicle", "use another")),),
    "V171": (
        Sentence(
            ("车次没有从车的驻地出发或没有回到驻地", "首末站请设为驻地"),
            ("begins or ends away from the vehicle's home", "begin and end it at home"),
        ),
    ),
    "V172": (
        Sentence(
            ("车的驻地不是开放的基地", "请换一辆车，或开放该基地"),
            ("the vehicle's home is no open base", "use another vehicle, or open the base"),
        ),
    ),
    "V173": (
        Sentence(
            ("同一辆车的上一个车次还没结束，重叠 {excess}", "请推迟出车或换车"),
            ("overlaps another trip of its vehicle by {excess}", "leave later, or change vehicle"),
        ),
    ),
    "V174": (
        Sentence(
            ("这辆车没有这个班次", "请换班次或换车"), ("there is no such shift", "use another")
        ),
    ),
    "V175": (
        Sentence(
            ("比班次或排线时间早出车 {excess}", "请推迟出车"),
            ("begins {excess} before the shift or the plan does", "leave later"),
        ),
    ),
    "V176": (
        Sentence(
            ("收车超过最长加班时间 {excess}", "请移走几站，或换班次"),
            ("ends {excess} after the longest overtime", "move some stops away"),
        ),
    ),
    "V177": (
        Sentence(
            ("超出车辆续航里程 {excess}", "请移走较远的站"),
            ("drives {excess} beyond the vehicle's range", "move far stops away"),
        ),
    ),
    "V178": (
        Sentence(
            ("班次在计划期结束以后才开始（晚 {excess}）", "请换班次"),
            ("the shift begins {excess} after the horizon's end", "use an earlier shift"),
        ),
        Sentence(
            ("班次在计划期结束时才开始", "请换班次"),
            ("the shift begins at the horizon's end", "use an earlier shift"),
        ),
    ),
    "V179": (
        Sentence(("车辆不可用", "请换一辆车"), ("the vehicle is not available", "use another")),
    ),
    "V180": (
        Sentence(
            ("连续驾驶超时 {excess}，违反防疲劳规定", "请在途中安排休息，或移走几站"),
            ("the driver drives {excess} too long without a pause", "plan a rest on the way"),
        ),
    ),
    "V190": (
        Sentence(
            ("同时装卸的车比月台多 {excess}", "请错开时间"),
            ("handles {excess} more than it has docks", "handle them one after the other"),
        ),
    ),
    "V200": (Sentence(("没有这个网点", "请换网点"), ("nobody knows this site", "use another")),),
    "V201": (
        Sentence(
            ("网点没有开放，不能停靠", "请去掉这一站，或开放该网点"),
            ("calls at a site that is not open", "leave it out, or open the site"),
        ),
    ),
    "V202": (
        Sentence(
            ("始发或目的网点没有开放，运单应为未排上", "请重新排线"),
            ("should be unserved: one of its sites is not open", "plan again"),
        ),
    ),
    "V203": (
        Sentence(
            ("支线货车只能停县级中心和中转站", "请换镇村配送车"),
            ("a linehaul vehicle calls at a site that is no base", "use a local vehicle"),
        ),
    ),
    "V204": (
        Sentence(
            ("这种车进不了这个网点", "请换一辆能通行的车"),
            ("the site does not admit this kind of vehicle", "use one that it admits"),
        ),
    ),
    "V210": _figure("送达时间", "the time of delivery is wrong"),
    "V211": _figure("准时或超时的结论", "called on time but late, or the other way round,"),
    "V220": (
        Sentence(
            ("每日走访既没有安排，也没有列为漏访", "请安排一站，或重新排线"),
            ("a daily visit is neither made nor listed as missed", "add a stop, or plan again"),
        ),
    ),
    "V230": _figure("车次的行驶时间或里程", "driving time or distance is wrong"),
    "V231": _figure("运单的状态", "the status of the order is wrong"),
    "V232": _figure("车上的货量", "the load on board is wrong"),
    "V233": _figure("运单的路由与停靠", "the legs are not those of the stops,"),
    "V234": _figure("运单的余量", "the slack is wrong"),
    "V235": _figure("班次的记录", "the record of the duty is wrong"),
    "V236": _figure("车次的状态或层级", "status or echelon of the trip is wrong"),
    "V237": _figure("漏访或用到的网点清单", "missed visits or sites in use are wrong"),
    "V238": _figure("关键指标", "a key figure is wrong"),
    "V239": (
        Sentence(
            ("方案不是用现在的网络和运单做的", "网络或运单已改动，请重新排线"),
            ("the plan was made from another network or other orders", "plan again"),
        ),
    ),
    "V240": _figure("班次的费用", "the cost of the duty is wrong"),
    "V241": _figure("费用的一项", "a part of the cost is wrong"),
    "V242": _figure("总费用", "the total cost is wrong"),
}
