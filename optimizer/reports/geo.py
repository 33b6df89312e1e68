"""Trips for maps and navigators: GeoJSON and GPX along the roads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from optimizer.reports.defuse import markup_text, plain_text
from optimizer.reports.files import replace_file
from optimizer.reports.reading import Entry, PlanReading
from optimizer.reports.ways import Point, Ways


def write_geojson(plan: PlanReading, ways: Ways, file: Path) -> None:
    """
    Write the trips as GeoJSON (RFC 7946): a line per trip, a point per stop.

    Where coordinates are unknown the geometry is null, as the standard has it.
    """
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    lines = ",\n".join(encode(feature) for feature in _features(plan, ways))
    text = f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'
    with replace_file(file) as stream:
        stream.write(text.encode())


def _features(plan: PlanReading, ways: Ways) -> Iterator[dict[str, Any]]:
    """Yield the features of every trip."""
    for trip in plan.document["trips"]:
        vehicle = plan.vehicle(trip["vehicle_id"])
        way = trip_line(ways, trip)
        known = {
            "trip_id": trip["trip_id"],
            "vehicle_id": trip["vehicle_id"],
            "plate": vehicle.plate,
            "echelon": trip["echelon"],
            "status": trip["status"],
        }
        line = {"type": "LineString", "coordinates": way} if len(way) > 1 else None
        about = known | {
            "start": trip["stops"][0]["start"],
            "end": trip["stops"][-1]["departure"],
            "distance_m": trip["distance_m"],
        }
        yield {"type": "Feature", "geometry": line, "properties": _plain(about)}
        for number, stop in enumerate(trip["stops"], start=1):
            yield _stop_feature(plan, stop, {"trip_id": trip["trip_id"], "stop": number})


def _stop_feature(plan: PlanReading, stop: Entry, known: dict[str, Any]) -> dict[str, Any]:
    """Return the feature of a stop."""
    site, place = plan.site(stop["site_id"]), site_point(plan, stop["site_id"])
    about = known | {
        "site_id": site.site_id,
        "name_zh": site.name_zh,
        "arrival": stop["arrival"],
        "departure": stop["departure"],
        "orders_loaded": len(stop["load"]),
        "orders_unloaded": len(stop["unload"]),
        "coordinate_quality": site.coordinate_quality,
    }
    point = {"type": "Point", "coordinates": place} if place else None
    return {"type": "Feature", "geometry": point, "properties": _plain(about)}


def write_gpx(plan: PlanReading, ways: Ways, file: Path) -> None:
    """Write GPX 1.1: a waypoint per site, a route of timed stops and a track per trip."""
    text = "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<gpx version="1.1" creator="Route48" xmlns="http://www.topografix.com/GPX/1/1">',
            f"<metadata><name>{markup_text(plan.document['network'])}</name></metadata>",
            *_waypoints(plan),
            *(_route(plan, trip) for trip in plan.document["trips"]),
            *(_track(plan, ways, trip) for trip in plan.document["trips"]),
            "</gpx>\n",
        ]
    )
    with replace_file(file) as stream:
        stream.write(text.encode())


def _waypoints(plan: PlanReading) -> Iterator[str]:
    """Yield a waypoint for every site that a trip calls at."""
    called = {stop["site_id"] for trip in plan.document["trips"] for stop in trip["stops"]}
    for site_id in sorted(called):
        name = markup_text(f"{plan.name(site_id, 'zh')} {site_id}")
        if place := site_point(plan, site_id):
            yield f"<wpt {_position(place)}><name>{name}</name></wpt>"


def _route(plan: PlanReading, trip: Entry) -> str:
    """Return the stops of a trip as a route."""
    points = []
    for stop in trip["stops"]:
        if place := site_point(plan, stop["site_id"]):
            moment = plan.instance.calendar.moment(plan.clocks[stop["arrival"]]).astimezone(UTC)
            name = markup_text(plan.name(stop["site_id"], "zh"))
            points.append(
                f"<rtept {_position(place)}><time>{moment:%Y-%m-%dT%H:%M:%SZ}</time>"
                f"<name>{name}</name></rtept>"
            )
    return f"<rte><name>{_trip_name(plan, trip)}</name>{''.join(points)}</rte>"


def _track(plan: PlanReading, ways: Ways, trip: Entry) -> str:
    """Return the way of a trip as a track."""
    points = "".join(f"<trkpt {_position(point)}/>" for point in trip_line(ways, trip))
    return f"<trk><name>{_trip_name(plan, trip)}</name><trkseg>{points}</trkseg></trk>"


def _trip_name(plan: PlanReading, trip: Entry) -> str:
    """Return trip and plate, escaped."""
    return markup_text(f"{trip['trip_id']} {plan.vehicle(trip['vehicle_id']).plate}".strip())


def _position(point: Point) -> str:
    """Return the attributes of a point."""
    return f'lat="{point[1]:.6f}" lon="{point[0]:.6f}"'


def _plain(about: dict[str, Any]) -> dict[str, Any]:
    """Drop control characters from the texts of a feature."""
    return {
        name: plain_text(value) if isinstance(value, str) else value
        for name, value in about.items()
    }


def trip_line(ways: Ways, trip: Entry) -> list[Point]:
    """Return the way of a trip as one line, rounded to a decimetre, without repeated points."""
    way: list[Point] = []
    for line in ways.lines(trip):
        for lon, lat in line:
            point = (round(lon, 6), round(lat, 6))
            if not way or point != way[-1]:
                way.append(point)
    return way


def site_point(plan: PlanReading, site_id: str) -> Point | None:
    """Return where a site is, or None where nobody knows."""
    site = plan.site(site_id)
    if site.latitude is None or site.longitude is None:
        return None
    return (round(site.longitude, 6), round(site.latitude, 6))
