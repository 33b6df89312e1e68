"""The report as lines for people and as an object for machines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from optimizer.network.provenance import Dropped
from optimizer.network.report.values import LegLook, ProfileLook, RoadReport, TagGap
from optimizer.network.report.words import told

_SITES_SHOWN: Final = 10
_INDENT: Final = "  "


def report_lines(report: RoadReport, lang: str) -> list[str]:
    """Return the report for people, in ``zh`` or ``en``; its warnings are not among the lines."""
    lines = [told("title", lang, network=report.network, file=report.file)]
    if report.is_schematic:
        lines.append(told("schematic", lang))
    lines += _origin(report, lang)
    lines += ["", told("by_class", lang), *_indented(_classes(report, lang))]
    lines += ["", told("tags", lang), *_indented(_tags(report, lang))]
    lines += ["", *_dropped(report, lang)]
    lines += [*_far(report, lang)]
    for look in report.profiles:
        lines += ["", told("profile", lang, profile=look.road_profile)]
        lines += _indented(_profile(look, lang))
    return lines


def report_object(report: RoadReport) -> dict[str, Any]:
    """Return the report for machines: lengths in metres, times in seconds, speeds in km/h."""
    return asdict(report)


def _origin(report: RoadReport, lang: str) -> Iterator[str]:
    """Yield where the roads come from and how many there are."""
    if origin := report.provenance:
        yield told(
            "source",
            lang,
            source=origin.source,
            margin=origin.margin_km,
            attribution=origin.attribution,
        ).rstrip()
        if origin.lacking:
            yield told("lacking", lang, count=origin.lacking)
    yield told(
        "total",
        lang,
        roads=report.roads,
        nodes=report.nodes,
        km=report.metres / 1000,
        oneway=report.one_way_metres / 1000,
    )


def _classes(report: RoadReport, lang: str) -> list[str]:
    """Return the table of classes."""
    profiles = sorted({name for each in report.classes for name in each.speeds_kmh})
    head = [told("class", lang), told("km", lang), told("share", lang), *profiles]
    rows = [head]
    for each in report.classes:
        speeds = [each.speeds_kmh.get(profile) for profile in profiles]
        rows.append(
            [
                each.road_class,
                f"{each.metres / 1000:,.1f}",
                f"{each.metres / max(report.metres, 1):.1%}",
                *(told("closed", lang) if x is None else f"{x:.0f}" for x in speeds),
            ]
        )
    return _table(rows)


def _tags(report: RoadReport, lang: str) -> list[str]:
    """Return the table of tags that roads lack."""
    rows = [[told(key, lang) for key in ("tag", "missing", "share")] + [told("assumed", lang)]]
    rows += [
        [
            gap.tag,
            f"{gap.missing / 1000:,.1f}",
            f"{gap.missing / max(gap.missing + gap.given, 1):.1%}",
            told(_assumption(gap, report), lang),
        ]
        for gap in report.tags
        if gap.missing
    ]
    return _table(rows, left=(0, 3))


def _assumption(gap: TagGap, report: RoadReport) -> str:
    """Return the key of what is assumed where a tag is missing."""
    return "maxspeed_unused" if gap.tag == "maxspeed" and not report.uses_maxspeed else gap.tag


def _dropped(report: RoadReport, lang: str) -> list[str]:
    """Return what was left out for want of connection, by profile."""
    if report.provenance is None:
        return []
    if not any(each.parts for each in report.provenance.dropped):
        return [told("dropped_none", lang)]
    each_one = [_dropped_line(each, lang) for each in report.provenance.dropped]
    return [told("dropped", lang), *_indented(each_one)]


def _dropped_line(lost: Dropped, lang: str) -> str:
    """Return what one profile lost."""
    if not lost.parts:
        return told("dropped_nothing", lang, profile=lost.road_profile)
    places = [
        f"{each.latitude:.5f},{each.longitude:.5f} ({each.metres / 1000:.1f} km)"
        for each in lost.largest
    ]
    return told(
        "dropped_line",
        lang,
        profile=lost.road_profile,
        parts=lost.parts,
        km=lost.metres / 1000,
        places=_joined(places, lang),
    )


def _far(report: RoadReport, lang: str) -> list[str]:
    """Return the sites that stand far from their roads."""
    if not report.far_sites:
        return [told("far_none", lang, limit=report.snap_limit)]
    shown = [
        told(
            "far_line",
            lang,
            site=each.site_id,
            name=each.name,
            profile=each.road_profile,
            metres=each.metres,
        )
        for each in report.far_sites[:_SITES_SHOWN]
    ]
    if (more := len(report.far_sites) - _SITES_SHOWN) > 0:
        shown.append(told("more", lang, count=more))
    return [told("far", lang, limit=report.snap_limit), *_indented(shown)]


def _profile(look: ProfileLook, lang: str) -> Iterator[str]:
    """Yield what one profile finds."""
    yield told("snaps", lang, median=look.snap_median, most=look.snap_most)
    if look.unreached:
        shown = list(look.unreached[:_SITES_SHOWN])
        if (more := len(look.unreached) - _SITES_SHOWN) > 0:
            shown.append(told("more", lang, count=more))
        yield told("unreached", lang, sites=_joined(shown, lang))
    yield told("one_way", lang, count=look.one_way)
    yield from _indented(_leg(leg, lang) for leg in look.one_way_legs)
    yield told("unequal", lang, count=look.unequal)
    yield from _indented(_leg(leg, lang) for leg in look.unequal_legs)
    for key, legs in (
        ("longest", look.longest),
        ("slowest", look.slowest),
        ("detours", look.detours),
    ):
        if legs:
            yield told(key, lang)
            yield from _indented(_leg(leg, lang) for leg in legs)


def _leg(leg: LegLook, lang: str) -> str:
    """Return one way in one line."""
    return told(
        "leg",
        lang,
        origin=f"{leg.origin} {leg.origin_name}",
        destination=f"{leg.destination} {leg.destination_name}",
        km=leg.distance / 1000,
        minutes=leg.duration / 60,
        speed=leg.speed_kmh,
        straight=leg.straight / 1000,
        back=told("no_way", lang) if leg.back is None else f"{leg.back / 1000:.1f} km",
    )


def _joined(parts: Sequence[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(parts)


def _indented(lines: Iterator[str] | Sequence[str]) -> list[str]:
    return [_INDENT + line for line in lines]


def _table(rows: Sequence[Sequence[str]], left: Sequence[int] = (0,)) -> list[str]:
    """Return rows as aligned lines; the columns in ``left`` are flush left."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            text + " " * (width - _width(text))
            if column in left
            else " " * (width - _width(text)) + text
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def _width(text: str) -> int:
    """Return how many columns a text takes on a terminal: Chinese signs take two."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)
