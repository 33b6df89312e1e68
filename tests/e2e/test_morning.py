"""The whole morning: orders in, plan, find what is late, correct, publish, print."""

import re

import pytest
from pypdf import PdfReader

from tests.e2e.conftest import LATE
from tests.e2e.visitors import SLOW

TRIES = 12
"""So many trips a dispatcher tries before she gives up."""


@pytest.fixture(scope="module")
def seen():
    """What the stories of this morning hand on to each other."""
    return {}


def test_orders_come_in(visit, desk, few_orders, screenshots):
    """She drops the file of the day on the page, sees that all is well, and imports it."""
    li = visit().go("orders")
    li.sees(li.word("orders.empty"))
    li.bring(few_orders).sees(li.word("orders.all_good", count=401))
    li.shot(screenshots, "orders-import")
    li.press("orders.import_good").sees(li.begins("orders.imported"))
    li.shot(screenshots, "orders")
    with desk.store() as store:
        assert len(store.orders.open(1)) == 401


def test_a_plan_is_made_and_what_is_late_is_found(visit, desk, screenshots, seen):
    """She presses one button, watches the cost fall, and reads which order will be late."""
    li = visit().go("plan")
    li.page.get_by_role("radio", name=li.word("plan.own")).click()
    field = li.settle().page.get_by_role("spinbutton", name=li.word("plan.seconds"))
    field.fill("5")
    field.press("Tab")
    li.settle().press("plan.go").sees(li.word("plan.run_plan"))
    li.sees(li.word("plan.checked"), within=180_000)
    li.shot(screenshots, "plan")
    li.shot(screenshots, "plan-whole", full=True)
    assert not li.is_too_wide()
    li.page.get_by_text(li.begins("plan.problems")).first.click()
    li.settle().shot(screenshots, "plan-late")
    with desk.store() as store:
        (row,) = store.plans.recent(1)
        document = store.plans.document(row.plan_id)
    (late,) = [order for order in document["orders"] if order["order_id"] == LATE]
    assert late["status"] == "late", late
    seen["plan"], seen["trip"] = row.plan_id, late["legs"][-1]["trip_id"]


def test_the_late_order_is_moved_to_another_trip(visit, desk, screenshots, seen):
    """She looks for it, moves it, sees what that costs and breaks, undoes, tries again, saves."""
    li = visit().go("adjust")
    for number in range(TRIES):
        look_for(li, LATE)
        choose_orders(li, LATE)
        pick(li, "adjust.to_trip", number)
        li.press("adjust.move")
        # What is said below the board comes last: all is well, what breaks, or why it cannot be.
        li.page.get_by_test_id("stAlert").first.wait_for()
        li.settle()
        if li.page.get_by_text(li.word("adjust.clean")).count():
            break
        if not li.page.get_by_text(li.begins("adjust.breaks")).count():
            li.go("adjust")  # the move was refused, nothing is to be undone
            continue
        if number == 0:
            li.shot(screenshots, "adjust-broken")
        li.press("adjust.undo").sees(li.word("adjust.none"))
    li.sees(li.word("adjust.clean"))
    li.shot(screenshots, "adjust")
    assert not li.is_too_wide()
    li.press("adjust.save")
    li.page.get_by_role("textbox", name=li.word("adjust.label")).fill("改过的早班")
    li.page.get_by_test_id("stPopoverBody").get_by_role("button").click()
    li.settle().sees(li.begins("adjust.saved"), within=60_000)
    with desk.store() as store:
        row = store.plans.recent(1)[0]
        document = store.plans.document(row.plan_id)
    assert (row.parent_id, row.label, row.violations) == (seen["plan"], "改过的早班", 0)
    (moved,) = [order for order in document["orders"] if order["order_id"] == LATE]
    assert moved["legs"][-1]["trip_id"] != seen["trip"]
    seen["plan"], seen["document"] = row.plan_id, document


def test_it_is_published_and_printed(visit, desk, screenshots, seen, tmp_path):
    """She publishes, and the run sheets in the PDF name every plate and every stop."""
    li = visit().go("publish")
    li.sees(li.word("publish.rules_good"))
    li.press("publish.go").press("publish.yes").sees(li.begins("publish.done"))
    li.shot(screenshots, "publish")
    with desk.store() as store:
        assert store.plans.current(1).plan_id == seen["plan"]
        files = store.networks.files(store.networks.list()[0].version_id)
    with li.page.expect_download(timeout=120_000) as download:
        li.page.get_by_role("button", name=re.compile(li.word("publish.run_sheets.pdf"))).click()
    paper = tmp_path / "sheets.pdf"
    download.value.save_as(paper)
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(paper).pages))
    plates, names = table(files["vehicles.csv"], "plate"), table(files["sites.csv"], "name_zh")
    for trip in seen["document"]["trips"]:
        assert plates[trip["vehicle_id"]].replace(" ", "") in text
        for stop in trip["stops"]:
            name = re.split("[(（]", names[stop["site_id"]])[0]
            assert name in text, f"{name} is not on the run sheets"


def test_the_parcel_is_found_again(visit, screenshots):
    """Somebody calls about it: its number shows the way that it takes."""
    li = visit().go("publish")
    li.page.get_by_role("tab", name=li.word("publish.parcels")).click()
    field = li.settle().page.get_by_role("textbox", name=li.word("publish.search"))
    field.fill(LATE)
    field.press("Enter")
    li.settle().sees(re.compile("48 小时承诺"), within=SLOW)
    li.shot(screenshots, "parcel")


def look_for(li, order_id):
    """Look for an order, so that the panel turns to the stop that handles it."""
    field = li.page.get_by_role("textbox", name=li.word("adjust.find")).last
    for text in ("", order_id):
        field.fill(text)
        field.press("Enter")
        li.settle()
    li.sees(re.compile(li.word("adjust.find_on", order=order_id, trips="|").split("|")[0]))


def choose_orders(li, order_id):
    """Choose one order of the stop."""
    field = li.page.get_by_role("combobox", name=li.word("adjust.orders"))
    if li.page.get_by_test_id("stMultiSelect").get_by_text(order_id).count():
        return
    option = li.page.get_by_role("option", name=order_id).first
    for _ in range(TRIES):  # a page that is drawn anew meanwhile shuts the list
        field.click()
        field.fill(order_id)
        li.page.wait_for_timeout(1_000)
        if option.count():
            break
        li.page.keyboard.press("Escape")
        li.settle()
    option.click()
    li.page.keyboard.press("Escape")
    li.settle()


def pick(li, key, number):
    """Pick one of the options of a box."""
    li.page.get_by_role("combobox", name=li.word(key)).click()
    li.page.get_by_role("option").nth(number).click()
    li.settle()


def table(data, column):
    """Return one column of a file of the network by the first one."""
    import csv
    import io

    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    return {next(iter(row.values())): row[column] for row in rows}
