"""Links that open the telephone or a map on a phone; nothing is loaded from them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

import numpy as np

from optimizer.domain.datum import Datum, from_wgs84

_DIALLED: Final = re.compile(r"\+?[\d\s()（）.\-－—/]{5,30}")


def tel_link(phone: str) -> str:
    """
    Return a link that dials a number; nothing where a text is no number.

    Of several numbers, separated by a slash, the first is dialled.

    Examples
    --------
    >>> tel_link("0751-287 1234"), tel_link("找老李"), tel_link("13800000000/13900000000")
    ('tel:07512871234', '', 'tel:13800000000')
    """
    if not _DIALLED.fullmatch(phone.strip()):
        return ""
    first = phone.split("/", maxsplit=1)[0]
    digits = "".join(sign for sign in first if sign in "+0123456789")
    return f"tel:{digits}" if digits else ""


def geo_link(place: tuple[float, float]) -> str:
    """
    Return a link that any map application opens; WGS84, as the standard (RFC 5870) has it.

    Examples
    --------
    >>> geo_link((114.1, 24.4))
    'geo:24.400000,114.100000?q=24.400000,114.100000'
    """
    at = f"{place[1]:.6f},{place[0]:.6f}"
    return f"geo:{at}?q={at}"


def amap_link(place: tuple[float, float], name: str) -> str:
    """
    Return a link that opens Amap at a place given in WGS84; Amap counts in GCJ-02.

    Examples
    --------
    >>> amap_link((116.404, 39.915), "天安门")[:68]
    'https://uri.amap.com/marker?position=116.410244,39.916404&name=%E5%A'
    """
    ((lon, lat),) = from_wgs84(np.array([place]), Datum.GCJ02).tolist()
    return (
        f"https://uri.amap.com/marker?position={lon:.6f},{lat:.6f}&name={quote(name)}"
        "&src=route48&coordinate=gaode&callnative=1"
    )
