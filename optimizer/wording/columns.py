"""What files, their columns and their keys are called."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

_FILES: Final = {
    "orders": "运单文件",
    "sites.csv": "网点表",
    "vehicles.csv": "车辆表",
    "drivers.csv": "司机表",
    "network.toml": "规则与价格",
    "roads.graphml": "道路文件",
    "roads.graphml.gz": "道路文件",
    "boundary.geojson": "县界文件",
    "closures.toml": "封路清单",
    "demand.toml": "需求模型",
    "elevations.csv": "高程文件",
    "elevations.asc": "高程文件",
    "history.csv": "历史运单",
    "plan.json": "方案文件",
    "--at": "排线时间",
}

_COLUMNS: Final = {
    # orders
    "order_id": ("运单号", "order id"),
    "origin": ("始发网点", "origin"),
    "destination": ("目的网点", "destination"),
    "pieces": ("件数", "pieces"),
    "weight_kg": ("重量(kg)", "weight (kg)"),
    "volume_m3": ("体积(m³)", "volume (m³)"),
    "ready_at": ("揽收时间", "ready at"),
    "due_at": ("承诺时间", "due at"),
    "handling_class": ("货类", "handling class"),
    "priority": ("优先级", "priority"),
    "carrier": ("快递公司", "carrier"),
    "product": ("品名", "product"),
    "trace_code": ("溯源码", "trace code"),
    "phone": ("电话", "phone"),
    # sites
    "site_id": ("网点编号", "site id"),
    "kind": ("网点类型", "kind"),
    "name_zh": ("中文名", "Chinese name"),
    "name_en": ("英文名", "English name"),
    "town": ("乡镇", "town"),
    "official_code": ("行政区划代码", "official code"),
    "latitude": ("纬度", "latitude"),
    "longitude": ("经度", "longitude"),
    "datum": ("坐标系", "datum"),
    "coordinate_quality": ("坐标质量", "coordinate quality"),
    "status": ("状态", "status"),
    "premises": ("所在基地", "premises"),
    "hours": ("营业时间", "hours"),
    "visits": ("走访方式", "visits"),
    "stop_minutes": ("停靠分钟", "stop minutes"),
    "seconds_per_piece": ("每件秒数", "seconds per piece"),
    "transfer_minutes": ("中转分钟", "transfer minutes"),
    "docks": ("月台数", "docks"),
    "operating_cost_per_day": ("日运营费", "operating cost per day"),
    "rent_per_day": ("日租金", "rent per day"),
    "handling_cost_per_piece": ("每件装卸费", "handling cost per piece"),
    "road_profiles": ("可通行车型", "road profiles"),
    "contact_phone": ("联系电话", "contact phone"),
    "population": ("人口", "population"),
    "source": ("来源", "source"),
    # vehicles and drivers
    "vehicle_id": ("车辆编号", "vehicle id"),
    "plate": ("车牌", "plate"),
    "vehicle_type": ("车型", "vehicle type"),
    "home_site": ("驻地", "home site"),
    "echelon": ("线路层级", "echelon"),
    "road_profile": ("通行类型", "road profile"),
    "capacity_kg": ("载重(kg)", "capacity (kg)"),
    "capacity_m3": ("容积(m³)", "capacity (m³)"),
    "range_km": ("每班里程上限(km)", "range (km)"),
    "shifts": ("班次", "shifts"),
    "max_overtime_minutes": ("最长加班分钟", "max. overtime minutes"),
    "cost_per_shift": ("每班费用", "cost per shift"),
    "cost_per_km": ("每公里费用", "cost per km"),
    "cost_per_hour": ("每小时费用", "cost per hour"),
    "overtime_cost_per_hour": ("加班每小时费用", "overtime cost per hour"),
    "co2_g_per_km": ("每公里碳排(g)", "CO₂ (g/km)"),
    "handling_classes": ("可装货类", "handling classes"),
    "available": ("是否可用", "available"),
    "driver_id": ("司机编号", "driver id"),
    "driver": ("司机", "driver"),
    "licence": ("准驾车型", "licence class"),
    "name": ("姓名或名称", "name"),
    "days": ("星期", "days"),
    # studies
    "first_day": ("首日", "first day"),
    "season": ("季节", "season"),
    "scale": ("运量倍数", "scale of demand"),
    "at": ("排线时刻", "time of planning"),
    "effort": ("计算量", "effort"),
    "seed": ("随机种子", "seed"),
    "seeds": ("重复次数", "seeds"),
    "budget": ("投资上限", "budget"),
    "most": ("最多站数", "most stations"),
    "each": ("每种站数的组数", "proposals of each size"),
    "fresh": ("终评天数", "fresh days"),
    "weather": ("天气", "weather"),
    "investment": ("投资", "investment"),
    "lifetime_days": ("折旧天数", "lifetime (days)"),
    # changes of scenarios
    "change": ("种类", "change"),
    "site": ("网点", "site"),
    "like": ("样板", "like"),
    "count": ("数量", "count"),
    "factor": ("系数", "factor"),
    "towns": ("乡镇", "towns"),
    "classes": ("类别", "classes"),
    "direction": ("方向", "direction"),
    "penalties": ("罚价", "penalties"),
    # travel tables and figures
    "seconds": ("秒数", "seconds"),
    "metres": ("米数", "metres"),
    "maxspeed": ("限速", "maxspeed"),
    "driving_s": ("行驶时间", "driving time"),
    "distance_m": ("里程", "distance"),
    "paid_s": ("计费时间", "paid time"),
    "overtime_s": ("加班时间", "overtime"),
    "start": ("开始时间", "start"),
    "end": ("结束时间", "end"),
    "onboard_kg": ("车上重量", "load on board (kg)"),
    "onboard_m3": ("车上体积", "load on board (m³)"),
}


_CHANGE: Final = re.compile(r"changes (\d+)(?:, (\w+))?")


def column_name(column: str, lang: str) -> str:
    """
    Return what people call a column; one that nobody knows keeps its name.

    Examples
    --------
    >>> column_name("due_at", "zh"), column_name("due_at", "en"), column_name("重量", "zh")
    ('承诺时间', 'due at', '重量')
    >>> column_name("changes 3, factor", "zh"), column_name("changes 3, factor", "en")
    ('第 3 项变更的系数', 'changes 3, factor')
    """
    known = _COLUMNS.get(column.strip())
    if known:
        return known[lang == "en"]
    change = _CHANGE.fullmatch(column.strip())
    if change and lang != "en":
        key = f"的{column_name(change[2], lang)}" if change[2] else ""
        return f"第 {change[1]} 项变更{key}"
    return column.strip()


def file_name(file: str, lang: str) -> str:
    """
    Return what people call a file; only its name is shown, never the folder it lies in.

    Examples
    --------
    >>> file_name("sites.csv", "zh"), file_name("up/今日.xlsx", "zh"), file_name("sites.csv", "en")
    ('网点表 sites.csv', '今日.xlsx', 'sites.csv')
    """
    name = PurePath(file.replace("\\", "/")).name or file
    if lang == "en":
        return name
    if name == "--at":
        return _FILES[name]
    known = _FILES.get(name) or _FILES.get(PurePath(name).stem)
    if known is None and name.startswith("travel_"):
        known = "行车时间表"
    return f"{known} {name}" if known else name
