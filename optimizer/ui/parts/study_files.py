"""What of a study can be taken along: the paper for a meeting, tables, the scenarios."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from optimizer.desk.scenarios_files import scenario_file
from optimizer.desk.study_papers import study_pdf, study_zip
from optimizer.ui import session
from optimizer.ui.parts.study_open import ShownStudy
from optimizer.ui.words import t

PRINTED: Final = frozenset({"whatif", "siting"})
"""The kinds of studies that have a paper."""


def show_files(study: ShownStudy) -> None:
    """Show a button for every file; each is made when it is asked for."""
    row, document = study.row, study.document
    scenarios = document.get("scenarios", ())
    heads = [study.called(one) for one in scenarios] or [t(f"study.run_{row.kind}")]
    for number, head in enumerate(heads if row.kind in PRINTED else ()):
        st.download_button(
            t("study.pdf", name=session.as_plain(head)),
            partial(make_pdf, row.study_id, study.lang, number),
            file_name=t("study.file_pdf", study=row.study_id, name=_safe(head)),
            mime="application/pdf", icon=":material/print:", on_click="ignore", width="stretch",
            key=f"study.pdf.{row.study_id}.{number}",
        )  # fmt: skip
    st.download_button(
        t("study.zip"), partial(make_zip, row.study_id), icon=":material/folder_zip:",
        file_name=t("study.file_zip", study=row.study_id), mime="application/zip",
        on_click="ignore", width="stretch", key=f"study.zip.{row.study_id}",
    )  # fmt: skip
    for number, scenario in enumerate(scenarios):
        own = study.own_changes(scenario)
        name, data = scenario_file(scenario["name_zh"], scenario["name_en"], own)
        st.download_button(
            t("study.toml", name=session.as_plain(heads[number])), data, file_name=name,
            mime="application/toml", icon=":material/description:", on_click="ignore",
            width="stretch", key=f"study.toml.{row.study_id}.{number}",
        )  # fmt: skip


@st.cache_data(show_spinner=False, max_entries=16)
def make_pdf(study_id: int, lang: str, scenario: int) -> bytes:
    """Make the two pages about a study; it runs beside the page, without a session."""
    return study_pdf(session.store(), study_id, lang, scenario)


@st.cache_data(show_spinner=False, max_entries=8)
def make_zip(study_id: int) -> bytes:
    """Make the ZIP of a study; it runs beside the page, without a session."""
    return study_zip(session.store(), study_id)


def _safe(name: str) -> str:
    """
    Return a name as part of a file's.

    Examples
    --------
    >>> _safe("A/B: closed?")
    'A_B_ closed_'
    """
    return "".join("_" if sign in '\\/:*?"<>|' else sign for sign in name)[:60]
