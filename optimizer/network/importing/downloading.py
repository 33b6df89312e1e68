"""Fetches the roads of an area from OpenStreetMap with OSMnx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from optimizer.domain import Issue
from optimizer.network.graphml import refuse
from optimizer.network.importing.osm import TAGS

if TYPE_CHECKING:  # importing it costs half a second
    import networkx as nx

_KNOCK: Final = 15  # seconds
_WAIT: Final = 180  # seconds, for the server as well as for us


def download(
    area: Any, road_classes: Iterable[str], folder: Path, server: str | None = None
) -> nx.MultiDiGraph:
    """
    Return the roads of these classes in an area, as OSM has them now, not simplified.

    Raises
    ------
    NetworkError
        E263 for whatever goes wrong on the way, with the way out.
    """
    import osmnx  # noqa: PLC0415
    import requests  # noqa: PLC0415

    wanted = f'["highway"~"^({"|".join(sorted(road_classes))})$"]["area"!~"yes"]'
    try:
        # Any answer will do. OSMnx alone would wait for minutes where nobody is there.
        requests.get(server or osmnx.settings.overpass_url, timeout=_KNOCK)
        with _settings(osmnx.settings, server):
            graph: nx.MultiDiGraph = osmnx.graph_from_polygon(
                area, custom_filter=wanted, simplify=False, retain_all=True, truncate_by_edge=True
            )
    except OSError as error:  # and so is whatever goes wrong with a request
        refuse(_failed(folder, f"the server cannot be reached ({type(error).__name__})"))
    except (ValueError, KeyError, TypeError) as error:  # OSMnx's own errors are ValueErrors
        refuse(_failed(folder, f"the server gave no roads ({type(error).__name__})"))
    return graph


@contextmanager
def _settings(settings: Any, server: str | None) -> Iterator[None]:
    """Set OSMnx up for one download, and back."""
    wanted = {
        "useful_tags_way": list(TAGS),
        "use_cache": False,
        "requests_timeout": _WAIT,
        "doh_url_template": None,  # nobody else need know what is asked for
    }
    if server is not None:
        wanted |= {"overpass_url": server, "overpass_rate_limit": False}
    before = {name: getattr(settings, name) for name in wanted}
    try:
        for name, value in wanted.items():
            setattr(settings, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(settings, name, value)


def _failed(folder: Path, message: str) -> Issue:
    """Return the one sentence of a download that failed."""
    return Issue(
        "E263",
        "OpenStreetMap",
        message,
        fix="download an extract of the region elsewhere (.osm.pbf) and bring it with "
        f"`route48 roads import FILE --into {folder}`",
    )
