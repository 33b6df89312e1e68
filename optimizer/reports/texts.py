"""Every word that reports show to people, in Chinese and English."""

from __future__ import annotations

from datetime import date
from typing import Final

_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # what things are called
    "hub": ("县级中心", "hub"),
    "transfer_station": ("中转站", "transfer station"),
    "town_station": ("镇级服务站", "town station"),
    "village_point": ("村级服务点", "village point"),
    "linehaul": ("县镇支线", "linehaul"),
    "local": ("镇村配送", "local"),
    "household": ("入户派送", "household"),
    "on_time": ("准时", "on time"),
    "late": ("超时", "late"),
    "deferred": ("顺延", "deferred"),
    "unserved": ("未排上", "unserved"),
    "committed": ("已锁定", "committed"),
    "provisional": ("暂定", "provisional"),
    # itineraries
    "order_id": ("运单号", "order_id"),
    "origin": ("始发网点", "origin"),
    "destination": ("目的网点", "destination"),
    "pieces": ("件数", "pieces"),
    "status": ("状态", "status"),
    "leg": ("第{}程", "leg {}"),
    "delivered_at": ("送达时间", "delivered_at"),
    "slack_minutes": ("余量（分钟）", "slack_minutes"),
    "reason_code": ("原因代码", "reason_code"),
    "reason": ("原因", "reason"),
    "fix": ("建议", "fix"),
    # hand-over lists
    "handover_list": ("交接清单", "Hand-over list"),
    "arrivals": ("到货", "Arriving"),
    "departures": ("发货", "Leaving"),
    "base": ("场站", "Base"),
    "shift_number": ("第{}班", "shift {}"),
    "destination_bag": ("目的网点（一包）", "Bag for"),
    "onward": ("转接", "Onward"),
    "ends_here": ("本站留存", "stays here"),
    "begins_here": ("本站始发", "from here"),
    "no_onward": ("待排", "not yet planned"),
    "handed": ("交", "Handed"),
    "received": ("收", "Received"),
    "direction": ("方向", "Way"),
    "time": ("时间", "Time"),
    "total": ("合计", "Total"),
    "no_handovers": ("本方案没有交接", "This plan hands nothing over"),
    "tick_note": (
        "一包为同一目的网点、同一转接车次的货；清点后在方框内打勾并签字。",
        "A bag: one site, one trip. Count, tick, sign.",
    ),
    "published": ("现行方案 第{}号", "in force, no. {}"),
    "not_in_force": ("未发布，仅供查看", "not in force"),
    # run sheets
    "run_sheet": ("派车单", "Run sheet"),
    "index": ("目录", "Index"),
    "sheet": ("页", "Sheet"),
    "date": ("日期", "Date"),
    "plate": ("车牌", "Plate"),
    "vehicle": ("车辆", "Vehicle"),
    "driver": ("司机", "Driver"),
    "phone": ("电话", "Phone"),
    "scan": ("扫码看路线", "Scan"),
    "shift": ("班次", "Shift"),
    "home": ("驻地", "Home"),
    "kind": ("类型", "Kind"),
    "leaves": ("出车", "Starts"),
    "returns": ("收车", "Ends"),
    "distance": ("里程", "Distance"),
    "trips": ("车次", "Trips"),
    "stops": ("停靠", "Stops"),
    "calls": ("站", "calls"),
    "trip": ("车次", "Trip"),
    "number": ("序", "No."),
    "site": ("网点", "Site"),
    "arrival": ("到达", "Arrive"),
    "begins": ("开始", "Start"),
    "departure": ("离开", "Depart"),
    "unload_pieces": ("卸货件", "Unload pcs"),
    "unload_bags": ("卸货包", "Unload bags"),
    "unload_kg": ("卸货kg", "Unload kg"),
    "load_pieces": ("装货件", "Load pcs"),
    "load_bags": ("装货包", "Load bags"),
    "load_kg": ("装货kg", "Load kg"),
    "km_to_next": ("下站km", "Next km"),
    "minutes_to_next": ("下站分钟", "Next min"),
    "note": ("备注", "Note"),
    "distance_km": ("里程km", "km"),
    "unload": ("卸货", "Unload"),
    "load": ("装货", "Load"),
    "piece": ("件", "pcs"),
    "bags": ("包", "bags"),
    "weight": ("重量kg", "kg"),
    "onboard": ("车上kg", "On board"),
    "next_stop": ("至下一站", "To next"),
    "tick": ("核对", "Tick"),
    "handover": ("交接", "handover"),
    "loading_list": ("交接货物（按目的网点）", "Handover by destination"),
    "orders": ("单", "orders"),
    "signature": ("签字", "Signature"),
    "dispatcher": ("调度员", "Dispatcher"),
    "handed_by": ("发货交接人", "Handed over by"),
    "no_duties": ("本方案没有车次", "This plan has no trips"),
    "planned_at": ("排线时间", "Planned at"),
    "bag_note": (
        "一包为同一目的网点的货；各段里程按道路走向折算；核对后在方框内打勾。",
        "A bag holds what goes to one site.",
    ),
}

_VEHICLE_TYPES: Final = {
    "box_truck": ("厢式货车", "box truck"),
    "micro_van": ("微型面包车", "micro van"),
    "micro_van_electric": ("纯电微面", "electric micro van"),
    "express_trike": ("快递三轮", "express trike"),
}

_WEEKDAYS: Final = (
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
    ("周日", "Sun"),
)


def text(key: str, lang: str) -> str:
    """
    Return a word in a language, ``zh`` or ``en``.

    Examples
    --------
    >>> text("late", "zh"), text("late", "en")
    ('超时', 'late')
    """
    return _TEXTS[key][lang == "en"]


def both(key: str) -> str:
    """
    Return a label in both languages, Chinese first.

    Examples
    --------
    >>> both("plate")
    '车牌 Plate'
    """
    return " ".join(_TEXTS[key])


def vehicle_type_text(vehicle_type: str, lang: str) -> str:
    """
    Return what people call a kind of vehicle; a kind that nobody knows stays as it is.

    Examples
    --------
    >>> vehicle_type_text("box_truck", "zh"), vehicle_type_text("boat", "zh")
    ('厢式货车', 'boat')
    """
    known = _VEHICLE_TYPES.get(vehicle_type)
    return known[lang == "en"] if known else vehicle_type


def day_text(day: date, lang: str) -> str:
    """
    Write a date with its weekday.

    Examples
    --------
    >>> day_text(date(2026, 11, 23), "zh")
    '2026-11-23 周一'
    """
    return f"{day.isoformat()} {weekday_text(day, lang)}"


def weekday_text(day: date, lang: str) -> str:
    """Return what a day of the week is called."""
    return _WEEKDAYS[day.weekday()][lang == "en"]
