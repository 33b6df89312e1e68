"""Small orders and plans to be stored."""

from datetime import UTC, datetime

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


def table_counts(store):
    """Return how many rows each table of a store has."""
    return store_facts(store).rows
