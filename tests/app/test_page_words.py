"""Every page speaks one language: no Chinese in English, no English in Chinese, but for data."""

import re

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.app.test_words import HAN
from tests.desk.published import make_desk

PAGES = ("orders", "plan", "adjust", "publish", "whatif", "simulation", "network")
SHOWN = frozenset(
    """
    label body help placeholder options text value delta caption title content
    """.split()  # noqa: SIM905
)
# What stands for itself in any language: names of formats, units and programs.
PLAIN = frozenset(
    """
    csv xlsx pdf json gpx geojson vroom zip toml graphml route48 qr kg km min wgs84 gcj
    h m s g id utf bom excel wps yes no url pt am pm
    """.split()  # noqa: SIM905
)


def show(name):
    """Run one page, as the frame does."""
    from importlib import import_module

    import_module(f"optimizer.ui.pages.{name}").page()


@pytest.fixture(scope="module")
def four_stops(tmp_path_factory):
    """Return a store with county, orders and a plan."""
    return make_desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def open_page(four_stops, tmp_path, monkeypatch):
    """Return a function that opens a page of that store in a language, and returns its texts."""
    from optimizer.ui import session

    monkeypatch.setenv("ROUTE48_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(session, "store", lambda: four_stops.store)
    monkeypatch.setattr("optimizer.jobs.ensure_worker", lambda _: None)
    st.cache_resource.clear()

    def run(name, lang):
        test = AppTest.from_function(show, args=(name,), default_timeout=60)
        test.query_params["lang"] = lang
        test.run()
        assert not test.exception
        assert not test.error, [error.value for error in test.error]
        shown = sorted({text for element in nodes(test._tree) for text in texts(element)})
        assert len(shown) > 3, "a page with a plan has more to say"
        return shown

    yield run
    st.cache_resource.clear()


def nodes(block):
    """Yield every element of a page."""
    for child in getattr(block, "children", {}).values():
        yield child
        yield from nodes(child)


def texts(element):
    """Yield what an element shows."""
    proto = getattr(element, "proto", None)
    if proto is None or not hasattr(proto, "ListFields"):
        return
    for field, value in proto.ListFields():
        if field.name not in SHOWN:
            continue
        for each in [value] if isinstance(value, str) else value if is_list(value) else []:
            if isinstance(each, str):
                yield each


def is_list(value):
    """Tell whether a field holds several values."""
    return hasattr(value, "__iter__") and not hasattr(value, "ListFields")


def without_data(text, names):
    """Return a text without names of the network and markup."""
    if text.startswith("<style>"):  # of a style people read what it writes
        text = " | ".join(re.findall(r'content: "([^"]*)"', text))
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return re.sub(r":material/\w+:|</?[^>]+>|style=\S+|&\w+;|`[^`]*`|https?:\S+", " ", text)


def names_of(desk):
    """Return every word of the data: sites, vehicles, orders, people, files."""
    files = desk.store.networks.files(desk.version.version_id)
    found = {
        word for data in files.values() for word in re.split(r"[,\n\";]", data.decode("utf-8"))
    }
    return {word.strip() for word in found if len(word.strip()) > 1} | {
        *("四站县", "李", "王", "早班", "orders.csv"),
    }


@pytest.mark.parametrize("name", PAGES)
def test_english_pages_show_no_chinese(open_page, four_stops, name):
    """Only names of the county and of its people are Chinese."""
    names = names_of(four_stops)
    found = [text for text in open_page(name, "en") if HAN.search(without_data(text, names))]
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_chinese_pages_show_no_english(open_page, four_stops, name):
    """No two English words stand beside each other, but for names, formats and units."""
    names = names_of(four_stops)
    found = []
    for text in open_page(name, "zh"):
        words = re.findall(r"[A-Za-z]{2,}(?:[ ,][A-Za-z]{2,})+", without_data(text, names))
        found += [each for each in words if set(each.lower().split()) - PLAIN]
    assert found == []
