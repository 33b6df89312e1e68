"""What a long run says while it runs: phase, best cost so far, time left."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from types import TracebackType

import typer
from rich.console import Console
from rich.live import Live
from rich.text import Text

from optimizer.cli.words import phase_name, word
from optimizer.pipeline import Progress

_QUIET_SECONDS = 2.0  # between plain lines of one phase
_FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class ProgressLine:
    """
    One line on stderr: alive on a terminal, plain lines elsewhere.

    Call it with a `Progress` from any thread. On a terminal the time left keeps counting
    down between two calls.
    """

    def __init__(
        self, lang: str, *, currency: str = "", clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._lang = lang
        self._currency = currency
        self._clock = clock
        self._latest: Progress | None = None
        self._at = clock()
        self._said: tuple[str, float] = ("", -math.inf)
        self._stopping = False
        self._live: Live | None = None
        if sys.stderr.isatty():
            console = Console(stderr=True, highlight=False)
            self._live = Live(
                console=console,
                get_renderable=self._alive,
                refresh_per_second=5,
                transient=True,
                redirect_stdout=False,
            )

    def __enter__(self) -> ProgressLine:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def __call__(self, progress: Progress) -> None:
        """Show how far the run is."""
        self._latest, self._at = progress, self._clock()
        if self._live is None and self._is_due(progress):
            self._said = (progress.phase, self._at)
            typer.echo(self.text(), err=True)

    def stopping(self) -> None:
        """Say that Ctrl-C was heard."""
        self._stopping = True
        if self._live is None:
            typer.echo(word("stopping", self._lang), err=True)

    def text(self) -> str:
        """Return the line as it stands now."""
        if self._latest is None:
            return word("starting", self._lang)
        parts = [phase_name(self._latest.phase, self._lang)]
        if self._latest.best_cost is not None and math.isfinite(self._latest.best_cost):
            cost = f"{self._latest.best_cost:,.2f} {self._currency}".rstrip()
            parts.append(f"{word('best_cost', self._lang)} {cost}")
        if self._latest.seconds_left is not None:
            left = max(0.0, self._latest.seconds_left - (self._clock() - self._at))
            parts.append(f"{word('time_left', self._lang)} {left:.0f} s")
        return "  ".join(parts)

    def _alive(self) -> Text:
        """Return the line for a terminal, with a frame that turns and a word on Ctrl-C."""
        frame = _FRAMES[int(self._clock() * 5) % len(_FRAMES)]
        is_search = self._latest is not None and self._latest.best_cost is not None
        hint = word("ctrl_c", self._lang) if is_search else ""
        if self._stopping:
            hint = word("stopping", self._lang)
        return Text.assemble(f"{frame} {self.text()}  ", (hint, "dim"), no_wrap=True)

    def _is_due(self, progress: Progress) -> bool:
        """Whether a plain line would say something new."""
        phase, at = self._said
        return progress.phase != phase or self._at - at >= _QUIET_SECONDS
