"""The page Network: its parts in both languages, saving, and what stands against it."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from optimizer.desk.networks import Edits, save_tables, tables
from optimizer.desk.users import Role, User
from optimizer.ui.words import word
from tests.app.test_page_words import nodes, texts, without_data
from tests.app.test_words import HAN
from tests.desk.published import make_desk

TABS = ("sites", "vehicles", "drivers", "rules", "map", "versions")


def show():
    """Change a rule where the test asks for it, and run the page."""
    import streamlit as st

    from optimizer.ui import session
    from optimizer.ui.pages.network import page
    from optimizer.ui.parts.network_bench import bench

    for key, value in st.session_state.get("test.rules", {}).items():
        bench(session.network()).set_rule(key, value)
    for file, rows in st.session_state.get("test.rows", {}).items():
        bench(session.network()).set_rows(file, rows, redraw=True)
    page()


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Return the four-stop county in a store, published and served to the page."""
    from optimizer.ui import session

    made = make_desk(tmp_path / "desk")
    made.store.plans.publish(made.plan.plan_id, by="li", violations=[], expecting=None, tokens={})
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(session, "store", lambda: made.store)
    st.cache_resource.clear()
    st.cache_data.clear()
    yield made
    st.cache_resource.clear()
    st.cache_data.clear()


def opened(tab="sites", lang="zh", **state):
    """Return the page at one of its parts."""
    test = AppTest.from_function(show, default_timeout=60)
    test.query_params["lang"] = lang
    test.session_state["network.tab"] = tab
    for name, value in state.items():
        test.session_state[f"test.{name}"] = value
    test.run()
    assert not test.exception, test.exception
    return test


def said(test):
    """Return everything that the page says in messages."""
    kinds = (test.error, test.warning, test.success, test.info, test.caption, test.markdown)
    return "\n".join(element.value for kind in kinds for element in kind)


def rows_with(desk, row, **cells):
    """Return the sites with some cells changed."""
    rows = [dict(each) for each in tables(desk.store, desk.version.version_id).rows["sites.csv"]]
    rows[row] |= cells
    return {"sites.csv": rows}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("tab", TABS)
def test_every_part_speaks_one_language(desk, tab, lang):
    """Each part opens without an error; English has no Chinese but names."""
    test = opened(tab, lang)
    assert not test.error
    if lang == "en":
        files = desk.store.networks.files(desk.version.version_id)
        data = b"\n".join(files.values()).decode()
        shown = {text for element in nodes(test._tree) for text in texts(element)}
        for text in shown:
            assert not HAN.search(without_data(text, ["四站县", "李"])) or text in data, text


def test_a_rule_is_saved_with_a_note(desk):
    """The bar counts the changes; saving makes a version, and the bar goes."""
    test = opened("rules", rules={("penalties", "late_per_order"): 310.0})
    test.text_input[0].set_value("雨季")
    test.button(key="network.save").click()
    del test.session_state["test.rules"]
    test.run()
    assert word("network.saved", "zh", number=2) in said(test)
    latest = desk.store.networks.latest(desk.network_id)
    assert (latest.number, latest.note) == (2, "雨季")
    assert not [button for button in test.button if button.key == "network.save"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_problems_are_told_and_edits_stay(desk, lang):
    """A phone that is none is told with the site; nothing is saved, nothing is lost."""
    test = opened(lang=lang, rows=rows_with(desk, 2, contact_phone="<b>call</b>"))
    test.button(key="network.save").click()
    del test.session_state["test.rows"]
    test.run()
    assert word("network.problems", lang, count=1) in test.error[0].value
    assert "&lt;b&gt;call" in test.error[0].value
    assert desk.store.networks.latest(desk.network_id).number == 1
    assert test.button(key="network.save")


def test_a_site_of_the_published_plan_must_be_confirmed(desk):
    """Closing P names the trips; a second button saves it all the same."""
    position = [
        row["site_id"] for row in tables(desk.store, desk.version.version_id).rows["sites.csv"]
    ].index("P")
    test = opened(rows=rows_with(desk, position, status="closed"))
    test.button(key="network.save").click()
    del test.session_state["test.rows"]
    test.run()
    assert "P" in test.error[0].value
    assert desk.store.networks.latest(desk.network_id).number == 1
    test.button(key="network.save_anyway").click().run()
    assert desk.store.networks.latest(desk.network_id).number == 2


def test_somebody_was_quicker(desk):
    """Both changes are put together on demand; mine were on the screen all the time."""
    test = opened(rows=rows_with(desk, 1, contact_phone="0751-2870001"))
    del test.session_state["test.rows"]
    theirs = Edits(rows_with(desk, 0, contact_phone="0751-2870099"))
    save_tables(desk.store, User("王", Role.PLANNER), desk.version.version_id, theirs)
    test.button(key="network.save").click().run()
    assert word("network.meanwhile", "zh", name="王", number=2, count=1) in said(test)
    test.button(key="network.merge").click().run()
    test.button(key="network.save").click().run()
    latest = desk.store.networks.latest(desk.network_id)
    rows = tables(desk.store, latest.version_id).rows["sites.csv"]
    assert [row["contact_phone"] for row in rows[:2]] == ["0751-2870099", "0751-2870001"]


def test_discarding_brings_the_saved_back(desk):
    """What was typed is gone, by a button that says so."""
    test = opened("rules", rules={("horizon_hours",): 48})
    del test.session_state["test.rules"]
    test.button(key="network.drop").click().run()
    assert not [button for button in test.button if button.key == "network.save"]


def test_viewers_look_only(desk, monkeypatch):
    """Without the role there is no way to change anything."""
    from optimizer.ui import session

    monkeypatch.setattr(session, "user", lambda: User("看客", Role.VIEWER))
    for tab in TABS:
        test = opened(tab)
        assert word("network.look_only", "zh") in said(test)
        assert not [each for each in test.button if "save" in each.key or "restore" in each.key]
        assert not test.get("file_uploader")


def test_restoring_from_the_list(desk):
    """The version before the latest is offered, compared and restored."""
    save_tables(
        desk.store, User("王", Role.PLANNER), desk.version.version_id,
        Edits(rules={("horizon_hours",): 48}), note="short",
    )  # fmt: skip
    test = opened("versions", "en")
    assert word("network.since", "en", number=1, count=1) in said(test)
    test.button(key="network.restore").click().run()
    assert word("network.restored", "en", older=1, number=3) in said(test)
    latest = desk.store.networks.latest(desk.network_id)
    assert latest.fingerprint == desk.version.fingerprint
