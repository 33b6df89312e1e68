"""What speaks against a plan, and how plans differ, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from optimizer.desk.plans import OpenPlan
from optimizer.desk.publishing import Findings
from optimizer.desk.publishing_difference import Difference
from optimizer.desk.publishing_network import Change
from optimizer.desk.publishing_orders import OrderNews
from optimizer.ui import session
from optimizer.ui.words import t
from optimizer.wording import column_name, issue_text, violation_text


def local(moment: datetime, opened: OpenPlan) -> str:
    """Return a moment as the county's clocks show it."""
    zone = ZoneInfo(opened.county.instance.rules.timezone)
    return f"{moment.astimezone(zone):%m-%d %H:%M}"


def rules_said(findings: Findings) -> list[str]:
    """Return the rules that a plan breaks."""
    return [violation_text(one, session.lang()) for one in findings.violations]


def orders_said(findings: Findings, opened: OpenPlan) -> list[str]:
    """Return what has become of a plan's orders."""
    return [_order_said(one, opened) for one in findings.orders]


def _order_said(news: OrderNews, opened: OpenPlan) -> str:
    """Return what has become of an order."""
    return t(
        f"publish.order_{news.how}", order=news.order_id, by=news.by,
        at=local(news.at, opened), columns=_columns(news.columns),
    )  # fmt: skip


def network_said(findings: Findings) -> list[str]:
    """Return how the network has changed, and why the plan no longer fits it."""
    news, lang = findings.network, session.lang()
    if news is None:
        return []
    return [
        *(_change_said(change) for change in news.changes),
        *(violation_text(one, lang) for one in news.violations),
        *(issue_text(one, lang) for one in news.issues),
    ]


def _change_said(change: Change) -> str:
    """Return how one thing has changed."""
    return t(
        f"publish.{change.what}_{change.how}", id=change.key, name=change.name or change.key,
        columns=_columns(change.columns),
    )  # fmt: skip


def _columns(columns: tuple[str, ...]) -> str:
    """Return the names of columns as people list them."""
    return t("publish.comma").join(column_name(one, session.lang()) for one in columns)


def difference_said(found: Difference, opened: OpenPlan) -> Iterator[str]:
    """Yield how a plan differs from another, one point after the other."""
    if found.is_same:
        yield t("publish.same")
        return
    for key, vehicles in (
        ("publish.diff_new", found.new_vehicles),
        ("publish.diff_gone", found.gone_vehicles),
        ("publish.diff_changed", found.changed_vehicles),
    ):
        if vehicles:
            names = t("publish.comma").join(_plate(one, opened) for one in vehicles)
            yield t(key, names=names)
    if found.moved:
        yield t("publish.diff_moved", count=found.moved)
    if found.sooner or found.later:
        yield t("publish.diff_times", sooner=found.sooner, later=found.later)
    if found.added:
        yield t("publish.diff_added", count=found.added)
    if found.dropped:
        yield t("publish.diff_dropped", count=found.dropped)
    if found.late or found.unserved:
        yield t("publish.diff_late", late=found.late, unserved=found.unserved)
    currency = opened.county.instance.rules.currency
    yield t("publish.diff_cost", cost=found.cost, currency=currency)


def _plate(vehicle_id: str, opened: OpenPlan) -> str:
    """Return what a vehicle is called; its id where only the other plan knows it."""
    if vehicle_id not in opened.reading.vehicle_index:
        return vehicle_id
    return opened.reading.vehicle(vehicle_id).plate or vehicle_id
