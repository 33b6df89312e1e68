"""What is sent, by whom, how heavy and how large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CARRIERS: Final = ("中通", "圆通", "韵达", "极兔", "申通", "邮政", "顺丰")
CARRIER_CODES: Final = ("ZT", "YT", "YD", "JT", "ST", "EM", "SF")
CARRIER_SHARES: Final = (0.24, 0.18, 0.16, 0.14, 0.12, 0.10, 0.06)
PLANT_CARRIER_SHARES: Final = (0.18, 0.12, 0.08, 0.08, 0.04, 0.38, 0.12)
"""China Post carries 38 % of the orchid parcels (source P10 of the county's parameters)."""


@dataclass(frozen=True, slots=True)
class Goods:
    """
    One kind of goods.

    A piece weighs between ``lightest`` and ``heaviest`` kg about ``mean_kg`` and takes
    ``litres_per_kg``, both with a spread of the logarithm.
    """

    handling_class: str
    products: tuple[str, ...]
    mean_kg: float
    lightest: float
    heaviest: float
    litres_per_kg: float
    spread: float = 0.5
    carrier_shares: tuple[float, ...] = CARRIER_SHARES

    def weights(self, pieces: NDArray[np.int64], rng: np.random.Generator) -> Floats:
        """Draw the kg of orders of these pieces, rounded to 10 g."""
        mean = np.log(self.mean_kg) - self.spread**2 / 2
        drawn: Floats = np.exp(rng.normal(mean, self.spread, size=pieces.size))
        within: Floats = np.clip(drawn, self.lightest, self.heaviest) * pieces
        return within.round(2)

    def volumes(self, weights: Floats, rng: np.random.Generator) -> Floats:
        """Draw the m³ of orders that weigh this much, rounded to 0.1 l."""
        spread = 0.25
        bulk = np.exp(rng.normal(-(spread**2) / 2, spread, size=weights.size))
        cubic_metres: Floats = np.maximum(weights * bulk * self.litres_per_kg / 1000, 0.0002)
        return cubic_metres.round(4)


PARCELS: Final = Goods(
    "general",
    ("服装", "日用百货", "手机配件", "鞋靴", "图书文具", "家居用品", "母婴用品", "洗护用品"),
    mean_kg=1.5,
    lightest=0.1,
    heaviest=15.0,
    litres_per_kg=5.3,
)
FOOD: Final = Goods(
    "food",
    ("零食", "水果", "调味品", "奶制品", "茶叶", "方便食品"),
    mean_kg=2.0,
    lightest=0.3,
    heaviest=15.0,
    litres_per_kg=3.0,
)
LOCAL_FOOD: Final = Goods(
    "food",
    ("三华李干", "蜂蜜", "笋干", "腊味", "番薯干", "土鸡蛋"),
    mean_kg=2.5,
    lightest=0.5,
    heaviest=15.0,
    litres_per_kg=3.0,
)
LOCAL_PARCELS: Final = Goods(
    "general",
    ("退换货", "手工艺品", "服装", "日用百货"),
    mean_kg=1.5,
    lightest=0.1,
    heaviest=15.0,
    litres_per_kg=5.3,
)
BULK: Final = Goods(
    "bulk",
    ("整箱饮料", "整箱洗衣液", "整箱纸品", "小家电", "五金建材"),
    mean_kg=18.0,
    lightest=10.0,
    heaviest=40.0,
    litres_per_kg=2.2,
    spread=0.35,
)
AGROCHEMICALS: Final = Goods(
    "agrochemicals",
    ("复合肥", "尿素", "兰花专用肥", "农药"),
    mean_kg=32.0,
    lightest=20.0,
    heaviest=50.0,
    litres_per_kg=1.2,
    spread=0.3,
)
PLANTS: Final = Goods(
    "live_plants",
    ("墨兰", "春兰", "建兰", "蕙兰", "寒兰", "兰花组合盆栽"),
    mean_kg=1.5,
    lightest=0.5,
    heaviest=6.0,
    litres_per_kg=10.0,
    spread=0.3,
    carrier_shares=PLANT_CARRIER_SHARES,
)
