"""Errors speak to people, in their language, and show no folders."""

import pytest

from optimizer.consolidation import screening
from optimizer.domain import Issue, Reason
from optimizer.errors import EngineError, InputError, NetworkError, StoreError
from optimizer.network import load_roads
from optimizer.wording import error_text, fix_text, reason_text
from tests.inputs.conftest import WrittenCounty


def test_bad_input_lists_every_issue():
    """One line each; beyond fifty they are counted."""
    issues = [Issue("E115", "orders.csv", "x", row, "pieces", "x") for row in range(2, 62)]
    lines = error_text(InputError(issues), "zh").splitlines()
    assert len(lines) == 51
    assert lines[0].startswith("运单文件 orders.csv 第2行“件数”")
    assert lines[-1] == "还有 10 处"


def test_errors_of_the_roads_are_taken_apart():
    """A `NetworkError` is text; its codes find their sentences all the same."""
    issue = Issue("E202", "roads.graphml", "cannot be read: eof", fix="copy it again")
    error = NetworkError(str(InputError([issue])))
    assert error_text(error, "zh") == (
        "道路文件 roads.graphml：道路文件读不出来：已损坏或不完整；请重新复制或下载"
    )


def test_a_real_error_of_the_roads(tmp_path):
    """What the network room raises is understood."""
    county = WrittenCounty(tmp_path / "county")
    for table in county.folder.glob("travel_*.csv"):
        table.unlink()
    (county.folder / "roads.graphml").write_text("<graphml>")
    with pytest.raises(NetworkError) as caught:
        load_roads(county.folder)
    assert error_text(caught.value, "zh").startswith("道路文件 roads.graphml：")


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("E302 no timetable for 7 trips within the limits; search longer", "7 个车次的时刻"),
        ("E306: every engine failed: ortools: E301", "E306：所有求解器都失败了"),
        ("the start has 1 issue:\n  E320 routes: no task 7", "起始方案里有不存在"),
    ],
)
def test_errors_of_engines_have_words(message, says):
    """Codes are found wherever engines write them."""
    assert says in error_text(EngineError(message), "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_inside_is_shown(lang):
    """A bug says neither folder nor address nor data; other errors keep the file's name."""
    assert "secret" not in error_text(ValueError("/srv/secret sqlite:///secret"), lang)
    told = error_text(StoreError("/srv/secret/plan.json cannot be written: No space"), lang)
    assert "secret" not in told
    assert "plan.json" in told


def test_reasons_and_their_fixes_have_both_languages():
    """A fix is written in both languages, each is found."""
    reasons = [value for value in vars(screening).values() if isinstance(value, Reason)]
    assert len(reasons) >= 7
    for reason in reasons:
        chinese, english = fix_text(reason.fix, "zh"), fix_text(reason.fix, "en")
        assert not chinese.isascii()
        assert english.isascii()
        assert reason_text(reason, "zh") == f"{reason.message_zh}；{chinese}"
        as_written = {"message_zh": "无", "message_en": "none", "fix": reason.fix}
        assert reason_text(as_written, "en") == f"none; {english}"
