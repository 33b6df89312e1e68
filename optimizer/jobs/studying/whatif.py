"""A what-if in the worker: base and scenarios over the same days."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.days import DayResult, DayRun, DaysProgress, FailedRun
from optimizer.inputs import read_network
from optimizer.jobs.studying.boards import run_of, typical_day
from optimizer.jobs.studying.questions import whatif_question
from optimizer.jobs.studying.task import Made, Task
from optimizer.scenarios import BASE, Answer, Question, answer, document


def whatif(task: Task) -> Made | None:
    """Compare scenarios with the base; None where no day was planned, or it gave way."""
    question = whatif_question(task.network, task.request, task.orders_csv)
    runs = question.runs()
    outcomes = _outcomes(task, runs)
    is_partial = len(outcomes) < len(runs)
    if not outcomes or (is_partial and task.gives_up):
        return None
    counted = {each.variant for each in outcomes if isinstance(each, DayResult)}
    if not is_partial and not counted.issuperset(run.variant for run in runs):
        question.check()  # a variant without any day: that is no matter of days
    rules = read_network(task.network).rules
    found = answer(question, outcomes, currency=rules.currency, network_name=rules.name)
    drawn = task.boards(_typical_runs(question, found))
    if drawn is None:
        return None
    told = {**document(question, found), **drawn.told}
    return Made(told, told["headline"], drawn.files, is_partial)


def _outcomes(task: Task, runs: Sequence[DayRun]) -> list[DayResult | FailedRun]:
    """Plan the days, and tell how far they are."""
    outcomes: list[DayResult | FailedRun] = []
    failures = 0
    task.begin(len(runs))
    for outcome in task.plan_days(runs):
        outcomes.append(outcome)
        failures += isinstance(outcome, FailedRun)
        task.tell(DaysProgress(len(outcomes) - failures, failures, 0, len(runs)))
    return outcomes


def _typical_runs(question: Question, found: Answer) -> dict[str, DayRun]:
    """Return a typical day of the base and of every scenario by its number."""
    day = typical_day([each.measures["total"].difference for each in found.comparisons])
    if day is None:
        return {}
    numbered = {str(n): each.name_zh for n, each in enumerate(question.stacked, start=1)}
    return {
        key: run_of(question.runs(), name, day, question.seed)
        for key, name in {"base": BASE, **numbered}.items()
    }
