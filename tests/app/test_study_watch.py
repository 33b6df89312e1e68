"""A study on its way, from the queue to its result, as a planner sees it."""

import time
from datetime import timedelta

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from optimizer.desk.users import Role, User
from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.jobs import described
from optimizer.ui import session
from optimizer.ui.words import word
from tests.jobs.desks import ask, csv_of, open_store, save_county

ZHANG, VIEWER = User("张", Role.PLANNER), User("王", Role.VIEWER)
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])
CLOSE = {"name_zh": "关甲站", "name_en": "A closed", "changes": [{"change": "close_site"}]}


def show():
    """Show what runs, and which study is chosen."""
    import streamlit as st

    from optimizer.ui import session
    from optimizer.ui.parts.study_watch import study_watch

    session.keep_choices()
    study_watch(session.network().network_id, ("whatif", "siting"))
    st.text(str(session.recall("whatif")))


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store of its own behind the page, without any worker, and a planner before it."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    for room in ("optimizer.jobs", "optimizer.jobs.watching", "optimizer.jobs.starting"):
        monkeypatch.setattr(f"{room}.ensure_worker", lambda _: None)
    made = open_store(tmp_path)
    monkeypatch.setattr(session, "store", lambda: made)
    monkeypatch.setattr(session, "user", lambda: ZHANG)
    st.cache_resource.clear()
    yield made
    st.cache_resource.clear()
    made.close()


@pytest.fixture
def net(store, tmp_path):
    """The four-stop county."""
    return save_county(store, tmp_path)


def ask_study(store, net, by="张", **wanted):
    """Put a comparison into the queue."""
    request = {"first_day": "2026-11-23", "days": 12, "scenarios": [CLOSE], **wanted}
    return store.runs.ask(
        net.network_id, net.version_id, "whatif", request, csv_of("o1"), by=by
    )  # fmt: skip


def opened(lang="zh"):
    """Return the page as somebody sees it first."""
    app = AppTest.from_function(show, default_timeout=60)
    app.query_params["lang"] = lang
    app.run()
    assert not app.exception
    return app


def said(app):
    """Return everything that the page says."""
    parts = (app.markdown, app.caption, app.warning, app.info, app.error)
    texts = [str(one.value) for part in parts for one in part]
    bars = [one.proto.text for one in app.get("progress")]
    return "\n".join([*texts, *bars]).replace("\\", "")


def press(app, key):
    """Press a button and return the page that follows."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


def work(store, done, total):
    """Let a worker take the next run and say how far it is."""
    run = store.runs.claim("somewhere:1")
    store.runs.beat(run.run_id, "studying", None, 200.0, done=done, total=total)
    return run


@BOTH
def test_a_waiting_study_says_what_it_waits_for_and_can_be_cancelled(store, net, lang):
    """A plan goes first; who cancels takes the study out of the queue."""
    run = ask_study(store, net)
    ask(store, net)
    app = opened(lang)
    text = said(app)
    assert {"zh": "关甲站", "en": "A closed"}[lang] in text
    press(app, f"study.stop_queued.{run.run_id}")
    assert store.runs.get(run.run_id).state == "stopped"


@BOTH
def test_a_study_gives_way_to_a_plan(store, net, lang, monkeypatch):
    """While a dispatcher's plan is made the study waits, and says that its days are kept."""
    monkeypatch.setattr("optimizer.jobs.watching.is_taken", lambda _: True)
    ask_study(store, net)
    ask(store, net)
    text = said(opened(lang))
    assert word("study.waits_for_plan", lang) in text


@BOTH
def test_a_study_at_work_shows_how_far_it_is(store, net, lang):
    """Days of how many, time so far and left, a bar; stopping is asked for once."""
    run = ask_study(store, net, title="翁城")
    work(store, 12, 40)
    app = opened(lang)
    text = said(app)
    assert "翁城" in text
    assert word("study.progress", lang, done=12, total=40) in text
    assert word("study.left", lang, time=word("study.minutes", lang, count=3)) in text
    assert app.get("progress")[0].proto.value == 30
    press(app, f"study.stop.{run.run_id}")
    assert store.runs.get(run.run_id).stop_asked
    assert word("study.stopping", lang) in said(app)


