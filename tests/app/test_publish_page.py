"""The page 发布打印, as a dispatcher uses it, in both languages."""

from __future__ import annotations

import io
from functools import partial

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from optimizer.desk.publishing import publish
from optimizer.desk.users import Role, User
from optimizer.reports.papers import ALL, PAPERS
from optimizer.ui import session
from optimizer.ui.parts import publish_action, publish_papers
from optimizer.ui.words import word
from tests.desk.published import LI, VIEWER, WANG, make_desk

t = partial(word, lang="zh")


def show():
    """Show the page without its frame."""
    from optimizer.ui.pages.publish import page

    page()


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ROUTE48_PUBLIC_URL", raising=False)
    made = make_desk(tmp_path)
    monkeypatch.setattr(session, "store", lambda: made.store)
    monkeypatch.setattr(session, "user", lambda: LI)
    for cached in (session.opened, publish_papers.make_paper, publish_action._difference):
        cached.clear()
    yield made
    made.store.close()


def opened_page(lang="zh", plan=None):
    """Return the page as somebody sees it first."""
    app = AppTest.from_function(show, default_timeout=60)
    app.query_params["lang"] = lang
    if plan is not None:
        app.query_params["plan"] = str(plan.plan_id)
    app.run()
    assert not app.exception
    return app


def said(app):
    """Return everything that the page says."""
    parts = (app.markdown, app.caption, app.warning, app.success, app.info, app.error)
    return "\n".join(str(one.value) for part in parts for one in part)


def press(app, key):
    """Press a button and return the page that follows."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_plan_is_checked_before_it_is_published(desk, lang):
    """The three checks pass, nothing is in force, every paper can be had."""
    app = opened_page(lang)
    text = said(app)
    for key in ("rules_good", "orders_good", "network_good", "now_none", "papers_draft"):
        assert word(f"publish.{key}", lang) in text
    assert not app.button(key="publish.go").disabled


def test_publishing_asks_first(desk):
    """Pressing once asks, leaving it publishes nothing, confirming does."""
    app = press(opened_page(), "publish.go")
    assert t("publish.ask", plan=desk.plan.plan_id) in said(app)
    app = press(app, "publish.no")
    assert desk.store.plans.current(desk.network_id) is None
    app = press(press(app, "publish.go"), "publish.yes")
    current = desk.store.plans.current(desk.network_id)
    assert (current.plan_id, current.published_by) == (desk.plan.plan_id, "李")
    assert t("publish.done", number=1, plan=desk.plan.plan_id) in said(app)
    assert t("publish.is_current") in said(app)
    assert "粤F·V0001" in said(app)


def test_a_viewer_sees_and_cannot_publish(desk, monkeypatch):
    """The button is off and says why."""
    monkeypatch.setattr(session, "user", lambda: VIEWER)
    button = opened_page().button(key="publish.go")
    assert button.disabled
    assert button.help == t("publish.viewer")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_changed_orders_are_named(desk, lang):
    """A cancelled and an edited order stand on the page; publishing is off."""
    store, net = desk.store, desk.network_id
    store.orders.cancel(net, ["o1"], by="王")
    version = store.orders.find(net, "o2").version
    store.orders.edit(net, "o2", {"weight_kg": 30.0}, by="王", version=version)
    app = opened_page(lang)
    text = said(app)
    assert word("publish.orders_bad", lang, count=2) in text
    assert "o1" in text
    assert {"zh": "重量", "en": "weight"}[lang] in text
    assert app.button(key="publish.go").disabled


def test_a_changed_network_has_to_be_agreed_to(desk):
    """The button comes on with the tick, and the plan is published."""
    desk.change(lambda net: net.with_site("P", stop_time=240))
    app = opened_page()
    assert t("publish.do_confirm") in said(app)
    assert "丙村" in said(app)
    assert app.button(key="publish.go").disabled
    app.checkbox(key=f"publish.agree.{desk.plan.plan_id}").check().run()
    press(press(app, "publish.go"), "publish.yes")
    assert desk.store.plans.current(desk.network_id).number == 1


def conflicted(desk):
    """Return the page on which Li has asked when Wang publishes, and confirms after that."""
    theirs = desk.save(label="王的方案")
    app = press(opened_page(plan=desk.plan), "publish.go")
    made = publish(desk.store, WANG, theirs.plan_id, None)
    return press(app, "publish.yes"), made


def test_who_was_slower_chooses_theirs(desk):
    """Wang was quicker: Li reads who and when, and leaves it."""
    app, theirs = conflicted(desk)
    assert "王" in said(app)
    assert t("publish.against_theirs") in said(app)
    press(app, "publish.keep")
    assert desk.store.plans.current(desk.network_id) == theirs


def test_who_was_slower_replaces_theirs(desk):
    """Li looks at the difference and publishes hers over Wang's, knowingly."""
    app, theirs = conflicted(desk)
    press(app, "publish.replace")
    current = desk.store.plans.current(desk.network_id)
    assert (current.plan_id, current.replaces) == (desk.plan.plan_id, theirs.publication_id)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_parcel_is_found(desk, lang, monkeypatch):
    """The beginning of an id or code shows way, slack and history."""
    # AppTest formats the options of a box once more, where there is no session.
    monkeypatch.setattr(session, "lang", lambda: lang)
    publish(desk.store, LI, desk.plan.plan_id, None)
    app = opened_page(lang)
    app.text_input(key="publish.search").set_value("TRACE0").run()
    assert not app.exception
    text = said(app)
    assert word("publish.span", lang, hours=45, minutes=52) in text
    legs = app.dataframe[0].value
    assert list(legs[word("publish.leg_trip", lang)]) == ["T1", "T3"]
    assert "orders.csv" in text


