"""Every code has its sentences, in both languages, and none of them can lack a fact."""

import ast
import re
from pathlib import Path

import pytest

from optimizer.domain import Issue, Violation
from optimizer.wording import issue_what, violation_text
from optimizer.wording.codes import (
    DAYS,
    DOCUMENTS,
    INPUTS,
    ROADS,
    SCENARIOS,
    SIMULATION,
    SITING,
    SOLVERS,
    STUDIES,
    VIOLATIONS,
)
from optimizer.wording.failures import SENTENCES as ERRORS
from optimizer.wording.sentences import places_of

ROOT = Path(__file__).resolve().parents[2]
LISTED = re.findall(
    r"^\| ([DESUV]\d{3}) \|", (ROOT / "docs/codes.md").read_text("utf-8"), re.MULTILINE
)
ISSUES = {
    **INPUTS,
    **DOCUMENTS,
    **ROADS,
    **SOLVERS,
    **SIMULATION,
    **SITING,
    **SCENARIOS,
    **DAYS,
    **STUDIES,
}
SENTENCES = {**ISSUES, **VIOLATIONS, **ERRORS}
HAN = re.compile(r"[\u4e00-\u9fff]")


def used_codes():
    """Return the codes that stand as strings of their own in the package, wording apart."""
    for file in (ROOT / "optimizer").rglob("*.py"):
        if "wording" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found = re.match(r"([DESUV][1-9]\d\d)(?=$|[: ])", node.value)
                if found:
                    yield found[1]


def test_every_listed_code_has_its_sentences():
    """The page of codes and the sentences name the same codes; reasons speak for themselves."""
    said = {code.partition(" ")[0] for code in SENTENCES}
    assert said == {code for code in LISTED if not code.startswith("U")}


def test_every_code_in_use_is_listed():
    """What the package can say is on the page of codes."""
    assert set(used_codes()) - set(LISTED) == set()


@pytest.mark.parametrize("code", SENTENCES)
def test_the_last_sentence_needs_no_fact(code):
    """Whatever is missing, there is a sentence that does without."""
    last = SENTENCES[code][-1]
    if " " in code:  # a reason has the sentences of its code to fall back on
        return
    assert not last.when
    can_lack = places_of("".join((*last.zh, *(last.en or ())))) - {"excess"}
    assert can_lack == set()


@pytest.mark.parametrize("code", SENTENCES)
def test_sentences_say_what_and_what_to_do_in_their_language(code):
    """Chinese is Chinese, English has none of it, and both ask for the same facts."""
    for sentence in SENTENCES[code]:
        assert all(HAN.search(part) for part in sentence.zh)
        if sentence.en is None:
            assert code in ISSUES, "only issues carry an English message of their own"
        else:
            assert all(part and not HAN.search(part) for part in sentence.en)
            assert places_of("".join(sentence.zh)) == places_of("".join(sentence.en))


@pytest.mark.parametrize("code", SENTENCES)
def test_patterns_find_the_facts_that_their_sentence_asks_for(code):
    """A fact is one of the issue's own, an excess, a value of the error, or in the pattern."""
    for sentence in SENTENCES[code]:
        found = set(re.compile(sentence.when).groupindex)
        asked = places_of("".join(sentence.zh))
        if code in ERRORS:
            continue
        assert found <= asked
        assert asked - found <= {"value", "column", "file", "excess"}


@pytest.mark.parametrize("code", ISSUES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_issue_without_any_fact_still_has_a_sentence(code, lang):
    """Neither braces nor empty quotes show where nothing is known."""
    said = issue_what(Issue(code, "orders.csv", "something is wrong"), lang)
    assert said
    assert not re.search(r"[{}]|“”|\bNone\b", said)
    assert bool(HAN.search(said)) == (lang == "zh")


@pytest.mark.parametrize("code", VIOLATIONS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("excess", [0, 90])
def test_a_violation_without_any_fact_still_has_a_sentence(code, lang, excess):
    """A violation says something in its language whatever its message."""
    said = violation_text(Violation(code, 1, "X", "", excess, "s" if excess else ""), lang)
    assert not re.search(r"[{}]|“”|\bNone\b|V\d{3}", said)
    assert bool(HAN.search(said)) == (lang == "zh")
