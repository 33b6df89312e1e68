"""The words of the page 推演: scenarios, building one, and the tools for its changes."""

from __future__ import annotations

from typing import Final

from optimizer.ui.words.whatif_asking import ASKING

_LIST: Final[dict[str, tuple[str, str]]] = {
    "whatif.tab": ("内容", "Part"),
    "whatif.tab.scenarios": ("情景", "Scenarios"),
    "whatif.tab.compare": ("比较", "Compare"),
    "whatif.tab.siting": ("选址", "Siting"),
    "whatif.look_only": (
        "您可以查看；新建情景、提出比较需要规划员身份。",
        "You may look; building scenarios and asking for studies needs a planner.",
    ),
    "whatif.none": (
        "还没有情景。情景就是一组“如果……会怎样”的变更：开一个站、下雨、少两辆车。",
        "There is no scenario yet. A scenario is a list of changes: what if a station opened, "
        "it rained, two vans were missing?",
    ),
    "whatif.samples_about": (
        "可以先用四个示例：官渡中转站、雨天、雨天的官渡中转站、24 小时承诺。",
        "Four samples to begin with: a station at Guandu, rain, both together, 24 hours.",
    ),
    "whatif.samples": ("载入示例情景", "Bring the samples"),
    "whatif.new": ("新建情景", "New scenario"),
    "whatif.go_on": ("继续编辑“{name}”", "Go on with {name}"),
    "whatif.unnamed": ("未命名", "no name yet"),
    "whatif.would_lose": (
        "“{name}”还没有保存。打开另一个情景会丢掉其中的修改。",
        "{name} is not saved yet. Opening another scenario throws its changes away.",
    ),
    "whatif.lose": ("丢掉，打开另一个", "Throw away, open the other"),
    "whatif.keep": ("回去继续编辑", "Go back to it"),
    "whatif.upload": ("上传文件", "Upload"),
    "whatif.upload_about": (
        "情景文件（TOML）。叠加在别的情景上的文件（base = …），请把两个文件一起选上。",
        "Scenario files (TOML). Choose a file that stands on another (base = …) together with "
        "that one.",
    ),
    "whatif.files": ("情景文件", "Scenario files"),
    "whatif.bring": ("存入情景", "Keep them"),
    "whatif.came": ("已存入 {count} 个情景：{names}", "{count} scenarios kept: {names}"),
    "whatif.problems": (
        "有 {count} 处问题，什么都没有保存：",
        "{count} problems, nothing is kept:",
    ),
    "whatif.more": ("……还有 {count} 项", "… and {count} more"),
    "whatif.by": ("{name} · {when}", "{name} · {when}"),
    "whatif.no_longer": (
        "网络改过之后，这个情景不再全部适用：",
        "Since the network was changed not all of this applies any more:",
    ),
    "whatif.edit": ("编辑", "Edit"),
    "whatif.look": ("查看", "Look"),
    "whatif.compare_it": ("比较", "Compare"),
    "whatif.download": ("下载", "Download"),
    "whatif.duplicate": ("复制", "Duplicate"),
    "whatif.drop": ("删除", "Delete"),
    "whatif.drop_sure": (
        "从列表中删除；已经做过的比较不受影响。",
        "Takes it off the list; studies that were made stay as they are.",
    ),
    "whatif.dropped": ("已删除“{name}”", "{name} was deleted"),
    "whatif.copy_of": ("{name}（副本）", "{name} (copy)"),
    "whatif.copy_of_en": ("{name} (copy)", "{name} (copy)"),
}

