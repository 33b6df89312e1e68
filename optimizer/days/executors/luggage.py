"""
What travels to the workers of a cluster: this package, network folders, and calls.

Nothing of Route48 is there before the luggage is, so this module imports none of it, and is
itself sent by value: its functions must make do with what Python and Dask bring.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import io
import os
import pickle
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin, get_worker

PACKAGE = "optimizer"
LEFT_OUT = {"__pycache__"}


class Luggage(WorkerPlugin):  # type: ignore[misc, unused-ignore]
    """
    A folder that every worker unpacks, those that come later too.

    A folder of ``code`` is put before all other code, unless the same is installed there; it
    is kept where the next worker finds it with all that was compiled for it.
    """

    idempotent = True

    def __init__(self, name: str, archive: bytes, *, code: str = "") -> None:
        self.name, self.archive, self.code = name, archive, code

    def setup(self, worker: Any) -> None:
        """Unpack on a worker."""
        if not self.code:
            unpack(self.archive, Path(worker.local_directory) / self.name)
            return
        if installed() == self.code:
            return
        folder = unpack(self.archive, keeping_place(Path(worker.local_directory)) / self.name)
        sys.path.insert(0, str(folder))
        # Another version that an earlier run brought must not be mixed with this one.
        for module in [each for each in sys.modules if each.partition(".")[0] == PACKAGE]:
            del sys.modules[module]
        importlib.invalidate_caches()


def installed() -> str:
    """Return the digest of the package as it is found here; empty where it is not."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.origin:
        return ""
    return digest_of(Path(found.origin).parent)


def digest_of(folder: Path) -> str:
    """Return the SHA-256 of names and bytes of all files that travel."""
    digest = hashlib.sha256()
    for name, data in files_of(folder).items():
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder and those in it by their names, sorted."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    named = {file.relative_to(folder): file for file in files}
    return {
        name.as_posix(): file.read_bytes()
        for name, file in named.items()
        if not LEFT_OUT & set(name.parts)
    }


def packed(files: dict[str, bytes]) -> bytes:
    """Return files as an archive, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def unpack(archive: bytes, folder: Path) -> Path:
    """Unpack an archive, unless it is there; several workers may at once."""
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        opened.extractall(scratch)
    for file in scratch.rglob("*"):
        os.utime(file, (0, 0))  # compiled code is kept for a file of a name, size and time
    try:
        scratch.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
    return folder


def keeping_place(otherwise: Path) -> Path:
    """Return where code stays after the worker has gone, or ``otherwise`` where it cannot."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    place = Path(home) / "route48"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            return place
    except OSError:
        return otherwise


def call(payload: bytes) -> bytes:
    """
    Call, on a worker, a function that came as bytes; return its answer as bytes.

    The scheduler, which has none of the luggage, so never has to understand either.
    """
    importlib.import_module(PACKAGE)
    function, arguments = pickle.loads(payload)  # noqa: S301 - our own client packed it
    away = importlib.import_module(f"{PACKAGE}.days.executors.away")
    return pickle.dumps(away.call_at(Path(get_worker().local_directory), function, arguments))


def lacking() -> str:
    """Return what a worker cannot import of what a plan needs; empty where nothing is missing."""
    try:
        importlib.import_module(f"{PACKAGE}.days.executors.away")
    except ImportError as error:
        return str(error)
    return ""
