"""The commands ``lsg-projects import``: territories, plans and execution of budgets, codes of the classification."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

import click
from sqlalchemy.orm import Session

from lsg_projects.app import create_app
from lsg_projects.budgets import usecases as budgets
from lsg_projects.budgets.usecases.plans import ADOPTED, REVISED
from lsg_projects.classifiers import usecases as classifiers
from lsg_projects.cli.answer import DONE, REFUSED, WRONG_USAGE, json_option, trouble
from lsg_projects.cli.projects import projects
from lsg_projects.cli.telling import show
from lsg_projects.domain import periods
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.tables import ImportAnswer, Table
from lsg_projects.kit import db
from lsg_projects.kit.sheets import MAX_BYTES, TOLD_ROWS, Unreadable, read_table
from lsg_projects.kit.words import words
from lsg_projects.kit.work import Work, work
from lsg_projects.strategy import usecases as strategy
from lsg_projects.territories import usecases as territories

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d", "%d.%m.%Y"])
KATO_DIGITS = 9

Preview = Callable[[Session], ImportAnswer]
Store = Callable[[Work], ImportAnswer]


@click.group("import")
def imports() -> None:
    """Bring in tables (CSV or XLSX). One wrong row, and nothing is stored."""


imports.add_command(projects)


def _import(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Make a command that takes a file, only says what would happen where asked, and answers as JSON where asked."""

    def made(command: Callable[..., None]) -> click.Command:
        dry_run = click.option("--dry-run", is_flag=True, help="Say what would happen and store nothing.")
        return imports.command(name)(click.argument("file", type=FILE)(dry_run(json_option(command))))

    return made


@_import("kato")
def kato(file: Path, dry_run: bool, as_json: bool) -> None:
    """Import territories: the statistics office's file, a table with parents, or names for known codes."""
    table = _table(file, as_json)
    _run(
        lambda session: territories.preview_kato(session, table),
        lambda unit: territories.import_kato(unit, table, file.name),
        dry_run,
        as_json,
    )


@_import("classification")
def classification(file: Path, dry_run: bool, as_json: bool) -> None:
    """Import codes of the budget classification with their names and years."""
    table = _table(file, as_json)
    _run(
        lambda session: classifiers.preview_classification(session, table),
        lambda unit: classifiers.import_classification(unit, table, file.name),
        dry_run,
        as_json,
    )


@_import("plan")
@click.option("--district", required=True, help="KATO of the district whose rural districts the file names.")
@click.option("--match", "matches", multiple=True, metavar='"NAME=KATO"', help="Whom an unknown name means.")
@click.option("--decision", default="", help="Number of the act, where the file names none or another.")
@click.option("--date", "day", type=DAY, help="Day of the act.")
@click.option("--kind", type=click.Choice([ADOPTED, REVISED]), help="Adopted, or revised within the year.")
def plan(
    file: Path, district: str, matches: Sequence[str], decision: str, day: datetime | None, kind: str | None,
    dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Import plans of 4th-level budgets. Each decision makes a version; the same one again changes nothing."""
    command = budgets.ImportPlan(
        _table(file, as_json), district, _pairs(matches), file.name, decision, day.date() if day else None, kind or ""
    )
    _run(
        lambda session: budgets.preview_plan(session, SYSTEM, command),
        lambda unit: budgets.import_plan(unit, command),
        dry_run,
        as_json,
    )


@_import("execution")
@click.option("--territory", required=True, help="KATO of the rural district whose receipts the file holds.")
@click.option("--period", required=True, help="The month until whose end the sums count, such as 2025-10.")
def execution(file: Path, territory: str, period: str, dry_run: bool, as_json: bool) -> None:
    """Import what was received from January to the end of a month. Other sums for a known month make a correction."""
    command = budgets.ImportExecution(_table(file, as_json), territory, _month(period), file.name)
    _run(
        lambda session: budgets.preview_execution(session, SYSTEM, command),
        lambda unit: budgets.import_execution(unit, command),
        dry_run,
        as_json,
    )


@_import("population")
@click.option("--source", default="", help="Where the numbers come from, for rows that do not say it.")
def population(file: Path, source: str, dry_run: bool, as_json: bool) -> None:
    """Import how many people live in territories on 1 January of a year, so that budgets compare per person."""
    command = budgets.ImportPopulation(_table(file, as_json), source, file.name)
    _run(
        lambda session: budgets.preview_population(session, SYSTEM, command),
        lambda unit: budgets.import_population(unit, command),
        dry_run,
        as_json,
    )


@_import("targets")
def targets(file: Path, dry_run: bool, as_json: bool) -> None:
    """Import targets, baselines and official values of monitoring frames, each with the source it was taken from."""
    table = _table(file, as_json)
    _run(
        lambda session: strategy.preview_figures(session, SYSTEM, table),
        lambda unit: strategy.import_figures(unit, table),
        dry_run,
        as_json,
    )


def _month(period: str) -> date:
    """Read a month as 2025-10; another period is wrong usage."""
    try:
        found = periods.parse(period)
    except Incomplete as refusal:
        raise click.BadParameter(f'"{period}" is no month such as 2025-10', param_hint="--period") from refusal
    if found.length is not periods.Length.MONTH:
        raise click.BadParameter(f'"{period}" is no month such as 2025-10', param_hint="--period")
    return found.start


def _pairs(matches: Sequence[str]) -> dict[str, str]:
    """Read ``NAME=KATO`` options."""
    pairs = {}
    for each in matches:
        name, sign, code = each.rpartition("=")
        if not sign or not name.strip() or len(code.strip()) != KATO_DIGITS or not code.strip().isdigit():
            raise click.BadParameter(
                f'"{each}" is not NAME=KATO, such as "Аккудукский=154655000"', param_hint="--match"
            )
        pairs[name.strip()] = code.strip()
    return pairs


def _table(file: Path, as_json: bool) -> Table:
    """Read the file as a table; one that cannot be read ends the command with exit code 2."""
    try:
        with file.open("rb") as opened:
            return read_table(opened.read(MAX_BYTES + 1), file.name, _told if sys.stderr.isatty() else None)
    except Unreadable as refusal:
        _unreadable(refusal, as_json)


def _told(done: int, total: int) -> None:
    """Say on a terminal how far the reading is, on one line that the next word overwrites."""
    end = "" if done + TOLD_ROWS <= total else "\n"
    click.echo(f"\r{done:,} of {max(done, total):,} rows read{end}", nl=False, err=True)


def _unreadable(refusal: Incomplete, as_json: bool) -> NoReturn:
    trouble("unreadable", words("en")(f"refusal.{refusal.code}", **refusal.details), as_json)
    sys.exit(WRONG_USAGE)


def _run(preview: Preview, store: Store, dry_run: bool, as_json: bool) -> None:
    """Do the import, or only say what it would do; exit 1 when rows are wrong."""
    with create_app().app_context():
        try:
            found = _done(preview, store, dry_run)
        except Incomplete as refusal:
            if not refusal.code.endswith(".unknown_shape"):
                raise
            _unreadable(refusal, as_json)
    show(found, as_json, dry_run)
    sys.exit(DONE if found.ok else REFUSED)


def _done(preview: Preview, store: Store, dry_run: bool) -> ImportAnswer:
    if dry_run:
        return preview(db.session())
    with work(SYSTEM) as unit:
        return store(unit)
