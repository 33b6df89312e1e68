"""The stored studies of a network, and what each of them came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import streamlit as st

from optimizer.ui import session
from optimizer.ui.words import t

StudyRow: TypeAlias = Any


def study_choice(network_id: int, kinds: Sequence[str]) -> StudyRow | None:
    """Let one of the stored studies of some kinds be chosen; None where there is none."""
    del network_id, kinds
    st.info(t("study.none"))
    return None


def show_whatif(row: StudyRow) -> None:
    """Show what the comparison of scenarios came to."""
    _headline(row)


def show_siting(row: StudyRow) -> None:
    """Show which stations the study proposes."""
    _headline(row)


def _headline(row: StudyRow) -> None:
    """Show the sentence of a study."""
    st.subheader(session.as_plain(row.headline[f"sentence_{session.lang()}"]))