@BOTH
def test_a_study_that_draws_its_maps_says_so(store, net, lang):
    """Every day is planned, and it still takes a while."""
    ask_study(store, net)
    run = store.runs.claim("somewhere:1")
    store.runs.beat(run.run_id, "boards", None, None, done=40, total=40)
    assert word("study.drawing", lang) in said(opened(lang))


@BOTH
def test_a_study_that_failed_says_why_and_is_asked_again(store, net, lang):
    """The issue in the language of the session; one press asks again."""
    run = ask_study(store, net)
    store.runs.claim("somewhere:1")
    issue = Issue("E107", "closed.toml", "no site is called 甲", value="甲")
    store.runs.fail(run.run_id, described(InputError([issue]), "abc123"))
    app = opened(lang)
    assert word("study.failed", lang, at="")[:6] in said(app)
    assert "甲" in said(app)
    assert "Traceback" not in said(app)
    assert app.button(key=f"study.again.{run.run_id}").label == word("study.again", lang)
    press(app, f"study.dismiss.{run.run_id}")
    assert word("study.failed", lang, at="")[:6] not in said(app)


@BOTH
def test_a_bug_has_a_number(store, net, lang):
    """What nobody foresaw is a number to tell, without insides."""
    run = ask_study(store, net)
    store.runs.claim("somewhere:1")
    store.runs.fail(run.run_id, described(KeyError("/srv/secret"), "abc123"))
    text = said(opened(lang))
    assert word("study.failed_bug", lang, number="abc123") in text
    assert "secret" not in text


@BOTH
def test_a_lost_study_is_asked_again_and_goes_on(store, net, lang):
    """The worker died: the page says that its days are kept; one press queues it again."""
    run = ask_study(store, net)
    store.runs.claim("somewhere:1")
    time.sleep(0.02)
    assert store.runs.lose_stale(timedelta(milliseconds=10))
    app = opened(lang)
    assert word("study.lost", lang, at="")[:6] in said(app)
    press(app, f"study.again.{run.run_id}")
    assert any(one.state == "queued" for one in store.runs.recent(net.network_id))


@BOTH
def test_a_study_that_goes_on_over_an_older_version_says_so(store, net, lang):
    """While it waits and while it is at work: it ends over the version that it began with."""
    run = ask_study(store, net)
    files = store.networks.files(net.version_id) | {"note.txt": b"mended"}
    store.networks.save(
        net.name, files, network_id=net.network_id, fingerprint="another", by="tester"
    )
    older = word("study.older", lang, made=1, latest=2)
    assert older in said(opened(lang))
    work(store, 1, 9)
    assert store.runs.get(run.run_id).state == "running"
    assert older in said(opened(lang))


def test_a_study_that_ends_turns_the_page_to_it(store, net):
    """Whoever asked sees the result without a press; somebody else's changes nothing."""
    mine = ask_study(store, net)
    work(store, 1, 2)
    app = opened()
    assert app.text[0].value == "None"
    row = finish(store, net, mine)
    app.run()
    assert app.text[0].value == str(row.study_id)

    other = ask_study(store, net, by="李")
    work(store, 1, 2)
    app.run()
    finish(store, net, other)
    app.run()
    assert app.text[0].value == str(row.study_id)


def finish(store, net, run):
    """End a run with a study."""
    row = store.studies.save(
        net.network_id, net.version_id, "whatif", "", headline={}, document={}, files={},
        run_id=run.run_id, by=run.asked_by,
    )  # fmt: skip
    store.runs.finish(run.run_id, study_id=row.study_id)
    return row


def test_studies_of_other_kinds_are_left_to_their_page(store, net):
    """The page 推演 says nothing of a simulation."""
    store.runs.ask(net.network_id, net.version_id, "simulation", {"days": 3}, b"", by="张")
    assert "3" not in said(opened())
