"""What a route costs and where it breaks, against plain arithmetic and a plain twin."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from optimizer.domain import NO_WAY
from optimizer.problems import (
    INFEASIBLE,
    check_trip,
    evaluate,
    evaluate_duty,
    flatten,
    judge,
    new_clocks,
    padded,
    play_latest,
    time_duty,
)
from optimizer.units import HOUR, KG, MINUTE
from tests.instances import clock
from tests.problems.arrays import A, P, Q, collection, duty, problem, task

NEVER = (NO_WAY, NO_WAY)


def cost_of(tasks, *trips, duties=None, **changes):
    """Return what a duty with these trips costs alone, None where it breaks a rule."""
    made = problem(tasks, duties or [duty()], **changes)
    cost = evaluate(made, {0: [list(trip) for trip in trips]})
    left = sum(tasks[k]["drop_cost"] for k in range(len(tasks)) if not any(k in t for t in trips))
    return None if cost >= INFEASIBLE else cost - left


def wages(minutes, seconds=0):
    """Return what the van costs for so long, and 40 km, and its shift."""
    return 3_500 + 40 * 85 + 2_800 * (minutes * 60 + seconds) / HOUR


def test_one_parcel_to_p_and_back():
    """Loading 20:01, 40 min out, 5:09 there, 40 min back: 105 min 10 s and 40 km."""
    assert cost_of([task()], [0]) == pytest.approx(wages(105, 10))


def test_waiting_that_a_later_start_avoids_is_not_paid():
    """A parcel to be served at P from 10:00 on costs no more: the van leaves later."""
    assert cost_of([task(earliest=clock("10:00"))], [0]) == pytest.approx(wages(105, 10))


def test_nobody_is_paid_for_the_lunch_break():
    """
    Released at 11:00 the parcel meets Q's lunch break and is handed over at 14:00.

    From the latest start that serves then it is 20:01 + 45 + 5:09 + 45 min, and 45 km: the
    van's later start avoids the wait.
    """
    late = task(site=Q, release=(clock("11:00"), NO_WAY))
    cost = cost_of([late], [0], duties=[duty(end=clock("16:00"), paid_until=clock("16:00"))])
    expected = 3_500 + 45 * 85 + 2_800 * (115 * 60 + 10) / HOUR
    assert cost == pytest.approx(expected)


def test_a_release_holds_the_trip():
    """Released at 12:00 the van is back at 13:45:10: 45:10 min at overtime rate."""
    cost = cost_of([task(release=(clock("12:00"), NO_WAY))], [0])
    assert cost == pytest.approx(3_500 + 3_400 + 2_800 + 4_200 * (45 * 60 + 10) / HOUR)


@pytest.mark.parametrize(("end", "fits"), [(0, True), (-1, False)])
def test_the_duty_ends_in_time(end, fits):
    """Loaded at 07:20:01 and at P at 08:00:01, the van is back at 08:45:10, no second sooner."""
    back = clock("08:45") + 10
    assert (cost_of([task()], [0], duties=[duty(end=back + end)]) is not None) == fits


@pytest.mark.parametrize(("shortfall", "fits"), [(0, True), (1, False)])
def test_the_range_binds(shortfall, fits):
    """To P and back are 40 km."""
    cost = cost_of([task()], [0], duties=[duty(range=40_000 - shortfall)])
    assert (cost is not None) == fits


def test_late_orders_pay_once_and_by_the_hour():
    """Due at 07:05:10 and done at 08:05:10: 300 yuan, and 10 for the hour."""
    on_time = cost_of([task()], [0])
    late = cost_of([task(due=(clock("07:05") + 10, NO_WAY))], [0])
    assert late - on_time == pytest.approx(31_000)


def test_on_the_very_second_is_on_time():
    """Due at 08:05:10 it costs nothing, a second earlier it does."""
    on_time = cost_of([task()], [0])
    assert cost_of([task(due=(clock("08:05") + 10, NO_WAY))], [0]) == pytest.approx(on_time)
    late = cost_of([task(due=(clock("08:05") + 9, NO_WAY))], [0])
    assert late - on_time == pytest.approx(30_000 + 1_000 / HOUR)


def test_collections_are_done_when_the_van_is_unloaded():
    """
    At P from 08:00 to 08:05:09, home at 08:45:09, unloaded at 09:05:10.

    The van leaves at 07:20, and is on its way for 105 min 10 s.
    """
    due = clock("09:05") + 10
    assert cost_of([collection(due=(due, NO_WAY))], [0]) == pytest.approx(wages(105, 10))
    late = cost_of([collection(due=(due - 1, NO_WAY))], [0])
    assert late == pytest.approx(wages(105, 10) + 30_000 + 1_000 / HOUR)


@pytest.mark.parametrize("make", [task, collection])
def test_what_is_of_no_use_later_is_not_done_later(make):
    """A hard limit a second before the end makes the duty impossible."""
    done = clock("08:05") + 10 if make is task else clock("09:05") + 10
    assert cost_of([make(hard=(done, NO_WAY))], [0]) is not None
    assert cost_of([make(hard=(done - 1, NO_WAY))], [0]) is None


def test_waiting_counts_from_its_own_clock():
    """A cent a second from 08:00 on: done at 08:05:10 it is 310 cents."""
    waits = task(wait_rate=1.0, wait_from=clock("08:00"))
    assert cost_of([waits], [0]) - cost_of([task()], [0]) == pytest.approx(310)
    early = task(wait_rate=1.0, wait_from=clock("09:00"))
    assert cost_of([early], [0]) == pytest.approx(cost_of([task()], [0]))


def test_the_latest_moment_of_a_visit():
    """The driver who looks in at P arrives at 07:40 at the earliest."""
    look = {"pieces": 0, "weight": 0, "volume": 0, "earliest": clock("07:30")}
    assert cost_of([task(latest=clock("07:40"), **look)], [0]) is not None
    assert cost_of([task(latest=clock("07:40") - 1, **look)], [0]) is None


def test_hours_with_a_lunch_break():
    """300 pieces take 5 + 45 min at Q: from 12:00 back they must start by 11:10."""
    lots = task(site=Q, pieces=300, release=(clock("10:00"), NO_WAY))
    until = duty(end=clock("18:00"), paid_until=clock("18:00"))
    made = problem([lots], [until])
    # Loaded 10:00-10:25, at Q at 11:10.
    trip = time_duty(flatten(made), 0, [[0]])[0]
    assert (trip.calls[1].start, trip.calls[1].departure) == (clock("11:10"), clock("12:00"))
    later = problem([lots | {"release": (clock("10:00") + 1, NO_WAY)}], [until])
    assert time_duty(flatten(later), 0, [[0]])[0].calls[1].start == clock("14:00")


@pytest.mark.parametrize(
    ("down", "up", "fits"), [(550, 550, True), (551, 1, False), (1, 551, False)]
)
def test_what_is_brought_makes_room_for_what_is_taken(down, up, fits):
    """550 kg for P may be swapped for 550 kg from P: one stop is counted on leaving it."""
    tasks = [task(weight=down * KG), collection(weight=up * KG)]
    assert (cost_of(tasks, [0, 1]) is not None) == fits
    assert (cost_of(tasks, [1, 0]) is not None) == fits


def test_deliveries_and_collections_are_on_board_together():
    """300 kg taken at P while 300 kg for Q are on board are too much; the other way round not."""
    tasks = [collection(weight=300 * KG), task(site=Q, weight=300 * KG)]
    assert cost_of(tasks, [0, 1]) is None
    assert cost_of(tasks, [1, 0]) is not None


def test_volume_binds_as_weight_does():
    """4 m³ fit, a millilitre more does not."""
    assert cost_of([task(volume=4_000_000)], [0]) is not None
    assert cost_of([task(volume=4_000_001)], [0]) is None


def test_classes_that_exclude_each_other_take_two_trips():
    """Class 1 excludes class 2: never on one trip, but in one shift."""
    tasks = [task(classes=2, excluded=4), task(site=Q, classes=4, excluded=2)]
    assert cost_of(tasks, [0, 1]) is None
    assert cost_of(tasks, [1, 0]) is None
    assert cost_of(tasks, [0], [1]) is not None


def test_a_duty_carries_only_its_classes():
    """A van for classes 0 and 1 takes no class 2."""
    picky = [duty(carries=0b011)]
    assert cost_of([task(classes=0b010)], [0], duties=picky) is not None
    assert cost_of([task(classes=0b100)], [0], duties=picky) is None


def test_a_task_that_may_not_use_the_base():
    """What is never released at a base cannot start there."""
    assert cost_of([task(release=(NO_WAY, 0))], [0]) is None
    assert cost_of([task(release=(NO_WAY, 0))], [0], duties=[duty(base=1)]) is not None


def test_using_a_station_costs_its_day_and_its_price():
    """From A it is 15:03 + 10 + 5:09 + 10 min, 10 km, 80 yuan for the day, 7 cents for the way."""
    cost = cost_of([task(price=(0.0, 7.0))], [0], duties=[duty(base=1)])
    assert cost == pytest.approx(3_500 + 850 + 2_800 * (40 * 60 + 12) / HOUR + 8_000 + 7)


def test_a_station_is_paid_once_a_day():
    """Two duties from A on one day pay its day once, on two days twice."""
    tasks = [task(), task(site=Q)]
    routes = {0: [[0]], 1: [[1]]}
    same = evaluate(problem(tasks, [duty(base=1), duty(base=1)]), routes)
    tomorrow = duty(base=1, day=1, start=clock("07:00", 1), end=clock("14:00", 1))
    tomorrow |= {"paid_until": clock("13:00", 1)}
    other = evaluate(problem(tasks, [duty(base=1), tomorrow]), routes)
    assert other - same == pytest.approx(8_000)


def test_dropped_tasks_cost_their_price():
    """Nothing done costs what every task costs to drop."""
    assert evaluate(problem([task(), task(drop_cost=7.0)], [duty()]), {}) == 500_007


@pytest.mark.parametrize(("rest_after", "fits"), [(40, True), (39, False)])
def test_no_drive_is_longer_than_the_limit(rest_after, fits):
    """40 minutes to P in one go."""
    cost = cost_of([task()], [0], rest_after=rest_after * MINUTE)
    assert (cost is not None) == fits


def test_a_rest_is_taken_where_the_next_drive_would_be_too_much():
    """After 40 min to P the way home is too much: 20 min at P instead of 5:09."""
    made = problem([task()], [duty()], rest_after=60 * MINUTE)
    trip = time_duty(flatten(made), 0, [[0]])[0]
    assert trip.calls[1].departure - trip.calls[1].arrival == 20 * MINUTE
    assert trip.end == clock("07:20") + 1 + 40 * MINUTE + 20 * MINUTE + 40 * MINUTE


def test_a_pair_that_cannot_be_driven():
    """Without a way home there is no trip."""
    cut = problem().duration.copy()
    cut[0, P, 0] = NO_WAY
    assert cost_of([task()], [0], duration=cut) is None


def random_task(dice):
    """Return a task at random."""
    site = dice.choice([A, P, Q])
    soon = clock("07:00") + dice.randrange(0, 5) * HOUR
    return task(
        site=site,
        is_delivery=dice.random() < 0.5,
        pieces=dice.choice([0, 1, 20, 90]),
        weight=dice.randrange(1, 300) * KG,
        earliest=dice.choice([0, soon]),
        latest=dice.choice([NO_WAY, NO_WAY, soon + 3 * HOUR]),
        release=(dice.choice([0, soon]), 0),
        due=(soon + dice.choice([1, 3, 40]) * HOUR, NO_WAY),
        hard=(dice.choice([NO_WAY, NO_WAY, soon + 4 * HOUR]), NO_WAY),
        wait_rate=dice.random() / 100,
        wait_from=dice.choice([0, soon]),
        price=(dice.random() * 100, 0.0),
        classes=dice.choice([1, 2, 4]),
        excluded=dice.choice([0, 0, 0, 8]),
    )


def random_problem(dice):
    """Return a problem at random, and the trips of its one duty."""
    tasks = [random_task(dice) for _ in range(dice.randrange(1, 6))]
    order = list(range(len(tasks)))
    dice.shuffle(order)
    cut = dice.randrange(0, len(order) + 1)
    trips = [trip for trip in (order[:cut], order[cut:]) if trip]
    shift = duty(
        end=clock(dice.choice(["14:00", "19:00"])), range=dice.choice([NO_WAY, NO_WAY, 90_000])
    )
    rest_after = dice.choice([240, 240, 90, 50]) * MINUTE
    return problem(tasks, [shift], rest_after=rest_after), trips


def evaluated(made, trips):
    """Return cost, end and clocks of the evaluator, None where a rule breaks."""
    flat = flatten(made)
    table, sizes = padded(trips)
    clocks = new_clocks(*table.shape)
    if not all(check_trip(flat, 0, table[t], sizes[t]) for t in range(len(sizes))):
        return None
    cost, _, end, metres = evaluate_duty(flat, 0, table, sizes, clocks)
    return None if cost >= INFEASIBLE else (cost, end, metres, clocks)


@pytest.mark.parametrize("seed", range(4))
def test_random_duties_against_the_plain_twin(seed):
    """The same duties break, and the others end at the same clock at the same cost."""
    dice = Random(seed)
    feasible = 0
    for _ in range(500):
        made, trips = random_problem(dice)
        found = evaluated(made, trips)
        cost = judge(made, {0: trips}).cost
        assert (found is None) == (cost is None)
        if found is None or cost is None:
            continue
        feasible += 1
        played, _ = play_latest(made, 0, trips)
        assert (found[1], found[2]) == (played.clock, played.metres)
        for t, trip in enumerate(trips):
            for k, number in enumerate(trip):
                if made.tasks.is_delivery[number]:
                    assert found[3].finish[t, k] == played.done[number]
        assert found[0] == pytest.approx(cost)
    assert feasible > 50


@pytest.mark.parametrize("seed", range(4))
def test_random_duties_against_the_timeline(seed):
    """The timeline ends when the evaluator does, and drives and handles what it should."""
    dice = Random(seed)
    for _ in range(300):
        made, trips = random_problem(dice)
        found = evaluated(made, trips)
        if found is None:
            continue
        timed = time_duty(flatten(made), 0, trips)
        assert timed[-1].end == found[1]
        assert np.all(np.diff([c.start for trip in timed for c in trip.calls]) >= 0)
        served = [task for trip in timed for call in trip.calls for task in call.tasks]
        assert served == [task for trip in trips for task in trip]


def test_waiting_between_two_trips_is_paid():
    """The second parcel is released at 10:00: the first trip ends then, and pays no wait."""
    tasks = [task(), task(release=(clock("10:00"), NO_WAY))]
    two = cost_of(tasks, [0], [1])
    assert two == pytest.approx(3_500 + 2 * 3_400 + 2_800 * 2 * (105 * 60 + 10) / HOUR)
    hurried = [task(due=(clock("09:05") + 10, NO_WAY)), tasks[1]]
    # Handed over at 09:05:10, the van is home at 09:45:10 and waits for 14:50 min.
    waiting = cost_of(hurried, [0], [1]) - two
    assert waiting == pytest.approx(2_800 * (14 * 60 + 50) / HOUR)
