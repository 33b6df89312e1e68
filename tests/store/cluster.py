"""A throw-away PostgreSQL server on a socket in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WAIT = 30.0  # seconds for a server to start on a busy machine
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/bin")


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs, None where there are none."""
    found = []
    told = shutil.which("pg_config")
    if told:
        asked = subprocess.run([told, "--bindir"], capture_output=True, text=True, check=False)
        found.append(Path(asked.stdout.strip()))
    for pattern in PLACES:
        found += sorted(Path("/").glob(pattern[1:]), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists()), None)


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Start a server with nothing in it, give the address of its socket, and stop it."""
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    who = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="route48-pg-"))
    if who:
        shutil.chown(folder, **who)
    data, log = folder / "data", folder / "log"
    try:
        subprocess.run(
            [
                *(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust"),
                *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
            ],
            check=True,
            capture_output=True,
            cwd=folder,
            **who,
        )
        with log.open("wb") as written:
            server = subprocess.Popen(
                [
                    *(programs / "postgres", "-D", data, "-k", folder),
                    *("-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=60"),
                ],
                stdout=written,
                stderr=written,
                cwd=folder,
                **who,
            )
        try:
            _wait(programs, folder, server, log)
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            server.terminate()
            try:
                server.wait(WAIT)
            except subprocess.TimeoutExpired:
                server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(programs: Path, folder: Path, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + WAIT
    ask = [programs / "pg_isready", "-q", "-h", folder]
    while subprocess.run(ask, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"PostgreSQL does not start: {log.read_text('utf-8', 'replace')}")
        time.sleep(0.05)
