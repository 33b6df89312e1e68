"""The papers of the chosen plan, each made when it is asked for."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from optimizer.desk.plans import OpenPlan
from optimizer.desk.publishing_papers import contacts_of, page_addresses, source_of
from optimizer.reports.papers import ALL, PAPERS, all_papers, paper, paper_name
from optimizer.store import Publication
from optimizer.ui import session
from optimizer.ui.words import t, word

_PRINTED: Final = 4
"""So many of the papers are for the printer; the others are for other programs."""

_MIMES: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "csv": "text/csv",
    "gpx": "application/gpx+xml",
    "geojson": "application/geo+json",
    "json": "application/json",
    "zip": "application/zip",
}


def seen_address() -> str:
    """Return the address at which the browser sees the desk, without the page."""
    address = st.context.url or ""
    scheme, between, rest = address.partition("://")
    return f"{scheme}{between}{rest.split('/', maxsplit=1)[0]}" if between else ""


def show_papers(opened: OpenPlan, current: Publication | None) -> None:
    """Show a button for every paper."""
    st.markdown(f"**{t('publish.papers')}**")
    is_current = current is not None and current.plan_id == opened.row.plan_id
    in_force = (current.publication_id, current.number) if current and is_current else None
    version = session.store().networks.latest(opened.row.network_id)
    for names in (PAPERS[:_PRINTED], (*PAPERS[_PRINTED:], ALL)):
        with st.container(horizontal=True):
            for name in names:
                _button(opened, name, in_force, version.version_id)
    if not is_current:
        st.caption(t("publish.papers_draft"))
    elif not page_addresses({"": ""}, seen_address()):
        st.caption(t("publish.papers_no_address"))


def _button(opened: OpenPlan, name: str, in_force: tuple[int, int] | None, version_id: int) -> None:
    """Show the button of a paper."""
    lang, is_printed = session.lang(), name in PAPERS[:_PRINTED]
    make = partial(
        make_paper, opened.row.plan_id, name, lang, in_force=in_force,
        address=seen_address(), version_id=version_id,
    )  # fmt: skip
    st.download_button(
        t(f"publish.{name}"), make, key=f"publish.paper.{name}", on_click="ignore",
        file_name=paper_name(opened.reading, name, t(f"publish.file.{name}")),
        mime=_MIMES[name.rsplit(".", 1)[1]],
        icon=":material/print:" if is_printed else ":material/download:",
    )  # fmt: skip


@st.cache_data(show_spinner=False, max_entries=24)
def make_paper(
    plan_id: int,
    name: str,
    lang: str,
    *,
    in_force: tuple[int, int] | None,
    address: str,
    version_id: int,
) -> bytes:
    """
    Make a paper; kept as long as nothing changes that is on it.

    ``in_force`` is id and number of the publication where this plan is the one in force.
    It runs beside the page, in a thread without a session: all that it needs is given.
    """
    del version_id
    store, opened = session.store(), session.opened(plan_id)
    publication_id, number = in_force or (None, None)
    tokens = store.plans.tokens(publication_id) if publication_id is not None else {}
    contacts = contacts_of(store, opened)
    pages = page_addresses(tokens, address)
    source = source_of(opened, contacts, pages, number=number, lang=lang)
    if name != ALL:
        return paper(source, name)
    names = {
        one: paper_name(opened.reading, one, word(f"publish.file.{one}", lang)) for one in PAPERS
    }
    return all_papers(source, names)
