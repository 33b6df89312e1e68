"""From exceptions to exit statuses."""

import pytest
import typer

from optimizer.cli.exits import exit_status
from optimizer.domain import Issue
from optimizer.errors import EngineError, InputError, NetworkError, OptimizerError, StoreError

ISSUE = Issue("E103", "orders.csv", "due before it is ready", row=14, column="due_at")


def status_of(error, lang="en"):
    """Return the exit status of an exception."""
    with pytest.raises(typer.Exit) as exited, exit_status(lang):
        raise error
    return exited.value.exit_code


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InputError([ISSUE]), 2),
        (NetworkError("roads.graphml is no GraphML"), 3),
        (EngineError("the model is refused"), 4),
        (StoreError("the disk is full"), 5),
    ],
)
def test_every_family_of_errors_has_its_status(capsys, error, status):
    """What is raised on purpose says what to do on stderr and exits by its family."""
    assert status_of(error) == status
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"{error}\n")


def test_inputs_are_refused_in_chinese_with_their_codes(capsys):
    """A user who speaks Chinese reads row, column and what to do; the code stands in front."""
    assert status_of(InputError([ISSUE]), "zh") == 2
    told = capsys.readouterr().err
    assert told.startswith("E103 运单文件 orders.csv 第14行“承诺时间”：")


def test_other_failures_keep_the_facts_beside_the_chinese(capsys):
    """An address or a file that the sentence leaves out follows in English, once."""
    assert status_of(NetworkError("E263 no answer from http://127.0.0.1:9/api"), "zh") == 3
    told = capsys.readouterr().err
    assert "下载失败" in told
    assert told.count("http://127.0.0.1:9/api") == 1


@pytest.mark.parametrize("error", [ZeroDivisionError("by zero"), OptimizerError("by zero")])
def test_a_bug_is_one_line_and_status_1(capsys, monkeypatch, error):
    """What nobody expected names its type and message in one line, without a traceback."""
    monkeypatch.delenv("ROUTE48_DEBUG", raising=False)
    assert status_of(error) == 1
    told = capsys.readouterr().err
    assert f"bug in Route48: {type(error).__name__}: by zero" in told
    assert told.count("\n") == 1


def test_debugging_shows_the_traceback(capsys, monkeypatch):
    """With ROUTE48_DEBUG set the traceback is shown too."""
    monkeypatch.setenv("ROUTE48_DEBUG", "1")
    assert status_of(ZeroDivisionError("by zero")) == 1
    assert "Traceback" in capsys.readouterr().err


def test_an_exit_passes_through():
    """A command that exits by itself keeps its status."""
    assert status_of(typer.Exit(2)) == 2
