"""Runs: long work that is asked for, claimed by a worker, watched by every tab."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Select, Update, case, delete, func, insert, select, update

from optimizer.store import blobs
from optimizer.store.changes import note
from optimizer.store.columns import now
from optimizer.store.database import Database, add_row
from optimizer.store.errors import NotFound, Refused
from optimizer.store.records import Run
from optimizer.store.tables import run_points, runs

PLAN: Final = "plan"
BASELINE: Final = "baseline"
REVISION: Final = "revision"
WHATIF: Final = "whatif"
SITING: Final = "siting"
SIMULATION: Final = "simulation"
STUDIES: Final = (WHATIF, SITING, SIMULATION)
KINDS: Final = (PLAN, BASELINE, REVISION, *STUDIES)
"""The kinds of runs, studies last."""

ENDED: Final = ("done", "failed", "stopped")

_COLUMNS: Final = [runs.c[name] for name in Run.__dataclass_fields__]
_UNSTARTED: Final[dict[str, Any]] = {
    "started_at": None,
    "ended_at": None,
    "phase": "",
    "best_cost": None,
    "seconds_left": None,
    "beat_at": None,
    "stop_asked": False,
    "error": None,
    "worker": None,
    "done": None,
    "total": None,
}
_TURN: Final = case((runs.c.kind == BASELINE, 1), (runs.c.kind.in_(STUDIES), 2), else_=0)
"""Whose turn it is: a dispatcher waits for a plan, a planner leaves a study alone."""


class Runs:
    """The runs of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(
        self,
        network_id: int,
        version_id: int,
        kind: str,
        request: dict[str, Any],
        orders_csv: bytes,
        *,
        by: str,
    ) -> Run:
        """Queue a run over a version of a network and an order file."""
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is no kind of run")
        with self._database.writing() as connection:
            values = {
                **_UNSTARTED,
                "network_id": network_id,
                "version_id": version_id,
                "kind": kind,
                "state": "queued",
                "request": request,
                "orders_sha256": blobs.keep(connection, orders_csv),
                "asked_at": now(),
                "asked_by": by,
            }
            run_id = add_row(connection, runs, values)
            detail = {"kind": kind}
            note(connection, "runs.ask", run_id, by=by, network_id=network_id, detail=detail)
            return _get(connection, run_id)

    def get(self, run_id: int) -> Run:
        """Return a run; `NotFound` where there is none."""
        with self._database.reading() as connection:
            return _get(connection, run_id)

    def recent(self, network_id: int, limit: int = 20) -> list[Run]:
        """Return the last runs of a network, newest first."""
        query = (
            select(*_COLUMNS)
            .where(runs.c.network_id == network_id)
            .order_by(runs.c.run_id.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return _read(connection, query)

    def queue(self) -> list[Run]:
        """Return the runs of all networks that wait, oldest first."""
        query = select(*_COLUMNS).where(runs.c.state == "queued").order_by(runs.c.run_id)
        with self._database.reading() as connection:
            return _read(connection, query)

    def orders_csv(self, run_id: int) -> bytes:
        """Return the order file of a run."""
        with self._database.reading() as connection:
            query = select(runs.c.orders_sha256).where(runs.c.run_id == run_id)
            sha256 = connection.execute(query).scalar()
            if sha256 is None:
                raise NotFound("run", run_id)
            return blobs.fetch(connection, [sha256])[sha256]

    def claim(self, worker: str) -> Run | None:
        """
        Take the oldest run that waits: plans, then baselines, then studies; else None.

        Two workers never get one run: in SQLite they take turns, in PostgreSQL each passes
        over the row that the other has locked.
        """
        oldest = (
            select(runs.c.run_id)
            .where(runs.c.state == "queued")
            .order_by(_TURN, runs.c.run_id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        with self._database.writing() as connection:
            run_id = connection.execute(oldest).scalar()
            if run_id is None:
                return None
            at = now()
            started = {
                **_UNSTARTED,
                "state": "running",
                "started_at": at,
                "beat_at": at,
                "worker": worker,
            }
            del started["stop_asked"]  # somebody may have asked while it waited
            connection.execute(_change(run_id).values(started))
            return _get(connection, run_id)

    def beat(
        self,
        run_id: int,
        phase: str,
        best_cost: float | None,
        seconds_left: float | None,
        *,
        worker: str | None = None,
        done: int | None = None,
        total: int | None = None,
    ) -> bool:
        """
        Say that a run is alive and how far it is; return whether it is to stop.

        A cost that is lower than any before becomes a point of the curve. A run that was
        given up for lost, as after a closed lid, runs again; one that has ended, or that
        another worker has, is to stop.
        """
        with self._database.writing() as connection:
            run = _get(connection, run_id, locked=True)
            if run.state not in ("running", "lost") or worker not in (None, run.worker):
                return True
            at = now()
            values: dict[str, Any] = {
                "state": "running",
                "phase": phase,
                "seconds_left": seconds_left,
                "beat_at": at,
                "ended_at": None,
            }
            if best_cost is not None:
                if run.best_cost is None or best_cost < run.best_cost:
                    _point(connection, run, at, best_cost)
                values["best_cost"] = best_cost
            if total is not None:
                values |= {"done": done, "total": total}
            connection.execute(_change(run_id).values(values))
            return run.stop_asked

    def curve(self, run_id: int) -> list[tuple[float, float]]:
        """Return how the cost fell: seconds since the start of the run, and cost."""
        query = (
            select(run_points.c.seconds, run_points.c.cost)
            .where(run_points.c.run_id == run_id)
            .order_by(run_points.c.number)
        )
        with self._database.reading() as connection:
            return [(row.seconds, row.cost) for row in connection.execute(query)]

    def ask_stop(self, run_id: int, *, by: str) -> Run:
        """Ask a run to stop and keep its best; one that still waits is stopped at once."""
        with self._database.writing() as connection:
            run = _get(connection, run_id, locked=True)
            values: dict[str, Any] = {"stop_asked": True}
            if run.state in ("queued", "lost"):
                values |= {"state": "stopped", "ended_at": now()}
            if run.state not in ENDED:
                connection.execute(_change(run_id).values(values))
                note(connection, "runs.stop", run_id, by=by, network_id=run.network_id)
            return _get(connection, run_id)

    def finish(
        self, run_id: int, plan_id: int | None = None, *, study_id: int | None = None
    ) -> Run:
        """Write down that a run has made a plan, or a study."""
        return self._end(run_id, "done", plan_id=plan_id, study_id=study_id)

    def fail(self, run_id: int, error: dict[str, Any]) -> Run:
        """Write down why a run has made nothing."""
        return self._end(run_id, "failed", error=error)

    def stopped(
        self, run_id: int, plan_id: int | None = None, *, study_id: int | None = None
    ) -> Run:
        """Write down that a run was stopped, and the plan or the part of a study that it kept."""
        return self._end(run_id, "stopped", plan_id=plan_id, study_id=study_id)

    def lose_stale(self, older_than: timedelta) -> list[Run]:
        """
        Give up running runs that have been silent for longer than this; return them.

        One whose plan or study was saved is done: its worker died between the two.
        """
        at = now()
        stale = (
            select(*_COLUMNS)
            .where(runs.c.state == "running", runs.c.beat_at < at - older_than)
            .order_by(runs.c.run_id)
        )
        with self._database.reading() as connection:  # asked often: writers are not held up
            if not _read(connection, stale):
                return []
        with self._database.writing() as connection:
            lost = []
            for run in _read(connection, stale.with_for_update(skip_locked=True)):
                state = "lost" if run.plan_id is None and run.study_id is None else "done"
                values = {"state": state, "ended_at": at, "seconds_left": None}
                connection.execute(_change(run.run_id).values(values))
                if state == "lost":
                    lost.append(_get(connection, run.run_id))
            return lost

    def requeue(self, run_id: int, *, by: str = "") -> Run:
        """
        Let a run that was lost, stopped or has failed wait again, from its beginning.

        How many days a study has done is left standing: they are kept.
        """
        with self._database.writing() as connection:
            run = _get(connection, run_id, locked=True)
            if run.state not in ("lost", "failed", "stopped"):
                raise Refused(run.state, f"run {run_id} is {run.state} and cannot be queued again")
            _wait_again(connection, run)
            who = by or run.asked_by
            note(connection, "runs.requeue", run_id, by=who, network_id=run.network_id)
            return _get(connection, run_id)

    def give_back(self, run_id: int) -> Run:
        """
        Let a run that made room wait for its next turn, as if it had not begun.

        One that somebody has asked to stop meanwhile is stopped; what has ended stays as it is.
        """
        with self._database.writing() as connection:
            run = _get(connection, run_id, locked=True)
            if run.stop_asked and run.state not in ENDED:
                connection.execute(_change(run_id).values({"state": "stopped", "ended_at": now()}))
            elif run.state not in ENDED:
                _wait_again(connection, run)
                who, where = run.asked_by, run.network_id
                note(connection, "runs.give_back", run_id, by=who, network_id=where)
            return _get(connection, run_id)

    def _end(self, run_id: int, state: str, **values: Any) -> Run:
        """End a run; what has ended before stays as it is."""
        with self._database.writing() as connection:
            run = _get(connection, run_id, locked=True)
            if run.state in ENDED:
                return run
            at = now()
            told = {name: value for name, value in values.items() if value is not None}
            ended = {"state": state, "ended_at": at, "seconds_left": None, **told}
            connection.execute(_change(run_id).values(ended))
            note(
                connection,
                f"runs.{state}",
                run_id,
                by=run.asked_by,
                network_id=run.network_id,
                detail={name: told.get(name) for name in ("plan_id", "study_id")},
            )
            return _get(connection, run_id)


def _wait_again(connection: Connection, run: Run) -> None:
    """Put a run back into the queue; how many days of a study are done is left standing."""
    values = {**_UNSTARTED, "state": "queued", "plan_id": None, "study_id": None}
    values |= {"done": run.done, "total": run.total}
    connection.execute(_change(run.run_id).values(values))
    connection.execute(delete(run_points).where(run_points.c.run_id == run.run_id))


def _change(run_id: int) -> Update:
    """Return the change of one run."""
    return update(runs).where(runs.c.run_id == run_id)


def _get(connection: Connection, run_id: int, *, locked: bool = False) -> Run:
    """Return a run; a locked one changes for nobody else until the transaction ends."""
    query = select(*_COLUMNS).where(runs.c.run_id == run_id)
    found = _read(connection, query.with_for_update() if locked else query)
    if not found:
        raise NotFound("run", run_id)
    return found[0]


def _read(connection: Connection, query: Select[Any]) -> list[Run]:
    """Return the runs that a query finds."""
    return [Run(**row) for row in connection.execute(query).mappings()]


def _point(connection: Connection, run: Run, at: datetime, cost: float) -> None:
    """Add a point to the curve of a run."""
    number = connection.execute(
        select(func.count()).select_from(run_points).where(run_points.c.run_id == run.run_id)
    ).scalar_one()
    seconds = (at - (run.started_at or at)).total_seconds()
    values = {"run_id": run.run_id, "number": number, "seconds": seconds, "cost": cost}
    connection.execute(insert(run_points), values)
