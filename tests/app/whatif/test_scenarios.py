"""The page 推演: scenarios listed, brought, and built by clicking."""

from __future__ import annotations

import tomllib

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from optimizer.scenarios import scenario_of, to_toml
from optimizer.ui import session
from optimizer.ui.words import word
from optimizer.wording.columns import column_name
from tests.app.test_page_words import nodes, texts, without_data
from tests.app.test_words import HAN
from tests.app.whatif.pages import (
    GUANDU,
    NOWHERE,
    PLANNER,
    ROAD,
    VIEWER,
    building,
    changes,
    checked,
    errors,
    opened,
    press,
    said,
    show,
    stored,
    submit,
)
from tests.desk.published import make_desk


def field(elements, name):
    """Return the field of a column of sites, by its label."""
    lang = session.lang()
    label = word("whatif.premises", lang) if name == "premises" else column_name(name, lang)
    return next(one for one in elements if one.label == label)


class TestList:
    """The list: samples into an empty one, copies, drops, only looking."""

    def test_an_empty_list_offers_the_samples(self, desk, lang):
        """One press keeps all four, with what each changes in words."""
        app = press(opened(), "whatif.samples")
        assert len(desk[0].scenarios.list(desk[1].network_id)) == 4
        sentence = {"zh": "承诺改为 24 小时", "en": "Promise 24 hours"}[lang]
        assert sentence in said(app)

    @pytest.mark.parametrize("lang", ["en"], indirect=True)
    def test_only_names_are_chinese_in_english(self, desk):
        """List, builder and both askings speak one language."""
        stored(desk)
        files = desk[0].networks.files(desk[1].version_id)
        data = b"\n".join(files.values()).decode()
        for state in ({}, {"whatif__tab": "compare"}, {"whatif__tab": "siting"}):
            app = opened(**state)
            shown = {text for element in nodes(app._tree) for text in texts(element)}
            for text in shown:
                bare = without_data(text, ["雨天", "李", "翁源县", "中转站"])
                assert not HAN.search(bare) or text in data, text

    def test_the_part_in_the_address_is_shown(self, desk, lang):
        """A refresh of the page, which begins a new session, leaves nobody elsewhere."""
        app = AppTest.from_function(show, default_timeout=60)
        app.query_params["whatif_part"] = "compare"
        assert word("whatif.compare_none", lang) in said(checked(app.run()))

    def test_copies_and_drops(self, desk, lang):
        """A copy gets a free name; what is dropped is gone from the list."""
        row = stored(desk)
        app = press(opened(), f"whatif.duplicate.{row.scenario_id}")
        store, version = desk
        names = {one.name_zh for one in store.scenarios.list(version.network_id)}
        assert names == {"雨天", word("whatif.copy_of", lang, name="雨天")}
        press(app, f"whatif.drop.{row.scenario_id}")
        assert len(store.scenarios.list(version.network_id)) == 1

    def test_viewers_look(self, desk, lang, monkeypatch):
        """They see what each changes, and no button that changes anything."""
        row = stored(desk)
        monkeypatch.setattr(session, "user", lambda: VIEWER)
        app = opened()
        assert word("whatif.look_only", lang) in said(app)
        app = press(app, f"whatif.edit.{row.scenario_id}")
        assert not [one for one in app.button if one.key in ("whatif.save", "whatif.give_up")]
        for tab in ("compare", "siting"):
            app = opened(whatif__tab=tab)
            assert not [
                one for one in app.button if one.key in ("whatif.compare", "whatif.site_it")
            ]

    def test_files_are_brought_together(self, desk, lang):
        """A stack of two comes as two scenarios; all that is wrong is told at once."""
        base = 'name_zh = "底"\n[[changes]]\nchange = "rain"\n'
        above = (
            'name_zh = "顶"\nbase = "a.toml"\n[[changes]]\nchange = "scale_demand"\nfactor = 2\n'
        )
        app = opened(test__files={"a.toml": base.encode(), "b.toml": above.encode()})
        assert len(desk[0].scenarios.list(desk[1].network_id)) == 2
        assert word("whatif.came", lang, count=2, names="底, 顶") in said(app)

    @pytest.mark.parametrize("factor", ["-1", "1000"])
    def test_mad_demand_is_refused_with_its_place(self, desk, lang, factor):
        """File, number of the change and key are said; nothing is kept."""
        file = f'name_zh = "x"\n[[changes]]\nchange = "scale_demand"\nfactor = {factor}\n'
        app = opened(test__files={"x.toml": file.encode()})
        assert "x.toml" in errors(app)
        assert factor in errors(app)
        assert not desk[0].scenarios.list(desk[1].network_id)


