"""The looks of worksheets, and cells in which no text becomes a formula."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter

from optimizer.reports.defuse import is_formula, plain_text
from optimizer.reports.texts import both


def new_book() -> Workbook:
    """Return a workbook that knows our looks; building them for every cell would take long."""
    book = Workbook()
    thin = Side(style="thin", color="B8C0C8")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    center = Alignment(horizontal="center", vertical="center", wrap_text=True)
    head = PatternFill("solid", fgColor="DCE8E4")
    left = Alignment(vertical="center", wrap_text=True)
    for style in (
        NamedStyle("r48 title", font=Font(size=16, bold=True)),
        NamedStyle("r48 bold", font=Font(bold=True)),
        NamedStyle("r48 small", font=Font(size=9, color="606A74"), alignment=left),
        NamedStyle("r48 head", font=Font(bold=True), fill=head, border=border, alignment=center),
        NamedStyle("r48 cell", border=border, alignment=center),
        NamedStyle("r48 place", border=border, alignment=left),
    ):
        book.add_named_style(style)
    return book


def put(cell: Any, value: str | float | None, style: str = "Normal") -> None:
    """Set a cell; text stays text whatever it looks like."""
    cell.style = style
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = plain_text(value)
    cell.data_type = "s"
    if is_formula(value):
        cell.quotePrefix = True


def put_row(
    sheet: Any, row: int, values: Iterable[str | float | None], *, places: Iterable[int] = (2,)
) -> None:
    """Write a line of a table with borders; the columns of ``places`` stand to the left."""
    left = frozenset(places)
    for column, value in enumerate(values, start=1):
        put(sheet.cell(row, column), value, "r48 place" if column in left else "r48 cell")


def put_head(sheet: Any, row: int, names: Iterable[str]) -> None:
    """Write the head of a table, Chinese over English."""
    for column, name in enumerate(names, start=1):
        put(sheet.cell(row, column), "\n".join(both(name).split(" ", 1)), "r48 head")
    sheet.row_dimensions[row].height = 32


def set_page(sheet: Any, widths: Iterable[int]) -> None:
    """Set column widths and printing: A4 across, one page wide."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.oddFooter.right.text = "&P / &N"


def sheet_title(number: int, *words: str) -> str:
    """
    Return a name of a worksheet; its number makes it unique.

    Examples
    --------
    >>> sheet_title(3, "粤F/1", "D1")
    '03 粤F-1 D1'
    """
    text = plain_text(" ".join(words))
    short = "".join("-" if sign in "[]:*?/\\'" else sign for sign in text)
    return f"{number:02d} {short}"[:31]
