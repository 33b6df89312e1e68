"""QR codes, read back bit by bit: what is printed is the address."""

from __future__ import annotations

import re

import pytest

from optimizer.reports.qr import QUIET, qr_modules, qr_svg

MASKS = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, column: row % 2 == 0,
    lambda row, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)
LONGEST_IN_ONE_BLOCK = 42
"""Bytes that the third version holds at level M; larger ones interleave two blocks."""


def is_fixed(row, column, size):
    """Whether a module belongs to the patterns of versions 1 to 3, not to the data."""
    corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
    timing = 6 in (row, column)
    aligned = size > 21 and all(size - 9 <= at <= size - 5 for at in (row, column))
    return corner or timing or aligned


def bits_of(modules):
    """Return the data bits of a code in the order in which ISO/IEC 18004 places them."""
    size = len(modules)
    # Three bits of the format beside the upper left corner name the mask.
    mask = int("".join(str(int(modules[8][at])) for at in (2, 3, 4)), 2) ^ 0b101
    bits, up = [], True
    for right in (*range(size - 1, 6, -2), *range(5, 0, -2)):
        for row in range(size - 1, -1, -1) if up else range(size):
            bits += [
                int(modules[row][column] != MASKS[mask](row, column))
                for column in (right, right - 1)
                if not is_fixed(row, column, size)
            ]
        up = not up
    return "".join(map(str, bits))


def read(modules):
    """Return the text of a code in byte mode, of one block."""
    bits = bits_of(modules)
    assert bits[:4] == "0100"
    length = int(bits[4:12], 2)
    return bytes(int(bits[12 + 8 * at : 20 + 8 * at], 2) for at in range(length)).decode()


@pytest.mark.parametrize(
    "text", ["http://a.cn/r/x", "http://10.0.0.5:8501/r/AbC", "https://desk.example/r/0123456789"]
)
def test_a_code_says_its_address(text):
    """Each code of up to three versions reads back as what was asked for."""
    assert len(text) <= LONGEST_IN_ONE_BLOCK
    assert read(qr_modules(text)) == text


def test_the_image_shows_the_modules():
    """The SVG has every dark module once, within a white round of four modules."""
    text = "http://a.cn/r/x"
    modules, svg = qr_modules(text), qr_svg(text)
    shown = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", svg):
        shown |= {(int(x) + at - QUIET, int(y) - QUIET) for at in range(int(length))}
    dark = {(x, y) for y, row in enumerate(modules) for x, is_dark in enumerate(row) if is_dark}
    assert shown == dark
    assert f'viewBox="0 0 {len(modules) + 8} {len(modules) + 8}"' in svg
