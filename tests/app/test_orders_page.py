"""The page 今日运单, as a dispatcher uses it, in both languages."""

import io
import zipfile
from datetime import timedelta

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from optimizer.desk import orders, orders_sample
from optimizer.ui import session
from optimizer.ui.parts import orders_import
from optimizer.ui.words import word
from tests.desk.saved import LI, VIEWER, bring, opened, save_county
from tests.instances import PLANNED_AT

BOTH = pytest.mark.parametrize("lang", ["zh", "en"])
HEADER = "order_id,origin,destination,ready_at"


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Return a store of its own, behind the page."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    with opened(tmp_path) as made:
        monkeypatch.setattr(session, "store", lambda: made)
        monkeypatch.setattr(session, "user", lambda: LI)
        st.cache_resource.clear()
        yield made
        st.cache_resource.clear()


@pytest.fixture
def net(store, tmp_path):
    """Return the four-stop county."""
    return save_county(store, tmp_path)


def show():
    """Show the page without its frame."""
    from optimizer.ui import session
    from optimizer.ui.pages.orders import page

    session.keep_choices()
    page()


def come(lang):
    """Open the page in a language."""
    test = AppTest.from_function(show, default_timeout=30)
    test.query_params["lang"] = lang
    return well(test.run())


def well(test):
    """Return a page that is free of bugs."""
    assert [error.value for error in test.exception] == []
    return test


def drop(test, content, name="今日.csv"):
    """Drop a file on the page."""
    data = content if isinstance(content, bytes) else content.encode()
    test.file_uploader[0].upload(name, data, "text/csv")
    return well(test.run())


def press(test, key):
    """Press a button."""
    return well(test.button(key=key).click().run())


def today(*lines, header=HEADER):
    """Return an order file whose orders are ready an hour from now."""
    return "\n".join([header, *lines]).replace("NOW", soon())


def soon():
    """Return a moment that is no slip of the pen whenever the test runs."""
    import datetime

    return f"{datetime.datetime.now() + timedelta(hours=1):%Y-%m-%d %H:%M}"


@BOTH
def test_an_empty_desk_offers_the_sample(store, net, lang, monkeypatch):
    """Nothing to see, a drop zone and two ways to begin; a hint where the sample is not."""
    test = come(lang)
    assert test.info[0].value == word("orders.empty", lang)
    assert [button.label for button in test.button] == [
        *(word("orders.sample", lang), word("orders.do_enter", lang)),
    ]  # fmt: skip
    monkeypatch.setattr(orders_sample, "FILE", orders_sample.FILE.with_name("gone.csv"))
    test = come(lang)
    assert test.caption[0].value == word("orders.no_sample", lang)


@BOTH
def test_a_desk_without_a_network_says_where_to_go(store, lang):
    """There is nothing to check orders against."""
    assert come(lang).info[0].value == word("shell.no_network", lang)


@BOTH
def test_a_good_file_is_imported(store, net, lang):
    """Look, press, and the orders are in the table; the toast says how many."""
    test = drop(come(lang), today("o1,H,P,NOW", "o2,H,丁村,NOW"))
    assert test.success[0].value == word("orders.all_good", lang, count=2)
    assert test.button(key="orders.import").label == word("orders.import_good", lang, count=2)
    press(test, "orders.import")
    assert [order.row.order_id for order in store.orders.open(net)] == ["o1", "o2"]
    assert "今日.csv" in test.toast[0].value
    assert test.metric[0].value == "2"
    assert test.metric[0].label == word("orders.card_open", lang)
    assert store.orders.batches(net)[0].added_by == LI.name


@BOTH
def test_the_good_rows_of_a_file_or_nothing(store, net, lang):
    """Every problem is in the table, in the language of the session."""
    content = today("o1,H,P,NOW", "o2,H,Z,NOW", "o3,H,P,tomorrow")
    test = drop(come(lang), content)
    assert test.warning[0].value == word("orders.some_good", lang, good=1, bad=2)
    problems = test.dataframe[0].value
    assert problems.iloc[:, 0].tolist() == ["3", "4"]
    said = " ".join(problems.iloc[:, 3])
    assert ("没有叫“Z”的网点" in said) == (lang == "zh")
    assert ("no site is called" in said) == (lang == "en")
    press(test, "orders.drop_it")
    assert store.orders.batches(net) == []
    test = drop(come(lang), content)
    press(test, "orders.import")
    assert [order.row.order_id for order in store.orders.open(net)] == ["o1"]


