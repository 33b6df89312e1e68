"""
The commands and their options.

Only typer is imported here: ``route48 --help`` has to be quick. What a command needs is
imported inside it.
"""

from __future__ import annotations

import math
import os
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from optimizer import __version__
from optimizer.cli.exits import exit_status

DEFAULT_SEARCH_SECONDS = 10.0
FIRST_DAY = datetime(2026, 11, 23)  # the day of the sample orders: the same seed, the same file
MOST_MARGIN_KM = 200.0  # beyond it no road serves a county

app = typer.Typer(
    name="route48",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


roads = typer.Typer(
    name="roads",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="道路：导入、下载、查看。Bring real roads into a network, and look at them.",
)
app.add_typer(roads)

store = typer.Typer(
    name="store",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="数据库：备份、恢复、查看。Back up and restore what the desk keeps, and look at it.",
)
app.add_typer(store)


class Lang(StrEnum):
    """The language of what people read."""

    ZH = "zh"
    EN = "en"


NetworkFolder = Annotated[Path, typer.Argument(help="县网络文件夹。Folder of the network.")]
OrdersFile = Annotated[Path, typer.Argument(help="运单文件。Orders, CSV or XLSX.")]
LangOption = Annotated[Lang, typer.Option(help="语言。Language of what people read.")]
JsonOption = Annotated[bool, typer.Option("--json", help="机器可读。One JSON object on stdout.")]
SeedOption = Annotated[int, typer.Option(min=0, help="随机种子。Same seed, same result.")]
SeasonOption = Annotated[str, typer.Option(help="季节。The season: ordinary or orchid.")]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        help="数据库地址。Address: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."
        " Default $ROUTE48_DATABASE_URL, else ~/.route48/route48.db."
    ),
]

MarginOption = Annotated[float, typer.Option(help="外扩公里数。Kilometres around the county.")]
BackupOption = Annotated[
    bool,
    typer.Option(
        "--keep-schematic-backup",
        help="保留原路网。Keep the roads before as roads.schematic.graphml.",
    ),
]


def main() -> None:
    """Run the command line."""
    app()


@app.command()
def plan(
    network: NetworkFolder,
    orders: OrdersFile,
    at: Annotated[str, typer.Option(help="排线时刻。When the plan is made: 2026-11-23T05:00.")],
    out: Annotated[Path, typer.Option(help="结果文件夹。Folder for the results.")],
    search_seconds: Annotated[
        float | None, typer.Option(help="搜索秒数。Search time, default 10; or use --effort.")
    ] = None,
    effort: Annotated[
        int | None,
        typer.Option(min=1, help="搜索次数。Iterations instead of seconds: reproducible."),
    ] = None,
    seed: SeedOption = 0,
    lang: LangOption = Lang.ZH,
    as_json: JsonOption = False,
) -> None:
    """排线：导入运单，写出方案。Plan the orders of a network and write the results."""
    if effort is not None and search_seconds is not None:
        raise typer.BadParameter("give --search-seconds or --effort, not both")
    if search_seconds is not None and not (math.isfinite(search_seconds) and search_seconds > 0):
        raise typer.BadParameter(f"--search-seconds is {search_seconds}, not a time above zero")
    if effort is None and search_seconds is None:
        search_seconds = DEFAULT_SEARCH_SECONDS
    require_writable(out)
    with exit_status(lang.value):
        from optimizer.cli.planning import PlanRequest, run_plan

        request = PlanRequest(
            network=network,
            orders=orders,
            at=at,
            out=out,
            search_seconds=search_seconds,
            effort=effort,
            seed=seed,
            lang=lang.value,
        )
        run_plan(request, as_json=as_json)


@app.command()
def check(
    network: NetworkFolder,
    orders: OrdersFile,
    plan: Annotated[Path, typer.Argument(help="方案。The plan document, plan.json.")],
    lang: LangOption = Lang.ZH,
    as_json: JsonOption = False,
) -> None:
    """核验：逐条规则检查方案。Check a plan, also a foreign one, by every rule."""
    with exit_status(lang.value):
        from optimizer.cli.checking import run_check

        run_check(network, orders, plan, lang=lang.value, as_json=as_json)


@app.command()
def demand(
    network: NetworkFolder,
    days: Annotated[int, typer.Option(min=1, help="天数。How many days.")],
    seed: SeedOption,
    out: Annotated[Path, typer.Option(help="运单文件。The CSV file to write.")],
    first_day: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="首日。The first day.")
    ] = FIRST_DAY,
    season: SeasonOption = "ordinary",
    scale: Annotated[float, typer.Option(help="倍数。Multiplies the volumes.")] = 1.0,
) -> None:
    """模拟运单：为一个网络生成运单。Draw realistic orders for a network."""
    if not (math.isfinite(scale) and scale > 0):
        raise typer.BadParameter(f"--scale is {scale}, not a number above zero")
    with exit_status():
        from optimizer.cli.drawing import run_demand

        run_demand(
            network,
            out,
            first_day=first_day.date(),
            days=days,
            seed=seed,
            season=season,
            scale=scale,
        )


