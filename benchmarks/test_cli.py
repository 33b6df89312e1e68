"""How long does the command line take to say what it can do?"""

import sys
import time
from subprocess import run

import pytest

HELP = "from optimizer.cli import main; main()"
NUMPY = "import numpy"
RUNS = 5  # the quickest of these: a busy machine only ever makes a start slower


def start(code, *arguments):
    """Start Python on some code and wait until it is done."""
    done = run([sys.executable, "-c", code, *arguments], capture_output=True, check=False)
    assert done.returncode == 0


def quickest(code, *arguments):
    """Return the shortest of a few starts, in seconds."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        start(code, *arguments)
        times.append(time.perf_counter() - began)
    return min(times)


@pytest.mark.parametrize("command", [("--help",), ("plan", "--help")], ids=" ".join)
def test_help(benchmark, command):
    """How long does help take, and how does that compare with importing numpy?"""
    benchmark.pedantic(start, args=(HELP, *command), rounds=RUNS)
    if benchmark.disabled:
        return
    numpy, help_ = quickest(NUMPY), quickest(HELP, *command)
    benchmark.extra_info.update(numpy_s=numpy, help_s=help_, ratio=help_ / numpy)
    assert help_ <= 2 * numpy + 0.3
