"""What went wrong, for people: every error that Route48 raises, and bugs without their insides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from optimizer.domain import Issue
from optimizer.errors import EngineError, InputError, NetworkError, OptimizerError, StoreError
from optimizer.wording.codes import DESK, EDITS, STORE, THINGS
from optimizer.wording.issues import issue_text, shown_whole
from optimizer.wording.sentences import choose, shown

SENTENCES: Final = {**STORE, **DESK, **EDITS}
"""The sentences of every error with a code; ``S104 reason`` comes before ``S104``."""

MOST_LISTED: Final = 50
"""So many issues one error lists; the rest is counted."""

_HEADER: Final = re.compile(r"^(?P<file>\S.*) has \d+ issues?:$")
_LINE: Final = re.compile(
    r"^\s*(?P<code>[EUVSD]\d{3}):?\s+(?:row (?P<row>\d+)(?:, (?P<column>[\w.]+))?: )?(?P<rest>.+)$"
)
_FOLDER: Final = re.compile(r"(?<![\w.])(?:[A-Za-z]:)?(?:[/\\][^\s/\\:;,\"']+)+[/\\]")

_KINDS: Final = (
    (NetworkError, ("道路或行车时间不能用", "The roads or travel times cannot be used")),
    (EngineError, ("排线没有算成，运单和已有方案都还在", "The plan could not be made")),
    (StoreError, ("数据没有存成或读出", "The data could not be saved or loaded")),
)
_BUG: Final = (
    "程序出错了，刚才的操作没有完成，已保存的数据没有丢失",
    "Something went wrong in the program; the last action was not done, nothing saved is lost",
)
_MORE: Final = ("还有 {} 处", "{} more")


def error_text(error: BaseException, lang: str) -> str:
    """
    Say what went wrong and what to do; several issues stand one on a line.

    An error that is not raised on purpose is a bug: its own words are not shown, as they
    may name folders, addresses or data.

    Examples
    --------
    >>> error_text(KeyError("/srv/secret"), "en")
    'Something went wrong in the program; the last action was not done, nothing saved is lost'
    >>> error_text(EngineError("E302 no timetable for 9 trips within the limits"), "zh")
    'E302：在限定时间内没有排出 9 个车次的时刻；请选择更长的计算时间再排一次'
    """
    is_english = lang == "en"
    if isinstance(error, InputError):
        lines = [issue_text(issue, lang) for issue in error.issues[:MOST_LISTED]]
        more = len(error.issues) - len(lines)
        return "\n".join([*lines, *([_MORE[is_english].format(more)] if more > 0 else [])])
    if not isinstance(error, OptimizerError):
        return _BUG[is_english]
    said = _by_code(error, lang)
    if said:
        return said
    issues = list(_issues_in(str(error)))
    if issues:
        return "\n".join(_line(issue, lang) for issue in issues[:MOST_LISTED])
    for kind, sentences in _KINDS:
        if isinstance(error, kind):
            return f"{sentences[is_english]}{': ' if is_english else '：'}{_plain(str(error))}"
    return _plain(str(error)) if error.exit_status != 1 and str(error) else _BUG[is_english]


def _by_code(error: OptimizerError, lang: str) -> str:
    """Return the sentence of an error that carries code and values; nothing for others."""
    code, values = getattr(error, "code", None), getattr(error, "values", None)
    if not isinstance(code, str) or code not in SENTENCES:
        return ""
    given = values if isinstance(values, Mapping) else {}
    facts = {str(name): _told(value, lang) for name, value in given.items()}
    if lang != "en" and "kind" in facts:
        facts["kind"] = THINGS.get(facts["kind"], facts["kind"])
    said = choose(SENTENCES.get(f"{code} {given.get('reason')}", ()), lang, str(error), facts)
    said = said or choose(SENTENCES[code], lang, str(error), facts)
    if said is None:
        return ""
    return ("; " if lang == "en" else "；").join(part for part in said if part)


def _told(value: object, lang: str) -> str:
    """Return a value of an error as a sentence quotes it."""
    if isinstance(value, str):
        return _FOLDER.sub("", shown(value))
    if isinstance(value, (list, tuple, set, frozenset)):
        some = [shown(str(each)) for each in list(value)[:5]]
        rest = "" if len(value) <= len(some) else (" …" if lang == "en" else " 等")
        return (", " if lang == "en" else "、").join(some) + rest
    return "" if value is None else shown(str(value))


def _issues_in(text: str) -> Iterator[Issue]:
    """Yield the issues that a message lists, as `NetworkError` and `EngineError` do."""
    file = ""
    for line in text.splitlines():
        header, found = _HEADER.match(line), _LINE.match(line)
        if header:
            file = header["file"]
        elif found:
            message, _, fix = found["rest"].partition("; ")
            row = int(found["row"]) if found["row"] else None
            yield Issue(found["code"], file, message, row, found["column"], fix=fix)


def _line(issue: Issue, lang: str) -> str:
    """Return an issue of a message; one about no file begins with its code."""
    if issue.file:
        return issue_text(issue, lang)
    return f"{issue.code}{': ' if lang == 'en' else '：'}{issue_text(issue, lang)}"


def _plain(text: str) -> str:
    """Return a message on one line, files without their folders."""
    return _FOLDER.sub("", shown_whole(text))
