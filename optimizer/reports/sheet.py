"""The frame of every printed page: A4, filled from top to bottom between head and foot."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, ClassVar, Final

from reportlab.pdfgen.canvas import Canvas

from optimizer.reports.pen import Pen

WIDTH: Final = 595.28
HEIGHT: Final = 841.89
LEFT: Final = 34.0
RIGHT: Final = WIDTH - 34.0
TOP: Final = HEIGHT - 36.0


def printed(title: str, draw: Callable[[Any], None]) -> bytes:
    """
    Return a PDF of what is drawn on its canvas.

    All signs come from fonts inside the file, so it prints the same on every machine; the
    same drawing gives the same bytes.
    """
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor("Route48")
    draw(canvas)
    canvas.save()
    return stream.getvalue()


class Sheet:
    """
    Pages that belong together; ``y`` is how far down the page is full.

    Who draws says what head and foot are, and how low the page may be filled.
    """

    bottom: ClassVar[float] = 44.0

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.pen = Pen(canvas)
        self.page = 0
        self.y = 0.0

    def head(self) -> None:
        """Draw what stands above every page."""

    def foot(self) -> None:
        """Draw what stands below every page."""

    def begin(self) -> None:
        """Begin a page with its head."""
        self.page += 1
        self.y = TOP
        self.head()

    def end(self) -> None:
        """End a page with its foot."""
        self.foot()
        self.canvas.showPage()

    def room(self, height: float) -> bool:
        """Make room, on a new page if need be; say whether there is one."""
        if self.y - height >= self.bottom:
            return False
        self.end()
        self.begin()
        return True

    def line(self, y: float, width: float = 0.5) -> None:
        """Draw a line across the page."""
        self.canvas.setLineWidth(width)
        self.canvas.line(LEFT, y, RIGHT, y)
