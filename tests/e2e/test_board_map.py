"""The board as a map alone: linked with another one, coloured by a share, with marks."""

from __future__ import annotations


def test_linked_maps_move_together_without_python(board):
    """What one map is moved to the other shows too, once; fitting one fits both."""
    board.open(mode="map", lang="en")
    runs = board.runs()
    left, right = (board.page.locator(".board").nth(at) for at in (0, 1))
    right.locator(".marker[transform]").first.wait_for()

    def shown(one) -> str:
        return one.locator(".map > svg > g").first.get_attribute("transform")

    fitted = shown(left), shown(right)
    board.page.evaluate(
        """() => {
          window.told = 0;
          window.addEventListener("route48.linked", () => { window.told += 1; });
        }"""
    )
    x, y = board.middle(".board .map")
    board.page.mouse.move(x, y)
    board.page.mouse.down()
    board.page.mouse.move(x + 50, y - 30, steps=2)
    board.page.mouse.up()
    board.page.wait_for_timeout(200)
    assert shown(left) == shown(right)
    assert shown(left) not in fitted
    assert board.page.evaluate("window.told") <= 2
    right.get_by_title("Zoom in").click()
    board.page.wait_for_timeout(100)
    assert shown(left) == shown(right)
    left.get_by_title("Fit", exact=True).click()
    board.page.wait_for_timeout(100)
    assert (shown(left), shown(right)) == fitted
    assert board.runs() == runs


def test_values_colour_sites_and_marks_say_what_they_are(board):
    """Good and bad differ in colour and size, unknown is hollow; a closed road is told."""
    board.open(mode="map", lang="en")
    values = board.page.locator(".board.valued")
    good, bad, unknown = (values.locator(f"[data-site={site}] path") for site in "QPA")
    assert [one.get_attribute("fill") for one in (good, bad, unknown)] == [
        "#1f5f9e",
        "#8c2d04",
        "#fff",
    ]
    assert good.get_attribute("transform") != bad.get_attribute("transform")
    legend = [text.strip() for text in values.locator(".scale > *").all_inner_texts()]
    assert legend[:2] == ["48 h", "≥ 99 %"]
    assert legend[5:] == ["< 80 %", "No figure", "Closed road", "Slow road"]
    values.locator("[data-site=P]").focus()
    board.page.keyboard.press("Enter")
    assert "P 62 %" in values.locator(".about").inner_text()
    assert values.locator(".mark.closed").count() == 2  # on the map and in the legend
    values.locator(".mark.slow").first.dispatch_event("pointermove")
    assert "S342" in values.locator(".tip").inner_text()
    assert "drop <b>" in values.locator(".mark.point").text_content()
