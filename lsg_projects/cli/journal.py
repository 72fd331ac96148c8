"""The commands about the journal: check it, export it, sign a checkpoint, name the rights of its database role."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lsg_projects import schema
from lsg_projects.app import create_app
from lsg_projects.cli.answer import DONE, REFUSED, answer, json_option
from lsg_projects.cli.projects import export_projects
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.history import queries, usecases, verify_journal
from lsg_projects.history.queries import LastCheck
from lsg_projects.kit.checkpoints import Checkpoint
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.settings import current

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group("journal")
def commands() -> None:
    """Check the journal of acts."""


@commands.command("verify")
@click.option("--export", "exported", type=_FILE, help="Check this exported file instead of the database.")
@click.option("--head", "head", type=_FILE, help="A checkpoint that was kept elsewhere, to be held against it.")
@json_option
def verify(exported: Path | None, head: Path | None, as_json: bool) -> int:
    """Check every chain of this installation, or of an exported file."""
    try:
        if exported:
            return _verify_file(exported, head, as_json)
        kept = verify_journal.read_head(head) if head else None
    except verify_journal.Unreadable as problem:
        raise click.UsageError(f"{problem}") from problem
    if kept and not verify_journal.signature_holds(kept):
        return _altered("the signature of the kept checkpoint does not hold", as_json)
    with create_app().app_context():
        found = usecases.check(kept)
    return _told(found, as_json)


def _told(found: LastCheck, as_json: bool) -> int:
    counted = {"entries": found.entries, "chains": found.chains, "checkpoints": found.checkpoints}
    if found.whole:
        text = (
            f"{found.entries} entries in {found.chains} chains checked, with {found.checkpoints} checkpoints: all hold."
        )
        answer({"ok": True, **counted}, as_json, text)
        return DONE
    place = {"chain": found.chain, "number": found.number, "reason": found.reason}
    text = f"ALTERED: entry {found.number} of {found.chain} ({found.reason})."
    answer({"ok": False, **counted, **place}, as_json, text)
    return REFUSED


def _verify_file(exported: Path, head: Path | None, as_json: bool) -> int:
    try:
        entries, count = verify_journal.examine(exported, head)
    except verify_journal.Altered as found:
        return _altered(str(found), as_json)
    answer({"ok": True, "entries": entries, "chains": count}, as_json, f"{entries} entries hold in {count} chains.")
    return DONE


def _altered(message: str, as_json: bool) -> int:
    answer({"ok": False, "message": message}, as_json, f"ALTERED: {message}.")
    return REFUSED


@commands.command("checkpoint")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to a file, to be kept elsewhere."
)
@json_option
def checkpoint(out: Path | None, as_json: bool) -> int:
    """Sign a checkpoint over every entry now; the newest one where it covers them all."""
    with create_app().app_context():
        signed = _signed()
    if out:
        out.write_text(json.dumps(signed.facts, indent=1) + "\n", encoding="utf-8")
    text = f"Checkpoint {signed.place}: {signed.entries} entries in {signed.heads} chains, root {signed.root}."
    answer({"ok": True, **signed.facts}, as_json, text)
    return DONE


def _signed() -> Checkpoint:
    with work(SYSTEM) as unit:
        return usecases.sign(unit, current())


@commands.command("grants")
@click.argument("role")
def grants(role: str) -> None:
    """Print what the PostgreSQL role of the service may do: history it may read and append to, and nothing more."""
    for statement in schema.grants(role):
        click.echo(f"{statement};")


@click.group()
def export() -> None:
    """Write data of this installation to files."""


export.add_command(export_projects)


@export.command("journal")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@json_option
def export_journal(out: Path, as_json: bool) -> int:
    """Write every entry of the journal, one a line, with a signed checkpoint as the last line."""
    with create_app().app_context(), out.open("wb") as stream:
        signed = _signed()
        for line in queries.export(session()):
            stream.write(line.encode() + b"\n")
    text = f"{signed.entries} entries written to {out}."
    answer({"ok": True, "entries": signed.entries, "root": signed.root}, as_json, text)
    return DONE
