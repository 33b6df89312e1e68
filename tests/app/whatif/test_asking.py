"""The page 推演: drafts that nobody loses, and what is asked of scenarios."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.desk import studies
from optimizer.jobs.studying import StudyRequest
from optimizer.ui.words import word
from tests.app.whatif.pages import (
    GUANDU,
    NOWHERE,
    building,
    changes,
    checked,
    errors,
    opened,
    press,
    said,
    stored,
    submit,
)


class TestDraft:
    """The draft is nobody's to lose."""

    def test_the_list_keeps_it(self, desk, lang):
        """Going to the list and back loses nothing; a new one asks first."""
        app = submit(building("rain"), "whatif.let_it_rain")
        app = press(app, "whatif.to_list")
        app = press(app, "whatif.new")
        assert word("whatif.would_lose", lang, name=word("whatif.unnamed", lang)) in said(app)
        app = press(app, "whatif.keep")
        assert changes(app) == [{"change": "rain", "factor": 0.9}]

    def test_cards_are_taken_out_and_tell_what_breaks(self, desk, lang):
        """Without the station the vans have no home: the card says so, saving is refused."""
        moved = {"change": "move_vehicles", "vehicles": ["van-05"], "to": "T05"}
        added = {
            "change": "add_site", "site": "T05", "name_zh": "官渡", "latitude": GUANDU[1],
            "longitude": GUANDU[0], "like": "T04",
        }  # fmt: skip
        store, version = desk
        row = store.scenarios.save(
            version.network_id, name_zh="官渡", name_en="", changes=[added, moved], by="王"
        )
        app = press(opened(), f"whatif.edit.{row.scenario_id}")
        out = next(one for one in app.button if one.key.startswith("whatif.out.0."))
        app = checked(out.click().run())
        assert changes(app) == [moved]
        assert "T05" in errors(app)
        app = press(app, "whatif.save")
        assert store.scenarios.get(row.scenario_id).version == row.version

    def test_somebody_was_quicker(self, desk, lang):
        """Mine stays on the screen, and I choose what becomes of it."""
        row = stored(desk)
        app = press(opened(), f"whatif.edit.{row.scenario_id}")
        store, version = desk
        store.scenarios.save(
            version.network_id, name_zh="雨天", name_en="", changes=[], by="王",
            scenario_id=row.scenario_id, version=row.version,
        )  # fmt: skip
        app.text_input[0].set_value("大雨")
        app = press(app, "whatif.save")
        assert word("whatif.conflict", lang, name="王", count=0) in said(app)
        press(app, "whatif.keep_mine")
        now = store.scenarios.get(row.scenario_id)
        assert (now.name_zh, now.changes) == ("大雨", [{"change": "rain"}])


class TestAsking:
    """What is asked is what was chosen, and how long it takes is said."""

    @pytest.fixture
    def asked(self, monkeypatch):
        """Return a list of what was asked for."""
        found = []

        def ask(store, user, network_id, request):
            found.append(request)

        monkeypatch.setattr(studies, "ask_whatif", ask)
        monkeypatch.setattr(studies, "ask_siting", ask)
        return found

    def test_a_comparison(self, desk, lang, asked):
        """Scenarios, days, season, effort and seeds."""
        row = stored(desk)
        under = stored(desk, "24 小时", {"change": "change_promise", "hours": 24})
        app = opened(whatif__tab="compare")
        assert app.button(key="whatif.compare").disabled
        app.multiselect(key="whatif.compared").set_value([row.scenario_id])
        app.selectbox(key="whatif.under.compare").set_value(under.scenario_id)
        app.selectbox(key="whatif.season.compare").set_value("orchid")
        app = checked(app.run())
        assert word("whatif.guessed", lang) in said(app)
        press(app, "whatif.compare")
        (request,) = asked
        assert isinstance(request, StudyRequest)
        assert [one["name_zh"] for one in request.scenarios] == ["雨天"]
        assert request.under["changes"] == [{"change": "change_promise", "hours": 24}]
        assert (request.days, request.season, request.effort, request.seeds) == (
            *(14, "orchid"),
            *(2_000, 2),
        )

    def test_the_list_leads_to_the_comparison(self, desk, lang, asked):
        """One press in the list, one on Compare."""
        row = stored(desk)
        app = press(opened(), f"whatif.compare.{row.scenario_id}")
        press(app, "whatif.compare")
        assert [one["name_zh"] for one in asked[0].scenarios] == ["雨天"]

    def test_days_without_orders_are_told_before(self, desk, lang, asked):
        """Nothing was imported: the button waits, and why is said."""
        row = stored(desk)
        app = opened(whatif__tab="compare", whatif__orders__compare="history")
        app.multiselect(key="whatif.compared").set_value([row.scenario_id])
        app = checked(app.run())
        assert word("whatif.no_history", lang) in said(app)
        assert app.button(key="whatif.compare").disabled

    def test_a_siting_with_a_point_of_ones_own(self, desk, lang, asked):
        """The point is a candidate, and no site of today's county has changed for it."""
        stored(desk)
        own = {
            "change": "add_site", "site": "T05", "name_zh": "官渡 T05", "latitude": GUANDU[1],
            "longitude": GUANDU[0], "site_kind": "village_point",
        }  # fmt: skip
        app = opened(whatif__tab="siting", whatif__own={desk[1].network_id: [own]})
        press(app, "whatif.site_it")
        (request,) = asked
        sites = [one["site_id"] for one in request.candidates]
        assert {"T01", "T02", "T03", "T04", "T05"} <= set(sites)
        assert request.under["changes"] == [own]
        assert (request.most, request.days, request.fresh) == (5, 10, 10)

    def test_a_station_without_rent_stays_without(self, desk, lang, asked):
        """It costs the same in a proposal as today; a town that has no station yet is guessed."""
        free = {"change": "change_site", "site": "T01", "rent_per_day": 0.0}
        under = stored(desk, "自有房", free)
        app = opened(whatif__tab="siting", whatif__under__siting=under.scenario_id)
        press(app, "whatif.site_it")
        rents = {one["site_id"]: one["rent_per_day"] for one in asked[0].candidates}
        assert rents["T01"] == 0.0
        assert all(rent > 0 for site, rent in rents.items() if not site.startswith("T"))

    def test_a_point_that_nobody_reaches_is_refused(self, desk, lang, asked):
        """The reason is said, and it is no candidate."""

        def show_one(place):
            from optimizer.ui import session
            from optimizer.ui.pages.whatif import page
            from optimizer.ui.parts.whatif_points import add_point

            add_point(session.network(), [], place)
            page()

        app = AppTest.from_function(show_one, args=(NOWHERE,), default_timeout=60)
        app.session_state["whatif.tab"] = "siting"
        app.session_state["whatif.own_open"] = True
        app = checked(app.run())
        assert {"zh": "离最近的道路有", "en": "from the nearest road"}[lang] in errors(app)