@BOTH
def test_columns_are_told(store, net, lang):
    """An unknown column stops the import until somebody says what it is, or leaves it out."""
    test = drop(come(lang), today("o1,H,P,NOW,易碎", header=f"{HEADER},备注"))
    assert test.error[0].value == word("orders.none_good", lang, count=1)
    assert test.expander[0].label == word("orders.columns_open", lang)
    well(test.selectbox[4].set_value("").run())
    assert test.success[0].value == word("orders.all_good", lang, count=1)
    well(test.selectbox[2].set_value("?").run())
    assert test.button(key="orders.import").disabled
    assert test.warning[0].value.startswith(word("orders.missing", lang, names="|").split("|")[0])


@BOTH
def test_another_countys_file_is_one_sentence(store, net, lang):
    """Not five thousand problems."""
    content = today(*(f"o{n},H,始兴{n % 90}村,NOW" for n in range(5_000)))
    test = drop(come(lang), content)
    assert (len(test.error), len(test.dataframe)) == (1, 1)
    assert ("别的县" in test.error[0].value) == (lang == "zh")
    assert ("another county" in test.error[0].value) == (lang == "en")
    assert test.button(key="orders.import").disabled


def bomb():
    """Return a workbook that unpacks to 400 MB."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(b" " * 1_000_000)
    return data.getvalue()


@BOTH
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("torn.xlsx", b"PK\x03\x04"),
        ("bomb.xlsx", bomb()),
        ("two.csv", "单号;网点\n1;2\n".encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_order_file(store, net, lang, name, content):
    """A sentence and a way back, whatever somebody drops."""
    test = drop(come(lang), content, name)
    assert test.error[0].value == word("orders.unreadable", lang)
    said = test.dataframe[0].value.iloc[0, 3]
    assert any("\u4e00" <= sign <= "\u9fff" for sign in said) == (lang == "zh")
    press(test, "orders.drop_it")
    assert test.info[0].value == word("orders.empty", lang)


def test_hostile_names_are_shown_as_they_are(store, net):
    """Markup in names of files, columns and orders is text."""
    test = drop(come("zh"), today("o1,H,P,NOW,x", header=f"{HEADER},**b** <i>"), "<b>[x](y).csv")
    assert "\\[x\\]" in test.markdown[0].value
    assert "<b>" not in test.markdown[0].value
    assert "&lt;i&gt;" in test.selectbox[4].label


def test_the_sample_is_imported_by_its_own_dates(store, net):
    """It was drawn for one November; here its sites are another county's."""
    test = press(come("zh"), "orders.sample")
    assert "别的县" in test.error[0].value


@BOTH
def test_orders_are_found_and_narrowed_down(store, net, lang):
    """Search, groups and marks narrow the table down; nothing found is said."""
    lines = [f"a{n},H,{'PQ'[n % 2]},2026-11-23T06:00,1,food," for n in range(6)]
    bring(store, net, lines, PLANNED_AT)
    test = come(lang)
    assert len(test.dataframe[0].value) == 6
    well(test.text_input(key="orders.search").set_value("A3").run())
    assert test.dataframe[0].value.iloc[0, 0] == "a3"
    well(test.text_input(key="orders.search").set_value("nobody").run())
    assert test.info[0].value == word("orders.nothing_found", lang)
    well(test.text_input(key="orders.search").set_value("").run())
    well(test.selectbox(key="orders.pick.town").set_value("丙村").run())
    assert len(test.dataframe[0].value) == 3


@BOTH
def test_one_order_is_entered(store, net, lang):
    """The form says what is wrong and keeps what was typed; then the order is there."""
    bring(store, net, ["o1,H,P,2026-11-23T06:00,1,food,"], PLANNED_AT)
    test = form("enter", lang)
    test.text_input(key="orders.form.order_id").set_value("e1")
    test.selectbox(key="orders.form.origin").set_value("H")
    test.selectbox(key="orders.form.destination").set_value("P")
    test.text_input(key="orders.form.pieces").set_value("two")
    submit(test, "orders.save_new", lang)
    assert ("不是数字" in test.error[0].value) == (lang == "zh")
    assert test.text_input(key="orders.form.order_id").value == "e1"
    test.text_input(key="orders.form.pieces").set_value("2")
    submit(test, "orders.save_new", lang)
    assert store.orders.find(net, "e1").row.pieces == 2
    assert test.toast[0].value == word("orders.entered", lang)


