"""Says what scenarios change, and what does not apply, in the words of the session."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from optimizer.domain import Issue, Network
from optimizer.store import NetworkVersion
from optimizer.ui import session
from optimizer.ui.parts.whatif_draft import Draft, put
from optimizer.ui.words import t
from optimizer.wording import issue_text
from optimizer.wording.changes import change_text
from optimizer.wording.issues import issue_what

_BEFORE: Final = re.compile(r"change (\d+)")


def site_label(network: Network) -> Callable[[str], str]:
    """Return a function that names a site by its id: id and name."""
    lang = session.lang()

    def label(site_id: str) -> str:
        position = network.index.get(site_id)
        if position is None:
            return site_id
        site = network.sites[position]
        name = site.name_en if lang == "en" and site.name_en else site.name_zh
        return f"{site_id} {shorter(name)}"

    return label


def shorter(name: str) -> str:
    """
    Return a name without what stands in brackets.

    Examples
    --------
    >>> shorter("Yuetai (pilot zone)")
    'Yuetai'
    """
    return re.sub(r"\s*[(\uff08].*", "", name) or name


def said(change: Mapping[str, Any], network: Network) -> str:
    """Return the sentence of a change as text that is no markup."""
    return session.as_plain(change_text(change, session.lang(), site_label(network)))


def scenario_name(name_zh: str, name_en: str) -> str:
    """Return what a scenario is called in the language of the session."""
    return name_en if session.lang() == "en" and name_en else name_zh


def say_refused(net: NetworkVersion, draft: Draft, tool: str) -> None:
    """Say why what was asked for with a tool does not apply, and what can be done."""
    refused = draft.refused.get(tool)
    if refused is None:
        return
    change, issues = refused
    say_issues(issues)
    found = [_BEFORE.search(issue.message) for issue in issues if issue.code == "E407"]
    numbers = {int(each[1]) for each in found if each}
    if numbers and st.button(t("whatif.instead"), key=f"whatif.instead.{tool}"):
        kept = [one for at, one in enumerate(draft.changes, start=1) if at not in numbers]
        before = draft.changes
        draft.set_changes(kept)
        if not put(net, draft, change, tool):
            draft.changes = before
        st.rerun()


def say_issues(issues: Sequence[Issue], *, by_file: bool = False) -> None:
    """Say every issue, with its file and place where several files were brought."""
    lang = session.lang()
    texts = [issue_text(one, lang) if by_file else issue_what(one, lang) for one in issues]
    shown = [session.as_plain(text) for text in dict.fromkeys(texts)]
    if len(shown) > 1 and by_file:
        st.error("\n\n".join([t("whatif.problems", count=len(shown)), *shown[:50]]))
    elif shown:
        st.error("\n\n".join(shown[:50]))
