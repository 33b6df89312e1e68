"""One day, from its recipe to what it came to."""

import json
from dataclasses import replace

import pytest

from optimizer.days import (
    DayResult,
    Drawn,
    FailedRun,
    VillageDay,
    open_day,
    plan_again,
    plan_day,
)
from optimizer.days.planning import attempt
from optimizer.days.summing import summed
from optimizer.errors import InputError
from tests.days.fourstop import Days, close, orders_of, refuse, stumble, take_away
from tests.instances import clock


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    return Days(tmp_path_factory.mktemp("days"))


@pytest.fixture(scope="module")
def result(days):
    return plan_day(days.run())


def test_a_day_is_planned_and_checked(result):
    """Four parcels are brought on time, by a plan that keeps every rule."""
    assert (result.on_time, result.late, result.unserved, result.deferred) == (4, 0, 0, 0)
    assert (result.violations, result.pieces, result.on_time_share) == (0, 4, 1.0)


def test_rent_is_counted(result, days):
    """A's rent of 120 is in every cost, and gone with A."""
    closed = plan_day(days.run(changes=({"site": "A"},), apply=close))
    assert result.cost["rent"] == 120
    assert closed.cost["rent"] == 0
    parts = [part for name, part in result.cost.items() if name != "total"]
    assert result.cost["total"] == pytest.approx(sum(parts))
    paid = ("vehicles", "stations", "handling", "rent")
    assert result.operating_cost == pytest.approx(sum(result.cost[name] for name in paid))
    assert result.cost_per_piece == pytest.approx(result.operating_cost / 4)


def test_villages_have_their_orders(result):
    """P gets three parcels, Q sends one; hub and station are no villages."""
    assert result.by_village["P"][:2] == (3, 3)
    assert result.by_village["Q"][:2] == (1, 1)
    assert set(result.by_village) == {"P", "Q"}


def test_hours_run_from_ready_to_delivered(days, tmp_path):
    """Q's parcel waits at the hub for the onward departure at 21:00: twelve hours from 09:00."""
    row = {"origin": "Q", "destination": "H", "ready": clock("09:00")}
    only = plan_day(days.run(orders=orders_of(tmp_path, row)))
    assert only.by_village == {"Q": VillageDay(1, 1, 12.0)}


def test_a_deferred_order_is_not_yet_promised(days, tmp_path):
    """What is due after the horizon and on no trip counts for no share."""
    row = {"ready": clock("20:00", day=2), "due": clock("20:00", day=4)}
    later = plan_day(days.run(orders=orders_of(tmp_path, row)))
    assert later.deferred == 1
    assert later.on_time_share is None
    assert later.cost_per_piece is None
    assert later.by_village == {"P": VillageDay(0, 0, None)}


def test_load_is_what_is_unloaded_at_a_station(days):
    """Without the van at the hub three parcels go down and one comes up by A."""
    taken = {"changes": ({"vehicle": "van-2"},), "apply": take_away}
    loaded = plan_day(days.run(**taken))
    assert loaded.station_load == {"A": 4}
    assert loaded.cost["handling"] == pytest.approx(4 * 0.05)


def test_the_same_recipe_gives_the_same_result(days, result):
    """But for the seconds that it took."""
    again = plan_day(days.run())
    assert replace(again, seconds=0) == replace(result, seconds=0)


def test_the_whole_plan_is_that_of_the_sum(days, result):
    """A day that was summed up can be looked at later: the same plan, and checked."""
    county, checked = plan_again(days.run())
    assert not checked.violations
    assert replace(summed(days.run(), county, checked, seconds=0), seconds=0) == replace(
        result, seconds=0
    )
    _, twice = plan_again(days.run())
    assert twice.document["trips"] == checked.document["trips"]


def test_drawn_orders_are_those_of_the_network_before_the_change(days):
    """Base and variant share the orders of a day, so that they can be paired."""
    drawn = Drawn(seed=5)
    base = open_day(days.run(orders=drawn))
    closed = open_day(days.run(orders=drawn, changes=({"site": "Q"},), apply=close))
    assert base.instance.orders.order_id == closed.instance.orders.order_id
    assert len(base.instance.orders) > 10
    assert not closed.instance.sites[3].is_open


def test_drawing_what_cannot_be_drawn_is_an_input_error(days):
    """E430 for an unknown season."""
    with pytest.raises(InputError) as refused:
        open_day(days.run(orders=Drawn(season="monsoon")))
    assert refused.value.issues[0].code == "E430"


def test_a_network_that_was_changed_is_refused(tmp_path):
    """E429: the recipe is of the network as it was."""
    days = Days(tmp_path)
    file = tmp_path / "county" / "network.toml"
    file.write_text(file.read_text("utf-8") + "\n# later\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        open_day(days.run())
    assert refused.value.issues[0].code == "E429"


def test_a_network_that_is_changed_between_two_days_is_refused(tmp_path):
    """E429 too where the process has the network open already."""
    days = Days(tmp_path)
    open_day(days.run())
    file = tmp_path / "county" / "network.toml"
    file.write_text(file.read_text("utf-8") + "\n# later\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        open_day(days.run(1))
    assert refused.value.issues[0].code == "E429"


def test_a_failure_is_a_value_with_code_and_sentences(days):
    """What a change refuses is said as the change says it."""
    failure = attempt(days.run(variant="B", changes=({},), apply=refuse))
    assert isinstance(failure, FailedRun)
    assert (failure.variant, failure.code) == ("B", "E107")
    assert "X" in failure.sentence_en
    assert failure.sentence_zh


def test_a_bug_names_its_kind_and_not_its_insides(days):
    """E426, without what the exception says."""
    failure = attempt(days.run(changes=({},), apply=stumble))
    assert failure.code == "E426"
    assert "KeyError" in failure.sentence_en
    assert "secret" not in failure.sentence_en + failure.sentence_zh


def test_changes_need_somebody_to_apply_them(days):
    """E427 where a recipe has changes only."""
    failure = attempt(days.run(changes=({"site": "A"},)))
    assert failure.code == "E427"


def test_a_result_survives_its_file(result):
    """A result is the same after it was written as JSON and read."""
    assert DayResult.of(json.loads(json.dumps(result.document()))) == result


@pytest.mark.parametrize("broken", [{}, {"schema": "route48/day/1"}, {"schema": "other"}], ids=str)
def test_what_is_no_result_is_refused(broken):
    """A damaged document raises ValueError."""
    with pytest.raises(ValueError):
        DayResult.of(broken)
