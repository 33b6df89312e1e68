"""What every engine asks before it searches."""

from __future__ import annotations

from optimizer.engines.limits import Engine
from optimizer.errors import EngineError
from optimizer.problems import RoutingProblem, Solution, check_problem, check_start

CANNOT = "E303"


def check_request(engine: Engine, problem: RoutingProblem, start: Solution | None) -> None:
    """
    Raise where an engine cannot be asked this: the first line of every ``solve``.

    Raises
    ------
    EngineError
        E303, when the engine does not know a rule of the problem; E310 to E320, when
        problem or start have no meaning.
    """
    check_problem(problem)
    check_start(problem, start)
    if (rule := engine.cannot(problem)) is not None:
        raise EngineError(f"{CANNOT}: {engine.name} does not know {rule}; choose another engine")