@app.command("app")
def desk(
    host: Annotated[
        str, typer.Option(help="地址。Address to listen at; beyond loopback sign-in is required.")
    ] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="端口。Port, default the first free one from 8501."),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="不打开浏览器。Do not open a browser.")
    ] = False,
    lang: LangOption = Lang.ZH,
) -> None:
    """排线台：在浏览器里导入、排线、调整、发布。Open the dispatch desk in the browser."""
    with exit_status(lang.value):
        from optimizer.cli.desk import run_app

        run_app(host=host, port=port, browser=not no_browser, lang=lang.value)


@roads.command("import")
def roads_import(
    file: Annotated[Path, typer.Argument(help="道路文件。OSM (.osm, .osm.pbf) or GraphML.")],
    into: Annotated[Path, typer.Option(help="县网络文件夹。Folder of the network.")],
    margin_km: MarginOption = 5.0,
    keep_schematic_backup: BackupOption = False,
    lang: LangOption = Lang.ZH,
    as_json: JsonOption = False,
) -> None:
    """导入道路：OSM 或 GraphML 文件。Replace the roads of a network by those of a file."""
    _require_margin(margin_km)
    with exit_status(lang.value):
        from optimizer.cli.roads import run_import

        run_import(
            file,
            into,
            margin_km=margin_km,
            keep_backup=keep_schematic_backup,
            lang=lang.value,
            as_json=as_json,
        )


@roads.command("download")
def roads_download(
    network: NetworkFolder,
    server: Annotated[
        str | None, typer.Option(help="Overpass 服务器地址。Address of an Overpass server.")
    ] = None,
    margin_km: MarginOption = 5.0,
    keep_schematic_backup: BackupOption = False,
    lang: LangOption = Lang.ZH,
    as_json: JsonOption = False,
) -> None:
    """下载道路：OpenStreetMap。Replace the roads of a network by those of OpenStreetMap."""
    _require_margin(margin_km)
    with exit_status(lang.value):
        from optimizer.cli.roads import run_download

        run_download(
            network,
            server=server,
            margin_km=margin_km,
            keep_backup=keep_schematic_backup,
            lang=lang.value,
            as_json=as_json,
        )


@roads.command("info")
def roads_info(
    network: NetworkFolder, lang: LangOption = Lang.ZH, as_json: JsonOption = False
) -> None:
    """道路情况：等级、缺失标签、离路网点。Say what is known of the roads of a network."""
    with exit_status(lang.value):
        from optimizer.cli.roads import run_info

        run_info(network, lang=lang.value, as_json=as_json)


@store.command("backup")
def store_backup(
    file: Annotated[Path, typer.Argument(help="备份文件。The file to write.")],
    database: DatabaseOption = None,
    lang: LangOption = Lang.ZH,
    as_json: JsonOption = False,
) -> None:
    """备份：全部数据写入一个文件。Write all that the desk keeps into one file, verified."""
    with exit_status(lang.value):
        from optimizer.cli.store import run_backup

        run_backup(file, database, lang=lang.value, as_json=as_json)


@store.command("restore")
def store_restore(
    file: Annotated[Path, typer.Argument(help="备份文件。The file to read.")],
    database: DatabaseOption = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="覆盖现有数据。Throw away what is there now.")
    ] = False,
    lang: LangOption = Lang.ZH,
    as_json: JsonOption = False,
) -> None:
    """恢复：从备份文件读回，也可换数据库。Fill an empty store from a backup; moves it, too."""
    with exit_status(lang.value):
        from optimizer.cli.store import run_restore

        run_restore(file, database, replace=replace, lang=lang.value, as_json=as_json)


@store.command("info")
def store_info(
    database: DatabaseOption = None, lang: LangOption = Lang.ZH, as_json: JsonOption = False
) -> None:
    """数据库情况：位置、大小、内容。Say where the store is and what is in it."""
    with exit_status(lang.value):
        from optimizer.cli.store import run_info

        run_info(database, lang=lang.value, as_json=as_json)


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=lambda on: _version(on=on),
            help="版本。Print the version.",
        ),
    ] = False,
) -> None:
    """
    县、镇、村三级配送排线 (route48).

    Plan both echelons of a county's 48-hour delivery network together.
    """


def require_writable(out: Path) -> None:
    """Refuse a folder before a long search where its results could not be written."""
    folder = next(folder for folder in (out, *out.absolute().parents) if folder.exists())
    if not folder.is_dir():
        raise typer.BadParameter(f"--out: {folder} is not a folder; name another")
    if not os.access(folder, os.W_OK):
        raise typer.BadParameter(f"--out: {folder} may not be written; name another")


def _require_margin(margin_km: float) -> None:
    """Refuse what is no distance around a county."""
    if not 0 <= margin_km <= MOST_MARGIN_KM:
        raise typer.BadParameter(
            f"--margin-km is {margin_km:g}, not between 0 and {MOST_MARGIN_KM:g}"
        )


def _version(*, on: bool) -> None:
    """Print the version and exit."""
    if on:
        typer.echo(f"route48 {__version__}")
        raise typer.Exit
