"""Bringing scenario files: several at once, all that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from optimizer.desk import scenarios
from optimizer.errors import InputError, OptimizerError
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.whatif_build import SAID, saved_name
from optimizer.ui.parts.whatif_draft import base
from optimizer.ui.parts.whatif_said import say_issues
from optimizer.ui.words import t


def uploading(net: NetworkVersion) -> None:
    """Let scenario files be brought."""
    st.caption(t("whatif.upload_about"))
    count = st.session_state.get("whatif.brought", 0)
    files = st.file_uploader(
        t("whatif.files"), type=["toml"], accept_multiple_files=True, key=f"whatif.files.{count}"
    )
    wants = st.button(t("whatif.bring"), type="primary", key="whatif.bring", disabled=not files)
    if wants and files:
        bring(net, {file.name: file.getvalue() for file in files})


def bring(net: NetworkVersion, files: Mapping[str, bytes]) -> None:
    """Keep the scenarios of files, or say everything that is wrong with them."""
    try:
        rows = scenarios.bring_files(
            session.store(), session.user(), base(net.version_id), net.network_id, files
        )
    except InputError as error:
        say_issues(error.issues, by_file=True)
    except OptimizerError as error:
        session.show_error(error)
    else:
        names = ", ".join(saved_name(row) for row in rows)
        st.session_state[SAID] = t("whatif.came", count=len(rows), names=session.as_plain(names))
        st.session_state["whatif.brought"] = st.session_state.get("whatif.brought", 0) + 1
        st.rerun()
