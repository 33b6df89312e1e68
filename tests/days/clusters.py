"""Real Dask clusters of this machine, for as long as a test needs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HIDE = """
import sys
sys.path[:] = [each for each in sys.path if each.rstrip("/") != {root!r}]
sys.meta_path[:] = [each for each in sys.meta_path if "editable" not in str(each)]
for module in [each for each in sys.modules if each.partition(".")[0] == "optimizer"]:
    del sys.modules[module]
"""
"""Makes a worker forget that the package is installed."""
PATIENCE = 60


class Cluster:
    """A scheduler, and the processes that work for it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.workers, self._all = folder, [], []
        folder.mkdir(parents=True, exist_ok=True)
        told = folder / "scheduler.json"
        self._start("scheduler", "--port", "0", "--scheduler-file", told, cwd=folder)
        until = time.monotonic() + PATIENCE
        while not (told.exists() and told.stat().st_size):
            if time.monotonic() > until:
                raise TimeoutError("the scheduler does not start")
            time.sleep(0.1)
        self.address = json.loads(told.read_text("utf-8"))["address"]

    def add_worker(self, *, has_package: bool = True) -> subprocess.Popen:
        """Start a worker, as on a machine with the package or without."""
        options = ["--nthreads", "1", "--no-nanny", "--local-directory", self.folder]
        if not has_package:
            preload = self.folder / "hide.py"
            preload.write_text(HIDE.format(root=str(ROOT)), encoding="utf-8")
            options += ["--preload", preload]
        cwd = ROOT if has_package else self.folder
        self.workers.append(self._start("worker", self.address, *options, cwd=cwd))
        return self.workers[-1]

    def _start(self, kind: str, *options: object, cwd: Path) -> subprocess.Popen:
        command = [sys.executable, "-m", "dask", kind, "--no-dashboard", *map(str, options)]
        # What is compiled is looked for as ever, where the package is; else in the folder.
        env = dict(os.environ)
        if cwd == self.folder:
            env["XDG_CACHE_HOME"] = str(self.folder / "cache")
        with (self.folder / f"{kind}-{len(self._all)}.log").open("w") as log:
            process = subprocess.Popen(command, cwd=cwd, env=env, stdout=log, stderr=log)
        self._all.append(process)
        return process

    def close(self) -> None:
        """End every process."""
        for process in reversed(self._all):
            process.kill()
        for process in self._all:
            process.wait()


@contextmanager
def cluster(folder: Path):
    """Give a cluster without workers, and end it afterwards."""
    running = Cluster(folder)
    try:
        yield running
    finally:
        running.close()
