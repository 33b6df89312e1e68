"""The words of the report, in both languages."""

from __future__ import annotations

from typing import Final

_WORDS: Final = {
    "title": ("道路：{network}（{file}）", "Roads of {network} ({file})"),
    "schematic": (
        "示意路网：走向是画的，不是测的；里程和时间不代表实际。"
        "用 route48 roads import 或 download 换成真实道路。",
        "A schematic: its courses are drawn, not surveyed; no distance or time is a fact. "
        "`route48 roads import` or `download` brings real roads.",
    ),
    "source": (
        "来源：{source}，外扩 {margin:g} km。{attribution}",
        "Source: {source}, with {margin:g} km around the county. {attribution}",
    ),
    "lacking": (
        "来源文件缺 {count} 个道路点的坐标，道路在该处断开。",
        "The source lacks the places of {count} points of roads; the roads end there.",
    ),
    "total": (
        "{roads:,} 段道路，{nodes:,} 个路口，{km:,.1f} km，其中单行 {oneway:,.1f} km",
        "{roads:,} roads between {nodes:,} junctions, {km:,.1f} km, {oneway:,.1f} km of it one-way",
    ),
    "by_class": ("按道路等级（平均车速 km/h）", "By class (average speed in km/h)"),
    "class": ("等级", "class"),
    "km": ("km", "km"),
    "share": ("占比", "share"),
    "closed": ("不通行", "closed"),
    "tags": ("缺少的标签和代替它的假设", "Tags that are missing, and what is assumed instead"),
    "tag": ("标签", "tag"),
    "missing": ("缺 km", "km without"),
    "assumed": ("假设", "assumed"),
    "maxspeed": (
        "按 network.toml 中该等级的车速",
        "the speed of the class in network.toml",
    ),
    "maxspeed_unused": (
        "不使用限速标签（use_maxspeed = false）",
        "speed limits are not used (use_maxspeed = false)",
    ),
    "surface": ("该等级的车速不打折", "the speed of the class, not reduced"),
    "name": ("没有路名", "no name is shown"),
    "access": ("允许通行", "everybody may drive"),
    "maxweight": ("没有限重", "no limit of weight"),
    "maxheight": ("没有限高", "no limit of height"),
    "maxwidth": ("没有限宽", "no limit of width"),
    "dropped": (
        "未采用：与主路网不能双向连通",
        "Left out: not connected both ways with the rest",
    ),
    "dropped_none": ("没有因不连通而舍弃的道路。", "No road was left out for want of connection."),
    "dropped_line": (
        "{profile}：{parts} 处，{km:,.1f} km；最长的在 {places}",
        "{profile}: {parts} parts, {km:,.1f} km; the longest at {places}",
    ),
    "dropped_nothing": ("{profile}：无", "{profile}: nothing"),
    "far": (
        "离道路超过 {limit:,.0f} m 的网点",
        "Sites that meet their road farther than {limit:,.0f} m",
    ),
    "far_none": (
        "所有网点离道路都不超过 {limit:,.0f} m。",
        "All sites meet their road within {limit:,.0f} m.",
    ),
    "far_line": (
        "{site} {name}（{profile}）{metres:,} m",
        "{site} {name} ({profile}) {metres:,} m",
    ),
    "more": ("……另有 {count} 个", "... and {count} more"),
    "profile": ("{profile}", "{profile}"),
    "snaps": (
        "网点到道路：中位数 {median:,} m，最远 {most:,} m",
        "From the sites to their roads: median {median:,} m, at most {most:,} m",
    ),
    "unreached": (
        "从县中心不能往返的网点：{sites}",
        "Sites that cannot be driven to from the hub and back: {sites}",
    ),
    "one_way": ("只能单向到达的网点对：{count} 对", "Pairs driven in one direction only: {count}"),
    "unequal": (
        "去程与回程里程相差一半以上：{count} 对",
        "Pairs whose way there is another half longer than the way back: {count}",
    ),
    "longest": ("最远", "Longest"),
    "slowest": ("最慢", "Slowest"),
    "detours": ("绕行最多", "Most roundabout"),
    "leg": (
        "{origin} → {destination}：{km:.1f} km，{minutes:.0f} 分钟，{speed:.0f} km/h，"
        "直线 {straight:.1f} km，回程 {back}",
        "{origin} → {destination}: {km:.1f} km, {minutes:.0f} min, {speed:.0f} km/h, "
        "{straight:.1f} km straight, back {back}",
    ),
    "no_way": ("无路", "no way"),
}


def told(key: str, lang: str, **values: object) -> str:
    """
    Return a word or sentence in a language, with its values filled in.

    Examples
    --------
    >>> told("far_none", "en", limit=500)
    'All sites meet their road within 500 m.'
    """
    chinese, english = _WORDS[key]
    text = english if lang == "en" else chinese
    return text.format(**values) if values else text
