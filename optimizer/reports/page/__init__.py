"""A plan as one drawing: map, timeline and tables, as a file of its own and as the desk's board."""

from optimizer.reports.page.board import (
    Figures,
    board_figures,
    board_script,
    board_style,
    site_figures,
)
from optimizer.reports.page.render import write_page

__all__ = [
    "Figures",
    "board_figures",
    "board_script",
    "board_style",
    "site_figures",
    "write_page",
]
