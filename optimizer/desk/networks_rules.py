"""The rules of ``network.toml`` as a list that people read and type into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from optimizer.desk.networks_differences import rule_text
from optimizer.desk.networks_toml import Key
from optimizer.inputs.folder.schema import PROFILES, NetworkTable, TableModel
from optimizer.units import HOUR, MINUTE

Kind = Literal["number", "whole", "text", "yes_no", "words", "pairs"]

SPEEDS: Final = "speeds_kmh"
SOURCES: Final = "sources"

_TIMES: Final = {("planning_times",), ("onward_departures",)}
_PAIRS: Final = {
    ("handling", "never_together"),
    ("roads", "uphill_factors"),
    ("roads", "downhill_factors"),
}
_BETWEEN: Final = re.compile(r"[;；]")
_WITHIN: Final = re.compile(r"[+＋]")
_YES: Final = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule: where it stands, what kind of value it has, its text.

    ``default`` is what counts where the text is blank; ``source`` is what the network says
    about where the value is from.
    """

    key: Key
    kind: Kind
    text: str
    default: str
    source: str

    @property
    def path(self) -> str:
        """The key as issues write it."""
        return ".".join(self.key)


def rule_list(rules: Mapping[Key, Any]) -> list[Rule]:
    """Return every rule but the speeds: first those of any county, then those of this one."""
    known = dict(_schema(NetworkTable))
    classes = rules.get(("handling", "classes"), known["handling", "classes"])
    own: list[Key] = [("promise_hours_by_class", str(name)) for name in classes]
    tops = [key for key in known if len(key) == 1]
    rest = [key for key in rules if key[0] not in (SPEEDS, SOURCES)]
    return [
        Rule(
            key,
            _kind(key, rules.get(key, known.get(key))),
            rule_text(rules.get(key)),
            _default_text(key, known.get(key)),
            _source(key, rules),
        )
        for key in _grouped(dict.fromkeys((*tops, *own, *known, *rest)))
    ]


def read_rule(kind: Kind, text: str, before: Any) -> Any:
    """
    Return the value that a text means; None where it is blank.

    What makes no sense is returned as the text, so that the check of the whole file says
    what is wrong with it. A number with decimals keeps them.

    Examples
    --------
    >>> read_rule("number", "310", 300.0), read_rule("words", "05:00；12:00", ["05:00"])
    (310.0, ['05:00', '12:00'])
    >>> read_rule("pairs", "food + bulk", []), read_rule("number", "many", 1)
    ([['food', 'bulk']], 'many')
    """
    plain = text.strip()
    if not plain:
        return None
    if kind == "words":
        return _parts(_BETWEEN, plain)
    if kind == "pairs":
        pairs = [_parts(_WITHIN, part) for part in _parts(_BETWEEN, plain)]
        return [[_number(each, each) for each in pair] for pair in pairs]
    if kind == "yes_no":
        return _YES.get(plain.casefold(), plain)
    if kind in ("number", "whole"):
        number = _number(plain, plain)
        return (
            float(number) if isinstance(before, float) and not isinstance(number, str) else number
        )
    return plain


def speed_profiles(rules: Mapping[Key, Any]) -> list[str]:
    """Return the road profiles that have speeds, in the order of the file."""
    return list(dict.fromkeys(key[1] for key in rules if key[0] == SPEEDS and len(key) > 2))


def speed_rows(rules: Mapping[Key, Any]) -> list[dict[str, Any]]:
    """Return one row per road class with the speed of each profile, None where it is closed."""
    profiles = speed_profiles(rules)
    classes = dict.fromkeys(key[2] for key in rules if key[0] == SPEEDS and len(key) > 2)
    return [
        {"class": name, **{each: rules.get((SPEEDS, each, name)) for each in profiles}}
        for name in classes
    ]


def speed_changes(
    rows: Sequence[Mapping[str, Any]], rules: Mapping[Key, Any]
) -> dict[Key, float | None]:
    """Return what is different in rows of speeds; a class that is gone is closed to all."""
    wanted: dict[Key, float] = {}
    for row in rows:
        name = str(row.get("class") or "").strip()
        for profile in speed_profiles(rules):
            if name and row.get(profile) is not None:
                wanted[SPEEDS, profile, name] = float(row[profile])
    gone = [key for key in rules if key[0] == SPEEDS and key not in wanted]
    changes: dict[Key, float | None] = dict.fromkeys(gone)
    for key, speed in wanted.items():
        if rules.get(key) != speed:
            changes[key] = int(speed) if speed.is_integer() else speed
    return changes


def _schema(model: type[TableModel], above: Key = ()) -> Iterator[tuple[Key, Any]]:
    """Yield the keys of any county with their defaults."""
    for name, field in model.model_fields.items():
        if name in (SPEEDS, SOURCES, PROFILES):
            continue
        default = field.default
        if isinstance(default, TableModel):
            yield from _schema(type(default), (*above, name))
        elif isinstance(default, dict):
            yield from (((*above, name, key), value) for key, value in default.items())
        else:
            yield (*above, name), None if field.is_required() else default


def _grouped(keys: Mapping[Key, Any]) -> list[Key]:
    """Return keys so that those of one table stand together, in the order of first mention."""
    tables = list(dict.fromkeys(key[:-1] for key in keys))
    tops = list(dict.fromkeys(table[:1] for table in tables))
    return sorted(keys, key=lambda key: (tops.index(key[:-1][:1]), tables.index(key[:-1])))


def _kind(key: Key, value: Any) -> Kind:
    """Return what kind of value a rule has."""
    if key in _PAIRS:
        return "pairs"
    if isinstance(value, bool):
        return "yes_no"
    if isinstance(value, (list, tuple)):
        return "words"
    if key == ("order_defaults", "pieces"):
        return "whole"
    if isinstance(value, (int, float)) or key[0] == "promise_hours_by_class":
        return "number"
    return "text" if isinstance(value, str) or key[0] != "roads" else "number"


def _default_text(key: Key, value: Any) -> str:
    """Return a default as people read it; the schema has times of day as seconds."""
    if key in _TIMES and value:
        return "; ".join(f"{x // HOUR:02}:{x % HOUR // MINUTE:02}" for x in value)
    return rule_text(value)


def _source(key: Key, rules: Mapping[Key, Any]) -> str:
    """Return what the network says of where a rule is from: of itself, or of its table."""
    for name in ("_".join(key), key[-1], "_".join(key[:-1]), key[0]):
        if name == "roads":  # that says where the roads themselves are from
            continue
        text = rules.get((SOURCES, name))
        if isinstance(text, str):
            return text
    return ""


def _parts(between: re.Pattern[str], text: str) -> list[str]:
    """Return the parts of a list that somebody typed."""
    return [part.strip() for part in between.split(text) if part.strip()]


def _number(text: str, otherwise: str) -> int | float | str:
    """Return the number that a text means, or the other text."""
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return otherwise
