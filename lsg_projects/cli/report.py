"""``lsg-projects report``: what kinds there are, and issuing one into a file."""

from __future__ import annotations

import os
import socket
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from lsg_projects.app import create_app
from lsg_projects.cli.answer import DONE, answer, json_option
from lsg_projects.domain import reporting
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.errors import Incomplete, Refusal
from lsg_projects.domain.reporting import KINDS, TOGETHER, Kind, RunState, SubjectKind
from lsg_projects.domain.text import LANGUAGES
from lsg_projects.kit.db import session
from lsg_projects.kit.files import store
from lsg_projects.kit.paper import sealkeys
from lsg_projects.kit.words import words
from lsg_projects.kit.work import work
from lsg_projects.reports import queries
from lsg_projects.reports.queries import Document, Run
from lsg_projects.reports.usecases import Order, claim, order, perform
from lsg_projects.settings import current

_LOOK = 0.5  # seconds between two looks at a run that another worker holds


@click.group()
def report() -> None:
    """Issue official reports as PDF."""


@report.command("kinds")
@json_option
def kinds(as_json: bool) -> None:
    """Name the kinds of reports that can be issued."""
    found = [described(kind) for kind in KINDS.values()]
    text = "\n".join(f"{each['kind']}  {each['title']}  ({each['subject']}, {each['period']})" for each in found)
    answer({"kinds": found}, as_json, text)


def described(kind: Kind) -> dict[str, Any]:
    """Give what a script needs to know of a kind."""
    return {
        "kind": kind.key, "title": words("en")(f"reports.kind.{kind.key}"), "subject": kind.subject.value,
        "example": kind.example, "period": kind.example_period, "languages": list(kind.languages),
    }  # fmt: skip


@report.command("issue")
@click.argument("kind", type=click.Choice(sorted(KINDS)))
@click.option("--territory", metavar="KATO", help="KATO code of the territory.")
@click.option("--project", metavar="CODE", help="Code of the project.")
@click.option("--period", required=True, help="2025-Q4, 2025-H2, 2025 or 2025-11.")
@click.option("--language", required=True, type=click.Choice([*LANGUAGES, TOGETHER]))
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The PDF file to write.")
@json_option
def issue(
    kind: str, territory: str | None, project: str | None, period: str, language: str, out: Path, as_json: bool
) -> int:
    """Issue a report; the stored edition comes again, byte for byte, where nothing changed."""
    subject = _subject(KINDS[kind], territory, project)
    _readable(kind, period, out)
    with create_app().app_context():
        run = _run(Order(kind, subject, period, language))
        if run.state is not RunState.DONE or run.number is None:
            raise Refusal(run.reason or "paper.broken")
        document = queries.by_number(session(), run.number)
        write(out, store().read(document.sha256))
    answer(_facts(document, out), as_json, f"{document.number}: {document.pages} pages, {out}")
    return DONE


def _subject(kind: Kind, territory: str | None, project: str | None) -> str:
    """Take the option that names what this kind is about; the other one, or none, is wrong usage."""
    wanted, other = (territory, project) if kind.subject is SubjectKind.TERRITORY else (project, territory)
    if wanted is None or other is not None:
        raise click.UsageError(f"{kind.key} is about a {kind.subject.value}: give --{kind.subject.value} alone.")
    return wanted


def _readable(kind: str, period: str, out: Path) -> None:
    """Refuse wrong usage before anything is stored: a period that is none, a folder that is not there."""
    try:
        reporting.period_of(KINDS[kind], period)
    except Incomplete as refusal:
        raise click.BadParameter(words("en")(f"refusal.{refusal.code}", **refusal.details)) from refusal
    if not out.resolve().parent.is_dir():
        raise click.BadParameter(f"the folder {out.resolve().parent} does not exist")


def _run(command: Order) -> Run:
    """Order the report and make it here, or wait for the worker that already does."""
    with work(SYSTEM) as unit:
        run_id = order(unit, command)
        lease = timedelta(minutes=current().report_lease_minutes)
        held = claim(unit, f"{socket.gethostname()}:{os.getpid()}", lease, run_id)
    if held is not None:
        perform(held, told=_told)
    while (run := queries.run(session(), run_id)).open:
        _told(run.stage, run.done, run.total)
        session().rollback()
        time.sleep(_LOOK)
    if sys.stderr.isatty():
        click.echo(err=True)
    return run


def _told(stage: str, done: int, total: int) -> None:
    """Show progress where a person looks on; a pipe stays quiet."""
    if sys.stderr.isatty():
        words_ = f"{stage} {done}/{total}" if total else stage
        click.echo(f"\r{words_:<40}", nl=False, err=True)


@report.command("seal-key")
@click.option("--for", "organisation", required=True, help="Name of the organisation, as the seal says it.")
@json_option
def seal_key(organisation: str, as_json: bool) -> None:
    """Make a key to try seals with, where the instance has none; an office uses the key of its certification centre."""
    file = sealkeys.make(current().instance, organisation)
    answer({"ok": True, "file": str(file)}, as_json, f"Reports are sealed with {file} when they are certified.")


def write(out: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = out.with_name(f".{out.name}.part")
    part.write_bytes(content)
    part.replace(out)


def _facts(document: Document, out: Path) -> dict[str, Any]:
    return {
        "ok": True, "kind": document.kind, "number": document.number, "edition": document.edition,
        "code": document.code, "pages": document.pages, "sha256": document.sha256, "data_sha256": document.data_digest,
        "file": str(out),
    }  # fmt: skip
