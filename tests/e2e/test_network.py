"""The network in a real browser: typed into, dragged about, saved, restored, taken along."""

from __future__ import annotations

import io
import zipfile

import pytest

from optimizer.desk.networks import Edits, save_tables, tables
from optimizer.desk.users import Role, User


def tab(visitor, name):
    """Turn to a part of the page."""
    visitor.page.get_by_text(visitor.word(f"network.tab.{name}"), exact=True).first.click()
    visitor.settle()
    visitor.page.wait_for_timeout(500)


def latest(desk):
    """Return the latest version and its tables."""
    with desk.store() as store:
        version = store.networks.latest(store.networks.list()[0].network_id)
        return version, tables(store, version.version_id)


def rows_of(desk, file="sites.csv"):
    """Return the saved rows of a table by id."""
    rows = latest(desk)[1].rows[file]
    return {next(iter(row.values())): row for row in rows}


def type_into(visitor, text, *, row, column):
    """Overwrite a cell of the table on the screen, counted from 0 as it is seen."""
    field = visitor.page.locator("#portal textarea, #portal input").first
    for _ in range(5):  # a table that is just being drawn anew does not listen
        box = visitor.page.locator("[data-testid='stDataFrame'] canvas").first.bounding_box()
        place = box["x"] + column, box["y"] + 36 + 35 * row + 17
        visitor.page.mouse.dblclick(*place)
        visitor.page.wait_for_timeout(400)
        if field.count():
            break
    field.wait_for()
    field.fill(text)
    visitor.page.keyboard.press("Enter")
    field.wait_for(state="detached")
    visitor.settle()


def middle(visitor, site):
    """Return where a site is drawn."""
    box = visitor.page.locator(f"[data-site='{site}']").first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_cell_is_typed_into_and_saved(visit, desk):
    """A phone is typed into the table; a wrong one is told, a good one is a new version."""
    planner = visit().go("network")
    planner.sees(planner.word("network.tab.rules"))
    type_into(planner, "call Li", row=1, column=650)
    planner.sees(planner.begins("network.will_change")).press("network.save")
    planner.sees(planner.begins("network.problems"))
    assert latest(desk)[0].number == 1
    planner.press("network.drop")
    saving = planner.page.get_by_role("button", name=planner.word("network.save"))
    saving.wait_for(state="detached")
    type_into(planner, "0751-2870001", row=1, column=650)
    planner.sees(planner.begins("network.will_change"))
    planner.press("network.save").sees(planner.word("network.saved", number=2))
    assert rows_of(desk)["T01"]["contact_phone"] == "0751-2870001"
    assert not planner.said


def test_typing_survives_other_tabs_pages_and_languages(visit):
    """What is not saved yet waits while somebody looks elsewhere."""
    planner = visit().go("network")
    planner.sees(planner.word("network.tab.rules"))
    type_into(planner, "0751-2870002", row=2, column=650)
    planner.sees(planner.begins("network.will_change"))
    tab(planner, "vehicles")
    planner.turn_to("orders").turn_to("network")
    planner.page.get_by_text("English", exact=True).click()
    planner.settle()
    planner.lang = "en"
    planner.sees(planner.word("network.will_change", count=1))
    tab(planner, "sites")
    planner.sees(planner.word("network.will_change", count=1))


def test_a_site_is_dragged_and_another_added(visit, desk):
    """A site is where it was dragged to, and marked as corrected; a click adds another."""
    before = rows_of(desk)["S05"]
    planner = visit().go("network")
    tab(planner, "map")
    x, y = middle(planner, "S05")
    planner.page.mouse.move(x, y)
    planner.page.mouse.down()
    planner.page.mouse.move(x + 12, y + 4)
    planner.page.mouse.move(x + 40, y + 10, steps=3)
    planner.page.mouse.up()
    planner.sees(planner.word("network.moved", count=1))
    planner.page.mouse.click(x + 150, y - 150)
    planner.sees(planner.word("network.add_here"))
    planner.page.get_by_label(planner.word("network.new_name")).fill("<b>新村</b>")
    planner.page.get_by_role("button", name=planner.word("network.add"), exact=True).click()
    planner.sees(planner.word("network.moved", count=2))
    planner.press("network.save").sees(planner.begins("network.saved"))
    now = rows_of(desk)
    assert now["S05"]["coordinate_quality"] == "corrected"
    assert float(now["S05"]["longitude"]) > float(before["longitude"])
    assert now["N01"]["name_zh"] == "<b>新村</b>"
    assert not planner.said


def test_two_planners_lose_nothing(visit, desk):
    """Who saves second is told what the first has done, and puts both together."""
    planner = visit().go("network")
    planner.sees(planner.word("network.tab.rules"))
    type_into(planner, "0751-2870003", row=3, column=650)
    planner.sees(planner.begins("network.will_change"))
    version, now = latest(desk)
    rows = [dict(row) for row in now.rows["sites.csv"]]
    rows[0]["contact_phone"] = "0751-2870099"
    with desk.store() as store:
        me = User("王", Role.PLANNER)
        save_tables(store, me, version.version_id, Edits({"sites.csv": rows}))
    planner.press("network.save")
    planner.sees(planner.begins("network.meanwhile")).press("network.merge")
    planner.press("network.save").sees(planner.word("network.saved", number=version.number + 2))
    phones = {name: row["contact_phone"] for name, row in rows_of(desk).items()}
    assert (phones["H01"], phones["T03"]) == ("0751-2870099", "0751-2870003")


def test_a_version_is_taken_along_and_restored(visit, desk, tmp_path):
    """The first version comes back as the newest; the file that was downloaded is the folder."""
    planner = visit().go("network")
    tab(planner, "versions")
    with planner.page.expect_download() as coming:
        planner.press("network.download")
    packed = zipfile.ZipFile(io.BytesIO(coming.value.path().read_bytes()))
    assert {"network.toml", "sites.csv", "drivers.csv"} <= set(packed.namelist())
    number = latest(desk)[0].number
    planner.press("network.restore")
    planner.sees(planner.word("network.restored", older=number - 1, number=number + 1))
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("sites.csv", b"0" * 100_000_000)
    planner.bring(bomb).press("network.take_in").sees(planner.begins("network.problems"))
    assert latest(desk)[0].number == number + 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_part_fits_the_screen(visit, screenshots, lang):
    """No part of the page is wider than the screen."""
    planner = visit(lang).go("network")
    for name in ("vehicles", "drivers", "rules", "map", "versions", "sites"):
        tab(planner, name)
        planner.shot(screenshots, f"network-{name}")
        assert not planner.is_too_wide(), name
    assert not planner.said
