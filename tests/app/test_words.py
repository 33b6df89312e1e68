"""Every word of the desk is in the word lists, in both languages, and used as it is written."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from optimizer.ui.words import WORDS

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "optimizer" / "ui"
SOURCES = [ROOT / "app.py", *sorted(file for file in UI.rglob("*.py") if "words" not in file.parts)]
DRAWN = UI.parent / "reports" / "page"
ASSETS = sorted(file for file in DRAWN.rglob("*") if file.suffix in (".js", ".css"))
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
LETTERS = re.compile(r"[A-Za-z]{2,}")

# What Streamlit shows of its arguments: by position, and by name.
FIRST_IS_SHOWN = frozenset(
    """
    button caption checkbox dialog download_button error exception expander file_uploader
    form_submit_button header info link_button markdown metric multiselect number_input pills
    popover radio segmented_control select_slider selectbox slider spinner status subheader
    success tabs text_area text_input title toast toggle warning write date_input time_input
    datetime_input feedback data_editor chat_input color_picker camera_input code text
    Column TextColumn NumberColumn CheckboxColumn SelectboxColumn DatetimeColumn DateColumn
    TimeColumn ListColumn LinkColumn ImageColumn ProgressColumn MultiselectColumn
    """.split()  # noqa: SIM905 - a list of them would be a page long
)
SHOWN_BY_NAME = frozenset(
    ("label", "help", "placeholder", "body", "page_title", "title", "text", "caption")
)
STAND_FOR_THEMSELVES = frozenset({"Route48"})


def name(file):
    """Return a file's name inside the repository."""
    return str(file.relative_to(ROOT))


def strings(tree):
    """Yield every string of a module that is no docstring, with its line."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    after_assignments = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in docs | after_assignments:
            yield node.value, node.lineno


def literals(node):
    """Yield the texts that an argument shows as they stand in the source."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from literals(part)
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from literals(node.left)
        yield from literals(node.right)
    elif isinstance(node, ast.List | ast.Tuple):
        for part in node.elts:
            yield from literals(part)


def is_word(text):
    """Tell whether a text is one that a person would read: no markup, icon or style."""
    text = re.sub(r":material/\w+:|&\w+;|<style>.*</style>|</?[^>]*>|:[a-z-]+\[", " ", text)
    return bool(LETTERS.search(text)) and text.strip() not in STAND_FOR_THEMSELVES


@pytest.mark.parametrize("file", SOURCES, ids=name)
def test_no_chinese_stands_outside_the_words(file):
    """Chinese is written in optimizer/ui/words only."""
    found = [(line, text) for text, line in strings(ast.parse(file.read_text("utf-8")))]
    assert [(line, text) for line, text in found if HAN.search(text)] == []


@pytest.mark.parametrize("file", ASSETS, ids=name)
def test_no_chinese_stands_in_scripts_and_styles(file):
    """What runs in the browser gets its words from Python; comments are English too."""
    assert not re.search(r"[\u3400-\u9fff]", file.read_text("utf-8"))


@pytest.mark.parametrize("file", SOURCES, ids=name)
def test_no_english_is_shown_that_is_not_a_word(file):
    """Whatever Streamlit shows comes from the word lists or from data."""
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if ast.unparse(node.func.value) == "_LOG":
            continue
        shown = [*node.args[:1]] if node.func.attr in FIRST_IS_SHOWN else []
        shown += [each.value for each in node.keywords if each.arg in SHOWN_BY_NAME]
        texts = [text for each in shown for text in literals(each) if is_word(text)]
        found += [(node.lineno, text) for text in texts]
    assert found == []


@pytest.mark.parametrize("key", WORDS)
def test_a_word_has_both_languages(key):
    """Chinese is Chinese, English has none of it, and both take the same values."""
    chinese, english = WORDS[key]
    assert chinese.strip()
    assert english.strip()
    assert places(chinese) == places(english)
    assert not HAN.search(english) or key == "shell.chinese"
    bare = re.sub(r"\{[^}]*\}|:material/\w+:", "", chinese)
    assert HAN.search(chinese) or not LETTERS.search(bare) or english == chinese


def test_words_stand_in_the_room_of_their_page():
    """A key begins with a room, and says what it is in a second part."""
    assert [key for key in WORDS if not re.fullmatch(r"[a-z_]+\.[A-Za-z0-9_.]+", key)] == []


def places(text):
    """Return the names of the values that a word takes."""
    return {each.partition(".")[0] for _, each, _, _ in Formatter().parse(text) if each}


def uses():
    """Yield every use of a word: file, line, key or pattern of keys, names of the values."""
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in ("t", "word") or not node.args:
                continue
            values = {each.arg for each in node.keywords}
            key = node.args[0]
            where = f"{name(file)}:{node.lineno}"
            for text in [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]:
                if isinstance(text, ast.Constant):
                    yield where, text.value, values
                elif isinstance(text, ast.JoinedStr):
                    parts = [
                        re.escape(part.value) if isinstance(part, ast.Constant) else r".+"
                        for part in text.values
                    ]
                    yield where, re.compile("".join(parts)), values


def test_every_word_that_is_used_exists_and_gets_its_values():
    """A key that nobody wrote, or a value that is missing or too many, would break the page."""
    wrong = []
    for where, key, values in uses():
        if isinstance(key, re.Pattern):
            if not any(key.fullmatch(each) for each in WORDS):
                wrong.append(f"{where} no word matches {key.pattern}")
        elif key not in WORDS:
            wrong.append(f"{where} there is no word {key}")
        elif None not in values and places(WORDS[key][0]) != values - {"lang"}:
            wrong.append(f"{where} {key} takes {places(WORDS[key][0])}, gets {values}")
    assert wrong == []


def test_every_word_is_used():
    """A word that nothing shows is out of date."""
    used = "\n".join(file.read_text("utf-8") for file in SOURCES)
    patterns = [key for _, key, _ in uses() if isinstance(key, re.Pattern)]
    unused = [
        key
        for key in WORDS
        if f'"{key}"' not in used and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []
