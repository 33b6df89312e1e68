"""Puts a plan in force: only one that still holds, and never unseen over somebody else's."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import ClassVar

from optimizer.desk.plans import OpenPlan, open_plan
from optimizer.desk.publishing_network import NetworkNews, network_news
from optimizer.desk.publishing_orders import OrderNews, order_news
from optimizer.desk.users import Role, User, require
from optimizer.domain import Violation
from optimizer.errors import OptimizerError
from optimizer.store import Publication, Store


@dataclass(frozen=True)
class Findings:
    """
    What speaks against publishing a plan.

    ``violations`` are the rules that it breaks; ``network`` is what has become of the
    network since, None where it is the same; ``orders`` are those that were changed since.
    ``current`` is what is in force now.
    """

    violations: tuple[Violation, ...]
    network: NetworkNews | None
    orders: tuple[OrderNews, ...]
    current: Publication | None

    @property
    def code(self) -> str:
        """Why the plan cannot be published, the gravest first; empty where it can."""
        if self.violations:
            return "D401"
        if self.orders:
            return "D402"
        if self.network is not None and self.network.breaks:
            return "D403"
        return "D404" if self.network is not None and self.network.changes else ""

    @property
    def may_confirm(self) -> bool:
        """Whether a dispatcher who has seen the changes may publish all the same."""
        return self.code == "D404"


class CannotPublish(OptimizerError):
    """
    A plan that may not be published as it is; ``findings`` say why.

    D401 it breaks rules, D402 its orders were changed, D403 it cannot be driven over the
    network as it is now, D404 the network was changed and nobody has agreed to that.
    """

    exit_status: ClassVar[int] = 2

    def __init__(self, findings: Findings, plan_id: int) -> None:
        self.findings, self.code = findings, findings.code
        said, count = _said(findings)
        self.values = {"plan": str(plan_id), "count": str(count)}
        super().__init__(f"{self.code} {said}")


def examine(store: Store, opened: OpenPlan) -> Findings:
    """Look for everything that speaks against publishing a plan now."""
    return Findings(
        violations=opened.violations,
        network=network_news(store, opened),
        orders=order_news(store, opened),
        current=store.plans.current(opened.row.network_id),
    )


def publish(
    store: Store, user: User, plan_id: int, expecting: int | None, *, confirmed: bool = False
) -> Publication:
    """
    Put a plan in force.

    The plan is opened and checked again: between planning and publishing its network and
    its orders may have changed. Every vehicle on the road gets a secret for its phone page.

    ``expecting`` is the publication that the user saw in force, None for none.
    ``confirmed`` says that they have seen how the network has changed, and want the plan
    anyway; that helps only where the checker passes it over the network as it is now.

    Raises
    ------
    NotAllowed
        When the user is no dispatcher.
    CannotPublish
        With all that speaks against it.
    Conflict
        When somebody else has published in the meantime; theirs is ``current``.
    """
    require(user, Role.DISPATCHER)
    opened = open_plan(store, plan_id)
    findings = examine(store, opened)
    if findings.code and not (confirmed and findings.may_confirm):
        raise CannotPublish(findings, plan_id)
    vehicles = sorted({trip["vehicle_id"] for trip in opened.document["trips"]})
    return store.plans.publish(
        plan_id,
        by=user.name,
        violations=findings.violations,
        expecting=expecting,
        tokens={vehicle: secrets.token_urlsafe(16) for vehicle in vehicles},
    )


def _said(findings: Findings) -> tuple[str, int]:
    """Return in English why a plan cannot be published, and how many things say so."""
    network = findings.network
    if findings.code == "D401":
        some = ", ".join(sorted({one.code for one in findings.violations}))
        return f"the plan breaks rules ({some}); adjust it or plan again", len(findings.violations)
    if findings.code == "D402":
        some = ", ".join(one.order_id for one in findings.orders[:5])
        return f"orders were changed since ({some}); plan again", len(findings.orders)
    count = 0
    if network is not None:
        count = len(network.changes) if findings.code == "D404" else network.num_breaks
    if findings.code == "D403":
        return "the plan breaks rules over the network as it is now; plan again", count
    return "the network was changed since; look at the changes, confirm or plan again", count
