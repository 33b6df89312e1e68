"""Packs and unpacks network folders; a packed folder that comes from outside is not trusted."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from optimizer.domain import Issue
from optimizer.errors import InputError

MOST_FILES: Final = 60
"""So many files a packed folder may hold: a network has a dozen."""

MOST_BYTES: Final = 300_000_000
"""So much it may unpack to, all files together."""

MOST_RATIO: Final = 200
"""A text of some size packs to no less than a two hundredth of it; what does is a trap."""

_SMALL: Final = 1_000_000
_CHUNK: Final = 1 << 16
_FILE: Final = "ZIP"
_LITTER: Final = re.compile(r"(^|/)(__MACOSX(/|$)|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
_KNOWN: Final = re.compile(
    r"network\.toml|(sites|vehicles|drivers|elevations)\.csv|elevations\.asc|closures\.toml"
    r"|roads\.graphml(\.gz)?|boundary\.geojson|demand\.toml|travel_[\w-]+\.csv"
)


def unpack(data: bytes) -> dict[str, bytes]:
    """
    Return the files of a packed network folder by name.

    All of it may lie in one folder, as packing a folder makes it. What is refused is listed
    at once: more files or bytes than a network has, paths and links, names that no network
    folder has.

    Raises
    ------
    InputError
        E154 to E157; nothing was unpacked to disk.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = [
                entry
                for entry in packed.infolist()
                if not entry.is_dir() and not _LITTER.search(entry.filename)
            ]
            names = _names(entries)
            issues = list(_issues(entries, names))
            if issues:
                raise InputError(issues)
            return _read(packed, dict(zip(names, entries, strict=True)))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        message = f"is no ZIP file, or damaged: {error}"
        raise InputError([_issue("E154", message, fix="pack the files of the folder")]) from error


def pack(files: Mapping[str, bytes]) -> bytes:
    """
    Return files as a ZIP; the same files give the same bytes.

    Examples
    --------
    >>> unpack(pack({"network.toml": b'name = "A"'}))
    {'network.toml': b'name = "A"'}
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, data)
    return target.getvalue()


def stranger_issues(names: Mapping[str, object]) -> Iterator[Issue]:
    """Yield an issue for each name that no network folder has."""
    for name in names:
        if not _KNOWN.fullmatch(name):
            message = f"no network folder has a file {name!r}"
            yield _issue("E157", message, value=name, fix="leave it out, or correct its name")


def _names(entries: list[zipfile.ZipInfo]) -> list[str]:
    """Return the names of entries, without the one folder in which all of them may lie."""
    names = [entry.filename for entry in entries]
    tops = {name.split("/", 1)[0] if "/" in name else "" for name in names}
    if len(tops) == 1 and (top := tops.pop()) not in ("", ".", ".."):
        return [name[len(top) + 1 :] for name in names]
    return names


def _issues(entries: list[zipfile.ZipInfo], names: list[str]) -> Iterator[Issue]:
    """Yield what is wrong with the list of files, before any of them is read."""
    if len(entries) > MOST_FILES:
        message = f"holds {len(entries):,} files, more than {MOST_FILES}"
        yield _issue("E155", message, fix="pack only the files of the network folder")
        return
    if not entries:
        yield _issue("E154", "holds no file", fix="pack the files of the network folder")
    for entry, name in zip(entries, names, strict=True):
        whole = entry.filename
        if _is_path(name) or _is_path(whole.replace("/", "", 1)):
            message = f"{whole!r} is a path"
            yield _issue("E156", message, value=whole, fix="pack the files without folders")
        elif stat.S_ISLNK(entry.external_attr >> 16):
            message = f"{whole!r} is a link"
            yield _issue("E156", message, value=whole, fix="pack the file itself")
        elif names.count(name) > 1:
            yield _issue("E156", f"{whole!r} stands twice", value=whole, fix="keep one")
        elif entry.flag_bits & 0x1:
            message = f"{whole!r} is encrypted"
            yield _issue("E154", message, value=whole, fix="pack it without a password")
        else:
            yield from stranger_issues({name: None})


def _is_path(name: str) -> bool:
    """Tell whether a name would lead out of, or further into, a folder."""
    return "\\" in name or ":" in name or "\0" in name or len(PurePosixPath(name).parts) != 1


def _read(packed: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> dict[str, bytes]:
    """Return the bytes of entries, stopping as soon as they are too many, whatever they claim."""
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for name, entry in entries.items():
        most = min(left, max(_SMALL, entry.compress_size * MOST_RATIO))
        data = bytearray()
        with packed.open(entry) as opened:
            while chunk := opened.read(_CHUNK):
                data += chunk
                if len(data) > most:
                    message = f"{name!r} unpacks to too much"
                    fix = "pack the original folder again"
                    raise InputError([_issue("E155", message, value=name, fix=fix)])
        left -= len(data)
        files[name] = bytes(data)
    return files


def _issue(code: str, message: str, *, value: str | None = None, fix: str = "") -> Issue:
    """Return an issue of the packed folder."""
    return Issue(code, _FILE, message, value=value, fix=fix)
