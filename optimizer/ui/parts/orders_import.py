"""Shows a file before it is imported: first rows, columns, problems, and the two buttons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import streamlit as st

from optimizer.desk.orders import Checked, check_orders, import_orders
from optimizer.desk.orders_problems import problem_rows, problems_csv
from optimizer.desk.orders_view import stamp
from optimizer.desk.users import Role
from optimizer.inputs import IGNORED, ORDER_COLUMNS, REQUIRED_COLUMNS, Preview
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.orders_said import remember_said
from optimizer.ui.parts.orders_upload import Upload, forget_upload
from optimizer.ui.words import t
from optimizer.wording import column_name

MOST_PROBLEMS: Final = 500
_UNDECIDED: Final = "?"
_PER_ROW: Final = 5


def show_import(upload: Upload, net: NetworkVersion) -> None:
    """Show a file, and import its good rows or nothing."""
    preview = upload.preview
    title = session.as_plain(t("orders.file", name=preview.filename, count=preview.num_rows))
    st.markdown(f"##### {title}")
    if preview.grid is None:
        st.error(t("orders.unreadable"))
        _show_problems(preview, Checked((), preview.issues, 0))
        if st.button(t("orders.other_file"), key="orders.drop_it"):
            _leave()
        return
    mapping = _ask_columns(upload)
    checked = _checked(upload, net, mapping)
    is_strange = _show_answer(checked)
    _show_buttons(upload, net, checked)
    if checked.issues and not is_strange:
        _show_problems(preview, checked)
    with st.expander(t("orders.first_rows"), expanded=not checked.issues):
        st.dataframe(_table(preview), hide_index=True, height=260)


def _ask_columns(upload: Upload) -> tuple[str | None, ...]:
    """Let every column of the file be told; return what each is."""
    preview, lang = upload.preview, session.lang()
    keys = [f"orders.column.{upload.key}.{number}" for number in range(len(preview.header))]
    chosen = [
        st.session_state.get(key, _UNDECIDED if guess is None else guess)
        for key, guess in zip(keys, preview.guessed, strict=True)
    ]
    twice = [name for name, count in Counter(chosen).items() if count > 1 and name in ORDER_COLUMNS]
    missing = [name for name in REQUIRED_COLUMNS if name not in chosen]
    is_clear = not twice and not missing and _UNDECIDED not in chosen
    title = t("orders.columns_told" if is_clear else "orders.columns_open")
    options = {name: _option(name, lang) for name in (_UNDECIDED, IGNORED, *ORDER_COLUMNS)}
    with st.expander(title, expanded=not is_clear, icon=":material/view_column:"):
        for start in range(0, len(keys), _PER_ROW):
            for number, place in enumerate(st.columns(_PER_ROW), start=start):
                if number < len(keys):
                    place.selectbox(
                        _heading(preview, number), options, key=keys[number],
                        index=list(options).index(chosen[number]),
                        format_func=options.__getitem__,
                        help=_example(preview, number),
                    )  # fmt: skip
        if missing:
            names = t("orders.comma").join(column_name(name, lang) for name in missing)
            st.warning(t("orders.missing", names=names))
    return tuple(None if name == _UNDECIDED else name for name in chosen)


def _heading(preview: Preview, number: int) -> str:
    """Return how a column of the file is called."""
    name = preview.header[number][:40]
    return session.as_plain(name) if name else t("orders.nameless", number=number + 1)


def _example(preview: Preview, number: int) -> str | None:
    """Return the first values of a column."""
    values = [row[number][:30] for row in preview.rows[:3] if row[number]]
    return session.as_plain(t("orders.comma").join(values)) or None


def _option(name: str, lang: str) -> str:
    """Return what a choice of column is called."""
    if name == _UNDECIDED:
        return t("orders.undecided")
    if name == IGNORED:
        return t("orders.ignored")
    star = " *" if name in REQUIRED_COLUMNS else ""
    return f"{column_name(name, lang)}{star}"


def _checked(upload: Upload, net: NetworkVersion, mapping: Sequence[str | None]) -> Checked:
    """Return what checking the file has found, checked again only when anything has changed."""
    store = session.store()
    seen = (upload.key, tuple(mapping), net.version_id, stamp(store, net.network_id))
    kept = st.session_state.get("orders.checked")
    if kept is None or kept[0] != seen:
        with st.spinner(t("orders.checking")):
            found = check_orders(store, net.network_id, upload.preview, mapping, upload.at)
        kept = (seen, found)
        st.session_state["orders.checked"] = kept
    checked: Checked = kept[1]
    return checked


def _show_answer(checked: Checked) -> bool:
    """Say how much of the file is good; return whether it is another county's."""
    is_strange = [issue.code for issue in checked.issues] == ["E126"]
    if not checked.issues:
        st.success(t("orders.all_good", count=checked.num_rows))
    elif is_strange:
        st.error(session.as_plain(problem_rows(checked.issues, session.lang())[0][3]))
    elif not checked.good:
        st.error(t("orders.none_good", count=checked.num_rows))
    else:
        st.warning(t("orders.some_good", good=len(checked.good), bad=checked.num_bad))
    return is_strange


