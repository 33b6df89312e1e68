"""Orders that can travel together become tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from optimizer.consolidation.merging import MANY_TASKS, Limits, class_groups, daily_visits, merge
from optimizer.consolidation.parts import split_into_parts
from optimizer.domain import Calendar, Instance, Orders, SiteStatus, Visits
from optimizer.units import HOUR, KG
from tests.instances import clock, county, network, sites, vehicles

WIDE = Limits(weight=10**9, volume=10**9, handling=10**6)


def tasks_of(*rows, limits=WIDE, **changes):
    """Return the tasks that orders merge into."""
    return merged(county(*rows, **changes), limits)


def merged(instance, limits=WIDE):
    """Return the tasks of all orders of an instance."""
    staffed = np.ones(len(instance.sites), dtype=np.bool_)
    parts = split_into_parts(instance, np.arange(len(instance.orders)), staffed=staffed)
    return merge(instance, parts, limits)


def groups(tasks):
    """Return the rows of each task, sorted."""
    return sorted(sorted(rows.tolist()) for rows in tasks.orders)


def test_orders_of_one_wave_share_a_task():
    """Three parcels for P, ready together, are one task with all of their pieces."""
    tasks = tasks_of({}, {"pieces": 3, "weight": 9_000}, {"priority": "urgent"})
    assert groups(tasks) == [[0, 1, 2]]
    assert (tasks.pieces[0], tasks.weight[0], tasks.volume[0]) == (5, 12_000, 24_000)
    assert (tasks.num_orders[0], tasks.urgency[0]) == (3, 7.0)


def test_a_task_is_ready_when_its_last_order_is_and_due_when_its_first_is():
    """Ready at 06:00 and 06:20, due two days later each: the task is ready at 06:20."""
    tasks = tasks_of({}, {"ready": clock("06:20")})
    assert groups(tasks) == [[0, 1]]
    assert (tasks.ready[0], tasks.due[0]) == (clock("06:20"), clock("06:00", 2))


@pytest.mark.parametrize(
    "other",
    [
        {"destination": "Q"},
        {"origin": "P", "destination": "H"},
        {"origin": "A"},
        {"handling_class": "agrochemicals"},
        {"due": clock("18:00")},
        {"due": clock("18:00", 1)},
    ],
    ids=["site", "direction", "base", "class", "a slack of 12 h", "a slack of 36 h"],
)
def test_what_cannot_travel_together_is_kept_apart(other):
    """Another point, direction, base, class or kind of promise is another task."""
    assert groups(tasks_of({}, other)) == [[0], [1]]


@pytest.mark.parametrize(
    ("ready", "expected"),
    [("11:59", [[0, 1]]), ("12:00", [[0, 1]]), ("12:29", [[0, 1]]), ("12:30", [[0], [1]])],
)
def test_a_task_spans_six_hours(ready, expected):
    """Counted in half-hours: an order of 06:00 rides with one of 12:29, not of 12:30."""
    assert groups(tasks_of({}, {"ready": clock(ready)})) == expected


def test_a_short_promise_waits_less():
    """Ready at 06:00 and due at 10:00, an order waits no more than half of its four hours."""
    hurried = {"due": clock("10:00")}
    near = {"ready": clock("08:00"), "due": clock("12:00")}
    far = {"ready": clock("08:30"), "due": clock("12:30")}
    assert groups(tasks_of(hurried, near)) == [[0, 1]]
    assert groups(tasks_of(hurried, far)) == [[0], [1]]


def test_a_chain_of_waves_is_cut():
    """Waves every five hours: the third is ten hours after the first, and another task."""
    waves = [{"ready": clock("06:00") + 5 * HOUR * n} for n in range(4)]
    assert groups(tasks_of(*waves)) == [[0, 1], [2, 3]]


@pytest.mark.parametrize(
    "limits",
    [
        Limits(weight=2 * 1_500, volume=10**9, handling=10**6),
        Limits(weight=10**9, volume=2 * 8_000, handling=10**6),
        Limits(weight=10**9, volume=10**9, handling=2 * 9),
    ],
    ids=["weight", "volume", "handling"],
)
def test_a_task_does_not_outgrow_its_limits(limits):
    """Two parcels fit exactly: five are three tasks, whatever limits them."""
    assert sorted(map(len, groups(tasks_of(*[{}] * 5, limits=limits)))) == [1, 2, 2]


def test_the_limits_hold_across_waves():
    """Two parcels ready at 06:00 and two at 07:00, of which three fit, are two tasks."""
    late = {"ready": clock("07:00")}
    limits = Limits(weight=3 * 1_500, volume=10**9)
    assert groups(tasks_of({}, {}, late, late, limits=limits)) == [[0, 1], [2, 3]]


def test_an_order_beyond_the_limits_is_a_task_of_its_own():
    """An order is never split: 300 kg stay whole where a task holds 200 kg."""
    rows = [{}, {"weight": 300 * KG}, {}]
    found = groups(tasks_of(*rows, limits=Limits(weight=200 * KG, volume=10**9)))
    assert [1] in found
    assert sorted(row for rows in found for row in rows) == [0, 1, 2]


def test_classes_that_behave_alike_share_a_task():
    """Food and live plants exclude agrochemicals alike; general and bulk exclude nothing."""
    assert class_groups(county()).tolist() == [0, 1, 1, 2, 0]


def test_classes_that_ride_on_other_vehicles_do_not():
    """If van-1 takes no bulk, bulk is no longer like general goods."""
    every = frozenset({"general", "food", "live_plants", "agrochemicals"})
    barred = tuple(
        replace(v, handling_classes=every) if v.vehicle_id == "van-1" else v for v in vehicles()
    )
    assert class_groups(county(vehicles=barred)).tolist() == [0, 1, 1, 2, 3]


def many(count, weight, seed=1):
    """Return a county with this many orders of a given total weight, over two days."""
    random = np.random.default_rng(seed)
    standing = network()
    ends = np.array([[0, 2], [0, 3], [2, 0], [3, 0], [2, 3], [0, 1], [1, 0], [1, 2]])
    chosen = ends[random.integers(0, len(ends), count)]
    ready = random.integers(0, 96, count) * HOUR // 2
    orders = Orders(
        order_id=tuple(map(str, range(count))),
        origin=chosen[:, 0],
        destination=chosen[:, 1],
        pieces=np.ones(count, dtype=np.int64),
        weight=np.full(count, weight // count),
        volume=np.full(count, 5 * weight // count),
        ready=ready,
        due=ready + random.choice([24, 48], count) * HOUR,
        handling_class=random.integers(0, 5, count),
        priority=random.integers(0, 2, count),
    )
    planned = datetime(2026, 11, 23, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
    return Instance(standing, Calendar(planned, "Asia/Shanghai", 72 * HOUR), orders)


@pytest.mark.parametrize("count", [1, 40, 3_000])
def test_every_part_is_in_exactly_one_task(count):
    """However many orders: each is in as many tasks as its way has parts, and sums add up."""
    instance = many(count, 3_000 * KG)
    tasks = merged(instance, Limits(weight=200 * KG, volume=10**9))
    orders = instance.orders
    crosses = (orders.origin > 1) & (orders.destination > 1)
    times = np.bincount(np.concatenate(tasks.orders), minlength=count)
    assert times.tolist() == np.where(crosses, 2, 1).tolist()
    for k, rows in enumerate(tasks.orders):
        assert tasks.pieces[k] == orders.pieces[rows].sum()
        assert tasks.weight[k] == orders.weight[rows].sum()
        assert tasks.volume[k] == orders.volume[rows].sum()
        assert tasks.num_orders[k] == len(rows) == len(set(rows.tolist()))
        assert tasks.classes[k] == np.bitwise_or.reduce(1 << orders.handling_class[rows])


def test_ten_times_the_orders_are_not_more_tasks():
    """The same weight in ten times as many parcels gives about as many tasks."""
    few, lots = (len(merged(many(count, 3_000 * KG))) for count in (3_000, 30_000))
    assert lots <= 1.1 * few
    assert lots <= MANY_TASKS


def test_no_orders_are_no_tasks():
    """Nothing in, nothing out."""
    assert len(tasks_of()) == 0


def daily(*names, **changes):
    """Return the sites, some of them to be visited daily."""
    return tuple(
        replace(s, visits=Visits.DAILY, **changes) if s.site_id in names else s for s in sites()
    )


def visits_of(**changes):
    """Return the daily visits of a county as site, first and last moment."""
    visits = daily_visits(county(**changes))
    ids = [site.site_id for site in sites()]
    return list(
        zip(
            [ids[site] for site in visits.site],
            visits.ready.tolist(),
            visits.due.tolist(),
            strict=True,
        )
    )


def test_a_daily_point_is_visited_on_every_whole_day():
    """Planned from Monday 05:00 to Thursday 05:00: Q's hours lie within three days."""
    days = [("Q", clock("08:00", day), clock("18:00", day)) for day in range(3)]
    assert visits_of(sites=daily("Q")) == days


