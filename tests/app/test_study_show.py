"""What studies came to, as a planner and her superiors read it, in both languages."""

import copy
import html
import io
import zipfile

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from optimizer.desk.users import Role, User
from optimizer.ui import session
from optimizer.ui.parts.study_files import make_pdf, make_zip
from optimizer.ui.parts.study_maps import marks_of
from optimizer.ui.parts.study_open import shown
from optimizer.ui.words import word
from optimizer.wording.certainty import outlook_text, together_text
from tests.app.studies import (
    older_siting,
    plan_siting,
    plan_whatif,
    save_county,
    save_study,
    stop_siting,
    stop_whatif,
)
from tests.jobs.desks import open_store

ZHANG, VIEWER = User("张", Role.PLANNER), User("王", Role.VIEWER)
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


def show():
    """Show the chosen study and its choice."""
    from optimizer.ui import session
    from optimizer.ui.parts.study_show import show_siting, show_whatif, study_choice

    session.keep_choices()
    row = study_choice(session.network().network_id, ("whatif", "siting"))
    if row is not None:
        (show_whatif if row.kind == "whatif" else show_siting)(row)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the county is written."""
    return tmp_path_factory.mktemp("studies")


@pytest.fixture(scope="module")
def whatif(folder):
    """Six days of A closed and of A for nothing."""
    return plan_whatif(folder)


@pytest.fixture(scope="module")
def siting(folder, whatif):
    """Stations chosen by two days and judged by two others."""
    return plan_siting(folder)


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store of its own behind the page, and a planner before it."""
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    made = open_store(tmp_path)
    monkeypatch.setattr(session, "store", lambda: made)
    monkeypatch.setattr(session, "user", lambda: ZHANG)
    clear()
    yield made
    clear()
    made.close()


@pytest.fixture
def net(store, folder, whatif):
    """The county of two valleys in the store."""
    return save_county(store, folder / "county")


def clear():
    """Forget what was kept of another store."""
    st.cache_data.clear()
    st.cache_resource.clear()


def opened(lang="zh", **choices):
    """Return the page as somebody sees it first."""
    app = AppTest.from_function(show, default_timeout=60)
    app.query_params["lang"] = lang
    for name, value in choices.items():
        app.query_params[name] = str(value)
    app.run()
    assert not app.exception
    assert [one.value for one in app.error] == []
    return app


def said(app):
    """Return everything that the page says."""
    parts = (app.markdown, app.caption, app.warning, app.success, app.info, app.error)
    texts = [str(one.value) for part in parts for one in part]
    bodies = [*texts, *(one.proto.body for one in app.get("html"))]
    return html.unescape("\n".join(bodies)).replace("\\", "")


def stopped(kind, lang):
    """Return how the page says that a study of a kind was stopped."""
    return word("study.partial", lang, kind=word(f"study.run_{kind}", lang))


@BOTH
def test_without_a_study_the_page_says_so(store, net, lang):
    """An empty list is a sentence."""
    assert word("study.none", lang) in said(opened(lang))


@BOTH
def test_a_comparison_shows_its_sentence_and_what_it_rests_on(store, net, whatif, lang):
    """The first scenario: its sentence, noise, money that is really paid, every measure."""
    save_study(store, net, whatif)
    text = said(opened(lang))
    scenario = whatif[0]["scenarios"][0]
    assert scenario["verdict"][f"sentence_{lang}"] in text
    assert word("study.paid", lang, difference="")[:20] in text
    for name in scenario["measures"]:
        assert word(f"study.measure_{name}", lang) in text
    total = scenario["measures"]["total"]
    assert f"¥{total['base']:,.0f}" in text
    assert word("study.of_days", lang, count=total["days_better"], days=total["days"]) in text


def test_another_scenario_is_a_press_away(store, net, whatif):
    """A for nothing saves the hundred yuan that A costs, on every day."""
    row = save_study(store, net, whatif)
    app = opened()
    choice = app.segmented_control(key=f"study.scenario.{row.study_id}")
    assert list(choice.options) == ["关甲站 · 说不准", "甲站免租 · 更省"]
    choice.set_value(1).run()
    assert not app.exception
    text = said(app)
    assert whatif[0]["scenarios"][1]["verdict"]["sentence_zh"] in text
    assert word("study.money_less", "zh", size="¥100") in text
    margin = whatif[0]["scenarios"][1]["noise"]["margin"]
    assert word("study.why_better", "zh", margin=f"¥{margin:,.0f}") in text


