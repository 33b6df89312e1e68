"""What a long run says while it runs."""

import pytest

from optimizer.cli.progress import ProgressLine
from optimizer.pipeline import Progress


class Clock:
    """A clock that stands until it is set."""

    now = 100.0

    def __call__(self):
        """Return the time, as `time.monotonic` does."""
        return self.now


@pytest.fixture
def clock():
    """A clock that stands at 100 s."""
    return Clock()


def test_the_line_says_phase_cost_and_time_left(clock):
    """All three parts where they are known, and the time left runs down by itself."""
    line = ProgressLine("en", currency="CNY", clock=clock)
    assert line.text() == "starting"
    line(Progress(phase="local", best_cost=12_345.6, seconds_left=7.0))
    assert line.text() == "planning local trips  best cost 12,345.60 CNY  time left 7 s"
    clock.now += 3
    assert line.text().endswith("time left 4 s")
    clock.now += 30
    assert line.text().endswith("time left 0 s")


def test_the_line_leaves_out_what_nobody_knows(clock):
    """Without a plan there is no cost, and reading has no time left."""
    line = ProgressLine("zh", clock=clock)
    line(Progress(phase="consolidation", best_cost=None, seconds_left=None))
    assert line.text() == "集单"
    line(Progress(phase="local", best_cost=float("inf"), seconds_left=None))
    assert line.text() == "镇村配送排线"


def test_plain_lines_come_with_news_only(clock, capsys):
    """Away from a terminal a line comes with a new phase, or two seconds after the last."""
    with ProgressLine("en", clock=clock) as line:
        for seconds in (0, 1, 1, 1):
            clock.now += seconds
            line(Progress(phase="local", best_cost=None, seconds_left=10.0))
        line(Progress(phase="check", best_cost=None, seconds_left=None))
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "planning local trips  time left 10 s",
        "planning local trips  time left 10 s",
        "checking",
    ]


def test_stopping_is_answered_at_once(clock, capsys):
    """Ctrl-C is heard in words before the best plan is written."""
    ProgressLine("en", clock=clock).stopping()
    assert "best plan so far is kept" in capsys.readouterr().err
