"""The words of the phone page, in Chinese and English."""

from __future__ import annotations

from typing import Final

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("{plate} 行车路线", "{plate} route"),
    "switch": ("English", "中文"),
    "driver": ("司机", "Driver"),
    "today": ("今天", "Today"),
    "tomorrow": ("明天", "Tomorrow"),
    "provisional": ("暂定，以后可能调整", "provisional, may change"),
    "done": ("已结束", "over"),
    "no_today": ("今天没有车次。", "No trips today."),
    "over": ("这份路线的车次都已结束。", "All trips of this plan are over."),
    "newer": (
        "调度员已发布新的路线（第 {number} 号），请不要再用这一份。",
        "A newer plan (no. {number}) has been published. Do not use this one any more.",
    ),
    "newer_from": (
        "第 {number} 号新路线从 {at} 起生效：在那之前出发的车次照这份跑完，之后看新路线。",
        "Plan no. {number} holds from {at}: finish the trips that left before by this page, then "
        "use the new one.",
    ),
    "void": ("已改排，看新路线", "planned anew, see the new route"),
    "before": (
        "本车还有按上一份路线出发、没有跑完的车次。",
        "This vehicle is still out on a trip of the plan before.",
    ),
    "before_link": ("看上一份路线", "See the route before"),
    "newer_link": ("看本车的新路线", "See this vehicle's new route"),
    "newer_none": (
        "新路线里没有本车的车次，请联系调度员。",
        "The new plan has no trips for this vehicle. Call the dispatcher.",
    ),
    "trip": ("车次 {trip}", "Trip {trip}"),
    "wait": ("到 {arrival}，等", "arrive {arrival}, wait"),
    "leave": ("{time} 离开", "leave {time}"),
    "unload": ("卸", "Unload"),
    "load": ("装", "Load"),
    "goods": ("{pieces} 件 · {bags} 包 · {kg} 公斤", "{pieces} pcs · {bags} bags · {kg} kg"),
    "nothing": ("不装卸，看有没有要揽收的", "Nothing known; ask for parcels"),
    "base": ("回到驻地", "Back at home"),
    "handover": ("与其他车交接", "hand over to another vehicle"),
    "bags_for": ("按目的网点分包", "Bags by destination"),
    "call": ("打电话 {phone}", "Call {phone}"),
    "amap": ("高德导航", "Amap"),
    "geo": ("其他地图", "Map"),
    "next": ("下一站 {km} 公里，约 {minutes} 分钟", "next stop {km} km, about {minutes} min"),
    "dispatcher": ("调度员", "Dispatcher"),
    "foot": (
        "第 {number} 号方案 · {published} 发布 · {planned} 排线",
        "Plan no. {number} · published {published} · planned {planned}",
    ),
    "about_duty": (
        "{start}–{end} · {km} 公里 · {stops} 站",
        "{start}–{end} · {km} km · {stops} stops",
    ),
    "unknown": ("没有这个页面", "No such page"),
    "unknown_do": (
        "链接不完整，或者已经失效。请重新扫派车单上的二维码，或联系调度员。",
        "The link is incomplete or no longer valid. Scan the code on the run sheet again, "
        "or call the dispatcher.",
    ),
    "broken": ("路线暂时打不开", "The route cannot be shown just now"),
    "broken_do": (
        "请过一会儿再试；急用时请看纸质派车单，或联系调度员。",
        "Try again in a moment; if it is urgent use the paper sheet, or call the dispatcher.",
    ),
}


def say(key: str, lang: str, **values: object) -> str:
    """
    Return a word or sentence of the phone page.

    Examples
    --------
    >>> say("trip", "en", trip="T1")
    'Trip T1'
    """
    said = _WORDS[key][lang == "en"]
    return said.format(**values) if values else said
