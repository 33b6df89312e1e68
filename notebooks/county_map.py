"""A county as a map: border and roads in grey, on them trips, stations, and a value per village."""

import math
from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from optimizer.domain import Echelon, Network
from optimizer.pipeline import County
from optimizer.reports import PlanReading, Ways
from optimizer.reports.fonts import HAN_FONT
from optimizer.reports.ways import RoadMap

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
"""Told apart by colour-blind readers, too."""

_ROADS, _BORDER = "#d0d0d0", "#909090"


def use_package_font() -> None:
    """Set Chinese in the font that the package prints with, whatever the machine has."""
    font_manager.fontManager.addfont(HAN_FONT)
    han = font_manager.FontProperties(fname=HAN_FONT).get_name()
    plt.rcParams["font.family"] = ["DejaVu Sans", han]


def empty_map(
    network: Network, roads: RoadMap, *, size: float = 7.0, ax: Axes | None = None
) -> Axes:
    """Draw border and roads, without scales: who looks at a map wants to know the places."""
    use_package_font()
    ax = ax or plt.subplots(figsize=(size, size))[1]
    ax.add_collection(LineCollection(list(roads.boundary), colors=_BORDER, linewidths=1.0))
    ways = [line for _, line in roads.lines()]
    ax.add_collection(LineCollection(ways, colors=_ROADS, linewidths=0.8))
    placed = [(site.longitude, site.latitude) for site in network.sites if site.longitude]
    ax.plot(*zip(*placed, strict=True), ",", color=_ROADS)
    ax.autoscale_view()
    middle = sum(latitude for _, latitude in placed) / len(placed)
    ax.set_aspect(1 / math.cos(math.radians(middle)))
    ax.set_axis_off()
    return ax


def draw_trips(ax: Axes, county: County, plan: PlanReading, day: int = 0) -> None:
    """Draw the trips that begin on a day: those of trucks wide, of others by their home."""
    ways = Ways(plan, county.roads)
    colours: dict[str, str] = {}
    for trip in plan.document["trips"]:
        if plan.day(trip["stops"][0]["start"]) != day:
            continue
        vehicle = plan.vehicle(trip["vehicle_id"])
        is_truck = vehicle.echelon is Echelon.LINEHAUL
        name = "trucks" if is_truck else plan.name(vehicle.home_site, "zh").partition("(")[0]
        colour = colours.setdefault(name, COLOURS[len(colours) % len(COLOURS)])
        width, under = (4.5, 2) if is_truck else (1.4, 3)
        lines = LineCollection(ways.lines(trip), colors=colour, linewidths=width, zorder=under)
        lines.set_alpha(0.35 if is_truck else 0.85)
        ax.add_collection(lines)
    label = {"trucks": "支线货车 trucks"}
    handles = [
        Rectangle((0, 0), 1, 1, color=colour, label=label.get(name, name))
        for name, colour in colours.items()
    ]
    ax.legend(handles=handles, fontsize=8, frameon=False, loc="lower left")


def draw_stations(ax: Axes, network: Network) -> None:
    """Draw hub and open stations with their names."""
    for site in network.sites:
        if site.is_base and site.is_open and site.longitude:
            at = (site.longitude, site.latitude)
            ax.plot(*at, "s", color="black", markersize=6, zorder=5)
            name = site.name_zh.partition("(")[0]
            ax.annotate(
                name,
                at,
                xytext=(6, 6),
                textcoords="offset points",
                fontsize=8,
                zorder=6,
                bbox={"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 1},
            )


def draw_values(
    ax: Axes,
    network: Network,
    values: Mapping[str, float],
    *,
    low: float,
    high: float,
    label: str = "",
    colours: str = "cividis",
    rings: Sequence[str] = (),
) -> None:
    """Colour sites by a value, low ones above the others; a ring says that one stands out."""
    known = sorted(values, key=lambda site: -values[site])
    sites = [network.sites[network.index[site_id]] for site_id in known]
    dots = ax.scatter(
        [site.longitude for site in sites],
        [site.latitude for site in sites],
        c=[values[site_id] for site_id in known],
        cmap=colours,
        vmin=low,
        vmax=high,
        s=42,
        edgecolors="black",
        linewidths=0.4,
        zorder=4,
    )
    for site in (network.sites[network.index[site_id]] for site_id in rings):
        ax.plot(site.longitude, site.latitude, "o", ms=13, mfc="none", mec="black", zorder=5)
    bar = plt.colorbar(dots, ax=ax, shrink=0.6, pad=0.01)
    bar.set_label(label)
