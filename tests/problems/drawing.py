"""Draws small routing problems of every shape, and routes for them that may break anything."""

from __future__ import annotations

from hypothesis import strategies as st

from optimizer.domain import NO_WAY
from optimizer.problems import Route, RoutingProblem
from optimizer.units import HOUR, KG, MINUTE
from tests.instances import MINUTES, clock
from tests.problems.arrays import A, H, P, Q, duty, problem, task

Routes = dict[int, list[list[int]]]
SOON = [0, clock("07:00"), clock("09:30"), clock("12:15")]
LATER = [NO_WAY, NO_WAY, clock("08:20"), clock("10:00"), clock("13:00"), clock("16:00")]


def any_of(*values):
    """Draw one of these; the first is the simplest."""
    return st.sampled_from(values)


@st.composite
def mild_task(draw) -> dict:
    """Draw a task that most duties could do, late perhaps."""
    return task(
        site=draw(any_of(P, Q, A)),
        is_delivery=draw(any_of(True, False)),
        pieces=draw(any_of(1, 0, 20)),
        weight=draw(st.integers(0, 100)) * KG,
        earliest=draw(st.sampled_from(SOON[:3])),
        release=(draw(st.sampled_from(SOON[:3])), 0),
        due=tuple(draw(st.sampled_from(LATER)) for _ in range(2)),
        wait_rate=draw(any_of(0.0, 0.01)),
        drop_cost=float(draw(st.integers(0, 1_000))),
        price=tuple(float(draw(st.integers(-50, 100))) for _ in range(2)),
        pickup_weight=draw(any_of(0, 50 * KG)),
        group=draw(any_of(0, 0, 0, 0, 1)),
    )


@st.composite
def mild_duty(draw) -> dict:
    """Draw a duty of a whole day."""
    return duty(
        base=draw(any_of(0, 1)),
        start=draw(any_of(clock("07:00"), clock("05:00"))),
        paid_until=draw(any_of(clock("13:00"), clock("09:00"))),
        end=clock("20:00"),
    )


@st.composite
def wild_task(draw) -> dict:
    """Draw a task that may be anything."""
    clocks = [draw(st.sampled_from(SOON)) for _ in range(2)]
    return task(
        site=draw(any_of(P, P, Q, Q, A, H)),
        is_delivery=draw(any_of(True, True, False)),
        pieces=draw(any_of(1, 0, 20, 90)),
        weight=draw(st.integers(0, 300)) * KG,
        volume=draw(any_of(0, 1_500_000)),
        classes=draw(any_of(1, 1, 2, 4)),
        excluded=draw(any_of(0, 0, 0, 2, 4)),
        earliest=draw(st.sampled_from(SOON)),
        latest=draw(st.sampled_from(LATER)),
        release=tuple(draw(any_of(at, at, 0, NO_WAY)) for at in clocks),
        due=tuple(draw(st.sampled_from(LATER)) for _ in range(2)),
        hard=tuple(draw(any_of(NO_WAY, NO_WAY, *LATER)) for _ in range(2)),
        wait_rate=draw(any_of(0.0, 0.01)),
        wait_from=draw(st.sampled_from(SOON)),
        drop_cost=float(draw(st.integers(0, 1_000))),
        price=tuple(float(draw(st.integers(-50, 100))) for _ in range(2)),
        pickup_weight=draw(any_of(0, 0, 200 * KG)),
        pickup_volume=draw(any_of(0, 0, 1_500_000)),
        group=draw(any_of(0, 0, 0, 1, 2)),
    )


@st.composite
def wild_duty(draw) -> dict:
    """Draw a duty with any limits."""
    end = draw(st.sampled_from([clock("20:00"), clock("14:00"), clock("10:30")]))
    return duty(
        base=draw(any_of(0, 1)),
        day=draw(any_of(0, 1)),
        weight=draw(any_of(550, 300)) * KG,
        volume=draw(any_of(4_000_000, 2_000_000)),
        start=draw(any_of(clock("07:00"), clock("05:00"))),
        paid_until=draw(any_of(clock("13:00"), clock("09:00"))),
        end=end,
        range=draw(any_of(NO_WAY, 90_000, 46_000)),
        carries=draw(any_of(-1, 0b011)),
        most_trips=draw(any_of(0, 0, 1, 2)),
        max_duration=draw(any_of(0, 0, 105 * MINUTE + 10, 4 * HOUR)),
    )


@st.composite
def problems_with_routes(draw, *, legal: bool = False) -> tuple[RoutingProblem, Routes]:
    """
    Draw a problem and routes; ``legal`` ones name every task and duty once at most.

    Whatever else, they may break every rule.
    """
    is_mild = draw(any_of(True, True, False))
    any_task, any_duty = (mild_task, mild_duty) if is_mild else (wild_task, wild_duty)
    tasks = draw(st.lists(any_task(), min_size=1, max_size=6))
    duties = draw(st.lists(any_duty(), min_size=1, max_size=3))
    ways = MINUTES.copy()
    if draw(any_of(False, False, True)):
        ways = ways + draw(any_of(5, 30)) * (MINUTES > 20)
        ways[P, Q] = draw(any_of(10, 25))
    duration = ways[None] * MINUTE
    if not is_mild and draw(any_of(False, False, True)):
        duration[0, draw(any_of(P, Q)), draw(any_of(A, Q, H))] = NO_WAY
        duration[0].flat[:: len(ways) + 1] = 0
    routes: Routes = {}
    for number in draw(st.permutations(range(len(tasks)))):
        chosen = draw(st.integers(-1, len(duties) - 1))
        if chosen < 0:
            continue
        trips = routes.setdefault(chosen, [[]])
        if trips[-1] and draw(any_of(False, True)):
            trips.append([])
        trips[-1].append(number)
    fixed = draw(drawn_fixed(routes, len(tasks), len(duties)))
    if not legal and draw(any_of(*[False] * 9, True)):
        strange = draw(st.integers(-1, len(tasks)))
        routes.setdefault(draw(st.integers(-1, len(duties))), [[]])[0].append(strange)
    made = problem(
        tasks,
        duties,
        duration=duration,
        rest_after=draw(any_of(240, 90, 50, 35)) * MINUTE,
        rest=draw(any_of(20, 5, 40)) * MINUTE,
        fixed=fixed,
    )
    return made, routes


@st.composite
def drawn_fixed(draw, routes: Routes, num_tasks: int, num_duties: int) -> tuple[Route, ...]:
    """Draw trips that stand: often the beginning of a route, sometimes anything."""
    if not draw(any_of(False, False, True)):
        return ()
    if not routes or draw(any_of(False, False, True)):
        chosen = draw(st.permutations(range(num_tasks)))[: draw(st.integers(1, 2))]
        return (Route(draw(st.integers(0, num_duties - 1)), (tuple(chosen),)),)
    duty_number = draw(st.sampled_from(sorted(routes)))
    trips = routes[duty_number][: draw(st.integers(1, 2))]
    kept = draw(st.integers(1, len(trips[-1])))
    return (Route(duty_number, (*map(tuple, trips[:-1]), tuple(trips[-1][:kept]))),)
