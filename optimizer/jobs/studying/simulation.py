"""A simulation in the worker: days played by need and by habit, as they may really go."""

from __future__ import annotations

from optimizer.jobs.studying.questions import simulation_question
from optimizer.jobs.studying.task import Made, Task
from optimizer.simulation import SimulationAnswer, answer, document, play_histories


def simulation(task: Task) -> Made | None:
    """Play days; None where none was played by both policies, or it gave way."""
    question = simulation_question(task.network, task.request, task.orders_csv)
    network = question.check().instance.network
    task.begin(question.num_days)
    played = play_histories(question, task.executor, task.folder, task.tell, task.stop)
    found = answer(question, played, network)
    is_empty = not (found.pairs or found.failures)
    if found.is_partial and (is_empty or task.gives_up):
        return None
    return Made(document(question, found), headline(found), {}, found.is_partial)


def headline(found: SimulationAnswer) -> dict[str, str]:
    """Return what lists say of a simulation."""
    said = found.verdict
    words = {"sentence_zh": said.sentence_zh, "sentence_en": said.sentence_en}
    return {**words, "kind": str(said.kind)}
