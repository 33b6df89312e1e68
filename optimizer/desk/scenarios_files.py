"""Scenario files from outside: read, stacked, bounded, and written again."""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, Final

from optimizer.domain import Issue
from optimizer.errors import InputError
from optimizer.inputs.endless import has_endless_key
from optimizer.scenarios import Scenario, read_scenarios, scenario_of, to_toml

MOST_FILES: Final = 20
MOST_BYTES: Final = 1_000_000
"""A scenario is a page of text; a file beyond this is something else."""

SAMPLES: Final = Path("data") / "scenarios"
_FOLDERS: Final = ("", ".", "..")
_LONGEST_NAME: Final = 255
"""Bytes of a file's name that every disk takes."""
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def read_files(files: Mapping[str, bytes]) -> tuple[Scenario, ...]:
    """
    Return the scenarios of files that were brought together, each with what it stands on.

    A file may stand on another one of them and on nothing else: no other file is looked at.

    Raises
    ------
    InputError
        With all issues of all files: E401 to E404, E407, E414.
    """
    brought = {PurePath(name.replace("\\", "/")).name: data for name, data in files.items()}
    issues = list(_unfit(brought))
    if issues:
        raise InputError(issues)
    alone = {name for name, data in brought.items() if _base(data) not in ("", *brought)}
    issues = [issue for name in sorted(alone) for issue in _alone(name, brought[name])]
    found: tuple[Scenario, ...] = ()
    with tempfile.TemporaryDirectory(prefix="route48-") as scratch:
        places = []
        for name in brought.keys() - alone:
            places.append(Path(scratch) / name)
            places[-1].write_bytes(brought[name])
        try:
            found = read_scenarios(sorted(places))
        except InputError as error:
            # What stands on a file that stands on nothing is not to blame for that.
            issues += [
                one for one in error.issues if not (one.code == "E404" and one.value in alone)
            ]
    if issues:
        raise InputError(issues)
    return found


def sample_files() -> dict[str, bytes]:
    """Return the sample scenarios that lie beside the package; nothing where there are none."""
    for root in (Path(__file__).parents[2], Path.cwd()):
        found = sorted((root / SAMPLES).glob("*.toml"))
        if found:
            return {file.name: file.read_bytes() for file in found}
    return {}


def scenario_file(name_zh: str, name_en: str, changes: Any) -> tuple[str, bytes]:
    """
    Return the file of a scenario: what it is called, and its bytes.

    Examples
    --------
    >>> name, data = scenario_file("雨天", "rain", [{"change": "rain"}])
    >>> name, data.decode().splitlines()[0]
    ('rain.toml', 'name_zh = "雨天"')
    """
    document = {"name_zh": name_zh, "name_en": name_en, "changes": [dict(one) for one in changes]}
    words = _UNSAFE.sub(" ", name_en or name_zh).split()
    name = "-".join(words).strip(".")[:60] or "scenario"
    return f"{name}.toml", to_toml(scenario_of(document)).encode()


def _unfit(files: Mapping[str, bytes]) -> Iterator[Issue]:
    """Yield an issue for what is no scenario by its size or number."""
    if not files:
        yield Issue("E401", "", "cannot be read: there is none", fix="choose a file")
    if len(files) > MOST_FILES:
        message = f"cannot be read: {len(files)} files at once, more than {MOST_FILES}"
        yield Issue("E401", list(files)[MOST_FILES], message, fix="bring fewer at once")
    for name, data in files.items():
        if name in _FOLDERS or "\0" in name or len(name.encode()) > _LONGEST_NAME:
            fix = "give the file another name"
            yield Issue("E401", name[:80], "cannot be read: no file has such a name", fix=fix)
        if len(data) > MOST_BYTES:
            message = f"{name} cannot be read: it is larger than any scenario"
            fix = f"bring a file of at most {MOST_BYTES // 1000} kB"
            yield Issue("E401", name, message, value=name, fix=fix)
        elif has_endless_key(data):
            message, fix = "cannot be read: a key of it has too many parts", "correct that line"
            yield Issue("E401", name, message, value=name, fix=fix)


def _alone(name: str, data: bytes) -> Iterator[Issue]:
    """Yield what is wrong with a file whose base was not brought, and that it was not."""
    base = _base(data)
    short = PurePath(base).name
    message, fix = f"{short} was not brought along", f"choose {short} together with {name}"
    yield Issue("E404", name, message, column="base", value=short[:200], fix=fix)
    document = tomllib.loads(data.decode("utf-8-sig"))
    try:
        scenario_of({key: value for key, value in document.items() if key != "base"}, name)
    except InputError as error:
        yield from error.issues


def _base(data: bytes) -> str:
    """Return what a file stands on, as far as it can be read."""
    try:
        base = tomllib.loads(data.decode("utf-8-sig")).get("base", "")
    except (ValueError, RecursionError):
        return ""
    return base if isinstance(base, str) else ""
