"""Downloading: from a small server that answers as Overpass does, and from none."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import unquote_plus

import pytest

from optimizer.errors import NetworkError
from optimizer.network.importing import download_roads
from tests.network.importing.village import LANE, NODES, TRUNK, loaded, place, roads_of


@contextmanager
def overpass(answer: bytes, status: int = 200):
    """Serve one answer to every question; yields the address and the questions."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(
                unquote_plus(self.rfile.read(int(self.headers["Content-Length"])).decode())
            )
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api", asked
    finally:
        server.shutdown()
        server.server_close()


def village() -> bytes:
    """Return the village as Overpass writes it."""
    elements = [{"type": "node", "id": node, "lon": x, "lat": y} for node, (x, y) in NODES.items()]
    elements += [
        {"type": "way", "id": number, "nodes": list(course), "tags": tags}
        for number, (course, tags) in enumerate((TRUNK, LANE), start=1)
    ]
    return json.dumps({"elements": elements}).encode()


def test_roads_come_from_a_server(tmp_path, monkeypatch):
    """The answer is imported as a file would be: simplified, with its tags."""
    monkeypatch.chdir(tmp_path)
    with overpass(village()) as (server, asked):
        graph = loaded(download_roads(place(tmp_path / "county"), server=server))
    assert roads_of(graph) == {(1, 2), (2, 1), (2, 3), (3, 2), (2, 4), (4, 2)}
    assert graph.edges[2, 4, 0]["surface"] == "gravel"
    assert "OpenStreetMap contributors" in graph.graph["imported"]
    assert "tertiary" in asked[0]
    assert [file.name for file in tmp_path.iterdir()] == ["county"]  # and no cache folder


def test_an_unreachable_server_is_one_sentence_with_the_way_out(tmp_path):
    """Nobody listens there: the message names the import, nothing is written."""
    with overpass(b"") as (server, _):
        pass
    with pytest.raises(NetworkError) as error:
        download_roads(place(tmp_path / "county"), server=server)
    text = str(error.value)
    assert "E263" in text
    assert "route48 roads import" in text
    assert len(text.splitlines()) == 2  # the heading and the sentence
    assert list((tmp_path / "county").iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "status"), [(b'{"elements": []}', 200), (b"busy", 400), (b"not json", 200)]
)
def test_an_answer_without_roads_is_refused(tmp_path, answer, status):
    """Empty areas, refusals and nonsense end in the same sentence."""
    with overpass(answer, status) as (server, _), pytest.raises(NetworkError, match="E263"):
        download_roads(place(tmp_path / "county"), server=server)
