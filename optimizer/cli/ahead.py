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
    SeedOption,
    app,
    require_writable,
)
from optimizer.cli.exits import exit_status

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
def simulate(
    network: NetworkFolder,
    out: Annotated[Path, typer.Option(help="结果文件夹。Folder for the results.")],
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
    first_day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="首日。The first day.")
    ] = None,
    season: Annotated[str, typer.Option(help="季节。Season of drawn orders.")] = "ordinary",
    scale: Annotated[float, typer.Option(help="运量倍数。Multiplies drawn orders.")] = 1.0,
    under: UnderOption = None,
    effort: Annotated[
        int, typer.Option(min=1, help="每次排线的搜索次数。Iterations a plan.")
    ] = 2000,
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
        from optimizer.cli.simulate import SimulateRequest, run_replay, run_simulation

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
    out: Annotated[Path, typer.Option(help="结果文件夹。Folder for the results.")],
    days: Annotated[int, typer.Option(min=1, max=366, help="天数。Days that choose.")] = 10,
    fresh: Annotated[
        int | None,
        typer.Option(min=0, max=366, help="终评天数。Days after those, that judge the choice."),
    ] = None,
    first_day: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="首日。The first day.")
    ] = FIRST_DAY,
    orders: Annotated[
        Path | None, typer.Option(help="历史运单，不写则抽取。History; drawn without it.")
    ] = None,
    season: Annotated[str, typer.Option(help="季节。Season of drawn orders.")] = "ordinary",
    scale: Annotated[float, typer.Option(help="运量倍数。Multiplies drawn orders.")] = 1.0,
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
    effort: Annotated[
        int, typer.Option(min=1, help="每次排线的搜索次数。Iterations a plan.")
    ] = 2000,
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
        from optimizer.cli.siting import SitingRequest, run_siting

        request = SitingRequest(
            network=network,
            out=out,
            days=days,
            fresh=fresh,
            first_day=first_day.date(),
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
