"""D22x and D23x: why an edit of the Adjust page cannot be made."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

_BARE: Final = Sentence(
    ("这一步改不了，方案没有变动", "请换一种改法"),
    ("this edit cannot be made; nothing has changed", "try another way"),
)
_SAYS: Final = {
    "D220": (
        ("看不懂这一步调整：{key} 是 {value}", "请重新操作"),
        ("this is no edit: {key} is {value}", "ask for the change again"),
    ),
    "D221": (
        ("没有车次 {trip}", "请在方案里选择"),
        ("there is no trip {trip}", "choose one of the plan"),
    ),
    "D222": (
        ("没有运单 {order}", "请核对单号"),
        ("no order is called {order}", "check the number"),
    ),
    "D223": (
        ("运单 {order} 不在车次 {trip} 上", "请选择运它的车次"),
        ("order {order} is not on trip {trip}", "choose the trip that carries it"),
    ),
    "D224": (
        ("车次 {trip} 的第 {stop} 站不能改：首末站始终是基地", "请选择中间的站"),
        ("trip {trip} has no stop {stop} that could be changed", "its base stays first and last"),
    ),
    "D225": (
        ("车次 {trip} 已锁定", "请先解锁"),
        ("trip {trip} is locked", "unlock it first"),
    ),
    "D226": (
        (
            "车次 {trip} 不能停 {site}：支线只跑基地之间，镇村配送只跑基地和它的网点",
            "请换一个车次",
        ),
        (
            "trip {trip} does not call at {site}: linehaul runs between bases, local trips "
            "between a base and its points",
            "choose another trip",
        ),
    ),
    "D227": (
        ("车次 {trip} 的新顺序必须每站恰好一次", "请重新排顺序"),
        ("the new order of the stops of {trip} must name each once", "order them again"),
    ),
    "D228": (
        ("运单 {order} 会在装上车次 {trip} 之前就卸下", "请换一个位置"),
        ("order {order} would leave trip {trip} before it is on it", "choose another place"),
    ),
    "D229": (
        ("没有车辆 {vehicle}", "请在车队里选择"),
        ("no vehicle is called {vehicle}", "choose one of the fleet"),
    ),
    "D230": (
        ("车辆 {vehicle} 不能出车：已停用或不可用", "请先恢复它"),
        ("vehicle {vehicle} may not drive", "allow it first"),
    ),
    "D231": (
        ("车辆 {vehicle} 没有 {moment} 开始的班次", "请选择它已有的班次"),
        ("vehicle {vehicle} has no shift that begins at {moment}", "choose one of its shifts"),
    ),
    "D232": (
        ("运单 {order} 已经在车次 {trip} 上", "请改用移动"),
        ("order {order} is on trip {trip} already", "move it instead"),
    ),
    "D233": (
        ("车次 {trip} 的第 {position} 位不能放这一站", "请换一个位置"),
        ("a stop cannot stand at place {position} of trip {trip}", "choose another"),
    ),
    "D234": (
        ("车次 {trip} 不能在 {moment} 出车，超出它的班次", "请改早或改晚"),
        ("trip {trip} cannot leave at {moment}, outside its shift", "choose another moment"),
    ),
    "D235": (
        ("车辆 {vehicle} 开不到 {site}", "请换一辆能通行的车"),
        ("{vehicle} cannot drive to {site}", "choose a vehicle that may"),
    ),
    "D236": (
        ("运单 {order} 在几个车次上", "请说明从哪一个移走"),
        ("order {order} is on several trips", "say from which one it is to be moved"),
    ),
    "D237": (
        ("运单 {order} 按锁定必须留在车辆 {vehicle} 上", "请先解锁这一站"),
        ("order {order} stays on vehicle {vehicle}, as locked", "unlock the stop first"),
    ),
}

EDITS: Final[dict[str, tuple[Sentence, ...]]] = {
    code: (Sentence(chinese, english), _BARE) for code, (chinese, english) in _SAYS.items()
}