def test_a_day_that_has_begun_is_not_whole():
    """Planned at noon Monday's hours are cut, and Thursday's: two days are left."""
    noon = county().calendar.planned_at.replace(hour=12)
    found = visits_of(sites=daily("P"), planned_at=noon)
    assert [first for _, first, _ in found] == [clock("08:00", 1), clock("08:00", 2)]


def test_a_point_without_hours_is_visited_on_whole_calendar_days():
    """From Monday 05:00 to Thursday 05:00 only Tuesday and Wednesday are whole."""
    found = visits_of(sites=daily("P", hours=()))
    assert found == [("P", clock("00:00", day), clock("00:00", day + 1)) for day in (1, 2)]


def test_only_open_points_with_a_door_of_their_own_are_visited():
    """A closed point, a station, and a point at a station's door need no visit of their own."""
    assert visits_of(sites=daily("P", status=SiteStatus.CLOSED)) == []
    assert visits_of(sites=daily("P", premises="A")) == []
    assert visits_of(sites=daily("A", "H")) == []


def test_visits_carry_nothing():
    """A visit is a task without pieces and orders."""
    visits = daily_visits(county(sites=daily("P")))
    assert visits.is_visit.all()
    assert visits.pieces.sum() == visits.weight.sum() == visits.num_orders.sum() == 0
    assert [len(rows) for rows in visits.orders] == [0, 0, 0]


@pytest.mark.parametrize(("hour", "left"), [(12, [clock("12:00")]), (18, [])])
def test_a_visit_left_to_a_later_plan_takes_what_is_left_of_the_day(hour, left):
    """Planned at noon Monday's visit is due from noon on; at 18:00 the point has closed."""
    later = county(sites=daily("P"), planned_at=county().calendar.planned_at.replace(hour=hour))
    visits = daily_visits(replace(later, visits_due=frozenset({"P"})))
    assert [at for at in visits.ready.tolist() if at < clock("00:00", 1)] == left
