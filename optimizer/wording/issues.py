"""What is wrong with a file, where, and what to do, for the person who corrects it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.domain import Issue
from optimizer.wording.codes import (
    DAYS,
    DOCUMENTS,
    INPUTS,
    ROADS,
    SCENARIOS,
    SIMULATION,
    SITING,
    SOLVERS,
    STUDIES,
)
from optimizer.wording.columns import column_name, file_name
from optimizer.wording.remedies import proposals
from optimizer.wording.sentences import Sentence, choose, shown

ISSUES: Final[Mapping[str, tuple[Sentence, ...]]] = {
    **INPUTS,
    **DOCUMENTS,
    **ROADS,
    **SOLVERS,
    **SIMULATION,
    **SITING,
    **SCENARIOS,
    **DAYS,
    **STUDIES,
}
"""The sentences of every code that an issue may have."""


def issue_text(issue: Issue, lang: str) -> str:
    """
    Say where an issue is, what it is and what to do.

    Examples
    --------
    >>> issue_text(Issue("E114", "sites.csv", "no site is given", 14, "name_zh"), "zh")
    '网点表 sites.csv 第14行“中文名”：“中文名”没有填；请补填'
    """
    where, what = issue_where(issue, lang), issue_what(issue, lang)
    if not where:
        return what
    return f"{where}: {what}" if lang == "en" else f"{where}：{what}"


def issue_what(issue: Issue, lang: str) -> str:
    """
    Say what an issue is and what to do, for a table that has columns for where it is.

    Examples
    --------
    >>> issue = Issue("E119", "orders.csv", '"fast" is none of the words known here', 3,
    ...     "priority", "fast", "write one of normal, urgent")
    >>> issue_what(issue, "zh")
    '“fast”不是这里认识的词；请改成可填的词；可填：normal、urgent'
    """
    facts = {
        "value": shown(issue.value or ""),
        "column": column_name(shown(issue.column or ""), lang),
        "file": file_name(issue.file, lang),
    }
    said = choose(ISSUES.get(issue.code, ()), lang, issue.message, facts)
    if lang == "en":
        what, fix = said or (shown_whole(issue.message), shown_whole(issue.fix))
        return "; ".join(part for part in (what, fix) if part)
    what, fix = said or (f"{issue.code} {shown_whole(issue.message)}", "")
    return "；".join(part for part in (what, fix, *proposals(issue.fix)) if part)


def issue_where(issue: Issue, lang: str) -> str:
    """
    Say where an issue is: file, row as a spreadsheet counts, column.

    Examples
    --------
    >>> issue_where(Issue("E107", "orders.csv", "", row=29, column="destination"), "en")
    'orders.csv, row 29, destination'
    """
    file = file_name(issue.file, lang)
    column = column_name(shown(issue.column), lang) if issue.column else ""
    if lang == "en":
        row = f"row {issue.row}" if issue.row else ""
        return ", ".join(part for part in (file, row, column) if part)
    row = f"第{issue.row}行" if issue.row else ""
    place = f"{row}“{column}”" if column else row
    return f"{file} {place}" if file and place else file or place


def shown_whole(text: str) -> str:
    """Return a message on one line and printable, however long it is."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
