"""The lease of the worker: a locked file, which the system opens again however its holder ends."""

from __future__ import annotations

import os
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

_BYTE: Final = 4096
"""The byte that is locked; it lies behind the text, which stays readable so."""
_TICK: Final = 0.05


class Lease:
    """
    The right to be the one worker of a store on this machine.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "worker.lock"
    >>> lease = Lease(file)
    >>> lease.take(), is_taken(file), Lease(file).take()
    (True, True, False)
    >>> lease.release(); is_taken(file)
    False
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._held: IO[bytes] | None = None

    def take(self, *, patience: float = 0.0) -> bool:
        """Take the lease; return whether nobody else held it for as long as patience lasts."""
        until = time.monotonic() + patience
        self.file.parent.mkdir(parents=True, exist_ok=True)
        opened = self.file.open("a+b")
        while not _lock(opened):
            if time.monotonic() >= until:
                opened.close()
                return False
            time.sleep(_TICK)
        opened.truncate(0)
        opened.write(str(os.getpid()).encode())
        opened.flush()
        self._held = opened
        return True

    def is_good(self) -> bool:
        """Whether the lease is held, and its file is still where others look for it."""
        try:
            there = self.file.stat()
        except OSError:
            return False
        return self._held is not None and os.path.samestat(there, os.fstat(self._held.fileno()))

    def release(self) -> None:
        """Give the lease back."""
        if self._held is not None:
            self._held.close()
            self._held = None


def lease_file(home: Path, address: str) -> Path:
    """Return where the lease of a store lies: below its home, by its address."""
    return home / "jobs" / f"worker-{sha256(address.encode()).hexdigest()[:12]}.lock"


def is_taken(file: Path) -> bool:
    """Whether a worker that lives holds the lease."""
    try:
        opened = file.open("r+b")
    except OSError:
        return False
    with opened:
        return not _lock(opened, shared=True)


def holder(file: Path) -> int | None:
    """Return the process id of the worker that holds the lease, None where nobody does."""
    if not is_taken(file):
        return None
    text = file.read_bytes()[:20]
    return int(text) if text.isdigit() else None


if sys.platform == "win32":
    import msvcrt

    def _lock(opened: IO[bytes], *, shared: bool = False) -> bool:
        """Lock an open file if nobody has; ``shared`` is not known here."""
        opened.seek(_BYTE)
        try:
            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            opened.seek(0)
        return True

else:
    import fcntl

    def _lock(opened: IO[bytes], *, shared: bool = False) -> bool:
        """Lock an open file if nobody has; those who only look share their lock."""
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(opened, kind | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
