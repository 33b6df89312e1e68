"""Guesses which column of an order file is which, from what carriers and shops call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from optimizer.inputs.orders import COLUMNS

_CLOSE: Final[dict[str, tuple[str, ...]]] = {
    "order_id": (
        *("单号", "快递单号", "运单编号", "面单号", "订单号", "订单编号", "物流单号", "waybill"),
        *("waybill no", "tracking number", "tracking no", "order no", "order number", "id"),
    ),
    "origin": (
        *("始发", "始发地", "始发站", "起点", "出发地", "发件网点", "寄件网点", "揽收网点"),
        *("发货网点", "from", "origin site", "pickup"),
    ),
    "destination": (
        *("目的", "目的地", "目的站", "终点", "到达地", "收件网点", "派件网点", "派送网点"),
        *("收货网点", "村点", "服务点", "to", "destination site", "dropoff"),
    ),
    "pieces": ("数量", "件", "包裹数", "总件数", "quantity", "qty", "parcels"),
    "weight_kg": ("公斤", "千克", "毛重", "总重量", "计费重量", "实际重量", "weight", "kg"),
    "volume_m3": ("方数", "立方", "立方米", "总体积", "volume", "cbm", "m3"),
    "ready_at": (
        *("到件时间", "揽件时间", "到站时间", "到达时间", "入库时间", "取件时间", "可发时间"),
        *("ready", "ready time", "pickup time"),
    ),
    "due_at": (
        *("承诺送达", "承诺送达时间", "送达时限", "时限", "截止时间", "要求送达时间", "最晚送达"),
        *("due", "due time", "deadline"),
    ),
    "handling_class": ("货物类别", "货物类型", "品类", "类别", "class", "goods class", "category"),
    "priority": ("加急", "紧急程度", "级别", "urgency"),
    "carrier": ("快递", "承运商", "物流公司", "快递品牌", "快递企业", "courier", "company"),
    "product": ("商品", "商品名称", "货物名称", "货品", "物品", "品名规格", "goods", "item"),
    "trace_code": ("追溯码", "溯源编码", "追溯编码", "trace"),
    "phone": (
        *("手机", "手机号", "联系电话", "收件电话", "收件人电话", "收件人手机"),
        *("mobile", "tel", "telephone", "phone number"),
    ),
}
"""What others call our columns; a guess that a person confirms, not a rule of the files."""

_UNITS: Final = re.compile(r"[(（\[【].*?[)）\]】]|[\s_\-.:：/]+")
_LEAST_ALIKE: Final = 0.8


def guess_columns(header: Sequence[str]) -> tuple[str | None, ...]:
    """
    Return for every header which column it probably is, None where nobody can tell.

    No column is guessed twice: names that the files know go before names that are common
    elsewhere, and those before names that look alike.

    Examples
    --------
    >>> guess_columns(["运单号", "寄件网点", "Destination site", "到件时间", "备注"])
    ('order_id', 'origin', 'destination', 'ready_at', None)
    """
    known = {_plain(name): column for name, column in COLUMNS.known.items()}
    close = {_plain(name): column for column, names in _CLOSE.items() for name in names}
    plain = [_plain(cell) for cell in header]
    found: list[str | None] = [None] * len(plain)
    taken: set[str] = set()
    for names in (known, close):
        for position, cell in enumerate(plain):
            column = names.get(cell)
            if cell and column and found[position] is None and column not in taken:
                found[position] = column
                taken.add(column)
    for position, cell in enumerate(plain):
        if found[position] is None and 1 < len(cell) <= 40:
            column = _most_alike(cell, {**close, **known}, taken)
            if column is not None:
                found[position] = column
                taken.add(column)
    return tuple(found)


def _plain(name: str) -> str:
    """Return a header without units, signs and capitals."""
    return _UNITS.sub("", name.casefold())


def _most_alike(cell: str, names: dict[str, str], taken: set[str]) -> str | None:
    """Return the free column whose name is most like a header, if any is like it at all."""
    best, column = _LEAST_ALIKE, None
    for name, meant in names.items():
        alike = SequenceMatcher(None, cell, name).ratio() if meant not in taken else 0.0
        if alike >= best and len(name) > 2:
            best, column = alike, meant
    return column
