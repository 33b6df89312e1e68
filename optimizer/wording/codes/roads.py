"""E2xx: what is wrong with roads and travel times."""

from __future__ import annotations

from typing import Final

from optimizer.wording.sentences import Sentence

_AGAIN: Final = "请重新导出或下载道路"

ROADS: Final[dict[str, tuple[Sentence, ...]]] = {
    "E201": (Sentence(("既没有道路也没有行车时间表，算不出路程", "请导入道路文件或行车时间表")),),
    "E202": (
        Sentence(("道路文件太大", "请先裁剪到本县范围"), when="holds more than"),
        Sentence(("道路文件读不出来：已损坏或不完整", "请重新复制或下载")),
    ),
    "E203": (Sentence(("道路文件带有文档类型声明，可能藏有恶意内容", "请重新导出，不要带声明")),),
    "E204": (Sentence(("不是 GraphML 道路文件", "请用 osmnx.save_graphml 保存")),),
    "E205": (Sentence(("道路节点没有以度为单位的经纬度", "请以 EPSG:4326 保存，不要投影")),),
    "E206": (Sentence(("有的路段没有长度", "请补上长度（米）后重新保存")),),
    "E207": (Sentence(("有的路段没有道路等级（highway）", "请给每个路段补上 OSM 道路等级")),),
    "E208": (Sentence(("有的路段形状不是折线", _AGAIN)),),
    "E209": (Sentence(("道路文件里一条路也没有", "请导入本县的道路")),),
    "E210": (
        Sentence(
            ("通行类型 {profile} 没有车速", "请在规则里按道路等级补上车速（km/h）"),
            when="road profile '(?P<profile>[^']+)'",
        ),
        Sentence(("有车辆的通行类型没有车速", "请在规则里补上车速")),
    ),
    "E211": (
        Sentence(("“{value}” km/h 不是车速", "请填大于零的车速；不许走的等级请删去")),
        Sentence(("车速为零、为负或不是数字", "请填大于零的车速")),
    ),
    "E212": (
        Sentence(
            ("通行类型 {profile} 一条路也不能走", "请给实际有的道路等级填上车速"),
            when="road profile '(?P<profile>[^']+)'",
        ),
        Sentence(("有通行类型一条路也不能走", "请给实际有的道路等级填上车速")),
    ),
    "E213": (
        Sentence(
            ("网点 {site} 没有坐标，没有路能到", "请补上经纬度"),
            when="^'(?P<site>[^']+)' has no coordinates",
        ),
        Sentence(("有网点没有坐标，没有路能到", "请补上经纬度")),
    ),
    "E214": (
        Sentence(
            ("两个网点之间要走约 {hours} 小时，太远了", "请裁剪到本县，并核对车速和长度的单位"),
            when=r"takes about (?P<hours>\d+) hours",
        ),
        Sentence(("有一段路太远，算不准", "请裁剪到本县，并核对车速和长度的单位")),
    ),
    "E215": (Sentence(("县界不是 GeoJSON 面", "请以 WGS84 重新导出，或删去这个文件")),),
    "E216": (Sentence(("高程文件里没有可用的高程", "请给经度、纬度、米数的表，或删去这个文件")),),
    "E220": (
        Sentence(("封路清单的“{column}”写得不对", "请在“网络”里改正")),
        Sentence(("封路清单写得不对", "请改正")),
    ),
    "E221": (
        Sentence(("封路“{value}”没有对应任何一条路", "道路可能重新导入过，请重新选择路段")),
        Sentence(("有封路没有对应任何一条路", "请重新选择路段")),
    ),
    "E222": (
        Sentence(
            (
                "{site} 因封路{closure}与县级中心断开",
                "请恢复通行；否则它的运单会排不上（U101）",
            ),
            when=r"^(?P<site>.+) is cut off from the hub for .+ by the closure (?P<closure>.+)",
        ),
        Sentence(("有网点因封路与县级中心断开", "请恢复通行；否则它的运单会排不上（U101）")),
    ),
    "E225": (
        Sentence(
            ("{count} 条路的限速不是车速，已按道路等级取车速", "请改正限速"),
            when=r"^(?P<count>\d+) roads",
        ),
        Sentence(("有的路限速不是车速，已按道路等级取车速", "请改正限速")),
    ),
    "E226": (
        Sentence(
            ("{site} 离最近的路 {metres} 米", "请核对坐标，或补上缺少的路"),
            when=r"^(?P<site>.+) is (?P<metres>[\d,]+) m from the nearest road",
        ),
        Sentence(("网点离最近的路太远", "请核对坐标，或补上缺少的路")),
    ),
    "E227": (
        Sentence(
            ("{site} 所在的路与其他路不相连", "请补上缺少的路，或核对坐标"),
            when=r"^(?P<site>.+) stands on an island of roads",
        ),
        Sentence(("网点所在的路与其他路不相连", "请补上缺少的路，或核对坐标")),
    ),
    "E250": (
        Sentence(
            (
                "网点离道路 {off} 米（中位数），很像 {datum} 坐标",
                "如果坐标取自地图软件，请在坐标系一列填 {datum}",
            ),
            when=r"the sites lie (?P<off>[\d,]+) m from.+(?P<datum>GCJ-02|BD-09|WGS84)",
        ),
        Sentence(("网点像是被地图坐标系整体偏移了", "请核对坐标系一列")),
    ),
    "E251": (
        Sentence(("经度和纬度填反了", "请对调两列"), when="swapped"),
        Sentence(("网点和道路不在同一个地方", "请导入本县的道路")),
    ),
    "E260": (Sentence(("这个文件里没有本县的道路", "请换成本县的道路，并核对经纬度")),),
    "E261": (Sentence(("不是 OSM 也不是 GraphML 道路文件", "请选择 .osm、.osm.pbf 或 .graphml")),),
    "E262": (Sentence(("既没有县界也没有带坐标的网点", "请先补上其中一个")),),
    "E263": (Sentence(("道路下载失败", "请在别处下载本省的 .osm.pbf，再导入")),),
    "E264": (Sentence(("道路文件写不进去", "请检查磁盘空间和权限")),),
    "E265": (
        Sentence(
            ("道路只覆盖了本县的 {share}", "请导入范围更大的道路"),
            when=r"over (?P<share>\d+%)",
        ),
        Sentence(("道路只覆盖了本县的一部分", "请导入范围更大的道路")),
    ),
    "E266": (Sentence(("行车时间表和道路并存：以时间表为准，道路只用来画图", "请只保留一种")),),
    "E267": (
        Sentence(
            ("{km} 公里道路与其他路不相连，没有采用", "请导入范围更大的道路"),
            when=r"^(?P<km>[\d,.]+) km of road",
        ),
        Sentence(("有不少道路与其他路不相连，没有采用", "请导入范围更大的道路")),
    ),
}