def _show_buttons(upload: Upload, net: NetworkVersion, checked: Checked) -> None:
    """Import the good rows, or nothing."""
    may = session.user().role >= Role.DISPATCHER
    with st.container(horizontal=True):
        label = t("orders.import_good", count=len(checked.good))
        wants = st.button(
            label, type="primary", disabled=not checked.good or not may,
            icon=":material/download_done:", key="orders.import",
        )  # fmt: skip
        if wants and checked.good:  # a second press comes when they are in the store already
            name = upload.preview.filename
            with st.spinner(t("orders.importing")):
                batch = import_orders(
                    session.store(), session.user(), net.network_id, checked.good,
                    name=name, source=name,
                )  # fmt: skip
            said = t("orders.imported", count=batch.num_orders, name=name)
            remember_said(session.as_plain(said))
            _leave()
        if st.button(t("orders.do_not"), key="orders.drop_it"):
            _leave()
        if not may:
            st.caption(t("orders.may_not"))


def _show_problems(preview: Preview, checked: Checked) -> None:
    """Show the problems as a table, and let all of them be taken along."""
    lang, issues = session.lang(), checked.issues
    headings = [t(f"orders.problem_{name}") for name in ("row", "column", "value", "what")]
    columns = zip(*problem_rows(issues[:MOST_PROBLEMS], lang), strict=True)
    table = dict(zip(headings, map(list, columns), strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.markdown(f"**{t('orders.problems', count=len(issues))}**")
        st.download_button(
            t("orders.take_problems"), lambda: problems_csv(preview, issues, lang, headings),
            file_name=t("orders.problems_file"), mime="text/csv", icon=":material/download:",
            on_click="ignore", key="orders.problems",
        )  # fmt: skip
    st.dataframe(
        table, hide_index=True, height=min(300, 40 + 35 * min(len(issues), 8)),
        column_config={
            headings[0]: st.column_config.TextColumn(width=60),
            headings[1]: st.column_config.TextColumn(width=120),
            headings[2]: st.column_config.TextColumn(width=160),
            headings[3]: st.column_config.TextColumn(width=1_000),
        },
    )  # fmt: skip
    if len(issues) > MOST_PROBLEMS:
        st.caption(t("orders.more_problems", count=MOST_PROBLEMS))


def _table(preview: Preview) -> dict[str, list[str]]:
    """Return the first rows under headers that differ from each other."""
    names = [
        f"{name or '·'}{' ' * preview.header[:number].count(name)}"
        for number, name in enumerate(preview.header)
    ]
    return {name: [row[at] for row in preview.rows] for at, name in enumerate(names)}


def _leave() -> None:
    """Go back to the orders."""
    forget_upload()
    st.session_state.pop("orders.checked", None)
    st.rerun()
