"""What a study does in the worker: from the inputs in the store to a study in the store."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Final

from optimizer.jobs.heart import Heart
from optimizer.jobs.request import UnreadableRequest
from optimizer.jobs.studying.folder import clear, folder_of, sweep
from optimizer.jobs.studying.request import read_study_request
from optimizer.jobs.studying.simulation import simulation
from optimizer.jobs.studying.siting import siting
from optimizer.jobs.studying.task import Made, Task
from optimizer.jobs.studying.whatif import whatif
from optimizer.jobs.work import is_ours, patiently
from optimizer.store import SIMULATION, SITING, WHATIF, Run, Store, StudyRow
from optimizer.watch import Progress

MAKERS: Final[dict[str, Callable[[Task], Made | None]]] = {
    WHATIF: whatif,
    SITING: siting,
    SIMULATION: simulation,
}
"""What makes each kind of study."""


def do_study(store: Store, run: Run, stop: Event, heart: Heart) -> StudyRow | None:
    """
    Make the study that a run asks for and save it.

    Days that are done are kept in a folder of the run, from which it goes on when it is
    asked again: after it gave way, was stopped, or lost its worker. None where there was
    nothing to keep, or it gave way.
    """
    heart(Progress("reading"))
    request = read_study_request(run.request)
    if run.kind not in MAKERS:
        raise UnreadableRequest("kind", run.kind)
    sweep(store)
    folder = folder_of(store, run.run_id)
    task = Task(
        request=request,
        orders_csv=store.runs.orders_csv(run.run_id),
        network=store.networks.folder(run.version_id),
        folder=folder,
        heart=heart,
        stop=stop,
    )
    with task:
        made = MAKERS[run.kind](task)
    if made is None or not is_ours(store, run):
        return None
    row = patiently(
        lambda: store.studies.save(
            run.network_id,
            run.version_id,
            run.kind,
            request.title,
            headline=made.headline,
            document=made.document,
            files=made.files,
            run_id=run.run_id,
            by=run.asked_by,
            is_partial=made.is_partial,
        )
    )
    if not made.is_partial:
        clear(folder)
    return row
