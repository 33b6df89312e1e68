"""
An independent router, driven by our speeds: OSRM, where `pip install osrm-bindings` put it.

OSRM reads the extract, builds the graph, contracts it and searches with code of its own;
only the speeds, and which tags close a road, are told to it, in its own language.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

Place = tuple[float, float]

PROFILE = """
api_version = 4
local speeds = { %(speeds)s }
local closed = { %(closed)s }
local top = %(top)s
local both = { no = true, ["false"] = true, ["0"] = true }

function setup()
  return { properties = {
    weight_name = "milliseconds", weight_precision = 3, use_turn_restrictions = false,
    u_turn_penalty = 0, continue_straight_at_waypoint = false,
    process_call_tagless_node = false, max_speed_for_map_matching = 60 } }
end

function process_node(profile, node, result)
end

function process_way(profile, way, result)
  local highway = way:get_value_by_key("highway")
  if not highway then return end
  local speed = speeds[highway] or speeds[string.gsub(highway, "_link$", "")]
  if not speed or way:get_value_by_key("area") == "yes" then return end
  local access = way:get_value_by_key("motor_vehicle") or way:get_value_by_key("vehicle")
    or way:get_value_by_key("access")
  if access and closed[access] then return end
  local limit = way:get_value_by_key("maxspeed")
  if limit and not string.find(limit, "[^%%d;]") then
    local least = math.huge
    for number in string.gmatch(limit, "%%d+") do least = math.min(least, tonumber(number)) end
    if least > 0 then speed = math.min(least, top) end
  end
  local oneway = way:get_value_by_key("oneway")
  local junction = way:get_value_by_key("junction")
  local implied = highway == "motorway" or junction == "roundabout" or junction == "circular"
  local forward = oneway ~= "-1"
  local backward = oneway == "-1" or (not oneway and not implied) or both[oneway] or false
  result.forward_mode = forward and mode.driving or mode.inaccessible
  result.backward_mode = backward and mode.driving or mode.inaccessible
  result.forward_speed, result.backward_speed = speed, speed
  result.forward_rate, result.backward_rate = speed / 3.6, speed / 3.6
end

function process_turn(profile, turn)
  turn.duration, turn.weight = 0, 0
end

return { setup = setup, process_way = process_way, process_node = process_node,
         process_turn = process_turn }
"""


def programs() -> Path:
    """Return the folder of OSRM's programs; skips the test where they are not installed."""
    package = find_spec("osrm")
    for place in package.submodule_search_locations or [] if package else []:
        if (folder := Path(place) / "bin").is_dir():
            return folder
    if found := shutil.which("osrm-extract"):
        return Path(found).parent
    pytest.skip("OSRM is not installed: pip install osrm-bindings (Python 3.12 or newer)")


@contextmanager
def routing(
    extract: Path, speeds: Mapping[str, float], closed: Iterable[str], work: Path
) -> Iterator[Osrm]:
    """Serve an extract at these speeds (km/h per road class) from a work folder."""
    folder = programs()
    told = {
        "speeds": ", ".join(f'["{name}"] = {speed}' for name, speed in speeds.items()),
        "closed": ", ".join(f'["{word}"] = true' for word in closed),
        "top": max(speeds.values()),
    }
    (work / "profile.lua").write_text(PROFILE % told, encoding="utf-8")
    shutil.copy(extract, work / "extract.osm.pbf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for command in (
        ["osrm-extract", "-p", "profile.lua", "-t", "1", "extract.osm.pbf"],
        ["osrm-contract", "-t", "1", "extract.osrm"],
    ):
        done = subprocess.run(
            [folder / command[0], *command[1:]], cwd=work, capture_output=True, check=False
        )
        assert not done.returncode, done.stdout.decode() + done.stderr.decode()
    served = subprocess.Popen(
        [folder / "osrm-routed", "-i", "127.0.0.1", "-p", str(port), "-t", "1", "extract.osrm"],
        cwd=work,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Osrm(port)
    finally:
        served.terminate()
        served.wait(timeout=10)


class Osrm:
    """Asks a running OSRM for ways."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}/route/v1/driving/"
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def way(self, origin: Place, destination: Place) -> tuple[float, float] | None:
        """Return the seconds and metres of the quickest way, None where there is none."""
        ends = ";".join(f"{x:.7f},{y:.7f}" for x, y in (origin, destination))
        answer = self._ask(f"{ends}?overview=false&steps=false")
        if answer["code"] != "Ok":
            return None
        route = answer["routes"][0]
        return route["weight"], route["distance"]

    def _ask(self, question: str) -> dict:
        """Return the answer to one question, waiting for the server to come up."""
        for _ in range(100):
            try:
                with self._opener.open(self._address + question, timeout=10) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                return json.load(error)
            except urllib.error.URLError:
                time.sleep(0.1)
        raise AssertionError("OSRM does not answer")
