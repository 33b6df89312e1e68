"""By how much a rule is broken, in the units that people use."""

from __future__ import annotations

from typing import Final

from optimizer.units import CUBIC_METRE, HOUR, KG, KM, MINUTE, YUAN

_COUNTED: Final = {
    "V190": ("{} 辆", "{} vehicles"),
    "V233": ("{} 程", "{} legs"),
    "V237": ("{} 处", "{} entries"),
}


def amount_text(excess: float, unit: str, lang: str, code: str = "") -> str:
    """
    Write an excess for people; nothing where there is none, or where counting says nothing.

    Examples
    --------
    >>> amount_text(754, "s", "zh"), amount_text(8_000, "s", "en"), amount_text(20_500, "g", "en")
    ('12 分 34 秒', '2 h 13 min 20 sec', '20.5 kg')
    >>> amount_text(1, "count", "zh", "V190"), amount_text(1, "count", "zh", "V121")
    ('1 辆', '')
    """
    if not excess:
        return ""
    match unit:
        case "s":
            return _duration(round(excess), lang)
        case "g":
            return f"{_short(excess / KG)} kg"
        case "ml":
            return f"{_short(excess / CUBIC_METRE)} m³"
        case "m":
            return f"{_short(excess / KM)} km"
        case "cents":
            return f"{excess / YUAN:,.2f} {'yuan' if lang == 'en' else '元'}"
        case "share":
            return f"{_short(excess * 100)} %"
        case "count" if code in _COUNTED:
            return _COUNTED[code][lang == "en"].format(f"{excess:g}")
    return ""


def _duration(seconds: int, lang: str) -> str:
    """Return seconds as hours, minutes and seconds; those that are zero are left out."""
    units = (" 小时", " 分", " 秒") if lang != "en" else (" h", " min", " sec")
    if lang != "en" and seconds % MINUTE == 0 and seconds < HOUR:
        return f"{seconds // MINUTE} 分钟"
    counts = (seconds // HOUR, seconds % HOUR // MINUTE, seconds % MINUTE)
    parts = [f"{count}{unit}" for count, unit in zip(counts, units, strict=True) if count]
    return " ".join(parts) or f"0{units[2]}"


def _short(amount: float) -> str:
    """Return an amount with three decimals at most."""
    return f"{amount:,.3f}".rstrip("0").rstrip(".") if abs(amount) >= 0.0005 else f"{amount:.1g}"
