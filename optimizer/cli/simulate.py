"""What ``route48 simulate`` does: play days, or replay one plan, and write what came of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import typer

from optimizer.checker import check_document, read_document
from optimizer.cli.summary import violation_lines
from optimizer.cli.words import word
from optimizer.demand import read_model
from optimizer.errors import StoreError
from optimizer.pipeline import open_county
from optimizer.simulation import (
    DayRecord,
    DayTable,
    Drawn,
    Gain,
    Incoming,
    Match,
    Mend,
    Play,
    Policy,
    Replays,
    SimulationResult,
    Standing,
    Uncertainty,
    Weather,
    day_row,
    mend_worst,
    open_standing,
    read_history,
    read_uncertainty,
    replay_document,
    write_replays,
    write_villages,
)
from optimizer.units import MINUTE, YUAN

INVALID_PLAN = 2
SUMMARY = "summary.json"


@dataclass(frozen=True, slots=True)
class SimulateRequest:
    """What the options of ``route48 simulate`` ask for."""

    network: Path
    out: Path
    days: int
    seed: int
    effort: int
    first_day: date | None
    orders: Path | None
    uncertainty: Path | None
    weather: str | None
    lang: str


def run_simulation(request: SimulateRequest, *, drawn_from: date, as_json: bool) -> None:
    """Play the days; the table of days is written as they pass, the rest in the end."""
    standing = open_standing(request.network)
    uncertainty = _uncertainty(request, standing)
    incoming, first_day = _incoming(request, standing, drawn_from)
    play = Play(
        standing,
        incoming,
        uncertainty,
        first_day,
        request.days,
        seed=request.seed,
        effort=request.effort,
    )
    match = Match(play)
    with DayTable(request.out) as table:
        try:
            for need, habit in match.days():
                table.write(Policy.BY_NEED, need)
                table.write(Policy.HABIT, habit)
                typer.echo(_day_line(need, habit, request.lang), err=True)
        except KeyboardInterrupt:
            typer.echo(word("simulation_stopped", request.lang), err=True)
    gain = match.gain()
    if not gain.days:
        raise typer.Exit(130)
    results = (gain.need, gain.habit)
    write_villages(
        request.out, standing.network, {result.policy: result.promises for result in results}
    )
    summary = _summary(gain)
    _write_summary(request.out, summary)
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False, indent=2))
        return
    currency = standing.network.rules.currency
    for result in results:
        typer.echo(_result_line(result, currency, request.lang))
    typer.echo(_gain_line(gain, currency, request.lang))
    typer.echo(word("look", request.lang, path=request.out / SUMMARY))


def run_replay(request: SimulateRequest, plan: Path, orders: Path, *, as_json: bool) -> None:
    """Replay a plan that passes the checker, and say what is fragile in it."""
    document = read_document(plan)
    county = open_county(request.network, orders, document["planned_at"])
    uncertainty = _uncertainty(request, Standing(county.instance.network, county.travel))
    violations = check_document(document, county.instance, county.travel)
    if violations:
        for text in violation_lines(violations, request.lang):
            typer.echo(text, err=True)
        raise typer.Exit(INVALID_PLAN)
    replays = replay_document(
        document, county.instance, county.travel, uncertainty, seed=request.seed
    )
    mend = mend_worst(replays, seed=request.seed)
    files = write_replays(request.out, replays)
    summary = _replay_summary(replays, mend)
    _write_summary(request.out, summary)
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False, indent=2))
        return
    for text in _replay_lines(summary, mend, request.lang):
        typer.echo(text)
    typer.echo(word("look", request.lang, path=request.out / SUMMARY))
    typer.echo(word("beside", request.lang, names=", ".join(file.name for file in files)))


def _uncertainty(request: SimulateRequest, standing: Standing) -> Uncertainty:
    """Return how far days stray: from a file if there is one, the weather from the option."""
    file = request.uncertainty
    found = read_uncertainty(file, standing.network) if file else Uncertainty()
    return replace(found, weather=Weather(request.weather)) if request.weather else found


def _incoming(
    request: SimulateRequest, standing: Standing, drawn_from: date
) -> tuple[Incoming, date]:
    """Return where the orders come from, and the first day."""
    if request.orders is not None:
        history = read_history(
            request.orders, standing.network, first_day=request.first_day, days=request.days
        )
        return history, request.first_day or history.first_day
    model = read_model(request.network, standing.network)
    drawn = Drawn(standing.network, model, seed=request.seed)
    return drawn, request.first_day or drawn_from


def _summary(gain: Gain) -> dict[str, Any]:
    """Return what the days came to, for machines."""
    return {
        "days": gain.days,
        "policies": {
            str(result.policy): {
                **{k: v for k, v in day_row(result.total).items() if k not in ("day", "rain")},
                "cost_per_day": round(result.cost_per_day / YUAN, 2),
            }
            for result in (gain.need, gain.habit)
        },
        "gain": {
            "cost_per_day": round(gain.cost_per_day / YUAN, 2),
            "days_cheaper": gain.days_cheaper,
            "on_time_share": round(gain.on_time, 4),
        },
    }


def _replay_summary(replays: Replays, mend: Mend | None) -> dict[str, Any]:
    """Return what the replays of a plan say, for machines."""
    carried = [row for rows in replays.timeline.ways.values() for row in rows]
    worst = replays.transfers[0] if replays.transfers else None
    return {
        "replays": int(replays.starts.shape[0]),
        "orders": len(carried),
        "on_time_share": round(float(replays.on_time[carried].mean()), 4) if carried else None,
        "delivered_share": round(float(replays.delivered[carried].mean()), 4) if carried else None,
        "trips": len(replays.timeline.trips),
        "transfers": len(replays.transfers),
        "fragile_transfers": sum(each.probability < 0.9 for each in replays.transfers),
        "worst_transfer": worst
        and {
            "site_id": worst.site_id,
            "from_trip": worst.giver,
            "to_trip": worst.taker,
            "orders": len(worst.orders),
            "slack_minutes": round(worst.slack / MINUTE, 1),
            "holds": round(worst.probability, 4),
        },
        "mend": mend
        and {
            "from_trip": mend.transfer.giver,
            "to_trip": mend.transfer.taker,
            "remedy": str(mend.remedy),
            "minutes": mend.minutes,
            "before": round(mend.before, 4),
            "after": round(mend.after, 4),
        },
    }


def _day_line(need: DayRecord, habit: DayRecord, lang: str) -> str:
    """Return a day in one line."""
    return word(
        "simulated_day",
        lang,
        day=need.day,
        weather=word("rain" if need.is_wet else "dry", lang),
        share=f"{need.on_time_share:.1%}",
        cost=need.cost / YUAN,
        other=habit.cost / YUAN,
    )


def _result_line(result: SimulationResult, currency: str, lang: str) -> str:
    """Return what a policy came to in one line."""
    total = result.total
    return word(
        "simulated_policy",
        lang,
        policy=word(f"policy_{result.policy}", lang),
        share=f"{total.on_time_share:.1%}",
        late=total.late + total.missing,
        cost=result.cost_per_day / YUAN,
        currency=currency,
        worked=f"{total.worked_share:.0%}",
        fill=f"{total.fill:.0%}",
    )


def _gain_line(gain: Gain, currency: str, lang: str) -> str:
    """Return what planning by need is worth in one line."""
    return word(
        "simulated_gain",
        lang,
        cost=gain.cost_per_day / YUAN,
        currency=currency,
        cheaper=gain.days_cheaper,
        days=gain.days,
        points=f"{gain.on_time * 100:+.1f}",
    )


def _replay_lines(summary: dict[str, Any], mend: Mend | None, lang: str) -> list[str]:
    """Return what people want to know of the replays."""
    lines = [
        word(
            "replayed",
            lang,
            replays=summary["replays"],
            share=f"{summary['on_time_share'] or 0:.1%}",
            fragile=summary["fragile_transfers"],
            transfers=summary["transfers"],
        )
    ]
    worst = summary["worst_transfer"]
    if worst:
        lines.append(word("replayed_worst", lang, **{**worst, "holds": f"{worst['holds']:.0%}"}))
    if mend is not None:
        key = f"mend_{mend.remedy}" if mend.holds else "mend_none"
        trip = mend.transfer.giver if mend.remedy == "giver_earlier" else mend.transfer.taker
        lines.append(
            word(
                key,
                lang,
                trip=trip,
                giver=mend.transfer.giver,
                taker=mend.transfer.taker,
                minutes=mend.minutes,
                before=f"{mend.before:.0%}",
                after=f"{mend.after:.0%}",
            )
        )
    return lines


def _write_summary(folder: Path, summary: dict[str, Any]) -> None:
    """Write the summary for machines."""
    file = folder / SUMMARY
    try:
        file.write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error}") from error
