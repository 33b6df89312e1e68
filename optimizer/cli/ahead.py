"""The commands that look beyond one plan; what they need is imported inside them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli.commands import (
    FIRST_DAY,
    JsonOption,
    Lang,
    LangOption,
    NetworkFolder,
    SeasonOption,
    SeedOption,
    app,
    require_writable,
)
from optimizer.cli.exits import exit_status

ResultsOption = Annotated[
    Path, typer.Option(help="结果文件夹，可续算。Folder for the results; a run goes on from it.")
]
FirstDayOption = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="首日。The first day.")
]
ScaleOption = Annotated[float, typer.Option(help="运量倍数。Multiplies drawn orders.")]
EffortOption = Annotated[int, typer.Option(min=1, help="每次排线的搜索次数。Iterations a plan.")]
UnderOption = Annotated[
    Path | None, typer.Option(help="共同前提，情景文件。A scenario that holds for all: rain.toml.")
]
WorkersOption = Annotated[
    int | None, typer.Option(min=1, help="进程数。Processes; all cores by default.")
]
ClusterOption = Annotated[str | None, typer.Option(help="Dask 集群。Address of a cluster.")]


def require_one_place(workers: int | None, cluster: str | None) -> None:
    """Refuse processes of this machine and a cluster at once."""
    if workers is not None and cluster is not None:
        raise typer.BadParameter("give --workers or --cluster, not both")


class RainOrShine(StrEnum):
    """Which days are wet."""

    MIXED = "mixed"
    RAIN = "rain"
    DRY = "dry"


@app.command()
def whatif(
    network: NetworkFolder,
    scenarios: Annotated[
        list[Path], typer.Argument(help="情景文件。Scenario files, TOML; see docs/scenarios.md.")
    ],
    out: ResultsOption,
    orders: Annotated[
        Path | None, typer.Option(help="历史运单。A history of orders, CSV or XLSX; or --days.")
    ] = None,
    days: Annotated[
        int | None, typer.Option(min=1, max=3660, help="天数。How many days to draw, or to take.")
    ] = None,
    seed: SeedOption = 0,
    season: SeasonOption = "ordinary",
    at: Annotated[
        datetime, typer.Option(formats=["%H:%M"], help="每天排线时刻。When each day is planned.")
    ] = datetime(2026, 11, 23, 5),
    first_day: FirstDayOption = None,
    effort: EffortOption = 2000,
    seeds: Annotated[
        int, typer.Option(min=1, max=20, help="种子数，测求解器波动。Seeds, for its own noise.")
    ] = 2,
    under: UnderOption = None,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    lang: LangOption = Lang.ZH,
    as_json: JsonOption = False,
) -> None:
    """情景比较：换一种做法会怎样。Compare scenarios with the network, over the same days."""
    if orders is None and days is None:
        raise typer.BadParameter("give --orders, a history, or --days, how many days to draw")
    require_one_place(workers, cluster)
    require_writable(out)
    with exit_status(lang.value):
        from optimizer.cli.many_days import require_own
        from optimizer.cli.whatif import WhatifRequest, run_whatif

        require_own(out, "whatif")
        request = WhatifRequest(
            network=network,
            scenarios=tuple(scenarios),
            out=out,
            orders=orders,
            days=days,
            seed=seed,
            season=season,
            at=at.time(),
            first_day=first_day.date() if first_day else None,
            effort=effort,
            seeds=seeds,
            under=under,
            workers=workers,
            cluster=cluster,
            lang=lang.value,
        )
        run_whatif(request, drawn_from=FIRST_DAY.date(), as_json=as_json)


@app.command()
def simulate(
    network: NetworkFolder,
    out: ResultsOption,
    days: Annotated[int, typer.Option(min=1, max=3660, help="天数。How many days to play.")] = 7,
    seed: SeedOption = 0,
    seeds: Annotated[
        int, typer.Option(min=1, max=1000, help="遍数。Histories: other luck, other drawn orders.")
    ] = 1,
    orders: Annotated[
        Path | None,
        typer.Option(help="历史运单；重演时为方案的运单。History, or the orders of --replay."),
    ] = None,
    replay: Annotated[
        Path | None,
        typer.Option(help="只重演一个方案。Replay this plan.json 500 times instead of days."),
    ] = None,
    weather: Annotated[
        RainOrShine | None, typer.Option(help="天气。rain, dry, or mixed as drawn.")
    ] = None,
    uncertainty: Annotated[
        Path | None, typer.Option(help="不确定性文件。TOML: spreads, rain, markets, holidays.")
    ] = None,
    first_day: FirstDayOption = None,
    season: SeasonOption = "ordinary",
    scale: ScaleOption = 1.0,
    under: UnderOption = None,
    effort: EffortOption = 2000,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    lang: LangOption = Lang.ZH,
    as_json: JsonOption = False,
) -> None:
    """仿真：逐日滚动排线与行驶，或重演一个方案。Play days in uncertain times, or replay a plan."""
    if replay is not None and orders is None:
        raise typer.BadParameter("--replay needs --orders, the orders that the plan was made from")
    require_one_place(workers, cluster)
    require_writable(out)
    with exit_status(lang.value):
        from optimizer.cli.many_days import require_own
        from optimizer.cli.simulate import SimulateRequest, run_replay, run_simulation

        require_own(out, "simulation" if replay is None else "replay")
        request = SimulateRequest(
            network=network,
            out=out,
            days=days,
            seed=seed,
            effort=effort,
            first_day=first_day.date() if first_day else None,
            orders=orders,
            uncertainty=uncertainty,
            weather=weather.value if weather else None,
            lang=lang.value,
            season=season,
            scale=scale,
            seeds=seeds,
            under=under,
            workers=workers,
            cluster=cluster,
        )
        if replay is not None and orders is not None:
            run_replay(request, replay, orders, as_json=as_json)
        else:
            run_simulation(request, drawn_from=FIRST_DAY.date(), as_json=as_json)


@app.command()
def siting(
    network: NetworkFolder,
    out: ResultsOption,
    days: Annotated[int, typer.Option(min=1, max=366, help="天数。Days that choose.")] = 10,
    fresh: Annotated[
        int | None,
        typer.Option(min=0, max=366, help="终评天数。Days after those, that judge the choice."),
    ] = None,
    first_day: FirstDayOption = None,
    orders: Annotated[
        Path | None, typer.Option(help="历史运单，不写则抽取。History; drawn without it.")
    ] = None,
    season: SeasonOption = "ordinary",
    scale: ScaleOption = 1.0,
    candidates: Annotated[
        Path | None,
        typer.Option(help="候选站点 CSV：site_id, rent_per_day, investment, lifetime_days。"),
    ] = None,
    budget: Annotated[
        float | None, typer.Option(help="投资上限。All that building may cost.")
    ] = None,
    most: Annotated[int | None, typer.Option(help="最多几个站。At most so many stations.")] = None,
    each: Annotated[int, typer.Option(min=1, help="每种站数提几组。Proposals of each size.")] = 2,
    under: UnderOption = None,
    effort: EffortOption = 2000,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    seed: SeedOption = 0,
    lang: LangOption = Lang.ZH,
    as_json: JsonOption = False,
) -> None:
    """选址：开哪几个中转站最省。Which stations to open, judged by planned days."""
    require_one_place(workers, cluster)
    require_writable(out)
    with exit_status(lang.value):
        from optimizer.cli.many_days import require_own
        from optimizer.cli.siting import SitingRequest, run_siting

        require_own(out, "siting")
        request = SitingRequest(
            network=network,
            out=out,
            days=days,
            fresh=fresh,
            first_day=(first_day or FIRST_DAY).date(),
            orders=orders,
            season=season,
            scale=scale,
            candidates=candidates,
            budget=budget,
            most=most,
            each=each,
            under=under,
            effort=effort,
            seed=seed,
            workers=workers,
            cluster=cluster,
            lang=lang.value,
        )
        run_siting(request, as_json=as_json)
