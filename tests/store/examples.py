"""Small orders and plans to be stored."""

from datetime import UTC, datetime, timedelta

from optimizer.store import OrderRow, store_facts

READY = datetime(2026, 11, 23, 5, 30, 0, 123456, tzinfo=UTC)


def order(order_id, **changes):
    """Return an order as a file has it."""
    values = {
        "order_id": order_id,
        "origin": "H01",
        "destination": "S01",
        "pieces": 2,
        "weight_kg": 0.98,
        "volume_m3": 0.0031,
        "ready_at": READY,
        "due_at": None,
        "handling_class": "general",
        "priority": "normal",
        "carrier": "韵达",
        "product": "家居用品",
        "trace_code": f"YD{order_id}",
    }
    return OrderRow(**{**values, **changes})


def orders(num, prefix="o"):
    """Return some orders."""
    return [order(f"{prefix}{number:05d}") for number in range(num)]


def document(**changes):
    """Return a plan document with the parts that the store reads."""
    kpis = {
        "orders": 3,
        "on_time": 2,
        "late": 1,
        "unserved": 0,
        "deferred": 0,
        "on_time_share": 2 / 3,
        "operating_cost": 812.34,
        "cost_per_piece": None,
        "trips": 2,
        "vehicles": 1,
        "distance_m": 48_000,
    }
    return {
        "schema": "route48.plan/1",
        "planned_at": "2026-11-23T05:00:00+08:00",
        "engine": "ruin+ortools",
        "trips": [{"trip_id": "车次-1", "cost": 0.1 + 0.2}],
        "cost": {"total": 912.345},
        "kpis": {**kpis, **changes},
    }


def save_plan(store, network, **options):
    """Save a plan of a network."""
    given = {"network_id": network.network_id, "version_id": network.version_id, "by": "li"}
    return store.plans.save(
        options.pop("document", document()), b"order_id\n1\n", **{**given, **options}
    )


def save_study(store, network, **options):
    """Save a study of a network."""
    given = {
        "kind": "whatif",
        "title": "官渡",
        "headline": {"sentence_zh": "省钱", "sentence_en": "saves", "kind": ""},
        "document": {"schema": "route48/whatif/1", "days": [0.1 + 0.2, "雨"]},
        "files": {"board-base-zh.json": b"{}", "board-1-zh.json": bytes(range(256))},
        "run_id": None,
        "by": "li",
    }
    return store.studies.save(network.network_id, network.version_id, **{**given, **options})


def fill(store):
    """Put something in every table."""
    files = {"sites.csv": "站点".encode(), "roads.bin": bytes(range(256)) * 99}
    network = store.networks.save("翁源县", files, fingerprint="f1", by="李")
    net = network.network_id
    store.networks.save("翁源县", {**files, "x": b""}, fingerprint="f2", by="李", network_id=net)
    store.orders.add(net, orders(3_000), name="晨单", by="李", source="晨单.xlsx")
    odd = order("r'1", weight_kg=0.1 + 0.2, due_at=READY + timedelta(microseconds=1), product="\t")
    store.orders.add(net, [odd], name="退件", kind="return", by="王", return_of={"r'1": "o00001"})
    store.orders.cancel(net, ["o00002"], by="李", why="重复")
    store.orders.settle(net, {"o00003": READY}, {"o00004": ("S01", READY)}, by="李")
    run = store.runs.ask(net, network.version_id, "plan", {"effort": 0.1}, b"csv", by="李")
    store.runs.claim("w")
    store.runs.beat(run.run_id, "local", 812.34, 3.5)
    plan = save_plan(store, network, run_id=run.run_id, label="早班", inherited={"a": ["b"]})
    store.runs.finish(run.run_id, plan.plan_id)
    save_plan(store, network, parent_id=plan.plan_id, is_baseline_of=plan.plan_id)
    first = store.plans.publish(
        plan.plan_id, by="李", violations=[], expecting=None, tokens={"a": "1", "b": "2"}
    )
    store.plans.publish(
        plan.plan_id, by="王", violations=[], expecting=first.publication_id, tokens={"a": "3"}
    )
    draft = store.drafts.open(plan.plan_id, "王")
    store.drafts.save(draft.draft_id, [{"do": "move", "order": "单"}], 1, version=draft.version)
    scenario = store.scenarios.save(
        net, name_zh="封路", name_en="", changes=[{"change": "rain", "factor": 0.9}], by="李"
    )
    store.scenarios.drop(scenario.scenario_id, version=1, by="王")
    save_study(store, network, run_id=run.run_id)
    store.changes.note("desk", "sign-in", by="王", detail={"from": "手机"})


def table_counts(store):
    """Return how many rows each table of a store has."""
    return store_facts(store).rows
