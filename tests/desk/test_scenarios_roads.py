"""Roads by a click: which one it is, how long, and what of it is closed."""

from __future__ import annotations

import pytest

from optimizer.desk.networks import ensure_embedded
from optimizer.desk.scenarios import apply_draft, open_base
from optimizer.desk.scenarios_effort import (
    Duration,
    duration,
    history,
    history_span,
    season_names,
    simulation_day_plans,
    siting_day_plans,
    whatif_day_plans,
)
from optimizer.desk.scenarios_roads import Streets
from optimizer.store import Store
from tests.desk.published import at, make_desk


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    """Return the embedded county in a store: store, version, base, streets."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.db'}")
    version = ensure_embedded(store)
    base = open_base(store, version.version_id)
    yield store, version, base, Streets(base.roads, store.networks.folder(version.version_id))
    store.close()


class TestRoads:
    """The G358 between Longxian and Guandu, clicked on from 200 m beside it."""

    CLICK = (113.9, 24.29)

    def test_the_nearest_road_is_named(self, embedded):
        """Name, class and length of the piece and of the whole road; both directions."""
        road = embedded[3].road_at(*self.CLICK)
        assert (road.name, road.highway) == ("G358 龙仙—官渡", "trunk")
        assert road.metres == pytest.approx(2031.8)
        assert road.way_metres == pytest.approx(31_994.8)
        assert 0 < road.away < 300
        assert {edge[:2] for edge in road.edges} == {("32", "33"), ("33", "32")}

    def test_far_from_all_roads_is_none(self, embedded):
        """A click outside the county is no road."""
        assert embedded[3].road_at(112.0, 25.5) is None

    def test_what_is_closed_is_as_long_as_it_is_said(self, embedded):
        """A piece, a whole road, a stretch between two clicks."""
        streets = embedded[3]
        road = streets.road_at(*self.CLICK)
        assert streets.metres({"edges": road.edges}) == pytest.approx(road.metres, rel=0.01)
        assert streets.metres({"ways": road.ways}) == pytest.approx(road.way_metres, rel=0.01)
        between = {"between": [self.CLICK, (113.95, 24.3)]}
        assert 3_000 < streets.metres(between) < 10_000
        lines = streets.lines(between)
        assert all(len(line) >= 2 for line in lines)

    def test_the_piece_can_be_closed(self, embedded):
        """What the click found is what the change closes, in both directions."""
        _, _, base, streets = embedded
        road = streets.road_at(*self.CLICK)
        change = {"change": "close_road", "name": road.name, "edges": [list(e) for e in road.edges]}
        found = apply_draft(base, [change])
        assert not found.issues
        hub, near = base.instance.network.hub, base.instance.network.index["S04"]
        for profile, before in base.travel.items():
            after = found.county.travel[profile].duration
            assert after[hub, near] >= before.duration[hub, near]
        assert any(
            (found.county.travel[profile].duration > before.duration).any()
            for profile, before in base.travel.items()
        )


class TestEffort:
    """How many plans a study makes, and about how long it takes."""

    def test_runs_are_counted_as_they_are_made(self):
        """Base and scenarios on all days; five days again for each further seed."""
        assert whatif_day_plans(3, 30, 2) == 4 * (30 + 5)
        assert whatif_day_plans(1, 3, 3) == 2 * (3 + 6)
        assert siting_day_plans(4, None, 5, 2, 0) == 5 * (1 + 5 * 2) + 2 * 5
        assert simulation_day_plans(3, 2) == 2 * (2 * (3 + 2) + 3)

    def test_the_first_study_is_a_guess(self, embedded):
        """Nobody has planned here yet: it says so."""
        store, version, _, _ = embedded
        network_id = version.network_id
        found = duration(store, network_id, "simulation", 100, effort=500)
        assert not found.is_measured
        assert found.seconds > 100
        twice = duration(store, network_id, "simulation", 100, effort=500, times=2)
        assert twice == Duration(100, 2 * found.seconds, is_measured=False)
        # A simulated day is the habit's as well, whose clocks take longer than its routes.
        assert found.seconds > 2 * duration(store, network_id, "whatif", 100, effort=500).seconds

    def test_studies_of_the_kind_say_how_long_a_day_plan_takes(self, tmp_path):
        """As the progress counts; another kind says nothing of it, nor one that was resumed."""
        desk = make_desk(tmp_path)
        store, network_id = desk.store, desk.network_id

        def measured(kind):
            return duration(store, network_id, kind, 8, effort=500, times=2)

        for kind in ("whatif", "simulation"):
            run_id = _ended(desk, kind)
            run = store.runs.get(run_id)
            seconds = 8 * (run.ended_at - run.started_at).total_seconds() / run.done
            assert measured(kind) == Duration(8, pytest.approx(seconds), is_measured=True)
            assert not measured("siting").is_measured
        store.runs.requeue(run_id)
        _end(store, run_id)
        assert not measured("simulation").is_measured
        assert measured("whatif").is_measured
        _ended(desk, "siting", gives_way=True)
        assert not measured("siting").is_measured
        store.close()

    def test_seasons_are_those_of_the_county(self, embedded):
        """Its demand model knows the orchids."""
        store, version, _, _ = embedded
        assert season_names(store, version.version_id) == ("ordinary", "orchid")

    def test_history_says_what_is_missing(self, tmp_path):
        """Orders of Monday and Tuesday; Sunday has none."""
        desk = make_desk(tmp_path)
        day = at("05:00").date()
        first, last = history_span(desk.store, desk.network_id, day)
        assert first == day
        found = history(desk.store, desk.network_id, first.replace(day=day.day - 1), 2)
        assert found.orders > 0
        assert found.missing == (day.replace(day=day.day - 1),)
        assert last >= first
        desk.store.close()


def _ended(desk, kind, *, gives_way=False):
    """Return the number of a run that has ended, after it has made room for a plan."""
    run = desk.store.runs.ask(
        desk.network_id, desk.version.version_id, kind, {"effort": 500}, b"", by="li"
    )
    if gives_way:
        desk.store.runs.claim("w")
        desk.store.runs.give_back(run.run_id)
    _end(desk.store, run.run_id)
    return run.run_id


def _end(store, run_id):
    """Stop a run after four day plans of nine."""
    assert store.runs.claim("w").run_id == run_id
    store.runs.beat(run_id, "days", None, None, done=4, total=9)
    store.runs.stopped(run_id)