@BOTH
def test_of_several_scenarios_the_best_is_said_first(store, net, whatif, lang):
    """Above the choice: the headline, and that the intervals of both hold together."""
    document = whatif[0]
    save_study(store, net, whatif)
    text = said(opened(lang))
    assert document["headline"][f"sentence_{lang}"] in text
    assert together_text(2, document["level"], lang) in text
    older = {key: value for key, value in document.items() if key not in ("level", "headline")}
    save_study(store, net, (older | {"headline": document["headline"]}, whatif[1]))
    text = said(opened(lang))
    assert together_text(2, 0.95, lang) in text
    assert together_text(2, document["level"], lang) not in text
    alone = document | {"scenarios": document["scenarios"][1:], "level": 0.95}
    save_study(store, net, (alone, whatif[1]))
    text = said(opened(lang))
    assert together_text(2, 0.95, lang) not in text


@BOTH
def test_few_days_without_a_verdict_say_why_and_how_many_would_do(store, net, whatif, lang):
    """The first scenario has none over six days; documents of before say nothing of it."""
    document = copy.deepcopy(whatif[0])
    scenario = document["scenarios"][0]
    assert scenario["verdict"]["kind"] == "uncertain"
    assert scenario["outlook"]["days"] == 6
    told = outlook_text(scenario["outlook"], lang)
    save_study(store, net, whatif)
    assert told in said(opened(lang))
    del scenario["outlook"]
    save_study(store, net, (document, whatif[1]))
    assert told not in said(opened(lang))


@BOTH
def test_days_villages_stations_and_the_question_are_told(store, net, whatif, lang):
    """Below: every day with its weekday, station A, the changes in words, days and effort."""
    save_study(store, net, whatif)
    text = said(opened(lang))
    assert {"zh": "11-23 周一", "en": "11-23 Mon"}[lang] in text
    assert word("study.worst", lang) in text
    assert word("study.gaining", lang, count=0) in text
    assert {"zh": "关闭", "en": "Close"}[lang] in text
    asked = {"at": "05:00", "effort": 10, "seed": 0}
    assert word("study.asked_effort", lang, **asked) in text
    assert word("study.asked_by", lang, by="张", at="")[:3] in text


@BOTH
def test_a_study_says_where_its_orders_come_from(store, net, whatif, lang):
    """Drawn for a season, or those of the history, counted where the document does so."""
    drawn = {"kind": "drawn", "season": "orchid", "scale": 1.3, "seed": 0}
    season = word("study.season_orchid", lang)
    for orders, key, values in (
        (drawn, "drawn", {"season": season, "scale": "1.3"}),
        (drawn | {"season": "荔枝季"}, "drawn", {"season": "荔枝季", "scale": "1.3"}),
        ({"kind": "history", "days": 6, "orders": 1234}, "counted", {"days": 6, "orders": "1,234"}),
        ({"kind": "history"}, "history", {}),
    ):
        save_study(store, net, (whatif[0] | {"orders": orders}, whatif[1]))
        assert word(f"study.asked_{key}", lang, **values) in said(opened(lang))


def test_a_comparison_under_a_scenario_names_it(store, net, whatif):
    """In the rain both sides are in the rain, and the map of the base says so."""
    under = {"name_zh": "雨天", "name_en": "rain", "file": "", "changes": [{"change": "rain"}]}
    document = copy.deepcopy(whatif[0]) | {"under": under}
    for scenario in document["scenarios"]:
        scenario["changes"] = [*under["changes"], *scenario["changes"]]
    save_study(store, net, (document, whatif[1]))
    text = said(opened())
    assert word("study.base_under", "zh", name="雨天") in text
    assert word("study.compared_under", "zh", name="雨天") in text
    assert text.count("雨天：车速 ×0.9") == 1
    assert word("study.under", "zh", name="雨天") in text


