"""Scenario files: read, stacked, written, and refused with every reason."""

from pathlib import Path

import pytest

from optimizer.errors import InputError
from optimizer.scenarios import KINDS, Rain, read_scenario, read_scenarios, scenario_of, to_toml
from optimizer.scenarios.scenario import plain_change

DATA = Path(__file__).resolve().parents[2] / "data" / "scenarios"
PLACE = {"latitude": 24.3, "longitude": 113.9}
EXAMPLES = {
    "open_site": {"site": "T05"},
    "close_site": {"site": "T01"},
    "move_site": {"site": "T01", **PLACE},
    "add_site": {"site": "T05", "name_zh": '官"渡\\', **PLACE, "hours": "", "docks": 2},
    "change_site": {"site": "T01", "hours": "08:00-12:00;14:00-18:00", "rent_per_day": 90.5},
    "add_vehicles": {"like": "micro_van", "count": 2, "home": "T01"},
    "drop_vehicles": {"vehicles": ["van-1", "van-2"]},
    "move_vehicles": {"vehicles": ["van-1"], "to": "T02"},
    "retype_vehicles": {"vehicle_type": "micro_van", "like": "micro_van_electric"},
    "change_shifts": {"shifts": "06:00-12:00", "max_overtime_minutes": 30},
    "change_vehicle_prices": {"cost_per_km": 1.25, "vehicle_type": "box_truck"},
    "scale_demand": {"factor": 1.5, "towns": ["官渡镇"], "direction": "up", "seed": 3},
    "close_road": {"name": "pass", "between": [[113.9, 24.3], [114.0, 24.4]]},
    "slow_road": {"name": "ice", "factor": 0.5, "edges": [[1, 2], ["a", "b", 0]], "ways": [12]},
    "rain": {"factor": 0.8, "classes": {"track": 0.5}, "surfaces": {"mud": 0}},
    "change_promise": {"hours": 36, "by_class": {"live_plants": 24}},
    "change_penalties": {"penalties": {"late_per_order": 100}},
}


def write(folder, name="s.toml", text="", head='name_zh = "甲"'):
    """Write a scenario file."""
    file = folder / name
    file.write_text(f"{head}\n{text}", encoding="utf-8")
    return file


def issues_of(*files):
    """Return what is wrong with files."""
    with pytest.raises(InputError) as caught:
        read_scenarios(files)
    return caught.value.issues


def test_every_change_has_an_example():
    """The table above leaves none out."""
    assert set(EXAMPLES) == set(KINDS)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_writing_and_reading_gives_the_same(kind, tmp_path):
    """Every change comes back from its file as it was, and as plain values."""
    scenario = scenario_of({"name_zh": "甲", "changes": [{"change": kind, **EXAMPLES[kind]}]})
    file = tmp_path / "scenario.toml"
    file.write_text(to_toml(scenario), encoding="utf-8")
    assert read_scenario(file) == scenario
    assert plain_change(scenario.changes[0]) == {"change": kind, **EXAMPLES[kind]}


def test_an_empty_text_says_none(tmp_path):
    """No limit of docks, always open, at nobody's door: it comes back from the file as it was."""
    blank = {"hours": "", "docks": "", "premises": ""}
    scenario = scenario_of(
        {"name_zh": "甲", "changes": [{"change": "change_site", "site": "A", **blank}]}
    )
    assert 'docks = ""' in to_toml(scenario)
    file = write(tmp_path, text=to_toml(scenario).partition("\n")[2])
    assert read_scenario(file).plain() == ({"change": "change_site", "site": "A", **blank},)


@pytest.mark.parametrize("key", ["rent_per_day", "visits", "stop_minutes"])
def test_an_empty_text_is_refused_where_it_says_nothing(tmp_path, key):
    """A price or a time has no way of being none."""
    text = f'[[changes]]\nchange = "change_site"\nsite = "A"\n{key} = ""'
    assert [issue.code for issue in issues_of(write(tmp_path, text=text))] == ["E403"]


@pytest.mark.parametrize("file", sorted(DATA.glob("*.toml")), ids=lambda file: file.stem)
def test_the_samples_are_read_and_written(file, tmp_path):
    """What stands beside the data is right, and comes back as it was."""
    scenario = read_scenario(file)
    assert scenario.changes
    for each in DATA.glob("*.toml"):
        (tmp_path / each.name).write_bytes(each.read_bytes())
    (tmp_path / file.name).write_text(to_toml(scenario), encoding="utf-8")
    assert read_scenario(tmp_path / file.name) == scenario


