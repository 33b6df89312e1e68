"""The phone pages of drivers, beside the desk and without sign-in: a secret opens each."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from optimizer.desk.publishing_papers import contacts_of, dispatcher_of, source_of
from optimizer.reports.notes import Person
from optimizer.reports.phone import SECURITY, Issue, phone_page, plain_page
from optimizer.reports.runsheets import DutySheet, duty_sheets
from optimizer.store import Publication
from optimizer.ui import session

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
_LOG = logging.getLogger("route48.desk")


def show_phone_page(request: Request) -> HTMLResponse:
    """
    Answer with the page that a secret opens, in Chinese unless asked otherwise.

    Whatever opens nothing looks the same, so that nobody learns by trying; what breaks is
    noted without the secret.
    """
    lang = "en" if request.query_params.get("lang") == "en" else "zh"
    try:
        page = _page(request.path_params["token"], lang)
    except Exception:
        _LOG.exception("a phone page broke")
        return HTMLResponse(plain_page("broken", lang), 503, SECURITY)
    if page is None:
        return HTMLResponse(plain_page("unknown", lang), 404, SECURITY)
    return HTMLResponse(page, 200, SECURITY)


ROUTES: Final = [Route("/r/{token}", show_phone_page)]


def _page(token: str, lang: str) -> str | None:
    """Return the page that a secret opens, None where it opens none."""
    if not _TOKEN.fullmatch(token):
        return None
    store = session.store()
    found = store.plans.by_token(token)
    if found is None:
        return None
    publication, vehicle_id = found
    latest = store.networks.latest(publication.network_id)
    sheets, dispatcher = _sheets(publication.plan_id, latest.version_id)
    opened = session.opened(publication.plan_id)
    zone = ZoneInfo(opened.county.instance.rules.timezone)
    newer, page = _newer(publication, vehicle_id)
    vehicle = opened.reading.vehicle(vehicle_id)
    issue = Issue(
        network=latest.name,
        number=publication.number,
        published=publication.published_at.astimezone(zone),
        planned=opened.row.planned_at.astimezone(zone),
        newer=newer,
        newer_page=page,
        dispatcher=dispatcher,
    )
    mine = [sheet for sheet in sheets if sheet.vehicle_id == vehicle_id]
    now = datetime.now(UTC).astimezone(zone)
    plate = vehicle.plate or vehicle_id
    return phone_page(mine, issue, now=now, lang=lang, plate=plate)


@lru_cache(maxsize=8)
def _sheets(plan_id: int, version_id: int) -> tuple[tuple[DutySheet, ...], Person]:
    """Return all sheets of a plan and whom to call; ``version_id`` is that of the phones."""
    del version_id
    opened = session.opened(plan_id)
    contacts = contacts_of(session.store(), opened)
    source = source_of(opened, contacts, {})
    sheets = duty_sheets(source.plan, source.ways, source.notes)
    return tuple(sheets), dispatcher_of(contacts.network)


def _newer(publication: Publication, vehicle_id: str) -> tuple[int | None, str]:
    """Return the number of what is in force instead, and where the vehicle's page is there."""
    plans = session.store().plans
    current = plans.current(publication.network_id)
    if current is None or current.publication_id == publication.publication_id:
        return None, ""
    # The address is relative: it holds wherever the desk is mounted.
    return current.number, plans.tokens(current.publication_id).get(vehicle_id, "")
