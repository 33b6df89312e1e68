"""Putting a plan in force: one transaction, never over somebody else's plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, insert, select

from optimizer.store.changes import note
from optimizer.store.columns import now
from optimizer.store.database import Database, add_row
from optimizer.store.errors import BrokenRule, Conflict, NotFound, Refused
from optimizer.store.records import Publication
from optimizer.store.tables import networks, plans, publication_tokens, publications

_COLUMNS: Final = [publications.c[name] for name in Publication.__dataclass_fields__]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to put in force, and what they saw in force."""

    plan_id: int
    by: str
    expecting: int | None
    tokens: dict[str, str]


def publish(database: Database, wish: Wish, violations: Sequence[object]) -> Publication:
    """Publish a plan, as `optimizer.store.plans.Plans.publish` says."""
    try:
        with database.writing() as connection:
            network_id = _plan_network(connection, wish, len(violations))
            # Whoever publishes in this network waits here for whoever does before them.
            connection.execute(
                select(networks).where(networks.c.network_id == network_id).with_for_update()
            )
            before = current(connection, network_id)
            if (before.publication_id if before else None) != wish.expecting:
                raise _conflict(before)
            return _write(connection, wish, network_id, before)
    except BrokenRule:
        with database.reading() as connection:
            network_id = _plan_network(connection, wish, 0)
            after = current(connection, network_id)
        if (after.publication_id if after else None) != wish.expecting:
            raise _conflict(after) from None
        raise Refused(
            "token", "a secret of this publication is taken; publish again with new ones"
        ) from None


def current(connection: Connection, network_id: int) -> Publication | None:
    """Return what is in force in a network."""
    return next(iter(recent(connection, network_id, 1)), None)


def recent(connection: Connection, network_id: int, limit: int) -> list[Publication]:
    """Return what was published last, newest first."""
    query = (
        select(*_COLUMNS)
        .where(publications.c.network_id == network_id)
        .order_by(publications.c.number.desc())
        .limit(limit)
    )
    return _read(connection, query)


def tokens(connection: Connection, publication_id: int) -> dict[str, str]:
    """Return the secrets of a publication, by key."""
    query = (
        select(publication_tokens.c.key, publication_tokens.c.token)
        .where(publication_tokens.c.publication_id == publication_id)
        .order_by(publication_tokens.c.key)
    )
    return {row.key: row.token for row in connection.execute(query)}


def by_token(connection: Connection, token: str) -> tuple[Publication, str] | None:
    """Return the publication and the key that a secret opens."""
    query = (
        select(*_COLUMNS, publication_tokens.c.key)
        .join(
            publication_tokens,
            publication_tokens.c.publication_id == publications.c.publication_id,
        )
        .where(publication_tokens.c.token == token)
    )
    row = connection.execute(query).first()
    return None if row is None else (Publication(*row[:-1]), row[-1])


def _plan_network(connection: Connection, wish: Wish, faults: int) -> int:
    """Return the network of a plan that may be published."""
    columns = (plans.c.network_id, plans.c.violations, plans.c.is_baseline_of)
    row = connection.execute(select(*columns).where(plans.c.plan_id == wish.plan_id)).first()
    if row is None:
        raise NotFound("plan", wish.plan_id)
    faults = max(faults, row.violations)
    if faults:
        raise Refused(
            "violations",
            f"plan {wish.plan_id} breaks {faults} rules and was not published; "
            "adjust it until it breaks none",
            plan_id=wish.plan_id,
            count=faults,
        )
    if row.is_baseline_of is not None:
        raise Refused(
            "baseline",
            f"plan {wish.plan_id} is only there to compare with; publish another",
            plan_id=wish.plan_id,
        )
    return int(row.network_id)


def _write(
    connection: Connection, wish: Wish, network_id: int, before: Publication | None
) -> Publication:
    """Write a publication with its secrets."""
    values = {
        "network_id": network_id,
        "number": before.number + 1 if before else 1,
        "plan_id": wish.plan_id,
        "published_at": now(),
        "published_by": wish.by,
        "replaces": before.publication_id if before else None,
    }
    publication_id = add_row(connection, publications, values)
    secrets = [
        {"publication_id": publication_id, "key": key, "token": token}
        for key, token in wish.tokens.items()
    ]
    if secrets:
        connection.execute(insert(publication_tokens), secrets)
    detail = {"publication_id": publication_id, "number": values["number"]}
    note(
        connection,
        "plans.publish",
        wish.plan_id,
        by=wish.by,
        network_id=network_id,
        detail=detail,
    )
    query = select(*_COLUMNS).where(publications.c.publication_id == publication_id)
    return _read(connection, query)[0]


def _conflict(there: Publication | None) -> Conflict:
    """Return the error of whoever was slower."""
    return Conflict("the published plan", there, by=there.published_by if there else "")


def _read(connection: Connection, query: Select[Any]) -> list[Publication]:
    """Return the publications that a query finds."""
    return [Publication(*row) for row in connection.execute(query)]
