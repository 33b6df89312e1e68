"""The phone pages of what is in force: a code to scan and a link for every vehicle."""

from __future__ import annotations

from typing import Final

import streamlit as st

from optimizer.desk.plans import OpenPlan
from optimizer.desk.publishing_papers import contacts_of, page_addresses, source_of
from optimizer.reports.notes import Person
from optimizer.reports.qr import qr_svg
from optimizer.store import Publication
from optimizer.ui import session
from optimizer.ui.parts.publish_papers import seen_address
from optimizer.ui.words import t

_ACROSS: Final = 6
_SIZE: Final = 150


def show_phones(current: Publication | None) -> None:
    """Show the phone pages of what is in force."""
    if current is None:
        st.info(t("publish.phones_none"))
        return
    tokens = session.store().plans.tokens(current.publication_id)
    opened = session.opened(current.plan_id)
    st.caption(t("publish.phones_of", number=current.number, count=len(tokens)))
    addresses = page_addresses(tokens, seen_address())
    if not addresses:
        st.caption(t("publish.papers_no_address"))
    version = session.store().networks.latest(current.network_id)
    drivers = _drivers(current.plan_id, version.version_id)
    vehicles = sorted(tokens)
    for start in range(0, len(vehicles), _ACROSS):
        columns = st.columns(_ACROSS)
        for column, vehicle_id in zip(columns, vehicles[start : start + _ACROSS], strict=False):
            with column.container(border=True):
                _card(opened, vehicle_id, tokens[vehicle_id], addresses.get(vehicle_id, ""),
                      drivers.get(vehicle_id, ()))  # fmt: skip


def _card(
    opened: OpenPlan, vehicle_id: str, token: str, address: str, drivers: tuple[Person, ...]
) -> None:
    """Show one vehicle: plate, code, drivers, link."""
    plate = opened.reading.vehicle(vehicle_id).plate or vehicle_id
    st.markdown(f"**{session.as_plain(plate)}**")
    if address:
        st.image(qr_svg(address, size=_SIZE), width=_SIZE)
    names = [session.as_plain(person.line) for person in drivers] or [t("publish.no_driver")]
    st.caption(t("publish.comma").join(names))
    link = address or f"{seen_address()}/r/{token}"
    st.link_button(t("publish.open"), link, icon=":material/smartphone:")


@st.cache_data(show_spinner=False, max_entries=8)
def _drivers(plan_id: int, version_id: int) -> dict[str, tuple[Person, ...]]:
    """Return who drives each vehicle over the plan, by the latest version of the network."""
    del version_id
    opened = session.opened(plan_id)
    notes = source_of(opened, contacts_of(session.store(), opened), {}).notes
    found: dict[str, dict[Person, None]] = {}
    for (vehicle_id, _), person in sorted(notes.drivers.items()):
        found.setdefault(vehicle_id, {})[person] = None
    return {vehicle_id: tuple(people) for vehicle_id, people in found.items()}
