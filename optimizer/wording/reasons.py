"""Why an order is late or unserved, and what would help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimizer.domain import Reason

_BETWEEN = " / "


def reason_text(reason: Reason | Mapping[str, Any], lang: str) -> str:
    """
    Say why, and what would help; ``reason`` is that of a plan or of its document.

    Examples
    --------
    >>> reason_text(Reason("U101", True, "无路可达", "no road", "修路 / build one"), "zh")
    '无路可达；修路'
    """
    if isinstance(reason, Reason):
        message = reason.message_en if lang == "en" else reason.message_zh
        fix = reason.fix
    else:
        message = str(reason["message_en" if lang == "en" else "message_zh"])
        fix = str(reason.get("fix") or "")
    help_text = fix_text(fix, lang)
    if not help_text:
        return message
    return f"{message}; {help_text}" if lang == "en" else f"{message}；{help_text}"


def fix_text(fix: str, lang: str) -> str:
    """
    Return the half of a fix that is in this language; a fix in one language stays whole.

    Examples
    --------
    >>> fix_text("拆成几票 / split the order", "en"), fix_text("拆成几票", "en")
    ('split the order', '拆成几票')
    """
    chinese, between, english = fix.partition(_BETWEEN)
    if not between:
        return fix.strip()
    return (english if lang == "en" else chinese).strip()
