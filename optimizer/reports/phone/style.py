"""How the phone page looks, and what its browser is allowed: nothing but that style."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

STYLE: Final = (
    "body{margin:0;font:17px/1.4 sans-serif;color:#111;background:#f2f4f3}"
    "a{color:#00574b}"
    "header{background:#00574b;color:#fff;padding:10px 14px}"
    "header a{color:#fff;float:right;padding:8px 0 8px 14px;font-size:15px}"
    "h1{margin:0;font-size:30px;letter-spacing:1px}"
    "header p{margin:2px 0 0;font-size:15px}"
    "h2{margin:0;padding:14px 14px 4px;font-size:20px}"
    "summary{padding:14px;font-size:20px;font-weight:bold;background:#fff;"
    "border-top:1px solid #c9d2cf}"
    "p.about{margin:0;padding:6px 14px;color:#444;font-size:15px}"
    ".alert{background:#fff3c4;border-left:8px solid #b45f06;padding:12px 14px;font-size:18px}"
    ".alert a{display:block;margin-top:8px;padding:12px;background:#b45f06;color:#fff;"
    "text-align:center;text-decoration:none;font-weight:bold}"
    "h3{margin:8px 0 0;padding:8px 14px;background:#dbe5e1;font-size:16px}"
    "ol{list-style:none;margin:0;padding:0}"
    "li{background:#fff;border-bottom:1px solid #c9d2cf;padding:10px 14px;overflow:hidden}"
    ".t{float:right;text-align:right;font-size:22px;font-weight:bold}"
    ".t small{display:block;font-size:14px;font-weight:normal;color:#444}"
    ".n{display:inline-block;min-width:24px;padding:1px 3px;margin-right:6px;background:#00574b;"
    "color:#fff;text-align:center;border-radius:4px;font-size:15px}"
    ".s{font-size:21px;font-weight:bold}"
    ".w{color:#444;font-size:15px}"
    ".g{font-size:18px;margin-top:4px}"
    ".g b{display:inline-block;min-width:26px}"
    ".b a{display:inline-block;margin:8px 8px 0 0;padding:9px 14px;border:1px solid #00574b;"
    "border-radius:6px;text-decoration:none;font-size:17px}"
    ".h{color:#8a4500;font-size:15px}"
    "footer{padding:16px 14px 40px;color:#444;font-size:14px}"
)

_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

SECURITY: Final = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
"""Headers of every page: nothing is loaded, kept, framed, indexed, or told to others."""
