"""A sign-in provider of our own: as much of OpenID Connect as a desk asks for."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey


class Provider(ThreadingHTTPServer):
    """Signs in whoever comes, as ``person``."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.person: dict[str, Any] = {}
        self.nonces: dict[str, str] = {}

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://localhost:{self.server_port}"

    def settings(self) -> dict[str, Any]:
        """What the provider says of itself."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def token(self, code: str, client: str) -> str:
        """Return what it says of the person, signed."""
        now = int(time.time())
        claims = {"iss": self.url, "aud": client, "iat": now, "exp": now + 300, "sub": "1"}
        nonce = {"nonce": self.nonces.get(code, "")}
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims | nonce | self.person, self.key)


class _Answers(BaseHTTPRequestHandler):
    """Answers the desk, and the browser that it sends over."""

    server: Provider

    def do_GET(self) -> None:
        """Say who the provider is, or send a browser back with a code."""
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/authorize":
            code = f"code-{len(self.server.nonces)}"
            self.server.nonces[code] = asked.get("nonce", "")
            back = urlencode({"code": code, "state": asked["state"]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif parts.path == "/keys":
            self._say({"keys": [self.server.key.as_dict(private=False)]})
        else:
            self._say(self.server.settings())

    def do_POST(self) -> None:
        """Give the token for a code."""
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        token = self.server.token(body["code"][0], "route48")
        self._say({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def _say(self, document: dict[str, Any]) -> None:
        """Send a document."""
        data = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing on the terminal."""


@contextmanager
def provider() -> Iterator[Provider]:
    """Run a provider."""
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
