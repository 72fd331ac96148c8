"""Risks and problems of a project: the list, the form, and what happens to each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.delivery import queries, usecases
from lsg_projects.delivery.forms.concerns import ConcernForm, StepForm
from lsg_projects.delivery.views.frame import Opened, blueprint, opened
from lsg_projects.domain.access import Action
from lsg_projects.domain.delivery.concerns import Concern
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.project import Risk
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.work import Work, work
from lsg_projects.projects import queries as projects
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.form import BaseForm
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page

ACTS: Mapping[str, Callable[[Work, Any], None]] = {
    "occur": usecases.occur,
    "escalate": usecases.escalate,
    "settle": usecases.settle,
}


@dataclass(frozen=True)
class RisksPage:
    """The risks and problems of a project, those of the passport that nobody watches yet, and the form."""

    at: Opened
    rows: tuple[Concern, ...]
    overdue: frozenset[int]
    unwatched: tuple[Risk, ...]
    form: ConcernForm | None
    errors: list[tuple[str, str]]


@dataclass(frozen=True)
class RiskPage:
    """One risk or problem with the forms of what may happen to it."""

    at: Opened
    row: Concern
    form: ConcernForm
    step: StepForm
    errors: list[tuple[str, str]]


@blueprint.get("/office/projects/<code>/risks")
@open_to(Action.READ_PROJECT)
def risks(code: str) -> ResponseReturnValue:
    """Show the risks and problems of a project; ``?risk=`` fills the form with one of the passport."""
    return page("delivery/risks.html", _page(opened(code, "risks"), None))


@blueprint.post("/office/projects/<code>/risks")
@open_to(Action.REPORT_DELIVERY)
def add_risk(code: str) -> ResponseReturnValue:
    """Write a risk or a problem down."""
    at, form = opened(code, "risks"), ConcernForm().furnish()
    done = _done(form, lambda unit: usecases.raise_concern(unit, form.raising(code)), code, "delivery.risk_said.raised")
    return done or page("delivery/risks.html", _page(at, form), 422)


@blueprint.get("/office/projects/<code>/risks/<int:number>")
@open_to(Action.REPORT_DELIVERY)
def risk(code: str, number: int) -> ResponseReturnValue:
    """Show one risk or problem with what may be done."""
    at = opened(code, "risks")
    row = _row(at, number)
    form, step = ConcernForm(formdata=None).furnish().show(row), StepForm(formdata=None).furnish(row)
    return page("delivery/risk.html", RiskPage(at, row, form, step, []))


@blueprint.post("/office/projects/<code>/risks/<int:number>")
@open_to(Action.REPORT_DELIVERY)
def change_risk(code: str, number: int) -> ResponseReturnValue:
    """Write other words, another day or owner."""
    at, form = opened(code, "risks"), ConcernForm().furnish()
    row = _row(at, number)
    done = _done(
        form, lambda unit: usecases.change_concern(unit, form.change(code, number)), code, "delivery.risk_said.changed"
    )
    step = StepForm(formdata=None).furnish(row)
    return done or page("delivery/risk.html", RiskPage(at, row, form, step, form.summary()), 422)


@blueprint.post("/office/projects/<code>/risks/<int:number>/<act>")
@open_to(Action.REPORT_DELIVERY)
def step_risk(code: str, number: int, act: str) -> ResponseReturnValue:
    """Let a risk occur, bring a problem before the district, or close either."""
    at, step = opened(code, "risks"), StepForm().furnish()
    row = _row(at, number)
    if act not in ACTS:
        raise Missing("shared.absent")
    command = step.command(act, code, number)
    done = _done(step, lambda unit: ACTS[act](unit, command), code, f"delivery.risk_said.{act}")
    form = ConcernForm(formdata=None).furnish().show(row)
    return done or page("delivery/risk.html", RiskPage(at, row, form, step, step.summary()), 422)


def _done(form: BaseForm, act: Callable[[Work], object], code: str, told: str) -> ResponseReturnValue | None:
    """Do what a form asks and lead back to the list; nothing where something is wrong with it."""
    if not form.validate():
        return None
    try:
        with work(current_actor()) as unit:
            act(unit)
    except Incomplete as refusal:
        form.take(refusal)
        return None
    flash.tell(told)
    return redirect(url_for("delivery.risks", code=code), 303)


def _row(at: Opened, number: int) -> Concern:
    for row in queries.concerns(session(), at.head.id, clock.today()):
        if row.id == number:
            return row
    raise Missing("delivery.no_risk")


def _page(at: Opened, form: ConcernForm | None) -> RisksPage:
    today = clock.today()
    rows = queries.concerns(session(), at.head.id, today)
    watched = {row.risk_key for row in rows}
    known = projects.version(session(), at.head.id, at.head.version).passport.risks if at.head.version else ()
    unwatched = tuple(each for each in known if each.key not in watched)
    errors = form.summary() if form else []
    if form is None and at.may(Action.REPORT_DELIVERY):
        form = ConcernForm(formdata=None).furnish()
        chosen = next((each for each in unwatched if each.key == request.args.get("risk")), None)
        if chosen:
            form.foreseen(chosen)
    return RisksPage(at, rows, frozenset(row.id for row in rows if row.overdue(today)), unwatched, form, errors)