def test_what_is_not_there_is_said(desk):
    """A search without a hit says so; markup in it stays text."""
    app = opened_page()
    app.text_input(key="publish.search").set_value("<b>*x*").run()
    assert "没有找到" in said(app)
    assert "<b>" not in said(app)


def test_without_network_or_plan_the_page_says_what_to_do(desk, monkeypatch):
    """An empty store shows a hint, not an error."""
    monkeypatch.setattr(session, "chosen_plan", lambda: None)
    assert t("shell.no_plan") in said(opened_page())
    monkeypatch.setattr(session, "network", lambda: None)
    assert t("shell.no_network") in said(opened_page())


@pytest.mark.parametrize("name", [*PAPERS, ALL])
def test_papers_are_made_when_asked_for(desk, name):
    """What a button downloads is made outside the page's session."""
    made = publish(desk.store, User("李", Role.DISPATCHER), desk.plan.plan_id, None)
    data = publish_papers.make_paper(
        desk.plan.plan_id, name, "zh", in_force=(made.publication_id, made.number),
        address="http://192.168.1.5:8501", version_id=1,
    )  # fmt: skip
    assert len(data) > 100
    if name == "run_sheets.pdf":
        text = PdfReader(io.BytesIO(data)).pages[1].extract_text()
        assert "扫码" in text
        assert "现行方案 第1号" in text


def test_papers_of_another_plan_say_that_they_are_not_in_force(desk):
    """Nobody drives by a draft: every page says what it is, and has no code."""
    data = publish_papers.make_paper(
        desk.plan.plan_id, "handovers.pdf", "zh", in_force=None, address="", version_id=1
    )
    assert all("未发布" in page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_what_changes_between_asking_and_confirming_is_told(desk):
    """An order is cancelled while she hesitates: nothing is published, and she reads why."""
    app = press(opened_page(), "publish.go")
    desk.store.orders.cancel(desk.network_id, ["o1"], by="王")
    app = press(app, "publish.yes")
    assert desk.store.plans.current(desk.network_id) is None
    assert app.error or t("publish.do_orders") in said(app)
    assert t("publish.orders_bad", count=1) in said(app)


def test_names_stay_text(desk):
    """A site whose name is markup is named as it is, in a list of what has changed."""
    evil = "<img src=x onerror=alert(1)>**x**"
    desk.change(lambda net: net.with_site("P", name_zh=evil, stop_time=240))
    found = desk.store.plans.publish(
        desk.plan.plan_id, by="<b>**王**</b>", violations=[], expecting=None, tokens={}
    )
    text = said(opened_page())
    assert f"{found.number}" in text
    assert "<b>" not in text
    assert "<img" not in text


def test_an_old_plan_is_found_behind_many_tries(desk):
    """What is in force can be printed again, however many plans were made since."""
    for _ in range(31):
        desk.save()
    app = opened_page(plan=desk.plan)
    assert app.selectbox[0].value == desk.plan.plan_id


@pytest.mark.parametrize("plan", ["baseline", "999", "x", "²", "1" * 40])
def test_what_is_no_plan_in_the_address_is_passed_over(desk, plan):
    """A comparison is no plan; of what is not there the newest plan is shown."""
    baseline = desk.save(is_baseline_of=desk.plan.plan_id)
    app = AppTest.from_function(show, default_timeout=60)
    app.query_params["plan"] = str(baseline.plan_id) if plan == "baseline" else plan
    app.run()
    assert not app.exception
    assert app.selectbox[0].value == desk.plan.plan_id
