"""The few lines, or the one JSON object, that a command ends with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from optimizer.cli.words import beside, word
from optimizer.domain import Issue, Violation

Document = Mapping[str, Any]


def reasons_of(document: Document) -> list[dict[str, Any]]:
    """Return why orders are late or unserved: one entry per status and code, most orders first."""
    counted: dict[tuple[str, str], dict[str, Any]] = {}
    for order in document["orders"]:
        reason = order["reason"]
        if reason is None:
            continue
        entry = counted.setdefault(
            (order["status"], reason["code"]),
            {"status": order["status"], "count": 0, "example": order["order_id"]}
            | {key: reason[key] for key in ("code", "proof", "message_zh", "message_en")},
        )
        entry["count"] += 1
    return sorted(counted.values(), key=lambda entry: (-entry["count"], entry["code"]))


def plan_lines(document: Document, currency: str, lang: str) -> list[str]:
    """Return what a plan amounts to, for people."""
    kpis, cost = document["kpis"], document["cost"]
    lines = [
        f"{document['network']}  {document['horizon']['start']} — {document['horizon']['end']}",
        word(
            "orders",
            lang,
            **{key: kpis[key] for key in ("orders", "on_time", "late", "deferred", "unserved")},
            share=_shown(kpis["on_time_share"], "{:.1%}"),
        ),
        word(
            "trips",
            lang,
            trips=kpis["trips"],
            vehicles=kpis["vehicles"],
            km=kpis["distance_m"] / 1000,
            mean=_shown(kpis["hours_mean"], "{:.1f}"),
            p95=_shown(kpis["hours_p95"], "{:.1f}"),
        ),
        word(
            "cost",
            lang,
            operating=kpis["operating_cost"],
            currency=currency,
            per_piece=_shown(kpis["cost_per_piece"], "{:,.2f}"),
            **{key: cost[key] for key in ("vehicles", "stations", "handling", "total")},
        ),
    ]
    if document["missed_visits"]:
        lines.append(word("missed", lang, count=len(document["missed_visits"])))
    lines.extend(_reason_line(entry, lang) for entry in reasons_of(document))
    return lines


def plan_object(document: Document, out: Path, files: Sequence[Path]) -> dict[str, Any]:
    """Return what a plan amounts to, for machines."""
    copied = ("network", "planned_at", "horizon", "engine", "seed", "search_seconds")
    return {
        **{key: document[key] for key in copied},
        "kpis": document["kpis"],
        "cost": document["cost"],
        "reasons": reasons_of(document),
        "missed_visits": len(document["missed_visits"]),
        "out": str(out),
        "files": [str(file) for file in files],
    }


def look_lines(files: Sequence[Path], lang: str) -> list[str]:
    """Return where to look: the report by its path, the other files by their names."""
    if not files:
        return []
    first = next((file for file in files if file.suffix == ".html"), files[0])
    others = [file.name for file in files if file != first]
    lines = [word("look", lang, path=first)]
    if others:
        lines.append(beside(others, lang))
    return lines


def violation_lines(violations: Sequence[Violation], lang: str) -> list[str]:
    """Return every violation in one line, under a heading."""
    lines = [word("violations", lang, count=len(violations))]
    for found in violations:
        amount = f"{found.excess:g} {found.unit}".rstrip()
        excess = f" ({amount})" if found.excess else ""
        told = {"code": found.code, "rule": found.rule, "where": found.where}
        lines.append(word("violation", lang, **told, message=found.message, excess=excess))
    return lines


def violation_objects(violations: Sequence[Violation]) -> list[dict[str, Any]]:
    """Return every violation for machines."""
    return [asdict(found) for found in violations]


def warning_lines(warnings: Sequence[Issue], lang: str) -> list[str]:
    """Return what reading noticed without refusing."""
    return [f"{word('warning', lang)} {issue.file}: {issue.line}" for issue in warnings]


def _reason_line(entry: Mapping[str, Any], lang: str) -> str:
    """Return why some orders are late or unserved."""
    proof = f" ({word('proof', lang)})" if entry["proof"] else ""
    return word(
        "reason",
        lang,
        status=word(entry["status"], lang),
        count=entry["count"],
        code=entry["code"],
        proof=proof,
        message=entry[f"message_{lang}"],
    )


def _shown(value: float | None, form: str) -> str:
    """Return a number in its form, or a dash where there is none."""
    return "—" if value is None else form.format(value)
