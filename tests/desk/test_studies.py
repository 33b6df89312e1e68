"""Studies at the desk: asked for with all that stands against them, stopped, opened, dropped."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from optimizer.desk import studies, studies_checking
from optimizer.desk.networks import import_folder
from optimizer.desk.planning import CannotPlan
from optimizer.desk.studies import (
    ask_simulation,
    ask_siting,
    ask_study_again,
    ask_whatif,
    drop_study,
    open_study,
    recent_studies,
    stop_study,
)
from optimizer.desk.users import NotAllowed, Role, User
from optimizer.errors import InputError
from optimizer.jobs import StudyRequest
from optimizer.reports import Figures
from optimizer.store import NotFound, Refused
from optimizer.wording import error_text
from tests.desk.networks import DISPATCHER, PLANNER, refused
from tests.jobs.desks import order_row
from tests.jobs.studies import CLOSED, DEARER, FIRST

READY = datetime(2026, 11, 22, 22, tzinfo=UTC)  # six o'clock of the first day in the county
REQUEST = StudyRequest(
    first_day=FIRST.isoformat(),
    days=2,
    orders="history",
    effort=20,
    scenarios=(DEARER, CLOSED),
)
ALONE = replace(REQUEST, scenarios=(), candidates=({"site_id": "A"},))


@pytest.fixture
def net(store, four, monkeypatch):
    """The number of the four-stop county, with orders on three days; no worker comes up."""
    monkeypatch.setattr(studies.jobs, "ensure_worker", lambda _: None)
    rows = [
        order_row(f"{day}-{n}", ready_at=READY + timedelta(days=day))
        for day in range(3)
        for n in "ab"
    ]
    store.orders.add(four.network_id, rows, name="n", by="li")
    return four.network_id


def test_a_whatif_waits_with_its_history(store, net):
    """The run has all orders that were ready on its days, whatever became of them."""
    store.orders.cancel(net, ["0-b"], by="li")
    store.orders.settle(net, {"0-a": READY + timedelta(hours=4)}, {}, by="li")
    run = ask_whatif(store, PLANNER, net, REQUEST)
    assert (run.kind, run.state, run.asked_by) == ("whatif", "queued", "li")
    assert run.request["scenarios"][0]["name_zh"] == "油价涨"
    lines = store.runs.orders_csv(run.run_id).decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["order_id", "0-a", "1-a", "1-b"]
    assert ",H,P," in lines[1]


def test_who_asks_twice_gets_the_run_that_waits(store, net):
    """A double press is one study; a run that was told to stop is none."""
    run = ask_whatif(store, PLANNER, net, REQUEST)
    assert ask_whatif(store, PLANNER, net, replace(REQUEST, title="again")).run_id == run.run_id
    assert ask_whatif(store, PLANNER, net, replace(REQUEST, seed=1)).run_id != run.run_id
    stop_study(store, PLANNER, run.run_id)
    assert ask_whatif(store, PLANNER, net, REQUEST).run_id != run.run_id


def test_another_history_is_another_study(store, net):
    """Who has imported what was missing gets it counted, though the old study still waits."""
    run = ask_whatif(store, PLANNER, net, REQUEST)
    rows = [order_row("late", ready_at=READY)]
    store.orders.add(net, rows, name="n", by="li")
    again = ask_whatif(store, PLANNER, net, REQUEST)
    assert again.run_id != run.run_id
    assert b"late" in store.runs.orders_csv(again.run_id)
    drawn = replace(REQUEST, orders="drawn")
    first = ask_whatif(store, PLANNER, net, drawn)
    assert ask_whatif(store, PLANNER, net, drawn).run_id == first.run_id


def test_a_siting_waits_with_fresh_days_where_there_are_some(store, net):
    """Orders of the days after the others are brought along, and may be missing."""
    run = ask_siting(store, PLANNER, net, ALONE)
    assert run.kind == "siting"
    assert store.runs.orders_csv(run.run_id).count(b"\n") == 7
    assert refused(ask_siting, store, PLANNER, net, replace(ALONE, fresh=2)) == ["E412"]


def test_a_simulation_waits_with_its_days(store, net):
    """What its uncertainty does not know is refused, and what would take days."""
    run = ask_simulation(store, PLANNER, net, replace(ALONE, candidates=(), days=3))
    assert (run.kind, store.runs.orders_csv(run.run_id).count(b"\n")) == ("simulation", 7)
    odd = replace(ALONE, candidates=(), uncertainty={"luck": 1, "road_spread": -1})
    assert refused(ask_simulation, store, PLANNER, net, odd) == ["E461", "E462"]
    long = replace(ALONE, candidates=(), orders="drawn", days=366, seeds=20)
    assert refused(ask_simulation, store, PLANNER, net, long) == ["D243"]


def test_only_planners_ask_and_stop(store, net):
    """A dispatcher may look at studies, and no more."""
    run = ask_whatif(store, PLANNER, net, REQUEST)
    for act in (
        lambda: ask_whatif(store, DISPATCHER, net, REQUEST),
        lambda: ask_siting(store, DISPATCHER, net, ALONE),
        lambda: ask_simulation(store, DISPATCHER, net, ALONE),
        lambda: stop_study(store, DISPATCHER, run.run_id),
        lambda: ask_study_again(store, DISPATCHER, run.run_id),
        lambda: drop_study(store, User("wu", Role.VIEWER), 1),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert recent_studies(store, net) == []


def test_all_that_makes_no_sense_is_told_at_once(store, net):
    """Values, a scenario without a name, two of one name: nothing is queued."""
    wrong = replace(
        REQUEST,
        effort=0,
        days=1_000,
        at="noon",
        scenarios=(DEARER, DEARER, {"changes": []}),
    )
    found = refused(ask_whatif, store, PLANNER, net, wrong)
    assert found == ["D242", "D242", "D242", "E403", "E414"]
    assert refused(ask_whatif, store, PLANNER, net, replace(REQUEST, scenarios=())) == ["D241"]
    bad = replace(ALONE, candidates=({"site_id": "A", "investment": "x"},), budget=-1)
    assert refused(ask_siting, store, PLANNER, net, bad) == ["D242", "E447"]
    for day in ("9999-12-31", "9999-01-01", "0001-01-01"):
        for ask in (ask_whatif, ask_siting, ask_simulation):
            asked = replace(REQUEST, first_day=day, orders="drawn")
            assert refused(ask, store, PLANNER, net, asked) == ["D242"]
    assert store.runs.queue() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([{"change": "close_site", "site": "H"}], "E406"),
        ([{"change": "open_site", "site": "ZZ"}], "E405"),
        ([{"change": "scale_demand", "factor": -1}], "E403"),
        ([{"change": "scale_demand", "factor": 1_000}], "E403"),
        ([{"change": "drop_vehicles", "home": home} for home in "HA"], "E408"),
        (
            [{"change": "close_site", "site": "A"}, {"change": "open_site", "site": "A"}],
            "E407",
        ),
    ],
)
def test_a_scenario_that_cannot_be_is_refused_in_every_study(store, net, changes, code):
    """No hub, an unknown site, odd demand, no vehicle, a contradiction: compared or under all."""
    scenario = {"name_zh": "不成立", "changes": changes}
    asked = replace(REQUEST, scenarios=(DEARER, scenario))
    assert refused(ask_whatif, store, PLANNER, net, asked) == [code]
    for ask in (ask_whatif, ask_siting, ask_simulation):
        scenarios = (DEARER,) if ask is ask_whatif else ()
        under = replace(REQUEST, scenarios=scenarios, under=scenario)
        with pytest.raises(InputError) as caught:
            ask(store, PLANNER, net, under)
        assert [issue.code for issue in caught.value.issues] == [code]
        assert error_text(caught.value, "zh") != error_text(caught.value, "en")
    assert store.runs.queue() == []


def test_orders_times_a_thousand_are_refused_in_every_study(store, net):
    """D242 names the scale; times nothing is refused when orders are to be drawn."""
    for ask in (ask_siting, ask_simulation):
        drawn = replace(ALONE, candidates=(), orders="drawn")
        assert refused(ask, store, PLANNER, net, replace(drawn, scale=1_000.0)) == ["D242"]
        assert refused(ask, store, PLANNER, net, replace(drawn, scale=-1.0)) == ["D242"]
        assert refused(ask, store, PLANNER, net, replace(drawn, scale=0.0)) == ["E430"]
    assert store.runs.queue() == []


def test_days_without_orders_are_named(store, net):
    """The planner sees which; in the language of the page, without options of the terminal."""
    with pytest.raises(InputError) as caught:
        ask_whatif(store, PLANNER, net, replace(REQUEST, days=5))
    assert [issue.value for issue in caught.value.issues] == ["2026-11-26, 2026-11-27"]
    assert "2026-11-26" in error_text(caught.value, "zh")
    assert "--" not in error_text(caught.value, "en")


def test_changes_that_do_not_apply_are_told_together(store, net):
    """Those of both scenarios and of what holds for all, by their names."""
    gone = {"name_zh": "甲", "changes": [{"change": "close_site", "site": "Z"}]}
    hub = {"name_zh": "乙", "changes": [{"change": "close_site", "site": "H"}]}
    with pytest.raises(InputError) as caught:
        ask_whatif(store, PLANNER, net, replace(REQUEST, scenarios=(gone, hub)))
    assert {issue.file for issue in caught.value.issues} == {"甲", "乙"}
    under = replace(REQUEST, under=gone)
    assert refused(ask_whatif, store, PLANNER, net, under)
    assert refused(ask_siting, store, PLANNER, net, replace(ALONE, under=hub))


def test_candidates_that_no_county_has_are_refused(store, net):
    """The hub is a station already, Z is nowhere."""
    sites = ({"site_id": "H"}, {"site_id": "Z"})
    found = refused(ask_siting, store, PLANNER, net, replace(ALONE, candidates=sites))
    assert found == ["E441", "E442"]


def test_what_would_take_days_is_refused(store, net, monkeypatch):
    """Three variants over two days with three seeds are eighteen plans."""
    monkeypatch.setattr(studies_checking, "MOST_PLANS", 17)
    with pytest.raises(InputError) as caught:
        ask_whatif(store, PLANNER, net, replace(REQUEST, seeds=3))
    assert [(issue.code, issue.value) for issue in caught.value.issues] == [("D243", "18")]
    assert "18" in error_text(caught.value, "zh")
    monkeypatch.setattr(studies_checking, "MOST_PLANS", 15)
    assert refused(ask_siting, store, PLANNER, net, ALONE) == ["D243"]


def test_an_order_that_no_longer_fits_is_named(store, four, files, net):
    """A village point was taken out of the network since: its orders are history, by id."""
    store.orders.add(net, [order_row("z", destination="Z", ready_at=READY)], name="n", by="li")
    with pytest.raises(InputError) as caught:
        ask_whatif(store, PLANNER, net, REQUEST)
    assert {issue.file for issue in caught.value.issues} == {"z"}


def test_a_study_is_asked_again(store, net):
    """Lost and stopped ones go on as they were; failed ones are asked anew."""
    run = ask_whatif(store, PLANNER, net, REQUEST)
    with pytest.raises(Refused):
        ask_study_again(store, PLANNER, run.run_id)
    stop_study(store, PLANNER, run.run_id)
    again = ask_study_again(store, PLANNER, run.run_id)
    assert (again.run_id, again.state) == (run.run_id, "queued")
    store.runs.claim("w")
    store.runs.fail(run.run_id, {"kind": "bug"})
    assert ask_study_again(store, PLANNER, run.run_id).run_id != run.run_id
    with pytest.raises(CannotPlan) as over:
        stop_study(store, PLANNER, run.run_id)
    assert over.value.code == "D204"


def test_a_study_is_opened_and_dropped(store, four, net):
    """Its boards are figures; one that is not there is None."""
    content = Figures.of({"sites": [], "lang": "zh"}).content
    row = store.studies.save(
        net,
        four.version_id,
        "whatif",
        "官渡",
        headline={"sentence_zh": "省", "sentence_en": "saves", "kind": "saves"},
        document={"schema": "route48/whatif/1"},
        files={"board-base-zh.json": content},
        run_id=None,
        by="li",
    )
    assert recent_studies(store, net, ["whatif"]) == [row]
    assert recent_studies(store, net, ["siting"]) == []
    opened = open_study(store, row.study_id)
    assert (opened.row, opened.document["schema"]) == (row, "route48/whatif/1")
    assert opened.figures("base", "zh").content == content
    assert opened.figures("1", "zh") is None
    assert opened.file("board-base-zh.json") == content
    drop_study(store, PLANNER, row.study_id)
    with pytest.raises(NotFound):
        open_study(store, row.study_id)


def test_the_county_that_comes_with_the_store_can_be_studied(store, files, monkeypatch):
    """Orders that are drawn need no history."""
    monkeypatch.setattr(studies.jobs, "ensure_worker", lambda _: None)
    net = import_folder(store, PLANNER, files).network_id
    run = ask_whatif(store, PLANNER, net, replace(REQUEST, orders="drawn"))
    assert store.runs.orders_csv(run.run_id) == b""
