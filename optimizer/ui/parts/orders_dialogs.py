"""The forms over the page: enter, edit, take back, mark delivered, cancel, history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from optimizer.desk import orders
from optimizer.desk.orders_county import latest_network, zone_of
from optimizer.domain import Issue, Network
from optimizer.errors import InputError, OptimizerError
from optimizer.store import Conflict, NetworkVersion, StoredOrder
from optimizer.ui import session
from optimizer.ui.parts.orders_said import remember_said
from optimizer.ui.words import t
from optimizer.wording import column_name, issue_what
from optimizer.wording.goods import class_name

Act = Callable[[NetworkVersion, Sequence[StoredOrder]], None]
"""Opens a form about the chosen orders."""

_TEXTS = ("carrier", "product", "trace_code", "phone")


class Once:
    """
    Makes one order, however often a form over the page is sent off.

    Streamlit breaks off a run for the second press of a button, and runs it once more.
    """

    def __init__(self) -> None:
        self._made: StoredOrder | None = None

    def __call__(self, make: Callable[[], StoredOrder]) -> StoredOrder:
        """Make the order, or return the one that was made before."""
        if self._made is None:
            self._made = make()
        return self._made


def enter(net: NetworkVersion, _chosen: Sequence[StoredOrder]) -> None:
    """Enter one order."""
    once = Once()

    def show() -> None:
        network = latest_network(session.store(), net.network_id)
        now = datetime.now(UTC).astimezone(zone_of(network)).replace(minute=0)
        defaults = network.rules.order_defaults
        values = {
            "ready_at": f"{now:%Y-%m-%d %H:%M}",
            "handling_class": defaults.handling_class,
            "priority": defaults.priority,
        }
        asked = _form(network, values, t("orders.save_new"))
        if asked is None:
            return
        store, user = session.store(), session.user()
        if _done(lambda: once(lambda: orders.enter_order(store, user, net.network_id, asked))):
            _leave(t("orders.entered"))

    st.dialog(t("orders.do_enter"), width="large")(session.guarded(show))()


def edit(net: NetworkVersion, chosen: Sequence[StoredOrder]) -> None:
    """Change an order that was seen in one version."""
    order = chosen[0]

    def show() -> None:
        network = latest_network(session.store(), net.network_id)
        values = _local(orders.texts_of(order.row), network)
        asked = _form(network, values, t("orders.save_change"), order)
        if asked is None:
            return
        changed = {name: text for name, text in asked.items() if text != values.get(name, "")}
        if _done(
            lambda: orders.edit_order(
                session.store(),
                session.user(),
                net.network_id,
                order.row.order_id,
                changed,
                version=order.version,
            )
        ):
            _leave(t("orders.changed", name=order.row.order_id))

    title = session.as_plain(t("orders.edit_title", name=order.row.order_id))
    st.dialog(title, width="large")(session.guarded(show))()


def take_back(net: NetworkVersion, chosen: Sequence[StoredOrder]) -> None:
    """Make the return of an order."""
    row = chosen[0].row
    once = Once()

    def act() -> str:
        store, user = session.store(), session.user()
        made = once(lambda: orders.take_back(store, user, net.network_id, row.order_id))
        return t("orders.returned", name=made.row.order_id)

    network = latest_network(session.store(), net.network_id)
    ends = (_site(network, row.destination), _site(network, row.origin))
    sentence = t("orders.return_what", name=row.order_id, origin=ends[0], destination=ends[1])
    _confirm(t("orders.do_return"), sentence, t("orders.return_now"), act)


def deliver(net: NetworkVersion, chosen: Sequence[StoredOrder]) -> None:
    """Say that orders have arrived."""

    def act() -> str:
        orders.mark_delivered(session.store(), session.user(), net.network_id, _ids(chosen))
        return t("orders.delivered", count=len(chosen))

    sentence = t("orders.deliver_what", count=len(chosen), names=_some(chosen))
    _confirm(t("orders.do_deliver"), sentence, t("orders.deliver_now"), act)


def cancel(net: NetworkVersion, chosen: Sequence[StoredOrder]) -> None:
    """Cancel orders."""

    def act() -> str:
        why = st.session_state.get("orders.why", "")
        count = orders.cancel_orders(
            session.store(), session.user(), net.network_id, _ids(chosen), why
        )
        return t("orders.cancelled", count=count)

    sentence = t("orders.cancel_what", count=len(chosen), names=_some(chosen))
    _confirm(t("orders.do_cancel"), sentence, t("orders.cancel_now"), act, ask_why=True)


def history(net: NetworkVersion, chosen: Sequence[StoredOrder]) -> None:
    """Show what was done to an order."""
    order = chosen[0]

    def show() -> None:
        found = orders.history_of(session.store(), net.network_id, order)
        zone = zone_of(latest_network(session.store(), net.network_id))
        batches = session.store().orders.batches(net.network_id, limit=500)
        batch = next((each for each in batches if each.batch_id == order.batch_id), None)
        rows = [
            (each.at, each.by, t(f"orders.did_{each.kind.partition('.')[2]}"), _detail(each.detail))
            for each in found
            if each.kind.partition(".")[2] in ("edit", "cancel")
        ]
        if batch is not None:
            rows.append((batch.added_at, batch.added_by, t(f"orders.did_{batch.kind}"), batch.name))
        headings = [t(f"orders.history_{name}") for name in ("at", "by", "what", "detail")]
        texts = [(f"{at.astimezone(zone):%Y-%m-%d %H:%M}", *rest) for at, *rest in rows]
        st.dataframe(dict(zip(headings, zip(*texts, strict=True), strict=True)), hide_index=True)

    title = session.as_plain(t("orders.history_title", name=order.row.order_id))
    st.dialog(title, width="large")(session.guarded(show))()


def _form(
    network: Network, values: Mapping[str, str], button: str, order: StoredOrder | None = None
) -> dict[str, str] | None:
    """Ask for the columns of an order; return them when the button is pressed."""
    lang, rules = session.lang(), network.rules
    name = {each: column_name(each, lang) for each in orders.FORM_COLUMNS}
    sites = [site.site_id for site in network.sites]
    classes = {word: class_name(word, lang) for word in rules.handling_classes}
    levels = {word: _priority(word) for word in rules.penalties.priority_weight}
    got: dict[str, Any] = {}
    with st.form(f"orders.form.{order.row.order_id if order else 'new'}", border=False):
        top = st.columns(3)
        if order is None:
            got["order_id"] = top[0].text_input(
                name["order_id"], placeholder=t("orders.made_up"), key="orders.form.order_id"
            )
        for place, end in zip(top[-2:], ("origin", "destination"), strict=True):
            got[end] = place.selectbox(
                name[end], sites, index=sites.index(values[end]) if values.get(end) in sites
                else None, format_func=lambda each: _site(network, each),
                placeholder=t("orders.choose_site"), key=f"orders.form.{end}",
            )  # fmt: skip
        if order is not None:
            lies = _site(network, order.at_site) if order.at_site else t("orders.at_origin")
            top[0].text_input(t("orders.lies_at"), lies, disabled=True)
        rest = ("pieces", "weight_kg", "volume_m3", "ready_at", "due_at")
        for place, each in zip(st.columns(len(rest)), rest, strict=True):
            hint = t(f"orders.hint_{each}")
            got[each] = place.text_input(
                name[each], values.get(each, ""), placeholder=hint, key=f"orders.form.{each}"
            )
        bottom = st.columns(2 + len(_TEXTS))
        got["handling_class"] = bottom[0].selectbox(
            name["handling_class"], rules.handling_classes,
            index=_at(rules.handling_classes, values.get("handling_class")),
            format_func=classes.__getitem__, key="orders.form.class",
        )  # fmt: skip
        got["priority"] = bottom[1].selectbox(
            name["priority"], levels, index=_at(tuple(levels), values.get("priority")),
            format_func=levels.__getitem__, key="orders.form.priority",
        )  # fmt: skip
        for place, each in zip(bottom[2:], _TEXTS, strict=True):
            got[each] = place.text_input(
                name[each], values.get(each, ""), key=f"orders.form.{each}"
            )
        if not st.form_submit_button(button, type="primary"):
            return None
    return {each: str(value or "") for each, value in got.items()}


def _priority(word: str) -> str:
    """Return what people call a priority."""
    return t(f"orders.priority_{word}") if word in ("normal", "urgent") else word


def _at(words: Sequence[str], word: str | None) -> int:
    """Return the position of a word, the first where it is none of them."""
    return words.index(word) if word in words else 0


def _local(values: Mapping[str, str], network: Network) -> dict[str, str]:
    """Return the texts of an order as people write them."""
    texts, zone = dict(values), zone_of(network)
    for name in ("ready_at", "due_at"):
        if texts[name]:
            moment = datetime.fromisoformat(texts[name]).astimezone(zone)
            whole = not moment.second
            texts[name] = f"{moment:%Y-%m-%d %H:%M}" if whole else f"{moment:%Y-%m-%d %H:%M:%S}"
    return texts


def _site(network: Network, site_id: str) -> str:
    """Return name and id of a site."""
    at = network.index.get(site_id)
    return site_id if at is None else f"{network.sites[at].name_zh} {site_id}"


def _confirm(
    title: str, sentence: str, button: str, act: Callable[[], str], *, ask_why: bool = False
) -> None:
    """Do something after a second press."""

    def show() -> None:
        st.markdown(session.as_plain(sentence))
        if ask_why:
            st.text_input(t("orders.why"), key="orders.why")
        said: list[str] = []
        if st.button(button, type="primary", key="orders.confirm") and _done(
            lambda: said.append(act())
        ):
            _leave(said[0])

    st.dialog(title)(session.guarded(show))()


def _done(act: Callable[[], object]) -> bool:
    """Do something; say what stands against it, with what was typed still there."""
    try:
        act()
    except InputError as error:
        lines = [_said(issue) for issue in error.issues]
        st.error("\n\n".join(map(session.as_plain, lines)))
        return False
    except OptimizerError as error:
        session.show_error(error)
        if isinstance(error, Conflict):
            st.info(t("orders.conflict"))
        return False
    return True


def _said(issue: Issue) -> str:
    """Say what is wrong with a field of the form."""
    lang = session.lang()
    what = issue_what(issue, lang)
    return (
        t("orders.field", name=column_name(issue.column, lang), what=what) if issue.column else what
    )


def _leave(said: str) -> None:
    """Close the form, say what was done, and choose nothing."""
    remember_said(session.as_plain(said))
    st.session_state["orders.times"] = st.session_state.get("orders.times", 0) + 1
    st.rerun()


def _ids(chosen: Sequence[StoredOrder]) -> list[str]:
    """Return the ids of orders."""
    return [order.row.order_id for order in chosen]


def _some(chosen: Sequence[StoredOrder]) -> str:
    """Return the first ids of orders."""
    some = t("orders.comma").join(_ids(chosen)[:5])
    return some if len(chosen) <= 5 else t("orders.and_more", names=some)


def _detail(detail: Mapping[str, Any]) -> str:
    """Return what a change was about: why, or columns before and after."""
    lang = session.lang()
    if "why" in detail:
        return str(detail["why"])
    return "; ".join(
        f"{column_name(name, lang)} {before} → {after}" for name, (before, after) in detail.items()
    )
