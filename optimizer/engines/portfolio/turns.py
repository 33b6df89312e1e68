"""Which engine searches when, and with how much of the effort."""

from __future__ import annotations

from dataclasses import dataclass, field

from optimizer.engines.limits import Engine
from optimizer.engines.ortools import OrtoolsEngine
from optimizer.engines.pyvrp import PyvrpEngine, relaxed
from optimizer.engines.ruin import RuinEngine
from optimizer.engines.strings import StringsEngine
from optimizer.problems import RoutingProblem

FEW = 150
"""Tasks up to which PyVRP begins; with more the strings do, that are ahead from early on."""

FIRST, LAST, BEFORE_RUINS = 0.5, 0.15, 0.3
"""PyVRP's share of the effort: before the strings, after them, before ruins."""

RELAXED, POLISH = 0.2, 0.2
"""Where PyVRP knows not every rule: its share, and that of OR-Tools at the end."""


@dataclass(frozen=True)
class Crew:
    """The engines of a portfolio: ``ruin`` and ``ortools`` know every rule of a fleet."""

    pyvrp: Engine = field(default_factory=PyvrpEngine)
    strings: Engine = field(default_factory=StringsEngine)
    ruin: Engine = field(default_factory=RuinEngine)
    ortools: Engine = field(default_factory=OrtoolsEngine)


@dataclass(frozen=True)
class Turn:
    """
    One engine's turn: its share of the effort.

    ``pace`` iterations of the portfolio stand for one of the engine, so that an effort takes
    about as long whoever spends it. ``is_relaxed`` leaves out what PyVRP does not know.
    """

    engine: Engine
    share: float
    pace: int = 1
    is_relaxed: bool = False


def turns_of(problem: RoutingProblem, crew: Crew) -> tuple[Turn, ...]:
    """
    Return the turns for a problem, in their order; none where no engine knows it.

    Where PyVRP and the strings know every rule they share all of it; where PyVRP alone does,
    ruins go on from its routes. Else ruins search under all rules, with few tasks from what
    PyVRP makes without the rest of them, and OR-Tools polishes.
    """
    knows_pyvrp = crew.pyvrp.cannot(problem) is None
    knows_strings = crew.strings.cannot(problem) is None
    if knows_pyvrp and knows_strings and problem.num_tasks <= FEW:
        return (Turn(crew.pyvrp, FIRST, pace=20), Turn(crew.strings, 1.0 - FIRST))
    if knows_pyvrp and knows_strings:
        return (Turn(crew.strings, 1.0 - LAST), Turn(crew.pyvrp, LAST, pace=20))
    if knows_strings:
        return (Turn(crew.strings, 1.0),)
    if knows_pyvrp:
        return (Turn(crew.pyvrp, BEFORE_RUINS, pace=20), Turn(crew.ruin, 1.0 - BEFORE_RUINS))
    if crew.ruin.cannot(problem) is not None:
        return ()
    polish = Turn(crew.ortools, POLISH, pace=50)
    if problem.num_tasks > FEW or crew.pyvrp.cannot(relaxed(problem)) is not None:
        return (Turn(crew.ruin, 1.0 - POLISH), polish)
    begin = Turn(crew.pyvrp, RELAXED, pace=20, is_relaxed=True)
    return (begin, Turn(crew.ruin, 1.0 - RELAXED - POLISH), polish)
