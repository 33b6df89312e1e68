"""Writes the phone page: no script, no image, nothing from elsewhere, under 100 kB."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from optimizer.domain import Site
from optimizer.reports.defuse import markup_text
from optimizer.reports.notes import NOBODY, Person, phone_of
from optimizer.reports.phone.links import amap_link, geo_link, tel_link
from optimizer.reports.phone.style import STYLE
from optimizer.reports.phone.words import say
from optimizer.reports.runsheets.sheets import Call, DutySheet, Goods, TripSheet
from optimizer.reports.texts import vehicle_type_text, weekday_text


@dataclass(frozen=True, slots=True)
class Issue:
    """
    The publication that a page belongs to.

    ``newer`` is the number of the publication that has replaced it, None while it holds;
    ``newer_page`` is the address of the vehicle's page there, empty where it has none.
    What leaves before ``newer_from`` is still driven as it was; None where nothing is.
    ``before_page`` is the page of the plan before, while the vehicle is still out for it.
    """

    network: str
    number: int
    published: datetime
    planned: datetime
    newer: int | None = None
    newer_page: str = ""
    newer_from: datetime | None = None
    before_page: str = ""
    dispatcher: Person = NOBODY


def phone_page(
    duties: Sequence[DutySheet], issue: Issue, *, now: datetime, lang: str, plate: str
) -> str:
    """
    Return the page of one vehicle.

    Parameters
    ----------
    duties
        The sheets of the vehicle, by time.
    issue
        What was published, and whether it still holds.
    now
        The local time of the network: today's duties are shown at length, those of other
        days in short: later ones are planned again before they are driven.
    lang
        ``zh`` or ``en``.
    plate
        What to call the vehicle.
    """
    today = now.date()
    left = [duty for duty in duties if duty.span[1].date() >= today]
    gone = duties[: len(duties) - len(left)]
    is_today = [duty.span[0].date() <= today for duty in left]
    parts = [_header(left, plate, lang), *_alert(issue, lang)]
    if not any(is_today):
        parts.append(f"<p class=about>{say('no_today' if left else 'over', lang)}</p>")
    # Drivers look at the eve too: where there is nothing today the next duty is the one.
    whole = [duty for duty, now_on in zip(left, is_today, strict=True) if now_on] or left[:1]
    for duty in left:
        if duty in whole:
            parts += _duty(duty, issue, today, lang)
        else:
            parts += _short(duty, today, lang)
    for duty in gone:
        parts += _short(duty, today, lang)
    parts.append(_footer(issue, lang))
    return _document(say("title", lang, plate=plate), "\n".join(parts), lang)


def plain_page(key: str, lang: str = "zh") -> str:
    """
    Return a page that only says something: ``unknown`` or ``broken``.

    Examples
    --------
    >>> "没有这个页面" in plain_page("unknown")
    True
    """
    said = f"<h2>{say(key, lang)}</h2><p class=about>{say(f'{key}_do', lang)}</p>"
    if lang == "zh":
        said += f"<p class=about lang=en>{say(key, 'en')}. {say(f'{key}_do', 'en')}</p>"
    return _document(say(key, lang), said, lang)


def _document(title: str, body: str, lang: str) -> str:
    """Return a whole page."""
    return (
        f'<!DOCTYPE html>\n<html lang="{"en" if lang == "en" else "zh-CN"}"><head>'
        '<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{markup_text(title)}</title><style>{STYLE}</style></head>\n"
        f"<body>{body}</body></html>\n"
    )


def _header(duties: Sequence[DutySheet], plate: str, lang: str) -> str:
    """Return plate, driver, and the switch of language."""
    other = "zh" if lang == "en" else "en"
    about = ""
    if duties:
        kind = vehicle_type_text(duties[0].vehicle.vehicle_type, lang)
        about = kind
        if duties[0].driver.name:
            about += f" · {say('driver', lang)} {duties[0].driver.name}"
    return (
        f'<header><a href="?lang={other}">{say("switch", lang)}</a>'
        f"<h1>{markup_text(plate)}</h1><p>{markup_text(about)}</p></header>"
    )


def _alert(issue: Issue, lang: str) -> Iterator[str]:
    """Yield what says that a newer plan holds, or that an older one is still to be driven."""
    if issue.before_page:
        link = _link(issue.before_page, "before", lang)
        yield f"<div class=alert>{say('before', lang)} {link}</div>"
    if issue.newer is None:
        return
    if issue.newer_from is None:
        said = say("newer", lang, number=issue.newer)
    else:
        at = f"{issue.newer_from:%m-%d %H:%M}"
        said = say("newer_from", lang, number=issue.newer, at=at)
    more = say("newer_none", lang)
    if issue.newer_page:
        more = _link(issue.newer_page, "newer", lang)
    yield f"<div class=alert>{said} {more}</div>"


def _link(address: str, key: str, lang: str) -> str:
    """Return a link to another page of the vehicle, in the same language."""
    whole = markup_text(f"{address}{'?lang=en' if lang == 'en' else ''}")
    return f'<a href="{whole}">{say(f"{key}_link", lang)}</a>'


def _day(day: date, today: date, lang: str) -> str:
    """Return a date as people say it."""
    named = {today: "today", today + timedelta(days=1): "tomorrow"}.get(day)
    word = f"{say(named, lang)} " if named else ""
    return f"{word}{day:%m-%d} {weekday_text(day, lang)}"


def _about(duty: DutySheet, lang: str) -> str:
    """Return the figures of a duty."""
    return say(
        "about_duty", lang, start=duty.start, end=duty.end, km=f"{duty.km:.0f}",
        stops=duty.num_stops,
    )  # fmt: skip


def _duty(duty: DutySheet, issue: Issue, today: date, lang: str) -> Iterator[str]:
    """Yield a duty at length."""
    yield f"<h2>{_day(duty.span[0].date(), today, lang)}</h2>"
    yield f"<p class=about>{_about(duty, lang)}</p>"
    for trip in duty.trips:
        about = f"{trip.start}–{trip.end}"
        if trip.status == "provisional":
            about += f" · {say('provisional', lang)}"
        name = markup_text(say("trip", lang, trip=trip.trip_id))
        if issue.newer_from is not None and trip.span[0] >= issue.newer_from:
            yield f"<h3>{name} · {say('void', lang)}</h3>"
            continue
        yield f"<h3>{name} · {about}</h3><ol>"
        for call in trip.calls:
            yield f"<li>{''.join(_call(call, trip, duty, lang))}</li>"
        yield "</ol>"


def _short(duty: DutySheet, today: date, lang: str) -> Iterator[str]:
    """Yield a duty of another day in short, to open by a touch."""
    day = duty.span[0].date()
    word = "provisional" if day >= today else "done"
    yield f"<details><summary>{_day(day, today, lang)}</summary>"
    yield f"<p class=about>{_about(duty, lang)} · {say(word, lang)}</p><ol>"
    for trip in duty.trips:
        for call in trip.calls:
            name = markup_text(_name(call.site, lang))
            yield f"<li><span class=t>{call.arrival}</span>{name}</li>"
    yield "</ol></details>"


def _call(call: Call, trip: TripSheet, duty: DutySheet, lang: str) -> Iterator[str]:
    """Yield the lines of a stop."""
    site = call.site
    waits = f"{say('wait', lang, arrival=call.arrival)}" if call.waits else ""
    leave = say("leave", lang, time=call.departure)
    yield f"<div class=t>{call.start}<small>{waits}</small><small>{leave}</small></div>"
    yield f"<span class=n>{call.number}</span><span class=s>{markup_text(_name(site, lang))}</span>"
    about = " ".join(filter(None, (site.town, site.site_id)))
    yield f"<div class=w>{markup_text(about)}</div>"
    for key, goods in (("unload", call.unload), ("load", call.load)):
        if goods.pieces:
            yield f"<div class=g><b>{say(key, lang)}</b> {_goods(goods, lang)}</div>"
    if not call.unload.pieces and not call.load.pieces:
        is_home = site.site_id == duty.home.site_id
        if not is_home or call.number > 1:
            yield f"<div class=w>{say('base' if is_home else 'nothing', lang)}</div>"
    yield from _bags(call, trip, lang)
    yield f"<div class=b>{''.join(_buttons(site, lang))}</div>"
    if call.km_to_next is not None:
        km, minutes = f"{call.km_to_next:.1f}", call.minutes_to_next
        yield f"<div class=w>{say('next', lang, km=km, minutes=minutes)}</div>"


def _bags(call: Call, trip: TripSheet, lang: str) -> Iterator[str]:
    """Yield that goods change vehicle here, and the bags that are loaded to change again."""
    if call.handover:
        yield f"<div class=h>{say('handover', lang)}</div>"
    for loading in trip.loading:
        if loading.loaded_at is call:
            bags = "、".join(f"{_name(site, lang)} {goods.pieces}" for site, goods in loading.bags)
            to = _name(loading.unloaded_at.site, lang)
            yield f"<div class=w>{say('bags_for', lang)} → {markup_text(f'{to}: {bags}')}</div>"


def _goods(goods: Goods, lang: str) -> str:
    """Return an amount."""
    return say("goods", lang, pieces=goods.pieces, bags=goods.bags, kg=f"{goods.kg:.1f}")


def _buttons(site: Site, lang: str) -> Iterator[str]:
    """Yield the links of a site: to call, to drive."""
    if link := tel_link(phone_of(site)):
        said = markup_text(say("call", lang, phone=phone_of(site)))
        yield f'<a href="{link}">{said}</a>'
    if site.latitude is not None and site.longitude is not None:
        place, name = (site.longitude, site.latitude), _name(site, lang)
        yield f'<a href="{markup_text(amap_link(place, name))}">{say("amap", lang)}</a>'
        yield f'<a href="{markup_text(geo_link(place))}">{say("geo", lang)}</a>'


def _name(site: Site, lang: str) -> str:
    """Return what people call a site."""
    return (site.name_en if lang == "en" else "") or site.name_zh or site.site_id


def _footer(issue: Issue, lang: str) -> str:
    """Return whom to call, and which plan this is."""
    parts = []
    who = issue.dispatcher
    if who.line:
        link = tel_link(who.phone)
        said = markup_text(f"{say('dispatcher', lang)} {who.line}")
        parts.append(f'<div class=b><a href="{link}">{said}</a></div>' if link else said)
    foot = say(
        "foot", lang, number=issue.number, published=f"{issue.published:%m-%d %H:%M}",
        planned=f"{issue.planned:%m-%d %H:%M}",
    )  # fmt: skip
    parts.append(f"<p>{markup_text(issue.network)} · {foot}</p>")
    return f"<footer>{''.join(parts)}</footer>"
