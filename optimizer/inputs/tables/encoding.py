"""From the bytes of a file to text, whatever Excel, WPS or a script has written."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from optimizer.domain import Issue
from optimizer.inputs.issues import Issues

MEGABYTE: Final = 1_000_000
MOST_BYTES: Final = 50 * MEGABYTE
"""A table or rules file may be this large; 50 MB are some 400,000 orders."""

_CONTROL: Final = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")


def read_bytes(file: Path, issues: Issues, most: int = MOST_BYTES) -> bytes | None:
    """
    Return the bytes of a file, or None (and an issue) where it cannot or may not be read.

    The size is asked for before anything is read.
    """
    try:
        if not file.exists():
            issues.add(Issue("E101", file.name, f"there is no file {file}"))
            return None
        if not file.is_file():
            issues.add(Issue("E101", file.name, f"{file} is not a file"))
            return None
        with file.open("rb") as opened:
            data = opened.read(most + 1) if file.stat().st_size <= most else None
    except OSError as error:
        reason = error.strerror or str(error)
        issues.add(Issue("E101", file.name, f"{file} cannot be read: {reason}"))
        return None
    if data is None or len(data) > most:
        size = file.stat().st_size / MEGABYTE
        issues.add(
            Issue(
                "E102",
                file.name,
                f"the file has {size:,.0f} MB, more than {most / MEGABYTE:.0f} MB",
                fix="split it, or leave out what is not needed",
            )
        )
        return None
    return data


def to_utf8(data: bytes, file: str, issues: Issues) -> bytes | None:
    """
    Return bytes of text in UTF-8 (with or without BOM) or GB18030 as UTF-8 without BOM.

    None, and an issue that says where, for what is neither, for a mixture of both, and
    for characters that no text has.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        issues.add(Issue("E104", file, "the text is UTF-16", fix="save it as UTF-8"))
        return None
    if len(data.translate(None, _CONTROL)) != len(data):
        _report_control(data, file, issues)
        return None
    try:
        data.decode()
    except UnicodeDecodeError as error:
        text = _decode_chinese(data, error, file, issues)
        return None if text is None else text.encode()
    return data.removeprefix(codecs.BOM_UTF8)


def _report_control(data: bytes, file: str, issues: Issues) -> None:
    """Note every line that holds a control character."""
    bad = [
        (number, line)
        for number, line in enumerate(data.splitlines(), start=1)
        if len(line.translate(None, _CONTROL)) != len(line)
    ]

    def issue_of(found: tuple[int, bytes]) -> Issue:
        number, line = found
        byte = next(byte for byte in line if byte in _CONTROL)
        message = f"a control character, 0x{byte:02X}, that no text has"
        return Issue("E105", file, message, row=number, fix="delete it")

    issues.add_each(bad, issue_of)


def _decode_chinese(
    data: bytes, error: UnicodeDecodeError, file: str, issues: Issues
) -> str | None:
    """Return the text if it is GB18030 throughout; else note where it is what."""
    line = data.count(b"\n", 0, error.start) + 1
    utf8_line = _first_chinese_line(data)
    if utf8_line is not None:
        byte = f"0x{data[error.start]:02X}"
        issues.add(
            Issue(
                "E104",
                file,
                f"not UTF-8 (byte {byte}), although row {utf8_line} is: a mixture of encodings",
                row=line,
                fix="save the whole file as UTF-8",
            )
        )
        return None
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as other:
        line = data.count(b"\n", 0, other.start) + 1
        issues.add(
            Issue(
                "E104",
                file,
                f"neither UTF-8 nor GB18030 (byte 0x{data[other.start]:02X})",
                row=line,
                fix="save the file as UTF-8",
            )
        )
        return None


def _first_chinese_line(data: bytes) -> int | None:
    """
    Return the first line that reads as Chinese in UTF-8.

    GB18030 text is practically never that by chance: three bytes of UTF-8 would be one and
    a half characters, each from the rarest rows of the set.
    """
    for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), start=1):
        if line.isascii():
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if _CHINESE.search(text):
            return number
    return None
