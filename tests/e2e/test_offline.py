"""With the network cut every page is whole: roads on the map, every glyph, both languages."""

import re

import pytest

from tests.app.test_words import HAN
from tests.e2e.visitors import PAGES

GLYPHS = "县镇村配送单排线粤驿"
DRAWN = """async (glyphs) => {
  const family = getComputedStyle(document.querySelector("[data-testid='stApp']")).fontFamily;
  const draw = (glyph) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 40;
    const pen = canvas.getContext("2d");
    pen.font = `30px ${family}`;
    pen.fillText(glyph, 2, 32);
    return canvas.toDataURL();
  };
  const none = draw("\\u{10FFFE}"), blank = draw(" ");
  return [...glyphs].filter((glyph) => [none, blank].includes(draw(glyph)));
}"""
OWN_FONT = """async () => {
  const faces = await document.fonts.load("16px 'Route48 Han'", "县");
  return faces.map((face) => face.status);
}"""
TEXT = """() => {
  const parts = [document.body.innerText];
  for (const one of document.querySelectorAll("*")) {
    if (!one.shadowRoot) continue;
    const inside = document.createTreeWalker(one.shadowRoot, NodeFilter.SHOW_TEXT);
    while (inside.nextNode()) {
      if (!inside.currentNode.parentElement?.closest("style, script")) {
        parts.push(inside.currentNode.data);
      }
    }
  }
  return parts.join("\\n");
}"""
SIGNS = {"zh": "准时率", "en": "On time"}


@pytest.fixture(scope="module", autouse=True)
def plan(desk, few_orders):
    """Let the desk have orders and a plan."""
    desk.bring(few_orders)
    return desk.plan()


@pytest.fixture(scope="module")
def names(desk):
    """Return every Chinese word of the data: of network, orders, and who works here."""
    with desk.store() as store:
        network = store.networks.list()[0]
        files = store.networks.files(network.version_id)
        orders = [one.row for one in store.orders.open(network.network_id)]
    texts = [data.decode("utf-8-sig") for name, data in files.items() if name.endswith("csv")]
    words = {cell for text in texts for cell in re.split(r'[,\n";()（）]', text)}
    words |= {network.name, "中文", "本机", "今日运单.csv", "县"}
    words |= {text for row in orders for text in (row.carrier, row.product)}
    return sorted({word.strip() for word in words if HAN.search(word)}, key=len, reverse=True)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_whole_without_the_network(visit, screenshots, names, name, lang):
    """Nothing is asked of other machines (see the fixture), too wide, broken, or untranslated."""
    li = visit(lang).go(name)
    if name in ("plan", "adjust"):
        li.page.locator("svg path").nth(20).wait_for(state="attached")
    li.shot(screenshots, name, full=name != "orders")
    text = li.page.evaluate(TEXT)
    assert li.begins("shell.bug").search(text) is None
    assert li.said == []
    assert not li.is_too_wide()
    assert li.page.evaluate(DRAWN, GLYPHS) == [], "these are drawn as boxes"
    if lang == "en":
        for word in names:
            text = text.replace(word, " ")
        assert not [line for line in text.splitlines() if HAN.search(line)]


@pytest.mark.parametrize("name", ["plan", "adjust"])
def test_the_map_shows_the_roads_of_the_county(visit, name):
    """The background is the county's own: hundreds of ways and the boundary, no tiles."""
    li = visit().go(name)
    li.page.locator("svg path").nth(20).wait_for(state="attached")
    ways = li.page.locator("svg path").evaluate_all(
        "paths => paths.map((one) => (one.getAttribute('d') || '').length)"
    )
    assert sum(ways) > 20_000, "so much is drawn only where there are roads"
    assert li.page.locator("image.tile").count() == 0


def test_our_own_font_is_there_for_machines_without_chinese(visit):
    """A machine without any Chinese font takes it from the desk."""
    li = visit().go("orders")
    assert set(li.page.evaluate(OWN_FONT)) == {"loaded"}


def test_the_language_is_kept_from_page_to_page(visit):
    """The switch covers the page at once, and the pages after it."""
    li = visit().go("plan")
    li.page.get_by_role("radio", name="English").click()
    li.lang = "en"
    li.settle().sees(SIGNS["en"]).turn_to("publish").sees(li.word("publish.rules_good"))
    li.page.reload()
    li.settle().sees(li.word("publish.rules_good"))
