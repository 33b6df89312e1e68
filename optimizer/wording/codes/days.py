"""E420 to E439: many days, and where they are planned."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

DAYS: Final[dict[str, tuple[Sentence, ...]]] = {
    "E420": (
        Sentence(("“{value}”不是集群地址", "请写成 tcp://主机:8786 的样子"), when=r"is no address"),
        Sentence(("这不是集群地址", "请写成 tcp://主机:8786 的样子")),
    ),
    "E421": (
        Sentence(
            ("集群 {value} 没有应答", "请先启动它，或不用集群、改在本机计算"),
            when=r"nobody answers",
        ),
        Sentence(("集群没有应答", "请先启动它，或不用集群、改在本机计算")),
    ),
    "E422": (Sentence(("本机没有装 Dask，不能用集群", '请运行 pip install "route48[cluster]"')),),
    "E423": (
        Sentence(("集群里没有可用的计算节点", "请至少启动一个计算节点"), when=r"has no workers"),
        Sentence(
            (
                "计算节点的 Python 是 {there}，本机是 {here}",
                "两边请用同一版本",
            ),
            when=r"runs Python (?P<there>[\d.]+), this machine (?P<here>[\d.]+)",
        ),
        Sentence(("计算节点上缺少计算所需的程序库", "请在计算节点上装齐")),
    ),
    "E424": (Sentence(("结果文件夹不能写入", "请换一个可以写入的文件夹")),),
    "E425": (Sentence(("一天的结果没有存成", "请检查磁盘空间，再从已有结果接着算")),),
    "E426": (Sentence(("程序出错了，这一天没有算成", "请把这个编号告诉维护人员")),),
    "E427": (Sentence(("这一天的计算要求自相矛盾", "请检查计算量、随机种子、时刻和改动")),),
    "E428": (Sentence(("县网文件夹读不出来", "请检查它还在不在、能不能读")),),
    "E429": (Sentence(("开始计算以后，县网被改过", "请重新开始计算")),),
    "E430": (
        Sentence(
            ("运量倍数不能是 {value}", "请填大于 0、不超过 {most} 的数"),
            when=r"not above 0 and at most (?P<most>[\d.]+)",
        ),
        Sentence(
            ("没有叫“{season}”的季节", "请从这些里选：{seasons}"),
            when=r"season '(?P<season>[^']*)' is not one of (?P<seasons>.+)",
        ),
        Sentence(("按这样的季节、规模或随机种子生成不了运单", "请改一改")),
    ),
    "E431": (Sentence(("每次算这一天，计算进程都会中断", "可能是内存不够，请减少同时计算的数量")),),
    "E432": (Sentence(("计算进程或集群没有了，后面的日子没有算", "请再运行一次，已算好的会保留")),),
    "E434": (
        Sentence(
            ("这个结果文件夹里是另一种计算（{value}）的结果，会被覆盖", "请换一个文件夹"),
            when=r"holds the results of",
        ),
        Sentence(("这个结果文件夹里是另一种计算的结果", "请换一个文件夹")),
    ),
    "E433": (
        Sentence(
            (
                "计算进程一启动就退出，什么都没有算",
                "请看它们打印的错误，确认它们能导入 Route48；"
                '自己写的脚本，请放在 if __name__ == "__main__": 之下启动',
            )
        ),
    ),
}
