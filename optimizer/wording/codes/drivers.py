"""E144 to E153: what is wrong with drivers and phones."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

DRIVERS: Final[dict[str, tuple[Sentence, ...]]] = {
    "E144": (
        Sentence(("“{value}”不是电话号码", "请只填数字，例如 0751-2870000；多个号码用 ; 隔开")),
        Sentence(("不是电话号码", "请只填数字，例如 0751-2870000；多个号码用 ; 隔开")),
    ),
    "E145": (
        Sentence(
            ("同一位司机在第 {first} 行写的是“{other}”", "请只在第一行填写，其余行留空"),
            when=r"^row (?P<first>\d+) says \"(?P<other>.*)\" of the same",
        ),
        Sentence(("同一位司机的几行写得不一样", "请只在第一行填写，其余行留空")),
    ),
    "E146": (
        Sentence(("司机的驻地“{value}”不是基地", "请填县级中心或中转站的编号")),
        Sentence(("司机的驻地不是基地", "请填县级中心或中转站的编号")),
    ),
    "E147": (
        Sentence(("没有编号为“{value}”的车辆", "请先在车辆表里添加，或改正编号")),
        Sentence(("没有这辆车", "请先在车辆表里添加，或改正编号")),
    ),
    "E148": (
        Sentence(
            ("“{value}”不是这辆车的班次", "请填 {known}，或留空表示全部班次"),
            when=r"which has (?P<known>\S+)",
        ),
        Sentence(("这辆车没有这个班次", "请填车辆表里的班次，或留空表示全部班次")),
    ),
    "E149": (
        Sentence(("看不懂“{value}”是星期几", "请用 1（周一）到 7（周日），例如 1-5;7")),
        Sentence(("看不懂是星期几", "请用 1（周一）到 7（周日），例如 1-5;7")),
    ),
    "E152": (
        Sentence(
            ("这位司机同一时间已在第 {first} 行开“{other}”", "请改其中一行的班次或星期，或换人"),
            when=r"drives \"(?P<other>.*)\" at that time, says row (?P<first>\d+)",
        ),
        Sentence(("这位司机同一时间要开两辆车", "请改其中一行的班次或星期，或换人")),
    ),
    "E153": (
        Sentence(
            ("这辆车同一时间已在第 {first} 行有司机“{other}”", "请改其中一行的班次或星期"),
            when=r"^\"(?P<other>.*)\" drives .* at that time, says row (?P<first>\d+)",
        ),
        Sentence(("这辆车同一时间有两位司机", "请改其中一行的班次或星期")),
    ),
}