def test_marks_say_what_a_scenario_does_to_sites(store, net, whatif, monkeypatch):
    """A moved station is marked where it would stand, a closed one where it stands."""
    monkeypatch.setattr(session, "lang", lambda: "zh")
    study = shown(save_study(store, net, whatif))
    site = study.network.sites[study.network.index["A"]]
    moved = {"change": "move_site", "site": "A", "longitude": 114.0, "latitude": 24.0}
    assert marks_of(study, [moved, {"change": "close_site", "site": "A"}, {"change": "rain"}]) == [
        {"at": [114.0, 24.0], "text": "移到这里"},
        {"at": [site.longitude, site.latitude], "text": "关闭"},
    ]


@BOTH
def test_days_that_failed_are_told_with_their_reason(store, net, whatif, lang):
    """One sentence above, the reasons below."""
    failure = {
        "variant": "关甲站", "day": "2026-11-24", "seed": 0, "code": "E410",
        "message_zh": "没有一辆车可用", "message_en": "no vehicle is left",
    }  # fmt: skip
    save_study(store, net, ({**whatif[0], "failures": [failure]}, whatif[1]))
    text = said(opened(lang))
    assert word("study.failures", lang, count=1) in text
    assert failure[f"message_{lang}"] in text
    assert "E410" in text


@BOTH
def test_a_study_that_was_stopped_says_so(store, net, folder, lang):
    """One day of the base is left of it: no verdict, no figures, no map, and a warning."""
    save_study(store, net, stop_whatif(folder), is_partial=True)
    text = said(opened(lang))
    assert stopped("whatif", lang) in text
    for name in ("no_maps", "why_too_few"):
        assert word(f"study.{name}", lang) in text
    assert word("study.of_days", lang, count=0, days=0) in text


def test_a_stopped_study_is_gone_on_with(store, net, whatif, monkeypatch):
    """One press beside the warning asks for the same run again."""
    monkeypatch.setattr("optimizer.jobs.ensure_worker", lambda _: None)
    run = store.runs.ask(net.network_id, net.version_id, "whatif", {"days": 6}, b"", by="张")
    store.runs.claim("somewhere:1")
    row = save_study(store, net, whatif, run_id=run.run_id, is_partial=True)
    store.runs.stopped(run.run_id, study_id=row.study_id)
    opened().button(key=f"study.go_on.{row.study_id}").click().run()
    assert store.runs.get(run.run_id).state == "queued"


def test_what_was_saved_before_its_worker_died_is_not_gone_on_with(store, net, whatif):
    """Its run is done, and the store would refuse: there is no button."""
    run = store.runs.ask(net.network_id, net.version_id, "whatif", {"days": 6}, b"", by="张")
    store.runs.claim("somewhere:1")
    row = save_study(store, net, whatif, run_id=run.run_id, is_partial=True)
    store.runs.finish(run.run_id, study_id=row.study_id)
    app = opened()
    assert stopped("whatif", "zh") in said(app)
    assert f"study.go_on.{row.study_id}" not in [one.key for one in app.button]


@BOTH
def test_a_study_over_an_older_version_says_so(store, net, folder, whatif, lang):
    """Above and among what was asked; nothing of it while the version is the latest."""
    save_study(store, net, whatif)
    older = word("study.older", lang, made=1, latest=2)
    assert older not in said(opened(lang))
    files = store.networks.files(net.version_id) | {"note.txt": b"mended"}
    store.networks.save(
        net.name, files, network_id=net.network_id, fingerprint="another", by="tester"
    )
    assert said(opened(lang)).count(older) == 2


@BOTH
def test_a_siting_shows_the_best_beside_today(store, net, siting, lang):
    """Sentence, proposals with rent and investment, candidates, days that judged."""
    save_study(store, net, siting)
    text = said(opened(lang))
    document = siting[0]
    assert document["verdict"][f"sentence_{lang}"] in text
    assert word("study.today_is", lang) in text
    assert word("study.best_is", lang) in text
    assert document["best"][f"name_{lang}"] in text
    assert "¥73,000" in text
    assert f"¥{document['today']['cost_parts']['vehicles']:,.0f}" in text
    assert word("study.asked_fresh", lang, count=2, first="2026-11-25", last="2026-11-26") in text
    counted = {key: document["orders"][key] for key in ("days", "orders")}
    assert word("study.asked_counted", lang, **counted) in text
    assert counted["days"] == 4


