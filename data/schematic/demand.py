"""The county's own numbers for drawing orders."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path

HEAD = """\
# How orders are drawn for this county (optimizer/demand). P numbers are the sources in
# data/facts/parameters.md.

# Assumption fitted to Hongya (P15, 20-30 a day) and Weng'an (P16, 23 and 8 a day).
parcels_per_point = 25.0

# Assumption: ordinary points send a fifth of what they get.
outbound_share = 0.2

# Fact: 3.70 million orchid parcels in 2023 are 10,100 a day (P8). Assumption: these points ship
# 15 % of them, and 30 % in the season (December to Spring Festival, P11, P12); big nurseries ship
# whole trucks themselves.
plants_per_day = 10100.0
plants_share = { ordinary = 0.15, orchid = 0.30 }

# Assumption, by seed: the points that ship orchids.
plants_from = [
"""
PER_LINE = 8


def write_demand(file: Path, population: Mapping[str, int], orchids: Set[str]) -> None:
    """Write ``demand.toml``: the model's numbers, weights by people, and who ships orchids."""
    listed = sorted(orchids)
    lines = (
        "  " + ", ".join(f'"{site_id}"' for site_id in ids) + ",\n"
        for ids in (listed[i : i + PER_LINE] for i in range(0, len(listed), PER_LINE))
    )
    weights = "".join(f"{site_id} = {people}\n" for site_id, people in population.items())
    head = f"{HEAD}{''.join(lines)}]\n"
    file.write_text(
        f"{head}\n# People served (assumption, as in sites.csv).\n[weights]\n{weights}",
        encoding="utf-8",
    )
