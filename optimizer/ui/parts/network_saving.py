"""The bar under the tables: what will change, saving it, and what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st

from optimizer.desk import networks
from optimizer.desk.networks_differences import Difference, differences
from optimizer.desk.networks_tables import SITES
from optimizer.desk.networks_toml import FILE as RULES
from optimizer.desk.networks_using import CannotSave
from optimizer.domain import Issue
from optimizer.errors import InputError, OptimizerError
from optimizer.store import Conflict, NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.network_bench import Bench, fresh
from optimizer.ui.parts.network_columns import CHOICES, word_of
from optimizer.ui.parts.network_rules import rule_name
from optimizer.ui.words import t
from optimizer.wording import issue_text
from optimizer.wording.columns import column_name, file_name

_FEW: Final = 4
_DONE: Final = "network.done"


def saving_bar(bench: Bench, net: NetworkVersion) -> None:
    """Show what was changed, and let it be saved or given up."""
    told = st.session_state.pop(_DONE, None)
    if told:
        st.success(told)
    found = bench.differences
    if not found:
        return
    if net.version_id != bench.version.version_id:
        _meanwhile(bench, net)
        return
    with st.container(border=True):
        note_at, look_at, save_at, drop_at = st.columns(
            [4, 1.6, 1.3, 1.3], vertical_alignment="bottom"
        )
        note = note_at.text_input(
            t("network.note", count=len(found)), placeholder=t("network.note_hint"), max_chars=200,
            key=f"network.note.{bench.generation}",
        )  # fmt: skip
        wants = save_at.button(
            t("network.save"), type="primary", width="stretch", key="network.save"
        )
        if drop_at.button(t("network.drop"), width="stretch", key="network.drop"):
            fresh(net, generation=bench.generation + 1)
            st.rerun()
        with look_at.popover(t("network.will_change", count=len(found)), width="stretch"):
            difference_table(found, key="network.changes", width=760)
        if bench.clashes:
            _clashes(bench)
        if bench.must_confirm is not None:
            session.show_error(bench.must_confirm)
            if st.button(t("network.save_anyway"), key="network.save_anyway"):
                _save(bench, note, although_used=True)
        elif wants:
            _save(bench, note)


def _save(bench: Bench, note: str, *, although_used: bool = False) -> None:
    """Save what was changed, or say what stands against it; nothing on the screen is lost."""
    try:
        with st.spinner(t("network.checking")):
            saved = networks.save_tables(
                session.store(), session.user(), bench.version.version_id, bench.edits,
                note=note, although_used=although_used,
            )  # fmt: skip
    except CannotSave as error:
        if error.code != "D207":
            session.show_error(error)
            return
        bench.must_confirm = error
        st.rerun()
    except Conflict:
        st.rerun()
    except InputError as error:
        show_issues(error, bench)
    except OptimizerError as error:
        session.show_error(error)
    else:
        say_done(t("network.saved", number=saved.number))
        fresh(saved, generation=bench.generation + 1)
        st.rerun()


def say_done(text: str) -> None:
    """Say something in the next run of the page."""
    st.session_state[_DONE] = text


def show_issues(error: InputError, bench: Bench | None = None) -> None:
    """Say every problem; where a table is on the screen, with what its row is about."""
    said = t("network.problems", count=len(error.issues))
    lines = [
        {"about": _about(issue, bench), "problem": issue_text(issue, session.lang())}
        for issue in error.issues[:100]
    ]
    if len(lines) <= _FEW:
        each = [session.as_plain(f"{line['about']} {line['problem']}".strip()) for line in lines]
        st.error("\n\n".join([said, *each]))
        return
    st.error(said)
    st.dataframe(
        lines,
        hide_index=True,
        placeholder="",
        column_config={
            "about": st.column_config.TextColumn(t("network.what"), width="small"),
            "problem": st.column_config.TextColumn(t("network.problem"), width="large"),
        },
    )


def _about(issue: Issue, bench: Bench | None) -> str:
    """Return the id in the row that an issue is about, if a table on the screen has it."""
    rows = bench.rows.get(issue.file, []) if bench is not None else []
    row = rows[issue.row - 2] if issue.row and 1 < issue.row < len(rows) + 2 else {}
    return next((text for text in row.values() if text), "")


def _meanwhile(bench: Bench, net: NetworkVersion) -> None:
    """Say that somebody has saved since, and let the two be put together."""
    st.warning(
        t("network.meanwhile", name=session.as_plain(net.saved_by), number=net.number,
          count=len(bench.differences))
    )  # fmt: skip
    with st.expander(t("network.theirs")):
        difference_table(
            differences(session.store(), bench.version.version_id, net.version_id),
            key="network.their_changes",
        )
    merge_at, drop_at, _ = st.columns([2, 2, 3])
    if merge_at.button(t("network.merge"), type="primary", key="network.merge", width="stretch"):
        bench.rebase(networks.tables(session.store(), net.version_id))
        st.rerun()
    if drop_at.button(t("network.take_theirs"), key="network.take_theirs", width="stretch"):
        fresh(net, generation=bench.generation + 1)
        st.rerun()


def _clashes(bench: Bench) -> None:
    """Say which cells both have changed."""
    cells = [
        " ".join(part for part in (what, column_name(column, session.lang())) if part)
        for what, column in bench.clashes[:20]
    ]
    st.warning(t("network.clashes", cells=session.as_plain(", ".join(cells))))


def difference_table(
    found: Sequence[Difference], *, key: str, width: int | Literal["stretch"] = "stretch"
) -> None:
    """Show differences as a table."""
    lines = [
        {
            "file": file_name(each.file, session.lang()),
            "what": _what(each),
            "kind": t(f"network.kind.{each.kind}"),
            "column": column_name(each.column, session.lang()) if each.column else None,
            "before": _called(each, each.before),
            "after": _called(each, each.after),
        }
        for each in found[:500]
    ]
    names = ("file", "what", "kind", "column", "before", "after")
    st.dataframe(
        lines, hide_index=True, placeholder="", key=key, width=width,
        height=min(38 + 35 * len(lines), 300),
        column_config={
            name: st.column_config.TextColumn(t(f"network.diff.{name}")) for name in names
        },
    )  # fmt: skip


def _what(each: Difference) -> str:
    """Return what a difference is about, as people call it."""
    if each.file == RULES:
        return rule_name(each.what) if each.what else ""
    return f"{each.what} {each.name}".strip()


def _called(each: Difference, text: str) -> str | None:
    """Return a value as people call it."""
    if each.file == RULES or each.column not in CHOICES:
        return text or None
    return word_of(text or ("open" if each.column == "status" and each.file == SITES else text))
