"""What ``route48 store`` does: back the store up, restore it, and say what is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import typer

from optimizer.cli.words import word
from optimizer.errors import StoreError
from optimizer.store import Store, backup, restore, store_facts
from optimizer.wording import error_text


def run_backup(file: Path, database: str | None, *, lang: str, as_json: bool) -> None:
    """Write a store into one file."""
    with _opened(database, lang) as store:
        rows = backup(store, file)
    _say("backed_up", lang, as_json=as_json, path=str(file), rows=rows)


def run_restore(
    file: Path, database: str | None, *, replace: bool, lang: str, as_json: bool
) -> None:
    """Fill a store from a backup."""
    with _opened(database, lang) as store:
        rows = restore(file, store, replace=replace)
        place = store.database.place
    _say("restored", lang, as_json=as_json, path=str(file), place=place, rows=rows)


def run_info(database: str | None, *, lang: str, as_json: bool) -> None:
    """Say where a store is and what is in it."""
    with _opened(database, lang) as store:
        facts = store_facts(store)
        networks = store.networks.list()
        published = [store.plans.current(one.network_id) for one in networks]
    if as_json:
        shown = {**asdict(facts), "networks": [one.name for one in networks]}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    place = {"place": facts.place, "engine": facts.engine, "revision": facts.revision}
    typer.echo(word("store_place", lang, **place))
    counts = {name: facts.rows[name] for name in ("orders", "plans", "publications")}
    typer.echo(word("store_counts", lang, networks=len(networks), open=facts.open_orders, **counts))
    for one, current in zip(networks, published, strict=True):
        told = word("store_unpublished", lang)
        if current is not None:
            at = current.published_at.astimezone()
            told = word(
                "store_published", lang, plan=current.plan_id, at=at, by=current.published_by
            )
        typer.echo(word("store_network", lang, name=one.name, number=one.number, published=told))
    typer.echo(word("store_size", lang, size=facts.size / 1e6))


@contextmanager
def _opened(database: str | None, lang: str) -> Iterator[Store]:
    """Open a store, and say in the user's language what it cannot do."""
    try:
        with Store.open(database) as store:
            yield store
    except StoreError as error:
        typer.echo(error_text(error, lang), err=True)
        raise typer.Exit(error.exit_status) from None


def _say(key: str, lang: str, *, as_json: bool, **values: object) -> None:
    """Say what was done, for people or for programs."""
    typer.echo(json.dumps(values, ensure_ascii=False) if as_json else word(key, lang, **values))
