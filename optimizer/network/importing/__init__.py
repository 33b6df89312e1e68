"""Turns a file of roads, or OpenStreetMap itself, into the roads of a network folder."""

from optimizer.network.importing.saving import BACKUP
from optimizer.network.importing.steps import MARGIN_KM, Place, download_roads, import_roads

__all__ = ["BACKUP", "MARGIN_KM", "Place", "download_roads", "import_roads"]
