"""Work that Ctrl-C can stop gently."""

import signal
import sys
import threading
from subprocess import PIPE, Popen

import pytest

from optimizer.cli.background import run_stoppable

STUBBORN = """
import signal, threading
from optimizer.cli.background import run_stoppable
from optimizer.cli.exits import exit_status

def work():
    signal.raise_signal(signal.SIGINT)  # as if the terminal had sent it, once the work is under way
    threading.Event().wait()

with exit_status():
    run_stoppable(
        work, threading.Event(), when_stopping=lambda: signal.raise_signal(signal.SIGINT)
    )
"""


def run(work, stop=None, said=None):
    """Run the work with a stop and a list of what was said."""
    said = [] if said is None else said
    return run_stoppable(work, stop or threading.Event(), when_stopping=lambda: said.append("stop"))


def test_the_answer_comes_back():
    """Without Ctrl-C the work's answer is the answer."""
    assert run(lambda: 48) == 48


def test_an_exception_comes_back():
    """What the work raises is raised here."""
    with pytest.raises(ZeroDivisionError):
        run(lambda: 1 / 0)


def test_the_first_ctrl_c_asks_for_the_best_so_far():
    """Ctrl-C sets the stop and says so; the work then returns what it has."""
    stop, said = threading.Event(), []

    def work():
        signal.raise_signal(signal.SIGINT)
        assert stop.wait(timeout=60)
        return "best so far"

    assert run(work, stop, said) == "best so far"
    assert said == ["stop"]


def test_the_handler_is_put_back():
    """After the work Ctrl-C means what it meant before."""
    before = signal.getsignal(signal.SIGINT)
    run(lambda: None)
    assert signal.getsignal(signal.SIGINT) is before


def test_the_second_ctrl_c_ends_the_process():
    """Work that never comes back is left behind with status 130."""
    process = Popen([sys.executable, "-c", STUBBORN], stdout=PIPE, stderr=PIPE, text=True)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Interrupted" in told


def test_work_outside_the_main_thread_leaves_signals_alone():
    """Run from another thread the work still answers; Ctrl-C is the main thread's business."""
    answers = []
    thread = threading.Thread(target=lambda: answers.append(run(lambda: 48)))
    thread.start()
    thread.join()
    assert answers == [48]
