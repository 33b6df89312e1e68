"""How roads are read: ``[roads]`` and ``[roads.PROFILE]`` of ``network.toml``."""

from __future__ import annotations

import pytest

from optimizer.domain import ProfileRules, RoadRules
from optimizer.inputs import read_network
from tests.folders import write_county
from tests.instances import county, rules, travel

ROADS = """
[roads]
snap_limit_m = 300
connected_only = false
use_maxspeed = false
maxspeed_factor = 0.9
closed_access = ["no", "private"]
season_factor = 0.8
uphill_factors = [[0.1, 0.5], [0.05, 0.9]]
slope_step_m = 100

[roads.maxspeed_words]
"CN:rural" = 70

[roads.surface_factors]
gravel = 0.7

[roads.truck]
weight_t = 4.5
is_hgv = true
surface_factors = { gravel = 0 }

[speeds_kmh.truck]"""


def test_every_key_is_read(written):
    """Grades come in order, tables by profile beside the keys for all."""
    written.replace("network.toml", "\n[speeds_kmh.truck]", ROADS)
    assert read_network(written.folder).rules.roads == RoadRules(
        snap_limit=300.0,
        connected_only=False,
        use_maxspeed=False,
        maxspeed_factor=0.9,
        maxspeed_words={"CN:rural": 70.0},
        closed_access=("no", "private"),
        season_factor=0.8,
        surface_factors={"gravel": 0.7},
        uphill_factors=((0.05, 0.9), (0.1, 0.5)),
        slope_step=100.0,
        profiles={
            "truck": ProfileRules(weight_t=4.5, is_hgv=True, surface_factors={"gravel": 0.0})
        },
    )


def test_road_rules_come_back_as_they_were_written(tmp_path):
    """What differs from the defaults survives being written and read."""
    roads = RoadRules(
        snap_limit=123.0,
        surface_factors={"mud": 0.0},
        downhill_factors=((0.05, 0.9),),
        profiles={"van": ProfileRules(height_m=2.0, season_factor=0.5)},
    )
    write_county(tmp_path, county({}, rules=rules(roads=roads)), travel())
    assert read_network(tmp_path).rules.roads == roads


def test_no_table_is_the_defaults(written):
    """A folder without [roads] is read as before."""
    assert read_network(written.folder).rules.roads == RoadRules()


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("[roads]\nsnap_limt_m = 3", "E141", "roads.snap_limt_m"),
        ("[roads]\nseason_factor = 0", "E143", "roads.season_factor"),
        ("[roads]\nuphill_factors = [[0.1, 0.5], [0.1, 0.6]]", "E143", "roads.uphill_factors"),
        ("[roads]\nclosed_access = 'no'", "E143", "roads.closed_access"),
        ("[roads.truck]\nwieght_t = 3", "E141", "roads.truck.wieght_t"),
        ("[roads.truck]\nheight_m = -1", "E143", "roads.truck.height_m"),
        ("[roads.lorry]\nheight_m = 3", "E119", "roads"),
        ("[roads.surface_factors]\ngravel = -1", "E143", "roads.surface_factors.gravel"),
    ],
)
def test_mistakes_name_their_key(written, text, code, key):
    """Each is one issue at the key as the file has it."""
    written.replace("network.toml", "\n[speeds_kmh.truck]", f"\n{text}\n\n[speeds_kmh.truck]")
    issue = written.issue()
    assert (issue.code, issue.column) == (code, key)


def test_a_slip_of_the_pen_gets_a_suggestion(written):
    """wieght_t is weight_t, a lorry is none of the profiles."""
    text = "\n[roads.truck]\nwieght_t = 3\n\n[speeds_kmh.truck]"
    written.replace("network.toml", "\n[speeds_kmh.truck]", text)
    assert "weight_t" in written.issue().fix