class TestBuilding:
    """Clicks and tools make changes; what does not apply is said beside the tool."""

    def test_a_station_where_somebody_clicked(self, desk, lang):
        """Id, name, town and pattern are proposed; it is saved under its name."""
        app = submit(building(whatif__place=GUANDU), "whatif.add")
        (change,) = changes(app)
        assert (change["site"], change["town"], change["like"]) == ("T05", "官渡镇", "T04")
        app.text_input[0].set_value("官渡")
        app = press(app, "whatif.save")
        (row,) = desk[0].scenarios.list(desk[1].network_id)
        assert (row.name_zh, row.changes[0]["site"]) == ("官渡", "T05")
        assert word("whatif.saved", lang, name="官渡") in said(app)

    def test_an_unreachable_place_is_refused_at_once(self, desk, lang):
        """Before anything is typed, and again if it is added all the same."""
        app = building(whatif__place=NOWHERE)
        reason = {"zh": "离最近的道路有", "en": "from the nearest road"}[lang]
        assert reason in errors(app)
        app = submit(app, "whatif.add")
        assert reason in errors(app)
        assert changes(app) == []

    def test_the_hub_cannot_be_closed(self, desk, lang):
        """The reason is said in the language of the session."""
        app = press(building(whatif__site="H01"), "whatif.close_site")
        assert {"zh": "是县中心", "en": "is the hub"}[lang] in errors(app)
        assert changes(app) == []

    def test_closing_a_site_is_undone_by_the_same_button(self, desk, lang):
        """No change is left behind."""
        app = press(building(whatif__site="T02"), "whatif.close_site")
        assert changes(app) == [{"change": "close_site", "site": "T02"}]
        assert changes(press(app, "whatif.undo_status")) == []

    def test_a_site_works_otherwise(self, desk, lang):
        """Only what differs becomes a change."""
        app = building(whatif__site="T02")
        docks = next(one for one in app.number_input if one.value == 3)
        docks.set_value(5)
        app = submit(app, "whatif.apply_working")
        assert changes(app) == [{"change": "change_site", "site": "T02", "docks": 5}]

    def test_a_limit_is_taken_away(self, desk, lang):
        """Docks and hours that are cleared are no limit, in words too, and come back from it."""
        app = building(whatif__site="T02")
        field(app.number_input, "docks").set_value(None)
        field(app.text_input, "hours").set_value("")
        app = submit(app, "whatif.apply_working")
        blank = {"change": "change_site", "site": "T02", "docks": "", "hours": ""}
        assert changes(app) == [blank]
        assert word("whatif.unlimited", lang) in said(app)
        assert field(app.number_input, "docks").value is None
        app = press(app, "whatif.put_back.T02.docks.1")
        assert changes(app) == [{"change": "change_site", "site": "T02", "hours": ""}]
        assert field(app.number_input, "docks").value == 3
        assert changes(press(app, "whatif.put_back.T02.hours.2")) == []

    def test_a_number_that_is_cleared_is_as_before(self, desk, lang):
        """The field shows what it was; clearing it takes the change out."""
        app = building(whatif__site="T02")
        rent = field(app.number_input, "rent_per_day")
        before = rent.value
        rent.set_value(before + 50)
        app = submit(app, "whatif.apply_working")
        assert changes(app)[0]["rent_per_day"] == before + 50
        rent = field(app.number_input, "rent_per_day")
        assert rent.placeholder == word("whatif.as_base", lang, value=f"{before:g}")
        rent.set_value(None)
        assert changes(submit(app, "whatif.apply_working")) == []

    def test_what_is_as_before_is_no_change(self, desk):
        """Typing the value of the base again takes that value out, and leaves the others."""
        app = building(whatif__site="T02")
        field(app.number_input, "docks").set_value(5)
        field(app.number_input, "stop_minutes").set_value(7.0)
        app = submit(app, "whatif.apply_working")
        field(app.number_input, "docks").set_value(3)
        app = submit(app, "whatif.apply_working")
        assert changes(app) == [{"change": "change_site", "site": "T02", "stop_minutes": 7.0}]

    def test_a_point_leaves_its_door(self, desk, lang):
        """A town station that stands at T02 is on its own."""
        app = building(whatif__site="S01")
        assert field(app.selectbox, "premises").value == "T02"
        field(app.selectbox, "premises").set_value(None)
        app = submit(app, "whatif.apply_working")
        assert changes(app) == [{"change": "change_site", "site": "S01", "premises": ""}]

    def test_a_file_without_limits_comes_and_goes(self, desk, lang):
        """What a file says of no limit is shown, and is in the file that is taken along."""
        file = 'name_zh = "随到随开"\n[[changes]]\nchange = "change_site"\nsite = "T02"\n'
        file += 'hours = ""\ndocks = ""\nvisits = "daily"\n'
        app = opened(test__files={"x.toml": file.encode()})
        (row,) = desk[0].scenarios.list(desk[1].network_id)
        app = press(app, f"whatif.edit.{row.scenario_id}")
        app.session_state["whatif.site"] = "T02"
        app = checked(app.run())
        assert field(app.number_input, "docks").value is None
        field(app.number_input, "rent_per_day").set_value(1.0)
        app = press(submit(app, "whatif.apply_working"), "whatif.save")
        (row,) = desk[0].scenarios.list(desk[1].network_id)
        told = {"hours": "", "docks": "", "visits": "daily", "rent_per_day": 1.0}
        assert list(row.changes) == [{"change": "change_site", "site": "T02", **told}]
        text = to_toml(scenario_of({"name_zh": row.name_zh, "changes": list(row.changes)}))
        assert 'docks = ""' in text
        assert scenario_of(tomllib.loads(text)).plain() == (*row.changes,)

    def test_what_is_cut_off_is_said(self, desk, lang):
        """A closed road is no error, but villages without a way are named."""
        app = building("roads", whatif__clicks=[ROAD])
        part = next(one for one in app.button_group if one.key and "whatif.part" in one.key)
        part.set_value("way")
        app = submit(checked(app.run()), "whatif.add")
        assert changes(app)[0]["ways"]
        begin = word("whatif.cut_off", lang, count="#", names="").partition("#")[0]
        assert any(begin in warning.value for warning in app.warning)

    def test_wrong_hours_are_refused(self, desk, lang):
        """What is no clock is said so; the draft stays as it was."""
        app = building(whatif__site="T02")
        next(one for one in app.text_input if one.value == "07:00-19:00").set_value("early")
        app = submit(app, "whatif.apply_working")
        assert "early" in errors(app)
        assert changes(app) == []

    def test_no_vehicle_is_left(self, desk, lang):
        """Dropping them all by type ends in a refusal that says so."""
        app = building("fleet")
        app.session_state["whatif.deed"] = "drop"
        app = checked(app.run())
        vehicles = app.multiselect[0]
        vehicles.set_value([option.split(" ")[0] for option in vehicles.options])
        app = submit(app, "whatif.add")
        assert {"zh": "没有车了", "en": "no vehicle is left"}[lang] in errors(app)
        assert changes(app) == []

    @pytest.mark.parametrize(
        ("deed", "key"),
        [
            ("move", "whatif.no_vehicle"),
            ("drop", "whatif.no_vehicle"),
            ("prices", "whatif.no_price"),
        ],
    )
    def test_what_has_to_be_chosen_first_is_said(self, desk, lang, deed, key):
        """No vehicle, no price: the page says which of them is missing."""
        app = building("fleet", whatif__deed=deed)
        app = submit(app, "whatif.add")
        assert errors(app) == word(key, lang)
        assert changes(app) == []

    def test_a_new_scenario_has_no_name_of_another(self, desk, lang):
        """What was typed for one that was given up is in no field of the next."""
        app = building()
        app.text_input[0].set_value("雨天")
        app = press(checked(app.run()), "whatif.give_up")
        assert press(app, "whatif.new").text_input[0].value == ""

    def test_a_road_is_closed_by_a_click(self, desk, lang):
        """Name and length are said; it is closed in both directions."""
        app = building("roads", whatif__clicks=[ROAD])
        assert "G358" in said(app)
        app = submit(app, "whatif.add")
        (change,) = changes(app)
        assert change["change"] == "close_road"
        assert sorted(edge[:2] for edge in change["edges"]) == [["32", "33"], ["33", "32"]]

    def test_two_clicks_mean_the_stretch_between(self, desk, lang):
        """And a percentage slows it down."""
        app = building("roads", whatif__clicks=[ROAD, (113.95, 24.3)])
        app.slider[0].set_value(50)
        app = submit(app, "whatif.add")
        (change,) = changes(app)
        assert (change["change"], change["factor"]) == ("slow_road", 0.5)
        assert len(change["between"]) == 2

    def test_demand_rain_promise(self, desk, lang):
        """Each tool adds its change; moved twice it is still one."""
        app = building("demand")
        app.select_slider[0].set_value(2.0)
        app = submit(app, "whatif.add")
        app.session_state["whatif.tool"] = "rain"
        app = submit(checked(app.run()), "whatif.let_it_rain")
        app.slider[0].set_value(80)
        app = submit(app, "whatif.let_it_rain")
        app.session_state["whatif.tool"] = "promise"
        app = checked(app.run())
        app.number_input[0].set_value(24.0)
        found = [one for one in app.button if one.label == word("whatif.add", lang)]
        app = checked(found[0].click().run())
        assert changes(app) == [
            {"change": "scale_demand", "factor": 2.0},
            {"change": "rain", "factor": 0.8},
            {"change": "change_promise", "hours": 24.0},
        ]

    def test_a_contradiction_may_be_settled(self, desk, lang):
        """Two roads of one name contradict each other; the newer may replace the older."""
        app = building("roads", whatif__clicks=[ROAD])
        app = submit(app, "whatif.add")
        app.session_state["whatif.tool"] = "roads"
        app.session_state["whatif.clicks"] = [(113.95, 24.3)]
        app = checked(app.run())
        name = next(one for one in app.text_input if one.label == word("whatif.road_name", lang))
        name.set_value(changes(app)[0]["name"])
        app = submit(app, "whatif.add")
        assert {"zh": "矛盾", "en": "contradicts"}[lang] in errors(app)
        before = changes(app)[0]
        app = press(app, "whatif.instead.roads")
        assert len(changes(app)) == 1
        assert changes(app)[0]["edges"] != before["edges"]


class TestTables:
    """A network with measured travel tables has no roads, and knows no other places."""

    @pytest.fixture
    def tables(self, tmp_path, lang, monkeypatch):
        """Return the four-stop county served to the page."""
        made = make_desk(tmp_path)
        monkeypatch.setattr(session, "store", lambda: made.store)
        monkeypatch.setattr(session, "user", lambda: PLANNER)
        monkeypatch.setattr(session, "lang", lambda: lang)
        st.cache_resource.clear()
        yield made
        st.cache_resource.clear()
        made.store.close()

    def test_what_needs_roads_is_refused(self, tables, lang):
        """There is no road to close; a new site is refused with the reason."""
        assert word("whatif.no_roads", lang) in said(building("roads"))
        app = submit(building(whatif__place=(114.0, 24.3)), "whatif.add")
        assert {"zh": "需要道路", "en": "needs roads"}[lang] in errors(app)
        assert changes(app) == []

    def test_what_needs_none_is_not(self, tables):
        """A closed point is a change like any other."""
        app = press(building(whatif__site="Q"), "whatif.close_site")
        assert changes(app) == [{"change": "close_site", "site": "Q"}]
