"""The phone pages of drivers, beside the desk and without sign-in: a secret opens each."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
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
_MOST: Final = 12
"""So many publications are looked at; more than a county makes in two days."""
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
    now = datetime.now(UTC).astimezone(zone)
    vehicle = opened.reading.vehicle(vehicle_id)
    issue = Issue(
        network=latest.name,
        number=publication.number,
        published=publication.published_at.astimezone(zone),
        planned=opened.row.planned_at.astimezone(zone),
        dispatcher=dispatcher,
    )
    issue = _superseded(issue, publication, vehicle_id)
    issue = replace(issue, before_page=_still_out(publication, vehicle_id, now))
    mine = [sheet for sheet in sheets if sheet.vehicle_id == vehicle_id]
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


def _superseded(issue: Issue, publication: Publication, vehicle_id: str) -> Issue:
    """Return what a page says of a publication that others may have replaced."""
    plans = session.store().plans
    recent = plans.publications(publication.network_id, limit=_MOST)
    later = [one for one in recent if one.number > publication.number]
    if not later:
        return issue
    begins = min(plans.get(one.plan_id).planned_at for one in later)
    return replace(
        issue,
        newer=later[0].number,
        # The address is relative: it holds wherever the desk is mounted.
        newer_page=plans.tokens(later[0].publication_id).get(vehicle_id, ""),
        # A plan for the same time replaces this one wholly, a later one what leaves later.
        newer_from=begins.astimezone(issue.planned.tzinfo) if begins > issue.planned else None,
    )


def _still_out(publication: Publication, vehicle_id: str, now: datetime) -> str:
    """Return the page of the plan before, while the vehicle drives a trip that left for it."""
    plans = session.store().plans
    begins = plans.get(publication.plan_id).planned_at
    for before in plans.publications(publication.network_id, limit=_MOST):
        if before.number > publication.number or plans.get(before.plan_id).planned_at >= begins:
            continue
        version = session.store().networks.latest(publication.network_id)
        sheets, _ = _sheets(before.plan_id, version.version_id)
        trips = [trip for sheet in sheets if sheet.vehicle_id == vehicle_id for trip in sheet.trips]
        is_out = any(trip.span[0] < begins and now < trip.span[1] for trip in trips)
        return plans.tokens(before.publication_id).get(vehicle_id, "") if is_out else ""
    return ""