@BOTH
def test_the_villages_of_a_siting_are_coloured_and_told(store, net, siting, lang):
    """The switch of a what-if, the tables of who gains, and which days they are of."""
    save_study(store, net, siting)
    app = opened(lang)
    text = said(app)
    assert word("study.villages_fresh", lang, days=2) in text
    assert word("study.gaining", lang, count=0) in text
    colours = [one for one in app.button_group if "study.colour" in str(one.key)]
    assert len(colours) == 1
    assert f"¥{siting[0]['today']['operating_cost']:,.0f}" in text


@BOTH
def test_an_older_siting_opens_as_before(store, net, siting, lang):
    """Without villages there is no switch; what is paid comes from the parts of the cost."""
    document = older_siting(siting[0])
    save_study(store, net, (document, siting[1]))
    app = opened(lang)
    text = said(app)
    assert word("study.gaining", lang, count=0) not in text
    assert not [one for one in app.button_group if "study.colour" in str(one.key)]
    assert f"¥{siting[0]['today']['operating_cost']:,.0f}" in text
    assert word("study.unserved_some", lang) in text


@BOTH
def test_a_siting_that_was_stopped_shows_what_there_is(store, net, folder, lang):
    """After one day of today's stations there is no best: that is said, and nothing breaks."""
    save_study(store, net, stop_siting(folder), is_partial=True)
    text = said(opened(lang))
    assert stopped("siting", lang) in text
    for name in ("no_best", "today_is"):
        assert word(f"study.{name}", lang) in text


@BOTH
def test_everything_can_be_taken_along(store, net, whatif, lang):
    """A paper and a scenario file for each scenario, and all of it as one ZIP."""
    row = save_study(store, net, whatif)
    labels = [one.proto.label.replace("\\", "") for one in opened(lang).get("download_button")]
    names = {"zh": ("关甲站", "甲站免租"), "en": ("A closed", "A for nothing")}[lang]
    assert labels == [
        *(word("study.pdf", lang, name=name) for name in names),
        word("study.zip", lang),
        *(word("study.toml", lang, name=name) for name in names),
    ]
    assert make_pdf(row.study_id, lang, 1).startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(make_zip(row.study_id))) as archive:
        assert {"study.json", "days.csv", "villages.csv"} <= set(archive.namelist())


def test_the_newest_study_is_shown_until_another_is_chosen(store, net, whatif, siting):
    """A link to an older one keeps it; the newest comes first otherwise."""
    old, new = save_study(store, net, whatif), save_study(store, net, siting)
    assert opened().selectbox[0].value == new.study_id
    app = opened(whatif=old.study_id)
    assert app.selectbox[0].value == old.study_id
    app.selectbox[0].set_value(new.study_id).run()
    assert app.query_params["whatif"] == str(new.study_id)


def test_a_planner_drops_a_study_after_a_question(store, net, whatif):
    """The question stands beside the button; the next newest is shown then."""
    old, new = save_study(store, net, whatif), save_study(store, net, whatif, title="新的")
    app = opened()
    assert word("study.drop_question", "zh", title="新的") in said(app)
    app.button(key=f"study.drop.{new.study_id}").click().run()
    assert not app.exception
    assert app.selectbox[0].value == old.study_id
    assert [row.study_id for row in store.studies.recent(net.network_id)] == [old.study_id]


def test_a_viewer_looks_and_drops_nothing(store, net, whatif, monkeypatch):
    """There is no button to drop."""
    monkeypatch.setattr(session, "user", lambda: VIEWER)
    row = save_study(store, net, whatif)
    app = opened()
    assert app.selectbox[0].value == row.study_id
    assert [one.key for one in app.button if str(one.key).startswith("study.drop")] == []
