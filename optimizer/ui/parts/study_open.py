"""A stored study as the page shows it; studies never change, so that sessions share them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from optimizer.desk import planning
from optimizer.desk.studies import OpenStudy, open_study
from optimizer.domain import Network
from optimizer.reports import Figures
from optimizer.reports.comparison import unit_of
from optimizer.reports.texts import weekday_text
from optimizer.store import NetworkVersion, StudyRow
from optimizer.ui import session
from optimizer.ui.words import t

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShownStudy:
    """A study with the network that it is about, in the language of the session."""

    opened: OpenStudy
    network: Network
    lang: str

    @property
    def row(self) -> StudyRow:
        """The study in one line."""
        return self.opened.row

    @property
    def document(self) -> Entry:
        """What was found."""
        return self.opened.document

    @property
    def version(self) -> NetworkVersion:
        """The version of the network that the study is about."""
        return session.store().networks.get(self.row.version_id)

    @property
    def currency(self) -> str:
        """The currency of the network."""
        return self.network.rules.currency

    @property
    def unit(self) -> str:
        """The currency as a sentence has it."""
        return unit_of(self.currency, self.lang)

    def called(self, entry: Entry) -> str:
        """Return what people call a scenario or a site that has a name in both languages."""
        own, other = ("name_en", "name_zh") if self.lang == "en" else ("name_zh", "name_en")
        return str(entry.get(own) or entry.get(other) or "")

    def site(self, site_id: str, scenario: Entry | None = None) -> str:
        """Return the name of a site, of one too that a scenario adds."""
        if site_id in self.network.index:
            site = self.network.sites[self.network.index[site_id]]
            own, other = site.name_zh, site.name_en
            return (other or own if self.lang == "en" else own or other) or site_id
        for change in (scenario or {}).get("changes", ()):
            if change.get("change") == "add_site" and change.get("site") == site_id:
                return self.called(change) or site_id
        return site_id

    def own_changes(self, scenario: Entry) -> list[Entry]:
        """Return the changes of a scenario without those that hold for the base too."""
        under = self.document.get("under") or {"changes": ()}
        return [one for one in scenario["changes"] if one not in under["changes"]]

    def moment(self, moment: datetime) -> str:
        """Return a moment as the clocks of the county show it."""
        return f"{moment.astimezone(ZoneInfo(self.network.rules.timezone)):%Y-%m-%d %H:%M}"

    def day(self, text: str) -> str:
        """Return a day with its weekday."""
        return f"{text[5:]} {weekday_text(date.fromisoformat(text), self.lang)}"


def shown(row: StudyRow) -> ShownStudy:
    """Return a study, opened once for all sessions."""
    network = planning.network_of(session.store(), row.version_id)
    return ShownStudy(_opened(row.study_id), network, session.lang())


@st.cache_data(show_spinner=False, max_entries=1000)
def days_of(study_id: int) -> int:
    """Return how many days a study asked for; lists say it of every study."""
    days = session.store().studies.document(study_id).get("days", ())
    return days if isinstance(days, int) else len(days)


def older_text(version_id: int) -> str:
    """Return that something is about an older version of its network, nothing if it is not."""
    networks = session.store().networks
    made = networks.get(version_id)
    latest = networks.latest(made.network_id)
    if made.version_id == latest.version_id:
        return ""
    return t("study.older", made=made.number, latest=latest.number)


def figures(study: ShownStudy, variant: str) -> Figures | None:
    """Return what the map shows of a variant's typical day, None where the study has none."""
    return _figures(study.row.study_id, variant, study.lang)


@st.cache_resource(show_spinner=False, max_entries=12)
def _opened(study_id: int) -> OpenStudy:
    """Open a study."""
    return open_study(session.store(), study_id)


@st.cache_resource(show_spinner=False, max_entries=24)
def _figures(study_id: int, variant: str, lang: str) -> Figures | None:
    """Read the figures of a map."""
    return _opened(study_id).figures(variant, lang)