_BUILD: Final[dict[str, tuple[str, str]]] = {
    "whatif.name_zh": ("中文名称", "Name"),
    "whatif.name_hint": ("情景名称，例如：官渡中转站", "Name, as in: station at Guandu"),
    "whatif.name_en": ("英文名称（可不填）", "English name (may be blank)"),
    "whatif.name_en_hint": ("英文名称，可不填", "Another name in English, may be blank"),
    "whatif.save": ("保存情景", "Save"),
    "whatif.give_up": ("放弃修改", "Give up"),
    "whatif.to_list": ("返回列表", "To the list"),
    "whatif.saved": ("已保存“{name}”", "{name} is saved"),
    "whatif.no_name": ("请先填写名称。", "Give it a name first."),
    "whatif.nothing_new": ("没有修改，不用保存。", "Nothing was changed, so nothing is saved."),
    "whatif.conflict": (
        "{name} 刚刚也保存过这个情景（现有 {count} 项变更）。您的修改还在，请选择：",
        "{name} has saved this scenario meanwhile ({count} changes now). Yours is still here:",
    ),
    "whatif.keep_mine": ("用我的覆盖", "Save mine over it"),
    "whatif.take_theirs": ("改用对方的", "Take theirs"),
    "whatif.save_new": ("另存为新情景", "Keep both"),
    "whatif.changes": ("变更（{count}）", "Changes ({count})"),
    "whatif.no_changes": (
        "还没有变更。点地图或用右边的工具添加。",
        "No change yet. Click on the map or use the tools on the right.",
    ),
    "whatif.changes_nothing": ("没有任何变更", "Changes nothing"),
    "whatif.cut_off": (
        "封路后，车到不了 {count} 个网点：{names}",
        "Closed roads cut off {count} sites: {names}",
    ),
    "whatif.earlier": ("移到前一项之前", "Before the one above"),
    "whatif.take_out": ("去掉这项变更", "Take this change out"),
    "whatif.instead": ("以这项为准，去掉先前那项", "Take this one, drop the earlier one"),
    "whatif.tool": ("改什么", "What to change"),
    "whatif.tool.sites": ("网点", "Sites"),
    "whatif.tool.roads": ("道路", "Roads"),
    "whatif.tool.fleet": ("车辆", "Vehicles"),
    "whatif.tool.demand": ("运单", "Demand"),
    "whatif.tool.rain": ("雨天", "Rain"),
    "whatif.tool.promise": ("承诺", "Promise"),
    "whatif.add": ("加入情景", "Add"),
    "whatif.leave": ("不加", "Leave it"),
    "whatif.now": ("现为 {value}", "now {value}"),
    "whatif.no_difference": ("和现在一样，没有加入变更。", "As it is now: nothing was added."),
    "whatif.here": ("新网点", "new site"),
}

_SITES: Final[dict[str, tuple[str, str]]] = {
    "whatif.site": ("网点", "Site"),
    "whatif.site_hint": ("在地图上点，或在这里选", "Click on the map, or choose here"),
    "whatif.new_site": ("在这里新开网点", "A new site here"),
    "whatif.kind": ("类型", "Kind"),
    "whatif.id": ("编号", "Id"),
    "whatif.name": ("名称", "Name"),
    "whatif.like": ("照着哪个", "Like"),
    "whatif.town": ("乡镇", "Town"),
    "whatif.open_site": ("开放", "Open it"),
    "whatif.close_site": ("关闭", "Close it"),
    "whatif.not_added": ("不新开了", "Do not add it"),
    "whatif.undo_status": ("撤销开关", "As it was"),
    "whatif.move": ("移动", "Move"),
    "whatif.move_here": ("移到这里", "Move it here"),
    "whatif.drag": ("可以直接在地图上拖动。", "You may drag it on the map."),
    "whatif.latitude": ("纬度（WGS84）", "Latitude (WGS84)"),
    "whatif.longitude": ("经度（WGS84）", "Longitude (WGS84)"),
    "whatif.always": ("全天", "always"),
    "whatif.unlimited": ("不限", "no limit"),
    "whatif.hours_help": (
        "写成 07:00-12:00;14:00-18:00",
        "As in 07:00-12:00;14:00-18:00",
    ),
    "whatif.premises": ("设在哪个站内", "At the door of"),
    "whatif.no_premises": ("单独设点", "on its own"),
    "whatif.as_base": ("原来 {value}", "was {value}"),
    "whatif.unlimited_help": ("留空就是不限。", "Blank is no limit."),
    "whatif.working_told": (
        "清空营业时间是全天，清空月台是不限；清空别的数，就回到原来的。",
        "Blank hours are always, blank docks no limit; any other blank goes back to what it was.",
    ),
    "whatif.back": ("{what}：{value}（原来 {before}）", "{what}: {value} (was {before})"),
    "whatif.put_back": ("恢复原来的", "As it was"),
    "whatif.apply_working": ("这样改", "Change it"),
}

