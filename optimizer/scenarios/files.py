"""Reads and writes scenario files: TOML, with ``[[changes]]`` over a base."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.scenarios.changes import KINDS
from optimizer.scenarios.ground import Change
from optimizer.scenarios.keys import suggestion
from optimizer.scenarios.scenario import BASE, Scenario, change_of, plain_change

_KEYS: Final = ("name_zh", "name_en", "base", "changes")
_MOST_BYTES: Final = 5_000_000
_HIGHEST_STACK: Final = 20


def read_scenarios(files: Sequence[Path]) -> tuple[Scenario, ...]:
    """
    Read scenario files and those that they stand on.

    Raises
    ------
    InputError
        With all issues of all files: E401 unreadable, E402 unknown key or change, E403 a
        value that is wrong or missing, E404 a stack without a ground, E407 a contradiction,
        E414 two scenarios of one name.
    """
    issues: list[Issue] = []
    found = [_read(file, (), issues) for file in files]
    scenarios = tuple(scenario for scenario in found if scenario is not None)
    issues += _namesakes(scenarios)
    for scenario in scenarios:
        issues += scenario.contradictions()
    if issues:
        # Two scenarios may stand on one base, whose issues are said once.
        raise InputError(list(dict.fromkeys(issues)))
    return scenarios


def read_scenario(file: Path) -> Scenario:
    """Read one scenario file and those that it stands on; see `read_scenarios`."""
    return read_scenarios([file])[0]


def scenario_of(document: Mapping[str, Any], file: str = "scenario.toml") -> Scenario:
    """
    Return the scenario that a document without a base means.

    Raises
    ------
    InputError
        With all issues, as `read_scenarios`.
    """
    issues: list[Issue] = []
    scenario = _scenario(document, file, issues)
    issues += scenario.contradictions()
    if issues:
        raise InputError(issues)
    return scenario


def changes_of(tables: Sequence[Mapping[str, Any]], file: str = "scenario.toml") -> list[Change]:
    """
    Return changes from plain values, as `Scenario.plain` gives them.

    Raises
    ------
    InputError
        With all issues.
    """
    issues: list[Issue] = []
    changes = _changes(list(tables), file, issues)
    if issues:
        raise InputError(issues)
    return changes


def to_toml(scenario: Scenario) -> str:
    """Return the file of a scenario, without those that it stands on."""
    head = {"name_zh": scenario.name_zh, "name_en": scenario.name_en, "base": scenario.base_file}
    lines = [f"{key} = {_toml(value)}" for key, value in head.items() if value]
    for change in scenario.changes:
        lines += ["", "[[changes]]"]
        lines += [f"{key} = {_toml(value)}" for key, value in plain_change(change).items()]
    return "\n".join(lines) + "\n"


def _read(file: Path, above: tuple[Path, ...], issues: list[Issue]) -> Scenario | None:
    """Read one file and its base; None, and issues, where that makes no sense."""
    document = _document(file, above, issues)
    if document is None:
        return None
    scenario = _scenario(document, file.name, issues)
    base = document.get("base")
    if not isinstance(base, str) or not base:
        return scenario
    path = (file.parent / base).resolve()
    chain = (*above, file.resolve())
    if path in chain or len(chain) > _HIGHEST_STACK:
        names = " on ".join(each.name for each in (*chain, path))
        message = f"scenarios stand on each other in a circle: {names}"
        fix = "take base out of one of them"
        issues.append(Issue("E404", file.name, message, column="base", value=base, fix=fix))
        return scenario
    ground = _read(path, chain, issues)
    return Scenario(
        scenario.name_zh, scenario.name_en, scenario.changes, file.name, ground, base_file=base
    )


def _document(file: Path, above: tuple[Path, ...], issues: list[Issue]) -> dict[str, Any] | None:
    """Return what a file says; None, and an issue, where that cannot be read."""
    code, at, key = ("E404", above[-1].name, "base") if above else ("E401", file.name, None)
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise OSError("it is larger than any scenario")
        data = file.read_bytes()
    except OSError as error:
        message = f"{file.name} cannot be read: {error.strerror or error}"
        fix = "name a scenario file that is there"
        issues.append(Issue(code, at, message, column=key, value=file.name, fix=fix))
        return None
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        message = f"is not TOML: {error}"
        issues.append(Issue("E401", file.name, message, fix="correct that line"))
        return None


def _scenario(document: Mapping[str, Any], file: str, issues: list[Issue]) -> Scenario:
    """Return what a document says, without its base."""
    for key in document:
        if key not in _KEYS:
            message = "nobody knows this key"
            fix = suggestion(key, _KEYS)
            issues.append(Issue("E402", file, message, column=key, value=key, fix=fix))
    for key in ("name_zh", "name_en", "base"):
        value = document.get(key, "")
        if not isinstance(value, str) or len(value) > 200 or "\n" in value:
            message = f"{str(value)[:60]!r} is not a text on one line"
            issues.append(Issue("E403", file, message, column=key, fix="give a text"))
    name_zh, name_en = (str(document.get(key, "")).strip() for key in ("name_zh", "name_en"))
    if not (name_zh or name_en):
        fix = 'say what people call it, as in name_zh = "开官渡中转站"'
        issues.append(Issue("E403", file, "the scenario has no name", column="name_zh", fix=fix))
    changes = _changes(document.get("changes", []), file, issues)
    return Scenario(name_zh or name_en, name_en, tuple(changes), file)


def _changes(tables: Any, file: str, issues: list[Issue]) -> list[Change]:
    """Return the changes that tables mean; what is wrong with them is noted."""
    if not isinstance(tables, list):
        fix = "begin every change with [[changes]]"
        issues.append(Issue("E403", file, "is no list of changes", column="changes", fix=fix))
        return []
    changes = []
    for number, table in enumerate(tables, start=1):
        change, wrong = change_of(table, KINDS, file, f"changes {number}")
        issues += wrong
        if change is not None:
            changes.append(change)
    return changes


def _namesakes(scenarios: Sequence[Scenario]) -> list[Issue]:
    """Return an issue for every scenario that is called as one before it."""
    seen = {BASE: "the network itself"}
    found = []
    for scenario in scenarios:
        name = scenario.name_zh
        before = seen.setdefault(name, scenario.file)
        if before is not scenario.file:
            message = f'"{name}" is also the name of {before}: nobody could tell the two apart'
            fix = "give each scenario a name of its own"
            issue = Issue("E414", scenario.file, message, column="name_zh", value=name, fix=fix)
            found.append(issue)
    return found


def _toml(value: Any) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, Mapping):
        inner = ", ".join(
            f"{json.dumps(k, ensure_ascii=False)} = {_toml(v)}" for k, v in value.items()
        )
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    # JSON writes texts and numbers as TOML does, but for DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
