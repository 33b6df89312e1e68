"""The phone page: who may open it, what it shows, what its browser may do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest
from starlette.requests import Request
from starlette.routing import Match

from optimizer.desk.plans import open_plan
from optimizer.desk.publishing import publish
from optimizer.reports import phone as phone_room
from optimizer.ui import phone, session
from tests.desk.published import LI, WANG, make_desk
from tests.reports.hostile import SCRIPT

MORNING = datetime.fromisoformat("2026-11-23T05:30:00+08:00")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    made = make_desk(tmp_path)
    monkeypatch.setattr(session, "store", lambda: made.store)
    monkeypatch.setattr(session, "opened", session.opened.__wrapped__)

    class Morning(datetime):
        @classmethod
        def now(cls, tz=None):
            return MORNING.astimezone(tz)

    monkeypatch.setattr(phone, "datetime", Morning)
    phone._sheets.cache_clear()
    yield made
    phone._sheets.cache_clear()
    made.store.close()


def get(path):
    """Return what the route answers to a path, as Starlette would ask it."""
    path, _, query = path.partition("?")
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode()}
    match, more = phone.ROUTES[0].matches(scope)
    assert match is Match.FULL
    return phone.show_phone_page(Request(scope | more | {"headers": []}))


def text_of(answer):
    """Return the page of an answer."""
    return answer.body.decode()


def tokens(desk, user=LI, expecting=None, plan=None):
    made = publish(desk.store, user, (plan or desk.plan).plan_id, expecting)
    return desk.store.plans.tokens(made.publication_id), made


def test_a_driver_sees_the_trips_of_today(desk):
    """The van's page has plate, stops, times, pieces, and a way there; no order of anybody."""
    secret, _ = tokens(desk)
    page = get(f"/r/{secret['van-1']}")
    assert page.status_code == 200
    for said in ("粤F·V0001", "今天 11-23 周一", "丙村", "08:01", "10 件 · 1 包", "第 1 号方案"):
        assert said in text_of(page)
    assert 'href="geo:24.280000,113.980000' in text_of(page)
    assert "https://uri.amap.com/marker?position=113.98" in text_of(page)
    assert not re.search(r"\bo[1-4]\b", text_of(page))
    assert len(page.body) < 100_000


def test_the_page_speaks_english_on_demand(desk):
    """The switch leads to the same page in English and back, without a Chinese word of ours."""
    secret, _ = tokens(desk)
    page = get(f"/r/{secret['truck-1']}?lang=en")
    assert "Today 11-23 Mon" in text_of(page)
    assert 'href="?lang=zh"' in text_of(page)
    assert not re.search("[今天装卸车次导航]", text_of(page))


