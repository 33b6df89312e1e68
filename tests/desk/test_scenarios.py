"""Scenarios of the desk: kept when they apply, refused with all reasons when they do not."""

from __future__ import annotations

import pytest

from optimizer.desk.networks import ensure_embedded
from optimizer.desk.scenarios import (
    apply_draft,
    bring_files,
    bring_samples,
    drop_scenario,
    duplicate_scenario,
    export_scenario,
    open_base,
    save_scenario,
)
from optimizer.desk.scenarios_checking import check_draft, matters, number_of, with_change
from optimizer.desk.scenarios_files import MOST_BYTES, MOST_FILES, read_files, sample_files
from optimizer.desk.users import NotAllowed
from optimizer.errors import InputError
from optimizer.store import Conflict, Refused, Store
from tests.desk.networks import DISPATCHER, PLANNER, codes, refused

RAIN = {"change": "rain"}
ADDED = {
    "change": "add_site",
    "site": "T05",
    "name_zh": "官渡中转站",
    "latitude": 24.28333,
    "longitude": 113.88333,
    "like": "T04",
}


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    """Return the embedded county in a store, with its base."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.db'}")
    version = ensure_embedded(store)
    yield store, version, open_base(store, version.version_id)
    store.close()


@pytest.fixture
def desk(store, four):
    """Return an empty list of scenarios over the four-stop county."""
    return store, four.network_id, open_base(store, four.version_id)


def save(desk, name="早班", changes=(), user=PLANNER, **more):
    """Save a scenario."""
    store, network_id, base = desk
    return save_scenario(store, user, base, network_id, name_zh=name, changes=changes, **more)


class TestKeeping:
    """Saved, changed by one at a time, copied, dropped."""

    def test_what_is_saved_is_listed(self, desk):
        """Changes come back as they were, without what is at its default."""
        store, network_id, _ = desk
        row = save(desk, " 早班 ", [{"change": "change_shifts", "shifts": "06:00-12:00"}])
        assert store.scenarios.list(network_id) == [row]
        assert row.name_zh == "早班"
        assert row.changes == [{"change": "change_shifts", "shifts": "06:00-12:00"}]

    def test_only_planners_change_them(self, desk):
        """A dispatcher may not, and is told so before anything is looked at."""
        with pytest.raises(NotAllowed):
            save(desk, user=DISPATCHER)

    def test_somebody_was_quicker(self, desk):
        """The second of two savers gets what the first has left."""
        row = save(desk)
        save(desk, "早班 1", scenario_id=row.scenario_id, version=row.version)
        with pytest.raises(Conflict) as caught:
            save(desk, "早班 2", scenario_id=row.scenario_id, version=row.version)
        assert caught.value.current.name_zh == "早班 1"

    def test_a_name_is_taken_once(self, desk):
        """Two scenarios of one name could not be told apart in a comparison."""
        save(desk)
        with pytest.raises(Refused):
            save(desk)

    def test_copies_and_drops(self, desk):
        """A copy has the same changes; what is dropped is listed no more."""
        store, network_id, _ = desk
        row = save(desk, changes=[{"change": "close_site", "site": "Q"}])
        copy = duplicate_scenario(store, PLANNER, row.scenario_id, name_zh="副本")
        assert copy.changes == row.changes
        drop_scenario(store, PLANNER, row.scenario_id, version=row.version)
        assert [one.name_zh for one in store.scenarios.list(network_id)] == ["副本"]

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"change": "close_site", "site": "H"}, "E406"),
            ({"change": "close_site", "site": "X"}, "E405"),
            ({"change": "drop_vehicles", "vehicles": ["truck-1", "van-1", "van-2"]}, "E408"),
            ({"change": "scale_demand", "factor": -1}, "E403"),
            ({"change": "scale_demand", "factor": 1000}, "E403"),
            (ADDED | {"like": "A"}, "E410"),
        ],
    )
    def test_what_does_not_apply_is_not_kept(self, desk, change, code):
        """The hub, an unknown site, the whole fleet, mad demand, places without roads."""
        assert refused(save, desk, changes=[change]) == [code]
        store, network_id, _ = desk
        assert store.scenarios.list(network_id) == []


class TestDrafts:
    """What is being built is applied as far as it goes."""

    def test_the_rest_is_applied(self, embedded):
        """A change that does not apply is told by its number; the others are there."""
        _, _, base = embedded
        wrong = {"change": "close_site", "site": "H01"}
        found = apply_draft(base, [ADDED, wrong, {"change": "move_vehicles", "to": "T05"}])
        assert [number_of(issue) for issue in found.issues] == [2, 3]
        assert "T05" in found.network.index

    def test_an_unreachable_place_is_told_by_number(self, embedded):
        """Far from all roads nobody comes; the change that puts the site there is to blame."""
        _, _, base = embedded
        far = ADDED | {"latitude": 25.5, "longitude": 112.0}
        found = apply_draft(base, [RAIN, far])
        assert [(issue.code, number_of(issue)) for issue in found.issues] == [("E409", 2)]
        assert "T05" not in found.network.index

    def test_a_contradiction_names_both(self, embedded):
        """Closing what an earlier change opens is told with the number of that one."""
        _, _, base = embedded
        both = [{"change": "close_site", "site": "T02"}, {"change": "open_site", "site": "T02"}]
        assert codes(InputError(check_draft(base, both))) == ["E407"]

    def test_without_changes_nothing_is_worked_out(self, embedded):
        """An empty draft is the county itself."""
        _, _, base = embedded
        assert apply_draft(base, []).county is base


class TestOneMore:
    """A change more: in place of what it sets anew, beside everything else."""

    @pytest.mark.parametrize(
        ("before", "new", "after"),
        [
            ([RAIN], {"change": "rain", "factor": 0.8}, [{"change": "rain", "factor": 0.8}]),
            (
                [{"change": "change_site", "site": "A", "docks": 2}],
                {"change": "change_site", "site": "A", "rent_per_day": 5.0},
                [{"change": "change_site", "site": "A", "docks": 2, "rent_per_day": 5.0}],
            ),
            (
                [{"change": "move_vehicles", "vehicles": ["v1", "v2"], "to": "A"}],
                {"change": "move_vehicles", "vehicles": ["v2"], "to": "B"},
                [
                    {"change": "move_vehicles", "vehicles": ["v1"], "to": "A"},
                    {"change": "move_vehicles", "vehicles": ["v2"], "to": "B"},
                ],
            ),
            (
                [{"change": "change_penalties", "penalties": {"missed_visit": 1.0}}],
                {"change": "change_penalties", "penalties": {"late_per_order": 2.0}},
                [
                    {
                        "change": "change_penalties",
                        "penalties": {"missed_visit": 1.0, "late_per_order": 2.0},
                    }
                ],
            ),
            (
                [{"change": "scale_demand", "factor": 2.0, "towns": ["甲镇"]}],
                {"change": "scale_demand", "factor": 3.0},
                [
                    {"change": "scale_demand", "factor": 2.0, "towns": ["甲镇"]},
                    {"change": "scale_demand", "factor": 3.0},
                ],
            ),
        ],
    )
    def test_with_change(self, before, new, after):
        """A slider moved twice is one change; other things stay as they are."""
        assert with_change(before, new) == after

    def test_order_matters_where_things_are_shared(self):
        """A station comes before the vans that live there; rain may come anywhere."""
        moved = {"change": "move_vehicles", "vehicles": ["v1"], "to": "T05"}
        assert matters(ADDED, moved)
        assert not matters(RAIN, moved)


class TestFiles:
    """Scenario files: several, stacked, bounded, and back again."""

    def test_the_samples_are_kept_at_once(self, embedded):
        """Stacked ones hold the changes of both; a second time brings nothing twice."""
        store, version, base = embedded
        rows = bring_samples(store, PLANNER, base, version.network_id)
        assert sorted(row.name_en for row in rows) == [
            "24 hours", "rain", "station at Guandu", "station at Guandu in the rain",
        ]  # fmt: skip
        stacked = next(row for row in rows if row.name_en.endswith("in the rain"))
        kinds = [change["change"] for change in stacked.changes]
        assert kinds == ["add_site", "change_site", "move_vehicles", "rain", "scale_demand"]
        assert bring_samples(store, PLANNER, base, version.network_id) == []

    def test_there_and_back(self, desk):
        """What is written is read as the same scenario."""
        store, network_id, base = desk
        row = save(desk, changes=[{"change": "close_site", "site": "Q"}], name_en="no Q")
        name, data = export_scenario(row)
        assert name == "no-Q.toml"
        drop_scenario(store, PLANNER, row.scenario_id, version=row.version)
        (again,) = bring_files(store, PLANNER, base, network_id, {name: data})
        assert (again.name_zh, again.name_en) == (row.name_zh, row.name_en)
        assert again.changes == row.changes

    def test_all_that_is_wrong_is_told_by_file_and_place(self, desk):
        """Nothing is kept of files of which one is wrong."""
        store, network_id, base = desk
        files = {
            "a.toml": b'name_zh = "a"\n[[changes]]\nchange = "scale_demand"\nfactor = -1\n',
            "b.toml": b'name_zh = "b"\n[[changes]]\nchange = "tunnel"\n',
            "c.toml": b'name_zh = "c"\n',
        }
        with pytest.raises(InputError) as caught:
            bring_files(store, PLANNER, base, network_id, files)
        told = {(issue.file, issue.column) for issue in caught.value.issues}
        assert told == {("a.toml", "changes 1, factor"), ("b.toml", "changes 1, change")}
        assert store.scenarios.list(network_id) == []

    def test_a_base_must_come_along(self):
        """No other file is looked at, wherever the name points."""
        for base in ("guandu.toml", "../guandu.toml", "/etc/hostname"):
            data = f'name_zh = "x"\nbase = "{base}"\n'.encode()
            assert refused(read_files, {"x.toml": data}) == ["E404"]
        assert len(read_files(sample_files())) == 4

    def test_a_missing_base_hides_nothing_else(self):
        """What is wrong with the file itself, and with others, is told beside it."""
        alone = b'name_zh = "x"\nbase = "y.toml"\n[[changes]]\nchange = "tunnel"\n'
        above = b'name_zh = "z"\nbase = "x.toml"\n[[changes]]\nchange = "bridge"\n'
        with pytest.raises(InputError) as caught:
            read_files({"x.toml": alone, "z.toml": above})
        told = [(issue.file, issue.code) for issue in caught.value.issues]
        assert told == [("x.toml", "E404"), ("x.toml", "E402"), ("z.toml", "E402")]

    def test_files_are_bounded(self):
        """Neither one that is too large nor too many of them are read."""
        assert refused(read_files, {"x.toml": b"#" * (MOST_BYTES + 1)}) == ["E401"]
        many = {f"{n}.toml": b"" for n in range(MOST_FILES + 1)}
        assert "E401" in refused(read_files, many)
        assert refused(read_files, {}) == ["E401"]

    @pytest.mark.parametrize("key", [b"a.", b'"a\\"b" . ', b"'*'."])
    def test_a_key_without_end_is_not_read(self, key):
        """Half a megabyte of one key would be read for minutes."""
        line = key * (500_000 // len(key)) + b"a = 1\n"
        for data in (line, b"[" + line.replace(b" = 1", b"]"), b"x = { " + line.strip() + b" }"):
            assert refused(read_files, {"x.toml": b'name_zh = "x"\n' + data}) == ["E401"]
        assert len(read_files({"x.toml": b'name_zh = "www.a.b.c.d"\n'})) == 1

    def test_a_name_that_is_kept_already_is_told(self, desk):
        """The second upload of a file says so, with its name."""
        store, network_id, base = desk
        file = {"a.toml": b'name_zh = "a"\n'}
        bring_files(store, PLANNER, base, network_id, file)
        assert refused(bring_files, store, PLANNER, base, network_id, file) == ["E414"]

    def test_an_english_name_that_is_taken_is_told_before_anything_is_kept(self, desk):
        """By a scenario that is kept, or by another file of the same upload."""
        store, network_id, base = desk
        first = {"a.toml": 'name_zh = "雨"\nname_en = "rain"\n'.encode()}
        bring_files(store, PLANNER, base, network_id, first)
        more = {
            "b.toml": 'name_zh = "乙"\nname_en = "b"\n'.encode(),
            "c.toml": 'name_zh = "丙"\nname_en = "rain"\n'.encode(),
            "d.toml": 'name_zh = "丁"\nname_en = "b"\n'.encode(),
        }
        with pytest.raises(InputError) as caught:
            bring_files(store, PLANNER, base, network_id, more)
        told = [(issue.code, issue.file, issue.column) for issue in caught.value.issues]
        assert told == [("E414", "c.toml", "name_en"), ("E414", "d.toml", "name_en")]
        assert [row.name_en for row in store.scenarios.list(network_id)] == ["rain"]

    def test_names_that_no_file_can_have_are_told(self):
        """Folders, and names that no disk takes."""
        for name in ("..", ".", "", "a/..", "官渡" * 60 + ".toml", "a\0.toml"):
            assert refused(read_files, {name: b'name_zh = "a"\n'}) == ["E401"]
