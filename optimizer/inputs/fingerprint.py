"""Tells one state of a network folder from another."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 20


def network_fingerprint(folder: Path) -> str:
    """
    Return the SHA-256 of the file names and bytes of a network folder, in hexadecimal.

    What counts are the regular files directly in the folder whose names do not begin with
    a dot, sorted by name as UTF-8 bytes; folders inside, such as ``orders/``, do not. For
    each file the hash takes in its name as UTF-8, one zero byte, its size in bytes as
    decimal ASCII digits, one zero byte, and its bytes.
    """
    digest = hashlib.sha256()
    files = (file for file in folder.iterdir() if file.is_file() and file.name[0] != ".")
    for file in sorted(files, key=lambda file: file.name.encode()):
        digest.update(file.name.encode() + b"\0")
        digest.update(str(file.stat().st_size).encode() + b"\0")
        with file.open("rb") as opened:
            while chunk := opened.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()


def orders_fingerprint(data: bytes) -> str:
    """
    Return the SHA-256 of an order file's bytes, in hexadecimal.

    Examples
    --------
    >>> orders_fingerprint(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()
