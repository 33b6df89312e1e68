"""What is no plan document is reported whole, and never ends in a traceback."""

from __future__ import annotations

import json
import random

import pytest

from optimizer.checker import check_document, check_shape, read_document
from optimizer.errors import InputError
from tests.checker.plans import good_document
from tests.checker.world import World


def issues_of(tmp_path, content: str | bytes) -> list[tuple[str, str | None]]:
    """Return code and column of every issue of a file."""
    file = tmp_path / "plan.json"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InputError) as error:
        read_document(file)
    assert all(issue.file == "plan.json" and issue.line for issue in error.value.issues)
    return [(issue.code, issue.column) for issue in error.value.issues]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_plan_is_read_in_any_encoding(tmp_path, encoding):
    """UTF-8 with and without BOM, and GB18030."""
    file = tmp_path / "plan.json"
    file.write_bytes(json.dumps(good_document(), ensure_ascii=False).encode(encoding))
    assert read_document(file) == good_document()


UNREADABLE = {
    "empty": "",
    "cut short": json.dumps(good_document())[:-20],
    "no JSON": "trip,vehicle\n1,2\n",
    "bytes": b"\xff\xfe\x00\x81",
    "deep": "[" * 200_000,
    "deep object": '{"a":' * 200_000,
    "NaN": json.dumps(good_document()).replace("7568.1859", "NaN"),
    "infinite": json.dumps(good_document()).replace("7568.1859", "-Infinity"),
    "endless digits": '{"schema": ' + "9" * 10_000 + "}",
    "half a character": '{"schema": "\\ud800"}',
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_json_is_one_issue(tmp_path, content):
    """A file that cannot be parsed is one issue of the whole file."""
    assert issues_of(tmp_path, content) == [("E190", None)]


def test_a_missing_file_and_a_folder_are_issues(tmp_path):
    """Neither can be read."""
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(InputError) as error:
            read_document(path)
        assert [issue.code for issue in error.value.issues] == ["E190"]


@pytest.mark.parametrize(
    "content", ["[]", "7", "null", '"plan"', "{}", '{"schema": "route48/plan/2"}']
)
def test_another_schema_is_refused(tmp_path, content):
    """Only route48/plan/1 is a plan; what else may be wrong is not worth saying."""
    assert [code for code, _ in issues_of(tmp_path, content)] == ["E191"]


def test_a_repeated_key_is_refused(tmp_path):
    """Nobody could say which of two values is meant."""
    text = json.dumps(good_document())
    assert issues_of(tmp_path, text[:-1] + ', "trips": []}') == [("E196", "trips")]


def _set(*path, value):
    """Return what writes a value into a document."""

    def change(document):
        for key in path[:-1]:
            document = document[key]
        document[path[-1]] = value

    return change


TRIP = ("trips", 0)
STOP = (*TRIP, "stops", 1)
ORDER = ("orders", 0)
MISSHAPEN = {
    "trips is an object": (_set("trips", value={}), "E193", "trips"),
    "a trip is a text": (_set("trips", 5, value="trip-6"), "E193", "trips[5]"),
    "a trip without stops": (_set(*TRIP, "stops", value=[]), "E193", "trips[0].stops"),
    "a number as id": (_set(*TRIP, "vehicle_id", value=7), "E193", "trips[0].vehicle_id"),
    "a null in a stop": (_set(*STOP, "start", value=None), "E194", "trips[0].stops[1].start"),
    "a time without offset": (
        _set(*STOP, "arrival", value="2026-11-23T06:50:31"),
        "E194",
        "trips[0].stops[1].arrival",
    ),
    "half a second": (
        _set(*STOP, "arrival", value="2026-11-23T06:50:31.5+08:00"),
        "E194",
        "trips[0].stops[1].arrival",
    ),
    "a time in words": (_set("planned_at", value="Monday"), "E194", "planned_at"),
    "a year beyond the calendar": (
        _set("planned_at", value="9999-12-31T23:59:59-12:00"),
        "E194",
        "planned_at",
    ),
    "a shift that ends first": (
        _set(
            *TRIP,
            "shift",
            value={"start": "2026-11-23T14:00:00+08:00", "end": "2026-11-23T06:00:00+08:00"},
        ),
        "E194",
        "trips[0].shift",
    ),
    "a shift without end": (
        _set(*TRIP, "shift", value={"start": "2026-11-23T14:00:00+08:00"}),
        "E194",
        "trips[0].shift",
    ),
    "orders that are no ids": (_set(*STOP, "load", value=[1]), "E193", "trips[0].stops[1].load"),
    "a true number": (_set(*TRIP, "driving_s", value=True), "E195", "trips[0].driving_s"),
    "an endless number": (_set("cost", "total", value=1e300), "E195", "cost.total"),
    "a huge number": (_set("kpis", "trips", value=10**400), "E195", "kpis.trips"),
    "a text as number": (_set("kpis", "trips", value="6"), "E195", "kpis.trips"),
    "an unknown status": (_set(*ORDER, "status", value="lost"), "E197", "orders[0].status"),
    "a list as status": (_set(*ORDER, "status", value=[]), "E197", "orders[0].status"),
    "a leg that is null": (_set(*ORDER, "legs", 0, value=None), "E193", "orders[0].legs[0]"),
    "a reason in words": (_set(*ORDER, "reason", value="full"), "E193", "orders[0].reason"),
    "a proof in words": (
        _set("orders", 7, "reason", "proof", value="yes"),
        "E193",
        "orders[7].reason.proof",
    ),
    "a missed visit on no day": (
        _set("missed_visits", 0, "date", value="2026-11-31"),
        "E194",
        "missed_visits[0].date",
    ),
    "one id for two trips": (
        _set("trips", 3, "trip_id", value="trip-1"),
        "E196",
        "trips[3].trip_id",
    ),
    "hashes in a list": (_set("inputs", value=[]), "E193", "inputs"),
}


@pytest.mark.parametrize(("change", "code", "column"), MISSHAPEN.values(), ids=MISSHAPEN)
def test_a_misshapen_value_is_found_with_its_path(change, code, column):
    """The issue names the key by its path, and what belongs there."""
    document = good_document()
    change(document)
    issues = check_shape(document)
    assert [(issue.code, issue.column) for issue in issues] == [(code, column)]
    assert issues[0].fix


def _keys(value, path=""):
    """Yield the path of every key that a plan must have, with the object that holds it."""
    if isinstance(value, list):
        for position, entry in enumerate(value[:1]):
            yield from _keys(entry, f"{path}[{position}]")
    elif isinstance(value, dict):
        for key in list(value):
            where = f"{path}.{key}" if path else key
            yield where, value, key
            yield from _keys(value[key], where)


OPTIONAL = ("schema", "inputs", "seed", "engine", "search_seconds")


def test_every_missing_key_is_found():
    """Leaving out any one key that a plan must have is one issue."""
    document = good_document()
    paths = [path for path, _, _ in _keys(document) if not path.startswith(OPTIONAL)]
    assert len(paths) > 60
    for path in paths:
        document = good_document()
        holder, key = next((h, k) for found, h, k in _keys(document) if found == path)
        del holder[key]
        in_period = path.endswith((".start", ".end")) and "stops" not in path
        code = "E194" if in_period and "duties[0].start" != path != "duties[0].end" else "E192"
        column = path.rsplit(".", 1)[0] if code == "E194" else path
        found = [(issue.code, issue.column) for issue in check_shape(document)]
        assert found == [(code, column)], path


def test_all_issues_are_reported_together(tmp_path):
    """Three mistakes in one file are three issues of one error."""
    document = good_document()
    document["trips"][0]["status"] = "maybe"
    document["orders"][3]["slack_minutes"] = "many"
    del document["kpis"]["late"]
    assert issues_of(tmp_path, json.dumps(document)) == [
        ("E197", "trips[0].status"),
        ("E195", "orders[3].slack_minutes"),
        ("E192", "kpis.late"),
    ]


JUNK = (None, -1, 1.5, 10**15, True, "", "x", "o1", "A", [], {}, ["o1", "o1"], "2026-11-25")
MOMENTS = ("1971-01-01T00:00:00+00:00", "2998-12-31T23:59:59-12:00", "2026-11-23T12:00:00+08:00")


def _paths(value, path=()):
    """Yield the path of every value of a document."""
    if path:
        yield path
    entries = ()
    if isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, entry in entries:
        yield from _paths(entry, (*path, key))


@pytest.mark.parametrize("seed", range(5))
def test_junk_anywhere_is_an_issue_or_a_violation_but_never_a_traceback(seed):
    """One value of the good plan is replaced by nonsense, a hundred times over."""
    draw = random.Random(seed)
    world = World()
    paths = [path for path in _paths(world.document) if path[0] != "schema"]
    for _ in range(100):
        document = good_document()
        _set(*draw.choice(paths), value=draw.choice(JUNK + MOMENTS))(document)
        try:
            found = check_document(document, world.instance, world.travel)
        except InputError as error:
            assert error.issues
        else:
            assert all(violation.message for violation in found)
