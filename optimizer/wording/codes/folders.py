"""E144 to E157: what is wrong with drivers, phones and packed folders."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

FOLDERS: Final[dict[str, tuple[Sentence, ...]]] = {
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
    "E154": (
        Sentence(("压缩包里有加密的文件", "请不要设密码，重新压缩"), when="encrypted"),
        Sentence(("不是 ZIP 压缩包，或已损坏", "请把网络文件夹里的文件压缩成 ZIP")),
    ),
    "E155": (
        Sentence(
            ("压缩包里有 {count} 个文件，超过上限 {most} 个", "请只压缩网络文件夹里的文件"),
            when=r"holds (?P<count>[\d,]+) files, more than (?P<most>\d+)",
        ),
        Sentence(
            ("“{value}”解压后太大，像是恶意压缩包，没有解开", "请重新压缩原来的文件夹"),
        ),
        Sentence(("压缩包解开后太大，没有解开", "请重新压缩原来的文件夹")),
    ),
    "E156": (
        Sentence(("压缩包里“{value}”出现两次", "请只留一个"), when="twice"),
        Sentence(("压缩包里“{value}”是链接，不是文件", "请换成文件本身"), when="link"),
        Sentence(("压缩包里“{value}”带有路径", "请只压缩文件，不带上级文件夹")),
        Sentence(("压缩包里有文件带有路径", "请只压缩文件，不带上级文件夹")),
    ),
    "E157": (
        Sentence(("网络文件夹里没有“{value}”这种文件", "请删去它，或改成正确的文件名")),
        Sentence(("有网络文件夹里没有的文件", "请删去它，或改成正确的文件名")),
    ),
}
