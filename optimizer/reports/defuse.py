"""Make text from users harmless where a spreadsheet, an XML or a web page reads it."""

from __future__ import annotations

import html
import json
import re
from typing import Any, Final

# Excel takes the full-width signs of a Chinese keyboard for the ASCII ones.
_FORMULA_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_JSON_ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def is_formula(text: str) -> bool:
    """
    Whether a spreadsheet might take a text for a formula.

    Examples
    --------
    >>> is_formula("=1+1"), is_formula("丙村")
    (True, False)
    """
    return text.startswith(_FORMULA_STARTS)


def csv_text(text: str) -> str:
    """
    Return a text that no spreadsheet runs: what looks like a formula gets an apostrophe.

    Examples
    --------
    >>> csv_text("@SUM(A1)")
    "'@SUM(A1)"
    """
    return f"'{text}" if is_formula(text) else text


def plain_text(text: str) -> str:
    """
    Drop the control characters that neither XML nor XLSX may hold.

    Examples
    --------
    >>> plain_text(chr(0) + "ab")
    'ab'
    """
    return _CONTROLS.sub("", text)


def markup_text(text: str) -> str:
    """
    Return a text for XML and HTML, in content as in attributes.

    Examples
    --------
    >>> markup_text('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return html.escape(plain_text(text))


def script_json(value: Any) -> str:
    """
    Return a value as JSON that cannot end the script element that holds it.

    Examples
    --------
    >>> "<" in script_json("</script>")
    False
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_JSON_ESCAPES)
