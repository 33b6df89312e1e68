"""A siting in the worker: proposals over the same days, the best judged by others."""

from __future__ import annotations

from typing import Final

from optimizer.days import DayRun
from optimizer.jobs.studying.boards import run_of, typical_day
from optimizer.jobs.studying.questions import siting_question
from optimizer.jobs.studying.task import Made, Task
from optimizer.siting import TODAY, SitingAnswer, SitingQuestion, answer, document, runs_of

NOTHING: Final = {
    "sentence_zh": "还没有可以比较的天",
    "sentence_en": "there is no day yet that can be compared",
    "kind": "",
}


def siting(task: Task) -> Made | None:
    """Find the best stations; None where no day was planned, or it gave way."""
    question = siting_question(task.network, task.request, task.orders_csv)
    found = answer(question, task.plan_days, task.tell)
    is_empty = not found.today.days and not any(each.days for each in found.judged)
    if found.is_partial and (is_empty or task.gives_up):
        return None
    drawn = task.boards(_typical_runs(question, found))
    if drawn is None:
        return None
    told = {**document(question, found), **drawn.told}
    return Made(told, headline(found), drawn.files, found.is_partial)


def headline(found: SitingAnswer) -> dict[str, str]:
    """Return what lists say of a siting."""
    said = found.verdict
    if said is None:
        return dict(NOTHING)
    words = {"sentence_zh": said.sentence_zh, "sentence_en": said.sentence_en}
    return {**words, "kind": str(said.kind)}


def _typical_runs(question: SitingQuestion, found: SitingAnswer) -> dict[str, DayRun]:
    """Return a typical day of today's stations and of the best."""
    judged = found.judgement.difference if found.judgement is not None else found.chosen
    day = typical_day([judged]) if judged is not None else None
    if day is None or found.best is None:
        return {}
    base = question.runs([day])
    return {
        "today": run_of(base, TODAY, day, question.seed),
        "best": next(iter(runs_of(found.best.proposal, base))),
    }
