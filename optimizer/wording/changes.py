"""Says each change of a scenario in a sentence: what would be different."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from optimizer.wording.columns import column_name
from optimizer.wording.goods import class_name

Change = Mapping[str, Any]
"""A change as plain values, as scenarios keep it."""

Called = Callable[[str], str]
"""What people call the site of an id."""

_KINDS: Final = {
    "transfer_station": ("中转站", "transfer station"),
    "town_station": ("镇级服务站", "town station"),
    "village_point": ("村级服务点", "village point"),
}
_DIRECTIONS: Final = {"down": ("下行", "to the villages"), "up": ("上行", "from the villages")}
_VISITS: Final = {"by_need": ("按需", "by need"), "daily": ("每天", "daily")}
_NONE: Final = {"hours": ("全天", "always"), "docks": ("不限", "without limit")}
"""What an empty text says."""
_TYPES: Final = {
    "box_truck": ("厢式货车", "box truck"),
    "micro_van": ("微型面包车", "micro van"),
    "micro_van_electric": ("电动微面", "electric micro van"),
    "express_trike": ("快递三轮车", "express trike"),
    "truck": ("货车", "truck"),
    "van": ("面包车", "van"),
    "trike": ("三轮车", "trike"),
}
_PENALTIES: Final = {
    "unserved_per_order": ("未送达每票", "unserved order"),
    "late_per_order": ("超时每票", "late order"),
    "late_per_order_hour": ("超时每票每小时", "late order and hour"),
    "deferred_per_order": ("顺延每票", "deferred order"),
    "waiting_per_order_hour": ("等待每票每小时", "order and hour of waiting"),
    "missed_visit": ("漏访每次", "missed visit"),
}
_WORKINGS: Final = (
    *("hours", "docks", "visits", "stop_minutes", "seconds_per_piece", "transfer_minutes"),
    *("operating_cost_per_day", "rent_per_day", "handling_cost_per_piece"),
)
_PRICES: Final = ("cost_per_shift", "cost_per_km", "cost_per_hour", "overtime_cost_per_hour")

_TOLD: Final = {
    "add_site": _WORKINGS,
    "change_site": _WORKINGS,
    "change_vehicle_prices": _PRICES,
}
_LOOSE: Final = re.compile(r"(?<=[\u2e80-\uffff]) +(?=[\u2e80-\uffff])|(?<= ) +")

_SENTENCES: Final = {
    "open_site": ("开放 {site}", "Open {site}"),
    "close_site": ("关闭 {site}", "Close {site}"),
    "move_site": ("把 {site} 移到 ({place})", "Move {site} to ({place})"),
    "add_site": ("在 ({place}) 新开{kind} {new}{rest}", "New {kind} {new} at ({place}){rest}"),
    "change_site": ("{site}：{rest}", "{site}: {rest}"),
    "add_vehicles": ("{home} 增加 {count} 辆 {like}", "Add {count} ({like}){home}"),
    "drop_vehicles": ("减掉 {which} {count}", "Drop {count}{which}"),
    "move_vehicles": ("把 {which} 调到 {to}", "Move {which} to {to}"),
    "retype_vehicles": ("把 {which} 换成 {like}", "Replace {which} by {like}"),
    "change_shifts": ("{which} 的班次改为 {shifts}{rest}", "{which} work {shifts}{rest}"),
    "change_vehicle_prices": ("{which}：{rest}", "{which}: {rest}"),
    "scale_demand": ("{whose} 运单量 ×{factor}", "{whose} ×{factor}"),
    "close_road": ("关闭道路“{name}”{rest}", "Close the road {name}{rest}"),
    "slow_road": (
        "道路“{name}”车速 ×{factor}{rest}",
        "Drive the road {name} at ×{factor} its speed{rest}",
    ),
    "rain": ("雨天：车速 ×{factor}{rest}", "Rain: speeds ×{factor}{rest}"),
    "change_promise": ("承诺改为 {hours} 小时{rest}", "Promise {hours} hours{rest}"),
    "change_penalties": ("罚价：{rest}", "Penalties: {rest}"),
}


def change_text(change: Change, lang: str, called: Called = str) -> str:
    """
    Return what a change of a scenario says, in a sentence.

    A kind that nobody knows is shown as it is. ``called`` names sites.

    Examples
    --------
    >>> change_text({"change": "close_site", "site": "T02"}, "en", "{} Longxian".format)
    'Close T02 Longxian'
    >>> change_text({"change": "rain"}, "zh")
    '雨天：车速 ×0.9'
    """
    sentence = _SENTENCES.get(str(change.get("change")))
    if sentence is None:
        return " ".join(f"{key} = {value}" for key, value in change.items())
    said = sentence[lang == "en"].format(**_values(change, lang, called)).strip()
    # Chinese is set apart from what is Latin, and from nothing else.
    return said[:1].upper() + said[1:] if lang == "en" else _LOOSE.sub("", said)


def type_name(word: str, lang: str) -> str:
    """
    Return what people call a type of vehicles; a type of the county's own keeps its name.

    Examples
    --------
    >>> type_name("box_truck", "zh"), type_name("drone", "en")
    ('厢式货车', 'drone')
    """
    known = _TYPES.get(word)
    return known[lang == "en"] if known else word


def direction_name(word: str, lang: str) -> str:
    """Return what people call a direction: down to the villages, or up from them."""
    return _DIRECTIONS[word][lang == "en"]


def kind_name(word: str, lang: str) -> str:
    """Return what people call a kind of site that may be added."""
    return _KINDS[word][lang == "en"]


def penalty_name(word: str, lang: str) -> str:
    """Return what people call a penalty; one that nobody knows keeps its name."""
    known = _PENALTIES.get(word)
    return known[lang == "en"] if known else word


def _values(change: Change, lang: str, called: Called) -> dict[str, str]:
    """Return what the sentence of a change may name."""
    kind = change["change"]
    text = {key: _plain(value) for key, value in change.items()}
    text |= {key: called(str(change[key])) for key in ("site", "to") if change.get(key)}
    if "latitude" in change:
        text["place"] = f"{change['latitude']:.5f}, {change['longitude']:.5f}"
    like = str(change.get("like", ""))
    text["like"] = like if kind == "add_site" else _pattern(like, lang)
    text["new"] = f"{change.get('site', '')} {change.get('name_zh', '')}"
    text["kind"] = kind_name(change.get("site_kind", "transfer_station"), lang)
    text["home"] = _home(change, lang, called)
    text["count"] = _count(change, lang)
    text["which"] = _which(change, lang, called)
    text["whose"] = _whose(change, lang)
    text["factor"] = f"{change.get('factor', 0.9):g}"
    text["rest"] = _rest(change, lang, called)
    return text


def _rest(change: Change, lang: str, called: Called) -> str:
    """Return what a change says beside the thing that it is about."""
    parts = list(_details(change, lang, called))
    begins = change["change"] in ("change_site", "change_vehicle_prices", "change_penalties")
    comma = ", " if lang == "en" else "，"
    return ("" if begins or not parts else comma) + comma.join(parts)


def _details(change: Change, lang: str, called: Called) -> Iterator[str]:
    """Yield each detail of a change."""
    is_english, kind = lang == "en", change["change"]
    if kind == "add_site" and change.get("like"):
        yield ("照 {}", "like {}")[is_english].format(change["like"])
    if change.get("premises") == "":
        yield ("单独设点", "on its own")[is_english]
    elif change.get("premises"):
        where = called(change["premises"])
        inside = "内" if where.endswith("站") else " 站内"
        yield f"at the door of {where}" if is_english else f"设在 {where}{inside}"
    for key in _TOLD.get(kind, ()):
        if key in change:
            value = _NONE.get(key) if change[key] == "" else None
            value = _VISITS.get(change[key]) if key == "visits" else value
            told = value[is_english] if value else _plain(change[key])
            yield f"{column_name(key, lang)} {told}"
    if "max_overtime_minutes" in change:
        minutes = _plain(change["max_overtime_minutes"])
        yield ("最多加班 {} 分钟", "at most {} min overtime")[is_english].format(minutes)
    for key in ("classes", "surfaces"):
        if kind == "rain" and change.get(key):
            yield _joined((f"{name} ×{value:g}" for name, value in change[key].items()), lang)
    for name, hours in change.get("by_class", {}).items():
        yield ("{} {:g} 小时", "{} {:g} hours")[is_english].format(class_name(name, lang), hours)
    for name, price in change.get("penalties", {}).items():
        yield f"{penalty_name(name, lang)} {price:,g}"
    if kind in ("close_road", "slow_road") and change.get("profiles"):
        names = _joined((type_name(each, lang) for each in change["profiles"]), lang)
        yield ("只限{}", "for {} only")[is_english].format(names)


def _which(change: Change, lang: str, called: Called) -> str:
    """Return which vehicles a change means."""
    is_english = lang == "en"
    if change.get("vehicles"):
        return _joined(change["vehicles"], lang)
    kind = type_name(change["vehicle_type"], lang) if change.get("vehicle_type") else ""
    if change.get("home"):
        home = called(change["home"])
        if is_english:
            return f"the {kind or 'vehicle'}s of {home}"
        return f"{home} 的{kind or '车'}"
    if kind:
        return f"every {kind}" if is_english else f"所有{kind}"
    return "all vehicles" if is_english else "全部车辆"


def _count(change: Change, lang: str) -> str:
    """Return how many vehicles a change means."""
    count = change.get("count")
    if change["change"] == "add_vehicles":
        count = count or 1
        return str(count) if lang != "en" else f"{count} vehicle{'s' if count > 1 else ''}"
    if not count:
        return ""
    return f"{count} of " if lang == "en" else f"中的 {count} 辆"


def _home(change: Change, lang: str, called: Called) -> str:
    """Return where vehicles are added."""
    if change["change"] != "add_vehicles" or not change.get("home"):
        return ""
    home = called(change["home"])
    return f" at {home}" if lang == "en" else home


def _pattern(name: str, lang: str) -> str:
    """Return what vehicles are to be like: a type, or one that there is."""
    known = type_name(name, lang)
    if known != name:
        return known
    return f"like {name}" if lang == "en" else f"{name} 那样的车"


def _whose(change: Change, lang: str) -> str:
    """Return whose orders a change of the demand means."""
    classes = [class_name(each, lang) for each in change.get("classes", ())]
    direction = change.get("direction")
    parts = [_joined(change.get("towns", ()), lang), _joined(classes, lang)]
    parts += [direction_name(direction, lang)] if direction else []
    named = [part for part in parts if part]
    if lang != "en":
        return "的".join(named) or "全县"
    return f"Orders ({', '.join(named)})" if named else "All orders"


def _joined(parts: Iterable[str], lang: str) -> str:
    """Return several names as one text."""
    return (", " if lang == "en" else "、").join(parts)


def _plain(value: object) -> str:
    """Return a value as people write it."""
    if isinstance(value, float):
        return f"{value:,g}"
    return str(value)
