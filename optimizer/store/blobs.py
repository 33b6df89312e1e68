"""Bytes, compressed, and kept once however often they are saved."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from optimizer.store.errors import Damaged
from optimizer.store.tables import blobs

LEVEL: Final = 1
"""Of zlib: opening counts more than size, and higher levels save little on tables."""


def pack(data: bytes) -> bytes:
    """Return bytes as the store keeps them."""
    return zlib.compress(data, LEVEL)


def unpack(data: bytes, place: str = "the store") -> bytes:
    """
    Return the bytes that were packed.

    Raises
    ------
    Damaged
        When they are not as they were written.
    """
    try:
        return zlib.decompress(data)
    except zlib.error:
        raise Damaged(place) from None


def keep(connection: Connection, data: bytes) -> str:
    """Keep bytes and return their SHA-256; what is there already is not written again."""
    sha256 = hashlib.sha256(data).hexdigest()
    if connection.execute(select(blobs.c.sha256).where(blobs.c.sha256 == sha256)).first():
        return sha256
    values = {"sha256": sha256, "size": len(data), "data": pack(data)}
    if connection.dialect.name == "sqlite":
        connection.execute(sqlite.insert(blobs).values(values).on_conflict_do_nothing())
    else:
        connection.execute(postgresql.insert(blobs).values(values).on_conflict_do_nothing())
    return sha256


def fetch(connection: Connection, sha256s: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of these hashes."""
    found = {}
    for sha256 in sorted(set(sha256s)):
        packed = connection.execute(select(blobs.c.data).where(blobs.c.sha256 == sha256)).scalar()
        found[sha256] = unpack(packed) if packed is not None else b""
        if hashlib.sha256(found[sha256]).hexdigest() != sha256:
            raise Damaged("the store", f"content {sha256[:12]}")
    return found
