"""The commands about the journal: check it, export it, sign a checkpoint."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lsg_projects.app import create_app
from lsg_projects.cli.answer import DONE, REFUSED, answer, json_option
from lsg_projects.cli.projects import export_projects
from lsg_projects.history import queries, verify_journal
from lsg_projects.kit import clock, journal, signing
from lsg_projects.kit.db import session
from lsg_projects.settings import current


@click.group("journal")
def commands() -> None:
    """Check the journal of acts."""


@commands.command("verify")
@click.option("--export", "exported", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--head", "head", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
def verify(exported: Path | None, head: Path | None, as_json: bool) -> int:
    """Check every chain of this installation, or of an exported file."""
    if exported:
        return _verify_file(exported, head, as_json)
    with create_app().app_context():
        read, broken = journal.verify(session())
    if broken:
        text = f"ALTERED: entry {broken.number} of {broken.chain} ({broken.reason})."
        answer({"ok": False, "entries": read, "chain": broken.chain, "number": broken.number}, as_json, text)
        return REFUSED
    answer({"ok": True, "entries": read}, as_json, f"{read} entries checked, every chain holds.")
    return DONE


def _verify_file(exported: Path, head: Path | None, as_json: bool) -> int:
    try:
        entries, count = verify_journal.examine(exported, head)
    except verify_journal.Altered as found:
        answer({"ok": False, "message": str(found)}, as_json, f"ALTERED: {found}.")
        return REFUSED
    except (ValueError, KeyError, TypeError) as problem:
        raise click.UsageError(f"{exported} is not an export of a journal: {problem}") from problem
    answer({"ok": True, "entries": entries, "chains": count}, as_json, f"{entries} entries hold in {count} chains.")
    return DONE


@click.group()
def export() -> None:
    """Write data of this installation to files."""


export.add_command(export_projects)


@export.command("journal")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@json_option
def export_journal(out: Path, as_json: bool) -> int:
    """Write every entry of the journal, one a line, with a signed checkpoint as the last line."""
    settings = current()
    with create_app().app_context(), out.open("w", encoding="utf-8") as stream:
        lines = 0
        for line in queries.export(session()):
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            lines += 1
        head = signing.signed(queries.checkpoint(session(), clock.now().isoformat()), settings)
        stream.write(json.dumps(head) + "\n")
    answer({"ok": True, "entries": lines, "root": head["root"]}, as_json, f"{lines} entries written to {out}.")
    return DONE
