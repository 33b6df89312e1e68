"""Publishing in a real browser: two dispatchers, paper, and the driver's phone."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from optimizer.desk import planning, publishing
from optimizer.desk.users import Role, User

WANG = User("王", Role.DISPATCHER)
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def planned(desk, few_orders):
    """Let the desk have two plans of tomorrow, of little effort; return their ids."""
    desk.bring(few_orders)
    tomorrow = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=1)
    at = tomorrow.replace(hour=5, minute=0, second=0, microsecond=0)
    with desk.store() as store:
        network_id = store.networks.list()[0].network_id
        for label in ("早班", "备选"):
            planning.ask_plan(
                store, WANG, network_id, None, at, search_seconds=None, effort=30, label=label,
                with_baseline=False,
            )  # fmt: skip
        for _ in range(600):
            rows = store.plans.recent(network_id)
            if len(rows) == 2:
                return [row.plan_id for row in rows]
            planning.watch(store, network_id)

            time.sleep(0.2)
    raise AssertionError("the plans were not made")


def current(desk):
    """Return what is in force."""
    with desk.store() as store:
        return store.plans.current(store.networks.list()[0].network_id)


def open_publish(visitor, plan_id):
    """Open the page with a plan chosen, and wait for its checks."""
    visitor.page.goto(f"{visitor.url}/publish?lang={visitor.lang}&plan={plan_id}")
    visitor.settle()
    return visitor.sees(visitor.word("publish.rules_good"), within=60_000)


def save(visitor, key, folder):
    """Press the button of a paper and return the name and bytes of what comes."""
    with visitor.page.expect_download(timeout=60_000) as caught:
        visitor.page.get_by_role("button", name=visitor.word(key), exact=True).click()
    file = folder / "download"
    caught.value.save_as(file)
    return caught.value.suggested_filename, file.read_bytes()


def test_who_publishes_over_somebody_is_asked(visit, desk, planned, screenshots):
    """Li has asked, Wang is quicker: she reads who it was, looks, and replaces his plan."""
    mine, theirs = planned
    li = open_publish(visit(), mine)
    li.shot(screenshots, "publish-before")
    li.press("publish.go").sees(li.word("publish.ask", plan=mine))
    with desk.store() as store:
        first = publishing.publish(store, WANG, theirs, None)
    li.press("publish.yes").sees(li.begins("publish.conflict"), within=60_000).sees("王")
    li.shot(screenshots, "publish-conflict")
    assert current(desk) == first
    li.press("publish.replace").sees(li.begins("publish.done"), within=60_000)
    made = current(desk)
    assert (made.plan_id, made.replaces) == (mine, first.publication_id)
    li.shot(screenshots, "publish-after")
    assert not li.is_too_wide()


def test_the_papers_are_chinese_and_whole(visit, desk, planned, tmp_path):
    """Run sheets, hand-over lists and the ZIP come under Chinese names and can be read."""
    li = open_publish(visit(), planned[0])
    name, data = save(li, "publish.run_sheets.pdf", tmp_path)
    assert name.startswith("翁源县_")
    assert name.endswith("_派车单.pdf")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    assert all(part in text for part in ("派车单", "粤F", "司机", "件"))
    _, data = save(li, "publish.handovers.pdf", tmp_path)
    assert "交接清单" in PdfReader(io.BytesIO(data)).pages[0].extract_text()
    name, data = save(li, "publish.all.zip", tmp_path)
    assert len(zipfile.ZipFile(io.BytesIO(data)).namelist()) == 10


def test_a_driver_opens_the_page_on_a_phone(browser, desk, planned, screenshots):
    """The link needs no sign-in, loads nothing, breaks no policy, and fits a phone."""
    with desk.store() as store:
        in_force = store.plans.current(store.networks.list()[0].network_id)
        tokens = store.plans.tokens(in_force.publication_id)
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for number, token in enumerate(tokens.values()):
        answer = page.goto(f"{desk.url}/r/{token}")
        assert answer.status == 200
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert page.locator("h1").inner_text().startswith("粤F")
        if number == 0:
            page.screenshot(path=screenshots / "phone-zh.png")
            page.get_by_role("link", name="English").click()
            assert page.get_by_text("Plan no.").count() == 1
            page.screenshot(path=screenshots / "phone-en.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.goto(f"{desk.url}/r/{'x' * 22}").status == 404
    assert page.get_by_text("没有这个页面").count() == 1
    assert all(url.startswith(f"{desk.url}/r/") for url in asked)
    assert [text for text in said if "404" not in text] == []
    context.close()


def test_a_parcel_is_found_in_the_browser(visit, planned, few_orders):
    """The first order of the file is found by its id, with its way."""
    li = open_publish(visit(), planned[0])
    order_id = few_orders.read_text("utf-8").splitlines()[1].split(",")[0]
    li.page.get_by_role("tab", name=li.word("publish.parcels")).click()
    field = li.page.get_by_label(li.word("publish.search"))
    field.fill(order_id)
    field.press("Enter")
    li.settle().sees(li.begins("publish.in_force")).sees(li.word("publish.history"))
