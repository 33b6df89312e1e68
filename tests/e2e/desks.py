"""A desk that is started as a user starts it, and stopped with the worker that it started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from zoneinfo import ZoneInfo

from optimizer.desk.orders import check_orders, import_orders, preview_orders
from optimizer.desk.planning import ask_plan
from optimizer.desk.users import Role, User
from optimizer.jobs.lease import holder, is_taken, lease_file
from optimizer.store import Store

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


@dataclass
class Desk:
    """A running desk with a home of its own."""

    home: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://localhost:{self.port}"

    @property
    def store_url(self) -> str:
        """Where its store is."""
        return f"sqlite:///{self.home / 'route48.db'}"

    @property
    def log(self) -> str:
        """What it has said so far."""
        return (self.home / "desk.log").read_text("utf-8", errors="replace")

    @property
    def lease(self) -> Path:
        """The file that the worker of this desk holds."""
        return lease_file(self.home, self.store_url)

    def worker(self) -> int | None:
        """Return the process id of the worker, None where there is none."""
        return holder(self.lease) if is_taken(self.lease) else None

    def workers(self) -> list[int]:
        """Return the processes that work for this desk, by the home that they were given."""
        found = [pid for pid in [self.worker()] if pid is not None]
        mine = f"ROUTE48_HOME={self.home}".encode()
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                is_worker = b"optimizer.jobs" in (folder / "cmdline").read_bytes()
                if is_worker and mine in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
        return found

    def kill_worker(self) -> None:
        """End the worker without a warning, as a power cut does."""
        pid = self.worker()
        assert pid is not None, "there is no worker to kill"
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not is_taken(self.lease))

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Open the store beside the desk, to prepare a story or to look at its end."""
        before = os.environ.get("ROUTE48_HOME")
        os.environ["ROUTE48_HOME"] = str(self.home)
        opened = Store.open(self.store_url)
        try:
            yield opened
        finally:
            opened.close()
            if before is None:
                del os.environ["ROUTE48_HOME"]
            else:
                os.environ["ROUTE48_HOME"] = before

    def bring(self, file: Path) -> None:
        """Import an order file, as a story that begins later has it."""
        with self.store() as store:
            network_id = store.networks.list()[0].network_id
            checked = check_orders(store, network_id, preview_orders(file.read_bytes(), file.name))
            assert not checked.issues, checked.issues[:3]
            me = User("e2e", Role.PLANNER)
            import_orders(store, me, network_id, checked.good, name=file.name)

    def plan(self, effort: int = 300, seed: int = 0) -> int:
        """
        Let the worker make a plan of all open orders from tomorrow 05:00 on; its number.

        It is limited by iterations, so that it is the same plan on any machine.
        """
        me = User("e2e", Role.PLANNER)
        tomorrow = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=1)
        moment = tomorrow.replace(hour=5, minute=0, second=0, microsecond=0)
        with self.store() as store:
            network_id = store.networks.list()[0].network_id
            run = ask_plan(
                store, me, network_id, None, moment, search_seconds=None, effort=effort, seed=seed,
                with_baseline=False,
            )  # fmt: skip
            wait_until(lambda: store.runs.get(run.run_id).state not in ("queued", "running"), 240)
            made = store.runs.get(run.run_id)
            assert made.plan_id is not None, made.error
            return int(made.plan_id)

    def stop(self) -> None:
        """End the desk and its worker."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(15)
        for _ in range(20):  # one that has just been started may not hold the lease yet
            for pid in self.workers():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.1)


def start_desk(home: Path, *asked: str, port: int | None = None, **environment: str) -> Desk:
    """
    Start a desk by the command that the README names, and wait until it answers.

    ``asked`` are more options of the command, ``environment`` more variables.
    """
    home.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    command = Path(sys.executable).with_name("route48")
    options = ["app", "--port", str(port), "--no-browser", *asked]
    start = [sys.executable, "-c", "from optimizer.cli import main; main()"]
    plain = {name: value for name, value in os.environ.items() if "ROUTE48" not in name}
    with (home / "desk.log").open("ab") as log:
        process = subprocess.Popen(
            [*([str(command)] if command.exists() else start), *options],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**plain, "ROUTE48_HOME": str(home), **environment},
        )
    desk = Desk(home, port, process)
    try:
        wait_until(lambda: answers(f"{desk.url}/_stcore/health") or process.poll() is not None)
        assert process.poll() is None, desk.log
    except BaseException:
        process.kill()
        raise
    return desk


def answers(address: str) -> bool:
    """Tell whether a page answers."""
    try:
        with urlopen(address, timeout=2) as response:
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def wait_until(is_so, patience: float = PATIENCE) -> None:
    """Wait until something is so."""
    until = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.1)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