_ROADS: Final[dict[str, tuple[str, str]]] = {
    "whatif.no_roads": (
        "这个网络用实测的行车时间表，没有道路可关。",
        "This network has measured travel times and no roads to close.",
    ),
    "whatif.click_road": (
        "在地图上点一下要关闭或限速的道路。",
        "Click on the road that is to be closed or slow.",
    ),
    "whatif.no_road_here": (
        "附近没有道路，请点得近一些。",
        "There is no road near; click closer to one.",
    ),
    "whatif.nameless": ("无名道路", "road without a name"),
    "whatif.about_road": (
        "{road} · 这一段 {piece} km · 整条 {whole} km · 双向",
        "{road} · this piece {piece} km · the whole road {whole} km · both ways",
    ),
    "whatif.part": ("关哪一部分", "Which part"),
    "whatif.part.piece": ("路口间一段", "this piece"),
    "whatif.part.way": ("整条路", "whole road"),
    "whatif.part.between": ("两点之间", "between the clicks"),
    "whatif.click_again": (
        "再点一处，可选两点之间的路段。",
        "Click a second place for the stretch between the two.",
    ),
    "whatif.road_length": ("共 {km} km，已在地图上标出", "{km} km in all, marked on the map"),
    "whatif.road_name": ("叫什么", "What to call it"),
    "whatif.road_speed": ("还能开多快（0 为关闭）", "How fast it still is (0 is closed)"),
    "whatif.profiles": ("只限哪些车", "For whom only"),
    "whatif.all_profiles": ("所有车", "everybody"),
}

_FLEET: Final[dict[str, tuple[str, str]]] = {
    "whatif.deed": ("做什么", "What to do"),
    "whatif.deed.add": ("增加", "Add"),
    "whatif.deed.drop": ("减掉", "Drop"),
    "whatif.deed.move": ("调动", "Move"),
    "whatif.deed.retype": ("换车型", "Retype"),
    "whatif.deed.shifts": ("班次", "Shifts"),
    "whatif.deed.prices": ("价格", "Prices"),
    "whatif.vehicles": ("车辆", "Vehicles"),
    "whatif.vehicles_hint": ("不选就是全部", "none chosen means all"),
    "whatif.vehicles_some": ("选车，或在下面按驻地、车型选", "choose, or by home and type below"),
    "whatif.of_home": ("或按驻地", "or of a home"),
    "whatif.of_type": ("或按车型", "or of a type"),
    "whatif.any": ("不限", "any"),
    "whatif.home": ("驻地", "Home"),
    "whatif.to": ("调到哪里", "To which base"),
    "whatif.no_vehicle": (
        "请先选车，或按驻地、车型选。",
        "Choose vehicles first, or a home or type.",
    ),
    "whatif.no_price": ("请至少填一项价格。", "Give one price at least."),
    "whatif.type": ("车型", "Type"),
    "whatif.drop_count": ("其中几辆（从后面减）", "How many of them, the last first"),
    "whatif.all_of_them": ("全部", "all of them"),
    "whatif.count": ("辆数", "How many"),
}

_WORLD: Final[dict[str, tuple[str, str]]] = {
    "whatif.times": ("运单量是现在的几倍", "So many times the orders"),
    "whatif.towns": ("乡镇", "Towns"),
    "whatif.all_towns": ("全县", "the whole county"),
    "whatif.classes": ("货类", "Classes"),
    "whatif.all_classes": ("所有货类", "all classes"),
    "whatif.direction": ("方向", "Direction"),
    "whatif.direction_help": (
        "下行：县里到村；上行：村里到县里。不选就是两个方向。",
        "To the villages or from them; none chosen means both.",
    ),
    "whatif.demand_help": (
        "按比例随机增减运单，两边用同样的随机数，所以可以比较。",
        "Orders are copied or left out by chance, by the same chance every time.",
    ),
    "whatif.rain_speed": ("车速是晴天的多少", "Speed, of that in dry weather"),
    "whatif.let_it_rain": ("加入雨天", "Let it rain"),
    "whatif.rain_help": (
        "乡村路、机耕路和土路会再慢一些。这些系数是假设，不是实测。",
        "Village roads, tracks and unpaved roads are slower still. Assumed, not measured.",
    ),
    "whatif.promise": ("多少小时送达", "Promise"),
    "whatif.hours": ("{hours} 小时", "{hours} h"),
    "whatif.own_hours": ("或自己填（小时）", "or hours of your own"),
    "whatif.penalties": ("罚价", "Penalties"),
}

WORDS: Final[dict[str, tuple[str, str]]] = (
    _LIST | _BUILD | _SITES | _ROADS | _FLEET | _WORLD | ASKING
)
