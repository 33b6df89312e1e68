"""How long does the main job take, from the command to the last report, and how much memory?"""

import json
import sys
import time
from subprocess import run

from benchmarks.counties import AT, NETWORK, ORDERS, SIZES, county
from optimizer.engines.ruin import RuinEngine

SEARCH_SECONDS = 10
MOST_SECONDS = 2 * SEARCH_SECONDS
MOST_MEMORY = 1_000_000
"""Kilobytes."""
MAIN = """
import atexit, sys
from benchmarks.memory import peak_memory
atexit.register(lambda: print(peak_memory(), file=sys.stderr))
from optimizer.cli import main
main()
"""


def test_whole_process(benchmark, tmp_path):
    """Does planning with 10 s of search take at most 20 s and 1 GB?"""
    RuinEngine().prepare()  # compiled once per installation, not once per plan
    out, seconds = tmp_path / "out", 1 if benchmark.disabled else SEARCH_SECONDS

    def plan():
        options = ("--at", AT, "--out", out, "--search-seconds", str(seconds), "--json")
        return run(
            [sys.executable, "-c", MAIN, "plan", NETWORK, ORDERS, *options],
            capture_output=True,
            check=True,
        )

    begun = time.perf_counter()
    done = benchmark.pedantic(plan, rounds=1)
    took = time.perf_counter() - begun
    memory = int(done.stderr.split()[-1])
    assert json.loads(done.stdout)["kpis"]["orders"] == len(county(SIZES[0]).instance.orders)
    assert (out / "report.html").stat().st_size > 100_000
    assert memory <= MOST_MEMORY
    benchmark.extra_info.update(seconds=took, search_seconds=seconds, memory_kb=memory)
    if not benchmark.disabled:
        assert took <= MOST_SECONDS
