"""Reports in the offices: the list with the worker's state, certifying, annulling, schedules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, Subject, may, require, scope
from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.reports import queries
from lsg_projects.reports.forms import AnnulForm
from lsg_projects.reports.queries import Document, Filters, Letter, Run, Schedule
from lsg_projects.reports.usecases import Certify, annul, certify, prepare_seal
from lsg_projects.reports.views.frame import Chip, Line, blueprint, chip, file_of, line
from lsg_projects.settings import current as settings
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page


@dataclass(frozen=True)
class OfficePage:
    """What was issued, what is being made, what is issued by itself, and whether the worker lives."""

    lines: tuple[Line, ...]
    older: str | None
    runs: tuple[Run, ...]
    schedules: tuple[Schedule, ...]
    worker_alive: bool
    worker_seen: datetime | None
    may_order: bool
    may_schedule: bool


@dataclass(frozen=True)
class CertifyPage:
    """One edition as the second person reads it."""

    document: Document
    chip: Chip
    file: str
    form: AnnulForm
    may_certify: bool
    own: bool
    letters: tuple[Letter, ...]
    """How far its letters to the recipients are; shown to those who may change the schedule."""


@blueprint.get("/office/reports")
@open_to(Action.READ_PROJECT)
def office_list() -> ResponseReturnValue:
    """List the reports of the official's territories."""
    actor = current_actor()
    paths = scope(actor)
    found = queries.page_of(session(), Filters(after=request.args.get("after", "")[:300]), paths)
    seen = queries.heartbeat(session())
    shown = OfficePage(
        lines=tuple(line(document, "reports.office_edition") for document in found.rows),
        older=url_for("reports.office_list", after=found.after) if found.after else None,
        runs=queries.recent(session(), paths), schedules=queries.schedules(session(), paths),
        worker_alive=queries.alive(seen, clock.now(), settings().worker_tick_seconds), worker_seen=seen,
        may_order=any(may(action, actor) for action in (Action.ORDER_REPORT, Action.ORDER_AUDIT)),
        may_schedule=bool(may(Action.SCHEDULE_REPORT, actor)),
    )  # fmt: skip
    return page("reports/office.html", shown)


@blueprint.get("/office/reports/<number>")
@open_to(Action.READ_PROJECT)
def office_edition(number: str) -> ResponseReturnValue:
    """Show an edition with what may be done about it."""
    return _edition(number, AnnulForm())


def _edition(number: str, form: AnnulForm, status: int = 200) -> ResponseReturnValue:
    actor = current_actor()
    document = queries.by_number(session(), number)
    require(Action.READ_PROJECT, actor, Subject(document.unit_path, name=document.number))
    able = bool(may(Action.CERTIFY_REPORT, actor, Subject(document.unit_path)))
    own = document.ordered_by is not None and document.ordered_by == actor.person_id
    letters = queries.letters_of_document(session(), document.id) if able else ()
    shown = CertifyPage(document, chip(document.state), file_of(document), form, able, own, letters)
    return page("reports/certify.html", shown, status)


@blueprint.post("/office/reports/<number>/certify")
@open_to(Action.CERTIFY_REPORT)
def certify_edition(number: str) -> ResponseReturnValue:
    """Certify the edition that was shown."""
    command = Certify(number, request.form.get("sha256", "")[:64])
    prepared = prepare_seal(session(), current_actor(), command)
    with work(current_actor()) as unit:
        certify(unit, command, prepared)
    flash.tell("reports.certify.done")
    return redirect(url_for("reports.office_edition", number=number), 303)


@blueprint.post("/office/reports/<number>/annul")
@open_to(Action.CERTIFY_REPORT)
def annul_edition(number: str) -> ResponseReturnValue:
    """Annul the edition with the reason that everybody will read."""
    form = AnnulForm()
    if not form.validate():
        return _edition(number, form, 422)
    try:
        with work(current_actor()) as unit:
            annul(unit, form.command(number))
    except Incomplete as refusal:
        form.take(refusal)
        return _edition(number, form, 422)
    flash.tell("reports.certify.annul_done")
    return redirect(url_for("reports.office_edition", number=number), 303)
