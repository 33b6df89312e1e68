"""QR codes of addresses: on paper, and as SVG on a screen."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

QUIET: Final = 4
"""How many modules must stay white round a code, as ISO/IEC 18004 asks."""


@lru_cache(maxsize=256)
def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """
    Return the modules of the smallest code for a text, row by row; True is dark.

    Level M: a folded or stained sheet still reads with a seventh of it lost.

    Examples
    --------
    >>> len(qr_modules("http://desk.example/r/abc"))
    25
    """
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


def qr_svg(text: str, *, size: int = 160) -> str:
    """
    Return a code as an SVG image of this many pixels, white round included.

    Examples
    --------
    >>> qr_svg("a").startswith('<svg xmlns="http://www.w3.org/2000/svg" width="160"')
    True
    """
    modules = qr_modules(text)
    across = len(modules) + 2 * QUIET
    squares = "".join(
        f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z" for x, y, length in _bars(modules)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
        f'viewBox="0 0 {across} {across}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{across}v{across}H0z"/><path d="{squares}"/></svg>'
    )


def draw_qr(canvas: Any, text: str, *, x: float, y: float, size: float) -> None:
    """Draw a code on a PDF page; ``x`` and ``y`` are its lower left, its white round included."""
    modules = qr_modules(text)
    step = size / (len(modules) + 2 * QUIET)
    path = canvas.beginPath()
    for column, row, length in _bars(modules):
        top = y + size - (row + QUIET) * step
        path.rect(x + (column + QUIET) * step, top - step, length * step, step)
    canvas.drawPath(path, stroke=0, fill=1)


def _bars(modules: tuple[tuple[bool, ...], ...]) -> list[tuple[int, int, int]]:
    """Return runs of dark modules as column, row and length."""
    bars = []
    for y, row in enumerate(modules):
        start = None
        for x, dark in enumerate((*row, False)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                bars.append((start, y, x - start))
                start = None
    return bars
