"""
Arrays kept on disk under the hash of everything that they depend on.

What cannot be read, does not say that it is what was asked for, or belongs to somebody
else is as good as absent. Nothing is ever unpickled.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import scipy
import shapely

Arrays = Mapping[str, Any]

_MOST_FILES: Final = 200
_MOST_BYTES: Final = 1 << 30
_MARK: Final = "mark"


class Cache:
    """A folder of arrays by key; every failure to read or write is a miss."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._has_room = False

    def has(self, key: str) -> bool:
        """Whether something is kept under a key, good or not."""
        return self._file(key).is_file()

    def load(self, key: str) -> Arrays | None:
        """Return what was kept under a key; None where that cannot be relied on."""
        file = self._file(key)
        try:
            if hasattr(os, "getuid") and file.stat().st_uid != os.getuid():
                return None
            with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as found:
                arrays = {name: found[name] for name in found.files}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, NotImplementedError):
            return None
        mark = arrays.pop(_MARK, None)
        if mark is None or mark.dtype.kind != "U" or str(mark) != _mark(key, arrays):
            return None
        with contextlib.suppress(OSError):
            os.utime(file)
        return arrays

    def save(self, key: str, arrays: Arrays) -> None:
        """Keep arrays under a key: wholly or, where the disk refuses, not at all."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as stream:
                    np.savez(stream, **{**arrays, _MARK: np.array(_mark(key, arrays))})
                Path(name).replace(self._file(key))
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            if not self._has_room:
                self._make_room()
                self._has_room = True
        except OSError:
            return

    def _make_room(self) -> None:
        """Remove what was not used for longest, beyond so many files and bytes."""
        kept = [(file.stat(), file) for file in self.folder.glob("*.npz")]
        kept.sort(key=lambda each: each[0].st_mtime, reverse=True)
        total = 0
        for number, (status, file) in enumerate(kept):
            total += status.st_size
            if number and (number >= _MOST_FILES or total > _MOST_BYTES):
                file.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.npz"


def user_cache() -> Cache:
    """Return the cache in the user's cache folder."""
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Cache(Path(home) / "route48" / "roads")


def key_of(kind: str, *parts: str | bytes) -> str:
    """
    Return the key for what a kind of work makes of its inputs.

    The code that does the work counts among its inputs.

    Examples
    --------
    >>> key_of("ways", "a") == key_of("ways", "a"), key_of("ways", "ab") == key_of("ways", "a", "b")
    (True, False)
    """
    digest = hashlib.sha256(_code())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return f"{kind}-{digest.hexdigest()[:40]}"


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def packed(value: object) -> Any:
    """Return plain texts, numbers and lists as an array of bytes."""
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), dtype=np.uint8)


def unpacked(array: Any) -> Any:
    """Return what was packed; ValueError where nothing was."""
    return json.loads(array.astype(np.uint8).tobytes())


@cache
def _code() -> bytes:
    """Return the hash of this room's code and of the libraries that it calls."""
    digest = hashlib.sha256()
    for library in (np, scipy, shapely):
        digest.update(f"{library.__name__} {library.__version__} ".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()


def _mark(key: str, arrays: Arrays) -> str:
    """Return what proves that these are the arrays of a key."""
    digest = hashlib.sha256(key.encode())
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name} {array.dtype.str} {array.shape} ".encode())
        digest.update(array.data)
    return digest.hexdigest()
