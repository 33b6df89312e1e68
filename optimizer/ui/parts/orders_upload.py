"""Brings an order file: by drag and drop, or the sample; remembers it until it is dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from optimizer.desk.orders import preview_orders
from optimizer.desk.orders_sample import sample_day, sample_file
from optimizer.inputs import Preview
from optimizer.ui.words import t

_UPLOAD = "orders.upload"
_TRY = "orders.try"


@dataclass(frozen=True)
class Upload:
    """A file that somebody has brought; ``at`` is the day that its dates are judged by."""

    key: str
    preview: Preview
    at: datetime | None = None


def ask_file() -> None:
    """Show where a file is dropped; look into it when there is one."""
    key = f"orders.file.{st.session_state.get(_TRY, 0)}"
    file = st.file_uploader(
        t("orders.drop"), key=key, label_visibility="collapsed", on_change=_changed, args=(key,)
    )
    known = current_upload()
    if file is not None and (known is None or known.key != file.file_id):
        with st.spinner(t("orders.reading")):
            preview = preview_orders(file.getvalue(), file.name)
        st.session_state[_UPLOAD] = Upload(file.file_id, preview)


def _changed(key: str) -> None:
    """Forget a file that was taken away; one that another page has hidden is kept."""
    if st.session_state.get(key) is None:
        st.session_state.pop(_UPLOAD, None)


def ask_sample() -> None:
    """Offer the sample, or say where to find it."""
    file = sample_file()
    if file is None:
        st.caption(t("orders.no_sample"))
    elif st.button(t("orders.sample"), icon=":material/science:", key="orders.sample"):
        data = file.read_bytes()
        preview = preview_orders(data, file.name)
        st.session_state[_UPLOAD] = Upload("sample", preview, sample_day(data))
        st.rerun()


def current_upload() -> Upload | None:
    """Return the file that is being dealt with."""
    upload = st.session_state.get(_UPLOAD)
    return upload if isinstance(upload, Upload) else None


def forget_upload() -> None:
    """Be ready for the next file."""
    st.session_state.pop(_UPLOAD, None)
    st.session_state[_TRY] = st.session_state.get(_TRY, 0) + 1


def speak() -> None:
    """Let Streamlit's own words be in the language of the session, or unsaid."""
    words = {
        "drop": t("orders.drop"),
        "limit": t("orders.drop_limit"),
        "browse": t("orders.browse"),
        "error": t("orders.too_large"),
    }
    st.html(_STYLE.format(**{name: _quoted(text) for name, text in words.items()}))


def _quoted(text: str) -> str:
    """Return a text as a string of CSS."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ") + '"'


_STYLE = """<style>
[data-testid="stFileUploaderDropzoneInstructions"] {{ align-items: baseline; gap: 1rem; }}
[data-testid="stFileUploaderDropzoneInstructions"] > * {{ display: none; }}
[data-testid="stFileUploaderDropzoneInstructions"]::before {{ content: {drop}; }}
[data-testid="stFileUploaderDropzoneInstructions"]::after {{
  content: {limit}; display: block; font-size: 0.8rem; opacity: 0.65; }}
[data-testid="stFileUploaderDropzone"] button[kind="secondary"] p {{ display: none; }}
[data-testid="stFileUploaderDropzone"] button[kind="secondary"]::after {{ content: {browse}; }}
[data-testid="stFileUploaderDropzone"]:has([aria-invalid="true"])::after {{
  content: {error}; color: #b3261e; }}
/* These are in English only, and would save a table with its formulas. */
[data-testid="stElementToolbar"], [data-testid="InputInstructions"] {{ display: none; }}
</style>"""