def test_the_browser_is_allowed_nothing(desk):
    """Nothing is kept, framed, told to others, run or loaded."""
    secret, _ = tokens(desk)
    page = get(f"/r/{secret['van-1']}")
    head = page.headers
    assert head["cache-control"] == "no-store"
    assert head["referrer-policy"] == "no-referrer"
    assert head["x-frame-options"] == "DENY"
    policy = head["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"<script|<img|<link|\son\w+=|style=", text_of(page))


@pytest.mark.parametrize("token", ["x" * 22, "short", "a" * 500, "\0" * 20, "..%2F..%2Fetc"])
def test_what_opens_nothing_says_so_in_chinese(desk, token):
    """An unknown, short, long or odd secret is a plain page with status 404."""
    page = get(f"/r/{token}")
    assert page.status_code == 404
    assert "没有这个页面" in text_of(page)
    assert page.headers["cache-control"] == "no-store"


def test_an_old_page_leads_to_the_new_one(desk):
    """After Wang has published, Li's page says so and links to the van's new page."""
    old, first = tokens(desk)
    new, _ = tokens(desk, WANG, first.publication_id, desk.save())
    page = get(f"/r/{old['van-1']}")
    assert "已发布新的路线（第 2 号）" in text_of(page)
    assert f'href="{new["van-1"]}"' in text_of(page)
    assert "已发布新的路线" not in text_of(get(f"/r/{new['van-1']}"))


def test_a_vehicle_without_trips_in_the_new_plan_is_told(desk, monkeypatch):
    """Where the new plan has no page for the vehicle the driver is to call."""
    old, first = tokens(desk)
    tokens(desk, WANG, first.publication_id, desk.save())
    real = desk.store.plans.tokens

    def fewer(publication_id):
        return {k: v for k, v in real(publication_id).items() if k != "van-1"}

    monkeypatch.setattr(desk.store.plans, "tokens", fewer)
    assert "新路线里没有本车的车次" in text_of(get(f"/r/{old['van-1']}"))


def later_plan(desk, monkeypatch, at):
    """Save the plan as one that was made for another moment of the day."""
    row = desk.save()
    moment = datetime.fromisoformat(f"2026-11-23T{at}:00+08:00")
    real = desk.store.plans.get

    def get_later(plan_id):
        found = real(plan_id)
        return replace(found, planned_at=moment) if plan_id == row.plan_id else found

    monkeypatch.setattr(desk.store.plans, "get", get_later)
    monkeypatch.setattr(
        session, "opened", lambda plan_id: open_plan(desk.store, min(plan_id, desk.plan.plan_id))
    )
    return row


def test_a_trip_that_has_left_is_driven_to_its_end(desk, monkeypatch):
    """A plan from 07:45 on leaves the van's trip of 07:35 to the old page, T2 of 08:00 not."""
    old, first = tokens(desk)
    row = later_plan(desk, monkeypatch, "07:45")
    made = desk.store.plans.publish(
        row.plan_id, by="王", violations=[], expecting=first.publication_id,
        tokens={"van-1": "n" * 22, "truck-1": "m" * 22},
    )  # fmt: skip
    truck, van = (text_of(get(f"/r/{old[key]}")) for key in ("truck-1", "van-1"))
    assert f"第 {made.number} 号新路线从 11-23 07:45 起生效" in truck
    assert "车次 T2 · 已改排" in truck
    assert "车次 T1 · 06:00" in truck
    assert "已改排" not in van
    assert f'href="{"n" * 22}"' in van


def test_a_new_page_leads_back_while_the_vehicle_is_out(desk, monkeypatch):
    """At 05:30 the van is still to drive its trip of the plan before."""
    old, first = tokens(desk)
    row = later_plan(desk, monkeypatch, "07:45")
    desk.store.plans.publish(
        row.plan_id, by="王", violations=[], expecting=first.publication_id,
        tokens={"van-1": "n" * 22},
    )  # fmt: skip
    page = text_of(get(f"/r/{'n' * 22}"))
    assert "按上一份路线出发" in page
    assert f'href="{old["van-1"]}"' in page


def test_names_cannot_break_the_page(desk, monkeypatch):
    """A name that is a script is text, and a phone that is none is no link."""
    desk.change(
        lambda net: net.with_site("P", contact_phone="javascript:alert(1)").with_site(
            "A", contact_phone="0751-287 1234"
        )
    )
    secret, _ = tokens(desk)
    monkeypatch.setattr(phone_room.page, "_name", lambda site, lang: SCRIPT)
    page = text_of(get(f"/r/{secret['van-1']}"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "javascript:" not in page


def test_a_driver_can_call_the_point(desk, monkeypatch):
    """A phone in the latest network is a link that dials."""
    real = session.store().networks.latest(desk.network_id)
    assert real.number == 1
    folder = desk.folder / "sites.csv"
    text = folder.read_text("utf-8").splitlines()
    rows = [f"{line},{('contact_phone' if at == 0 else '')}" for at, line in enumerate(text)]
    rows = [f"{row}13800000000" if row.startswith("P,") else row for row in rows]
    files = {f.name: f.read_bytes() for f in desk.folder.iterdir() if f.is_file()}
    files["sites.csv"] = "\n".join(rows).encode()
    desk.store.networks.save(
        "四站县", files, fingerprint="c" * 64, by="李", network_id=desk.network_id
    )
    secret, _ = tokens(desk)
    page = text_of(get(f"/r/{secret['van-1']}"))
    assert '<a href="tel:13800000000">打电话 13800000000</a>' in page


def test_a_broken_store_is_no_white_page(desk, monkeypatch):
    """Whatever breaks, the driver reads what to do, and the secret is not logged."""
    secret, _ = tokens(desk)

    def broken():
        raise RuntimeError("no store")

    monkeypatch.setattr(session, "store", broken)
    page = get(f"/r/{secret['van-1']}")
    assert page.status_code == 503
    assert "暂时打不开" in text_of(page)
