"""What can be wrong with an input, and what can be wrong with a plan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """
    A mistake in an input file: where it is, what it is, what to do.

    ``row`` counts as a spreadsheet does: the header is row 1, the first order row 2;
    None where the issue is about a whole file or a key. ``column`` is also the key of a
    TOML file (``penalties.late_per_order``). ``value`` is the offending text.
    """

    code: str
    file: str
    message: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    fix: str = ""
    is_warning: bool = False

    @property
    def line(self) -> str:
        """The issue in one line, as the terminal shows it."""
        where = ", ".join(
            part for part in (f"row {self.row}" if self.row else "", self.column or "") if part
        )
        text = f"{self.code} {where}: {self.message}" if where else f"{self.code} {self.message}"
        return f"{text}; {self.fix}" if self.fix else text


@dataclass(frozen=True, slots=True)
class Violation:
    """
    A rule that a plan breaks.

    ``rule`` is the number of the rule in the design (1 to 13); ``code`` (``V101``) says
    which part of it. ``excess`` is by how much, in the unit that ``unit`` names
    (``s``, ``g``, ``ml``, ``m``, ``cents``, ``count``); zero where no amount applies.
    """

    code: str
    rule: int
    where: str
    message: str
    excess: float = 0
    unit: str = ""
