"""What ``route48 simulate`` does: play days, or replay one plan, and write what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any, Final

import typer

from optimizer.checker import check_document, read_document
from optimizer.cli.many_days import (
    SUMMARY,
    DaysLine,
    executor_of,
    run_days_stoppable,
    sentence,
    write_summary,
    write_table,
)
from optimizer.cli.summary import violation_lines
from optimizer.cli.words import beside, word
from optimizer.days import Drawn, NetworkFolder
from optimizer.domain import Network
from optimizer.inputs import read_network
from optimizer.pipeline import open_county
from optimizer.scenarios import read_history, read_scenario
from optimizer.simulation import (
    Mend,
    Replays,
    SimulationAnswer,
    SimulationQuestion,
    Uncertainty,
    Weather,
    answer,
    day_rows,
    document,
    mend_worst,
    play_histories,
    read_uncertainty,
    replay_document,
    village_rows,
    write_replays,
)
from optimizer.units import MINUTE

INVALID_PLAN = 2
NOTHING_PLAYED: Final = 2
DAYS, VILLAGES = "days.csv", "villages.csv"
POLICIES: Final = ("by_need", "habit")


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
    season: str = "ordinary"
    scale: float = 1.0
    seeds: int = 1
    under: Path | None = None
    workers: int | None = None
    cluster: str | None = None


def run_simulation(request: SimulateRequest, *, drawn_from: date, as_json: bool) -> None:
    """Play the histories; the days that are over are kept in the folder of results."""
    question = _question(request, drawn_from)
    network = question.check().instance.network
    line = DaysLine(request.lang)

    def work(stop: Event) -> SimulationAnswer:
        with executor_of(request.workers, request.cluster) as executor:
            days = play_histories(question, executor, request.out / "days", line, stop)
            return answer(question, days, network)

    found = run_days_stoppable(work, request.lang)
    line.end()
    for failure in found.failures:
        said = sentence(failure, request.lang)
        typer.echo(f"{failure.variant} {failure.seed} {failure.day}: {said}", err=True)
    if found.is_partial:
        typer.echo(word("days_stopped", request.lang), err=True)
    if not found.pairs:
        raise typer.Exit(NOTHING_PLAYED)
    told = document(question, found)
    write_summary(request.out, told)
    write_table(request.out / DAYS, list(day_rows(told)))
    write_table(request.out / VILLAGES, list(village_rows(told)))
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for text in _lines(told, request.lang):
        typer.echo(text)
    typer.echo(word("look", request.lang, path=request.out / SUMMARY))
    typer.echo(beside((DAYS, VILLAGES), request.lang))


def run_replay(request: SimulateRequest, plan: Path, orders: Path, *, as_json: bool) -> None:
    """Replay a plan that passes the checker, and say what is fragile in it."""
    document = read_document(plan)
    county = open_county(request.network, orders, document["planned_at"])
    uncertainty = _uncertainty(request, county.instance.network)
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
    write_summary(request.out, summary)
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False, indent=2))
        return
    for text in _replay_lines(summary, mend, request.lang):
        typer.echo(text)
    typer.echo(word("look", request.lang, path=request.out / SUMMARY))
    typer.echo(beside([file.name for file in files], request.lang))


def _uncertainty(request: SimulateRequest, network: Network) -> Uncertainty:
    """Return how far days stray: from a file if there is one, the weather from the option."""
    file = request.uncertainty
    found = read_uncertainty(file, network) if file else Uncertainty()
    return replace(found, weather=Weather(request.weather)) if request.weather else found


def _question(request: SimulateRequest, drawn_from: date) -> SimulationQuestion:
    """Return the question of the options, files read."""
    network = read_network(request.network)
    uncertainty = _uncertainty(request, network)
    first = request.first_day or drawn_from
    orders: Mapping[date, bytes] | Drawn = Drawn(request.season, request.scale)
    if request.orders is not None:
        orders = read_history(
            request.orders, network, first_day=request.first_day, days=request.days
        )
        first = min(orders)
    return SimulationQuestion(
        network=NetworkFolder.of(request.network),
        first_day=first,
        days=request.days,
        orders=orders,
        uncertainty=uncertainty,
        seed=request.seed,
        seeds=request.seeds,
        effort=request.effort,
        under=read_scenario(request.under) if request.under else None,
    )


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


def _lines(told: Mapping[str, Any], lang: str) -> list[str]:
    """Return what both policies came to, what rain did to the promise, and the gain."""
    unit = {"currency": told["currency"]}
    lines = []
    for policy in POLICIES:
        found = told["policies"][policy]
        lines.append(
            word(
                "simulated_policy",
                lang,
                policy=word(f"policy_{policy}", lang),
                share=_share(found),
                late=found["late"] + found["missing"],
                cost=found["cost_per_day"],
                worked=f"{found['worked_share']:.0%}",
                fill=f"{found['fill']:.0%}",
                broken=found["broken_transfers"],
                **unit,
            )
        )
    closed, seeds = told["histories_closed"], told["seeds"]
    key = "simulated_run_off" if closed == seeds else "simulated_unclosed"
    lines.append(word(key, lang, closed=closed, seeds=seeds))
    weather = told["policies"]["by_need"]["by_weather"]
    if weather["rain"]["days"] and weather["dry"]["days"]:
        shares = {name: _share(found) for name, found in weather.items()}
        lines.append(word("simulated_weather", lang, days=weather["rain"]["days"], **shares))
    gain = told["gain"]
    points = gain["on_time_share"]["mean"]
    if points is not None:
        lines.append(word("simulated_points", lang, points=f"{points * 100:+.1f}"))
    return [*lines, str(gain["verdict"][f"sentence_{lang}"])]


def _share(found: Mapping[str, Any]) -> str:
    """Return a share in time, a dash where nothing was settled."""
    share = found["on_time_share"]
    return "–" if share is None else f"{share:.1%}"


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