def test_all_issues_of_all_files_are_told_at_once(tmp_path):
    """Two files with three mistakes: unknown change, unknown key, wrong value."""
    first = write(tmp_path, "a.toml", '[[changes]]\nchange = "open_sit"\nsite = "T"')
    text = '[[changes]]\nchange = "close_site"\nsit = "T"\n'
    text += '[[changes]]\nchange = "scale_demand"\nfactor = -1'
    found = issues_of(first, write(tmp_path, "b.toml", text, 'name_zh = "乙"'))
    told = [(issue.code, issue.file, issue.column) for issue in found]
    assert told == [
        ("E402", "a.toml", "changes 1, change"),
        ("E402", "b.toml", "changes 1, sit"),
        ("E403", "b.toml", "changes 1, site"),
        ("E403", "b.toml", "changes 2, factor"),
    ]
    assert [issue.fix for issue in found[:2]] == [
        'did you mean "open_site"?',
        'did you mean "site"?',
    ]


@pytest.mark.parametrize("factor", ["-1", "1000", "nan", "inf", '"2"', "true"])
def test_demand_is_scaled_within_reason(factor, tmp_path):
    """Neither by -1 nor by 1,000, nor by what is no number."""
    text = f'[[changes]]\nchange = "scale_demand"\nfactor = {factor}'
    assert [issue.code for issue in issues_of(write(tmp_path, text=text))] == ["E403"]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("", "E403"),
        ("name_zh = 3", "E403"),
        ('name_zh = "甲"\nnam = 1', "E402"),
        ('name_zh = "甲"\nchanges = 3', "E403"),
        ('name_zh = "甲"\nchanges = [3]', "E403"),
        ('name_zh = "甲"\nchanges = [{}]', "E403"),
        ('name_zh = "甲"\nchanges = [{change = []}]', "E402"),
        ('name_zh = "甲"\nbase = "none.toml"', "E404"),
        ("name_zh = ", "E401"),
    ],
)
def test_heads_that_make_no_sense(head, code, tmp_path):
    """Without a name, with a strange one, with unknown keys, with no base, no TOML."""
    assert code in [issue.code for issue in issues_of(write(tmp_path, head=head))]


def test_a_file_that_is_not_there(tmp_path):
    """E401, without a traceback."""
    assert [issue.code for issue in issues_of(tmp_path / "none.toml")] == ["E401"]


def test_a_circle_of_bases_is_refused(tmp_path):
    """A stands on B, and B on A."""
    first = write(tmp_path, "a.toml", head='name_zh = "甲"\nbase = "b.toml"')
    write(tmp_path, "b.toml", head='name_zh = "乙"\nbase = "a.toml"')
    assert "E404" in [issue.code for issue in issues_of(first)]


def test_two_of_one_name_are_refused(tmp_path):
    """Nobody could tell their lines in the report apart."""
    files = write(tmp_path, "a.toml"), write(tmp_path, "b.toml")
    assert [issue.code for issue in issues_of(*files)] == ["E414"]


def test_a_contradiction_is_refused():
    """One file opens and closes the same site."""
    changes = [{"change": "open_site", "site": "A"}, {"change": "close_site", "site": "A"}]
    with pytest.raises(InputError, match="contradicts change 1") as caught:
        scenario_of({"name_zh": "甲", "changes": changes})
    assert [issue.code for issue in caught.value.issues] == ["E407"]


def test_what_stands_above_overrides(tmp_path):
    """Rain below at 0.9, above at 0.8: it rains once, and that is said."""
    write(tmp_path, "low.toml", '[[changes]]\nchange = "rain"\nfactor = 0.9')
    text = '[[changes]]\nchange = "rain"\nfactor = 0.8'
    above = read_scenario(write(tmp_path, "high.toml", text, 'name_zh="乙"\nbase="low.toml"'))
    assert [each.change for each in above.stacked()] == [Rain(factor=0.8)]
    assert [(each.file, each.by) for each in above.overrides()] == [("low.toml", "high.toml")]
