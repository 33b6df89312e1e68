"""The words of the board that its own figures do not bring."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "board.bad_tiles": (
        "地图底图的设置有误（{setting}）：地址须以 http 或 https 开头并含 {{z}}、{{x}}、{{y}}，"
        "坐标系须为 wgs84、gcj02 或 bd09。暂不显示底图，请告诉维护人员。",
        "The setting of the map tiles is wrong ({setting}): the address has to start with http or "
        "https and to hold {{z}}, {{x}} and {{y}}, and the datum has to be wgs84, gcj02 or bd09. "
        "The map is drawn without tiles; tell whoever maintains this.",
    ),
}
