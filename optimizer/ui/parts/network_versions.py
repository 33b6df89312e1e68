"""The versions of a network: what changed, going back, and the folder as a file."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import streamlit as st

from optimizer.desk import networks
from optimizer.desk.networks_differences import differences
from optimizer.desk.networks_using import CannotSave
from optimizer.errors import InputError, OptimizerError
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.network_columns import bold
from optimizer.ui.parts.network_saving import difference_table, say_done, show_issues
from optimizer.ui.words import t

_CONFIRM = "network.confirm"
_MOST_SHOWN = 50


def network_versions(net: NetworkVersion, timezone: str, *, may_edit: bool) -> None:
    """Show the versions of a network, and let one be compared, restored or taken along."""
    versions = session.store().networks.versions(net.network_id)
    by_id = {one.version_id: one for one in versions}
    zone = ZoneInfo(timezone)
    labels = {one.version_id: _label(one, zone) for one in versions}
    left, right = st.columns([3, 2])
    with left:
        _list(versions, zone)
        older = st.selectbox(
            t("network.older"), list(by_id), index=min(1, len(by_id) - 1),
            format_func=labels.__getitem__, key="network.older",
        )  # fmt: skip
        found = differences(session.store(), older, net.version_id)
        if older == net.version_id:
            st.caption(t("network.is_latest"))
        elif not found:
            st.caption(t("network.no_difference"))
        else:
            st.caption(t("network.since", number=by_id[older].number, count=len(found)))
            difference_table(found, key="network.since_table")
        if may_edit and older != net.version_id:
            _restoring(by_id[older], net)
    with right:
        _exporting(by_id[older])
        if may_edit:
            importing(net)


def _list(versions: Sequence[NetworkVersion], zone: ZoneInfo) -> None:
    """List the versions, newest first."""
    lines = [
        {
            "number": one.number,
            "saved_at": f"{one.saved_at.astimezone(zone):%Y-%m-%d %H:%M}",
            "saved_by": one.saved_by,
            "note": one.note or None,
            "fingerprint": one.fingerprint[:8],
        }
        for one in versions[:_MOST_SHOWN]
    ]
    st.dataframe(
        lines, hide_index=True, placeholder="", key="network.versions",
        height=min(38 + 35 * len(lines), 200),
        column_config={
            "number": st.column_config.NumberColumn(t("network.number"), width="small"),
            "saved_at": t("network.saved_at"),
            "saved_by": st.column_config.TextColumn(t("network.saved_by"), width="small"),
            "note": st.column_config.TextColumn(t("network.noted"), width="medium"),
            "fingerprint": st.column_config.TextColumn(t("network.fingerprint"), width="small"),
        },
    )  # fmt: skip


def _label(version: NetworkVersion, zone: ZoneInfo) -> str:
    """Return a version in one line."""
    said = f"{version.saved_at.astimezone(zone):%m-%d %H:%M} {version.saved_by}"
    return f"{t('shell.version', number=version.number)} · {said} {version.note}".strip()


def _restoring(older: NetworkVersion, net: NetworkVersion) -> None:
    """Let an older version be the latest again."""
    confirming = st.session_state.get(_CONFIRM)
    if confirming is not None and confirming[0] == older.version_id:
        session.show_error(confirming[1])
        word = "network.restore_anyway"
    else:
        confirming, word = None, "network.restore"
    if not st.button(t(word, number=older.number), key="network.restore"):
        return
    st.session_state.pop(_CONFIRM, None)
    try:
        saved = networks.restore_version(
            session.store(), session.user(), older.version_id, based_on=net.version_id,
            note=t("network.restored_note", number=older.number),
            although_used=confirming is not None,
        )  # fmt: skip
    except CannotSave as error:
        _refused(error, older.version_id)
    except InputError as error:
        show_issues(error)
    else:
        say_done(t("network.restored", older=older.number, number=saved.number))
        st.rerun()


def _refused(error: CannotSave, key: int | str) -> None:
    """Show why something was refused; what may be confirmed is asked in the next run."""
    if error.code != "D207":
        session.show_error(error)
        return
    st.session_state[_CONFIRM] = (key, error)
    st.rerun()


def _exporting(version: NetworkVersion) -> None:
    """Let the folder of a version be taken along."""
    bold(t("network.export"))
    st.download_button(
        t("network.download", number=version.number),
        networks.export_folder(session.store(), version.version_id),
        file_name=f"{_file_part(version.name)}-v{version.number}.zip",
        mime="application/zip",
        key="network.download",
        on_click="ignore",
        width="stretch",
    )


def _file_part(name: str) -> str:
    """Return a name as part of a file name."""
    return "".join(each if each.isalnum() or each in "-_" else "_" for each in name)[:60]


def importing(net: NetworkVersion | None) -> None:
    """Take a network folder in: as the next version, or as another network."""
    bold(t("network.import"))
    st.caption(t("network.import_hint"))
    brought = st.file_uploader(
        t("network.zip"), type=["zip"], key="network.zip", label_visibility="collapsed"
    )
    choices = {one: t(f"network.as_{one}") for one in ("version", "new")}
    if net is None:
        del choices["version"]
    how = st.radio(
        t("network.import_as"), list(choices), horizontal=True, key="network.import_as",
        format_func=choices.__getitem__, label_visibility="collapsed",
    )  # fmt: skip
    confirming = st.session_state.get(_CONFIRM)
    confirms = bool(confirming and brought is not None and confirming[0] == brought.file_id)
    if confirming and confirms:
        session.show_error(confirming[1])
    word = "network.save_anyway" if confirms else "network.take_in"
    if not st.button(t(word), key="network.take_in", disabled=brought is None) or brought is None:
        return
    st.session_state.pop(_CONFIRM, None)
    as_version = net is not None and how == "version"
    try:
        with st.spinner(t("network.checking")):
            saved = networks.import_folder(
                session.store(), session.user(), brought.getvalue(),
                network_id=net.network_id if net is not None and as_version else None,
                based_on=net.version_id if net is not None and as_version else None,
                note=brought.name[:100], although_used=confirms,
            )  # fmt: skip
    except CannotSave as error:
        _refused(error, brought.file_id)
    except InputError as error:
        show_issues(error)
    except OptimizerError as error:
        session.show_error(error)
    else:
        session.remember("network", str(saved.network_id))
        session.remember("plan", None)
        say_done(t("network.taken_in", name=session.as_plain(saved.name), number=saved.number))
        st.rerun()
