"""Projects in and out: a filled workbook becomes drafts, and what is published is written to a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lsg_projects.app import create_app
from lsg_projects.cli.answer import DONE, REFUSED, WRONG_USAGE, answer, json_option, trouble
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.tables import ImportAnswer, Remark
from lsg_projects.kit import db
from lsg_projects.kit.sheets import MAX_BYTES, Unreadable, write_xlsx
from lsg_projects.kit.words import words
from lsg_projects.kit.work import work
from lsg_projects.projects import sheets, usecases
from lsg_projects.projects.sheets import Reading
from lsg_projects.projects.usecases import ImportProjects
from lsg_projects.register.feeds import tables
from lsg_projects.register.queries import filters, search

IN = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
FORMATS = ("csv", "xlsx", "jsonl")
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command("projects")
@click.argument("file", type=IN, required=False)
@click.option("--template", "template", type=OUT, help="Write the workbook to fill, and do nothing else.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and store nothing.")
@json_option
def projects(file: Path | None, template: Path | None, dry_run: bool, as_json: bool) -> None:
    """Import projects as drafts from a filled workbook; the column of KATO codes names the offices."""
    if template is not None:
        template.write_bytes(sheets.template())
        answer({"ok": True, "template": str(template)}, as_json, f"The workbook to fill stands in {template}")
        return
    if file is None:
        raise click.UsageError("Name a FILE to import, or --template OUT.xlsx to get the workbook to fill")
    _run(_reading(file, as_json), dry_run, as_json)


def _reading(file: Path, as_json: bool) -> Reading:
    """Read the workbook; one that cannot be read ends the command with exit code 2."""
    try:
        with file.open("rb") as opened:
            return sheets.read_workbook(opened.read(MAX_BYTES + 1), file.name)
    except Unreadable as refusal:
        trouble("unreadable", words("en")(f"refusal.{refusal.code}", **refusal.details), as_json)
        sys.exit(WRONG_USAGE)


def _run(reading: Reading, dry_run: bool, as_json: bool) -> None:
    command = ImportProjects(reading.projects)
    with create_app().app_context():
        if dry_run or reading.errors:
            found, _fates = usecases.preview_projects(db.session(), SYSTEM, command)
        else:
            with work(SYSTEM) as unit:
                found = usecases.import_projects(unit, command)
    errors = (*reading.errors, *found.errors)
    _show(found, errors, as_json, dry_run)
    sys.exit(REFUSED if errors else DONE)


def _show(found: ImportAnswer, errors: tuple[Remark, ...], as_json: bool, dry_run: bool) -> None:
    stored = not errors
    data = {
        "ok": stored, "kind": "projects", "rows": found.rows,
        "created": found.created if stored else 0, "updated": found.updated if stored else 0,
        "unchanged": found.unchanged if stored else 0, "warnings": [],
        "errors": [{"row": each.row, "code": each.code, "message": _sentence(each)} for each in errors],
    }  # fmt: skip
    counts = f"{found.rows} projects: {found.created} new, {found.updated} changed, {found.unchanged} as before"
    if errors:
        counts = f"{found.rows} projects, {len(errors)} errors: nothing was stored"
    elif dry_run:
        counts += " (nothing was stored: dry run)"
    lines = [f"  row {each.row}: {_sentence(each)}" for each in errors]
    answer(data | ({"dry_run": True} if dry_run else {}), as_json, "\n".join([counts, *lines]))


def _sentence(remark: Remark) -> str:
    """Say what is wrong, with the sheet and column where it stands."""
    place = ", ".join(str(remark.details[name]) for name in ("sheet", "column") if remark.details.get(name))
    sentence = words("en")(remark.key, **remark.details)
    return f"{place}: {sentence}" if place else sentence


@click.command("projects")
@click.option("--format", "kind", type=click.Choice(FORMATS), required=True, help="What the file is.")
@click.option("--out", type=OUT, required=True, help="The file to write.")
@json_option
def export_projects(kind: str, out: Path, as_json: bool) -> None:
    """Write every published project to a file, as the public register offers it for download."""
    with create_app().app_context():
        rows = list(search.every(db.session(), filters.read({})))
    if kind == "xlsx":
        out.write_bytes(write_xlsx([("projects", tables.sheet(rows))]))
    else:
        write = tables.csv_lines if kind == "csv" else tables.json_lines
        with out.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(write(rows))
    answer({"ok": True, "projects": len(rows), "file": str(out)}, as_json, f"{len(rows)} projects written to {out}")