def forms():
    """Show one form about the first open order, as the page does when a button is pressed."""
    import streamlit as st

    from optimizer.ui import session
    from optimizer.ui.parts import orders_dialogs
    from optimizer.ui.parts.orders_said import show_said

    session.keep_choices()
    show_said()
    net = session.network()
    seen = st.session_state.setdefault("seen", session.store().orders.open(net.network_id)[:1])
    getattr(orders_dialogs, st.session_state["form"])(net, seen)


def form(name, lang):
    """Open a form in a language."""
    test = AppTest.from_function(forms, default_timeout=30)
    test.query_params["lang"] = lang
    test.session_state["form"] = name
    return well(test.run())


def submit(test, key, lang):
    """Press the button of a form."""
    well(next(each for each in test.button if each.label == word(key, lang)).click().run())
    return test


@BOTH
def test_an_order_is_edited_unless_somebody_was_quicker(store, net, lang):
    """The second editor loses nothing and overwrites nothing."""
    bring(store, net, ["o1,H,P,2026-11-23T06:00,1,food,"], PLANNED_AT)
    test = form("edit", lang)
    assert test.text_input(key="orders.form.ready_at").value == "2026-11-23 06:00"
    test.text_input(key="orders.form.pieces").set_value("4")
    submit(test, "orders.save_change", lang)
    assert store.orders.find(net, "o1").row.pieces == 4
    test.text_input(key="orders.form.pieces").set_value("5")
    submit(test, "orders.save_change", lang)
    assert store.orders.find(net, "o1").row.pieces == 4
    assert test.info[0].value == word("orders.conflict", lang)


@BOTH
@pytest.mark.parametrize("name", ["cancel", "deliver", "take_back"])
def test_orders_are_ended_or_taken_back(store, net, lang, name):
    """Each asks once more, and does it."""
    bring(store, net, ["o1,H,P,2026-11-23T06:00,1,food,"], PLANNED_AT)
    press(form(name, lang), "orders.confirm")
    states = {"cancel": "cancelled", "deliver": "done", "take_back": "open"}
    assert store.orders.find(net, "o1").state == states[name]
    back = store.orders.find(net, "o1-R")
    assert (back is not None and back.return_of == "o1") == (name == "take_back")


@BOTH
def test_the_history_of_an_order(store, net, lang):
    """Who brought it, and what was changed."""
    bring(store, net, ["o1,H,P,2026-11-23T06:00,1,food,"], PLANNED_AT)
    orders.edit_order(store, LI, net, "o1", {"pieces": "3"}, version=1, now=PLANNED_AT)
    rows = form("history", lang).dataframe[0].value
    assert rows.iloc[:, 2].tolist() == [
        *(word("orders.did_edit", lang), word("orders.did_import", lang)),
    ]  # fmt: skip
    assert "1 → 3" in rows.iloc[0, 3]


def test_a_viewer_looks_and_does_nothing(store, net, monkeypatch):
    """No drop zone, and no button that changes anything."""
    monkeypatch.setattr(session, "user", lambda: VIEWER)
    bring(store, net, ["o1,H,P,2026-11-23T06:00,1,food,"], PLANNED_AT)
    test = come("zh")
    assert not test.file_uploader
    assert all(button.disabled for button in test.button)


def test_a_file_is_kept_until_it_is_taken_away(store, net):
    """Who looks at another page in between finds it again; who removes it sees the orders."""
    test = drop(come("zh"), today("o1,H,P,NOW"))
    test.session_state["orders.try"] = 7  # a drop zone that has seen no file, as after a while
    well(test.run())
    assert test.success[0].value == word("orders.all_good", "zh", count=1)
    test = drop(come("zh"), today("o1,H,P,NOW"))
    test.file_uploader[0].clear()
    well(test.run())
    assert test.info[0].value == word("orders.empty", "zh")


def test_more_problems_than_a_page_shows(store, net, monkeypatch):
    """The page shows the first, the download has all."""
    monkeypatch.setattr(orders_import, "MOST_PROBLEMS", 3)
    lines = [f"o{n},H,P,never" for n in range(9)]
    test = drop(come("zh"), today("o,H,P,NOW", *lines))
    assert len(test.dataframe[0].value) == 3
    assert word("orders.more_problems", "zh", count=3) in [each.value for each in test.caption]


def test_a_form_that_is_sent_off_twice_makes_one_order():
    """A double press runs a form again: what it has made is not made once more."""
    from optimizer.ui.parts.orders_dialogs import Once

    made = []
    once = Once()
    assert [once(lambda: made.append("o1") or "o1") for _ in range(2)] == ["o1", "o1"]
    assert made == ["o1"]
