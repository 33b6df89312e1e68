"""A four-stop county whose names attack every format that they are written to."""

from __future__ import annotations

from dataclasses import replace

from optimizer.domain import Instance, Reason
from optimizer.reports import plan_document
from tests.instances import rules, travel
from tests.reports.plans import P, four_stop_instance, four_stop_plan

SCRIPT = "</script><script>alert(1)</script>"
IMAGE = '<img src=x onerror="alert(1)">'
FORMULA = '=HYPERLINK("http://evil.example","x")'


def hostile_case() -> tuple[dict, Instance]:
    """Return document and instance of the four-stop plan under hostile names."""
    instance = four_stop_instance(rules=rules(name=IMAGE))
    network = instance.network
    network = network.with_site("A", name_zh=FORMULA, name_en=FORMULA, town="$$FIGURES$$")
    network = network.with_site("P", name_zh=f"丙村\x07{SCRIPT}", name_en=SCRIPT)
    truck, *vans = network.vehicles
    truck = replace(truck, plate="@粤F/T*1[x]", vehicle_type=IMAGE)
    network = replace(network, vehicles=(truck, *vans))
    ids = ("=1+1", "-2+3", "+4", f"o4{SCRIPT}")
    orders = replace(instance.orders, order_id=ids)
    instance = replace(instance, network=network, orders=orders)
    reason = Reason("U190", False, SCRIPT, IMAGE, FORMULA)
    plan = four_stop_plan(reasons={2: reason})
    assert instance.sites[P].name_zh.startswith("丙村")
    return plan_document(plan, instance, travel()), instance
