"""What is told of a run: the last report again while nothing new comes, costs of whole plans."""

from __future__ import annotations

import threading
import time

import pytest

from optimizer.engines.ruin import RuinEngine
from optimizer.watch import HASTE_ITERATIONS, HASTE_SECONDS, Engines, Limits, Progress, Pulse, Watch


def test_a_pulse_repeats_the_last_report():
    """While nothing new comes the last report comes again, with less time left."""
    heard, enough = [], threading.Event()

    def hear(note):
        heard.append(note)
        if len(heard) == 4:
            enough.set()

    with Pulse(hear, every=0.01) as pulse:
        pulse(Progress("check", 7.0, 100.0))
        assert enough.wait(10)
    assert {(note.phase, note.best_cost) for note in heard} == {("check", 7.0)}
    left = [note.seconds_left for note in heard]
    assert left == sorted(left, reverse=True)
    assert left[-1] < 100.0


def test_a_pulse_is_still_before_the_first_report_and_after_the_last():
    """Nothing is told before anything was, nor after the context is left."""
    heard = []
    with Pulse(heard.append, every=0.01) as pulse:
        time.sleep(0.05)
        assert heard == []
        pulse(Progress("check"))
    count = len(heard)
    time.sleep(0.05)
    assert len(heard) == count


def test_a_pulse_ends_with_an_error():
    """An error inside ends the pulse and comes through."""
    with pytest.raises(ValueError, match="inside"), Pulse(lambda _: None, every=0.01) as pulse:
        pulse(Progress("check"))
        raise ValueError("inside")
    assert not pulse._thread.is_alive()


def watch(heard, **limits):
    """Return a watch that tells what it hears."""
    engines = Engines(search=RuinEngine(), polish=RuinEngine())
    return Watch(Limits(**limits), heard.append, time.monotonic(), engines)


def test_a_dearer_plan_does_not_raise_the_best_cost():
    """What an engine has found is no whole plan; of whole plans the cheapest is told."""
    heard = []
    told = watch(heard, search_seconds=None, effort=1)
    told.tell("local", None)
    told._found(3.0)
    told.tell("local", 9.0)
    told.tell("local", 11.0)
    told._found(5.0)
    told.tell("local", 8.0)
    assert [note.best_cost for note in heard] == [None, None, 9.0, 9.0, 9.0, 8.0]


def test_haste_is_a_share_of_a_short_search_and_an_instant_of_a_long_one():
    """A step to the first whole plan takes 2 % of the effort, a fifth of a second at most."""
    assert watch([], search_seconds=None, effort=1).effort().haste == 0.02
    long = watch([], search_seconds=None, effort=10**9).effort()
    assert long.haste * 10**9 == pytest.approx(HASTE_ITERATIONS)
    assert watch([], search_seconds=1.0).effort().haste == 0.02
    assert watch([], search_seconds=100.0).effort().haste * 100.0 == pytest.approx(HASTE_SECONDS)
