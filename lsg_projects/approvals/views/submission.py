"""Sending a project, the page after it, taking it back, and the project's own page of approval."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.approvals import queries, usecases
from lsg_projects.approvals.forms import ContestForm, SubmitForm, WithdrawForm
from lsg_projects.approvals.queries import Decided, Standing
from lsg_projects.approvals.views import contesting, wording
from lsg_projects.approvals.views.contesting import Offer
from lsg_projects.approvals.views.frame import blueprint, found
from lsg_projects.approvals.views.wording import Item, Stop
from lsg_projects.domain import approval
from lsg_projects.domain.access import Action, may
from lsg_projects.domain.approval import Act
from lsg_projects.domain.errors import Incomplete, WrongState
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page


@dataclass(frozen=True)
class ProjectPage:
    """Where a project stands on its route, and all that was decided."""

    head: ProjectHead
    standing: Standing | None
    stops: list[Stop]
    items: list[Item]
    withdraw: WithdrawForm | None
    errors: list[tuple[str, str]]
    contest: Offer | None
    """The way of the law by which the akim may contest the last no."""
    final: bool
    """Withdrawal would give the project up for good."""


@dataclass(frozen=True)
class SentPage:
    """What happened when the project was sent, and what follows."""

    head: ProjectHead
    standing: Standing
    stops: list[Stop]


@blueprint.post("/office/projects/<code>/submit")
@open_to(Action.SUBMIT_PROJECT)
def submit(code: str) -> ResponseReturnValue:
    """Send a project for approval."""
    form = SubmitForm()
    if not form.validate() or not form.declared.data:
        flash.tell("approvals.declare")
        return redirect(url_for("projects.step", code=code, step="review"), 303)
    try:
        with work(current_actor()) as unit:
            usecases.submit(unit, form.command(code))
    except Incomplete as refusal:
        if refusal.code != "projects.incomplete":
            raise
        return _to_gaps(code)
    return redirect(url_for("approvals.sent", code=code), 303)


def _to_gaps(code: str) -> ResponseReturnValue:
    """Lead to the list of what is missing, where each item links to its field."""
    flash.tell("approvals.not_sent")
    return redirect(url_for("projects.completeness", code=code), 303)


@blueprint.get("/office/projects/<code>/sent")
@open_to(Action.READ_PROJECT)
def sent(code: str) -> ResponseReturnValue:
    """Say who has the project now, until when, and what follows."""
    head = found(code)
    standing = queries.standing(session(), head.id)
    if standing is None:
        raise WrongState("approvals.never_sent")
    return page("approvals/sent.html", SentPage(head, standing, _stops(head)))


@blueprint.get("/office/projects/<code>/approval")
@open_to(Action.READ_PROJECT)
def project(code: str) -> ResponseReturnValue:
    """Show the route of a project and everything that was decided on it."""
    return page("approvals/project.html", _page(found(code)))


@blueprint.post("/office/projects/<code>/withdraw")
@open_to(Action.WITHDRAW_PROJECT)
def withdraw(code: str) -> ResponseReturnValue:
    """Take a project back, or give it up."""
    form = WithdrawForm()
    form.prepare()
    if not form.validate():
        return page("approvals/project.html", _page(found(code), form), 422)
    try:
        with work(current_actor()) as unit:
            usecases.withdraw(unit, form.command(code))
    except Incomplete as refusal:
        form.take(refusal)
        return page("approvals/project.html", _page(found(code), form), 422)
    flash.tell("approvals.withdrawn_done")
    return redirect(url_for("approvals.project", code=code), 303)


@blueprint.post("/office/projects/<code>/contest")
@open_to(Action.SUBMIT_PROJECT)
def contest(code: str) -> ResponseReturnValue:
    """Bring the last no before the body that the law names."""
    form = ContestForm()
    form.prepare(0)
    if not form.validate():
        return page("approvals/project.html", _page(found(code), contested=form), 422)
    try:
        with work(current_actor()) as unit:
            usecases.contest(unit, form.command(code))
    except Incomplete as refusal:
        form.take(refusal)
        return page("approvals/project.html", _page(found(code), contested=form), 422)
    flash.tell("approvals.contested_done")
    return redirect(url_for("approvals.project", code=code), 303)


def _page(
    head: ProjectHead, form: WithdrawForm | None = None, contested: ContestForm | None = None
) -> ProjectPage:  # fmt: skip
    typed = contested or form
    form = form or (_withdraw_form(head) if _may_withdraw(head) else None)
    return ProjectPage(
        head=head,
        standing=queries.standing(session(), head.id),
        stops=_stops(head),
        items=wording.items(queries.timeline(session(), head.id)),
        withdraw=form,
        errors=typed.summary() if typed else [],
        contest=contesting.offer(head, contested),
        final=head.approval.value in ("approved", "rejected"),
    )


def _withdraw_form(head: ProjectHead) -> WithdrawForm:
    form = WithdrawForm(formdata=None)
    form.prepare()
    form.state.data = head.approval.value
    form.project.data = head.code
    return form


def _may_withdraw(head: ProjectHead) -> bool:
    if not may(Action.WITHDRAW_PROJECT, current_actor(), projects.subject(head)):
        return False
    try:
        approval.moved(approval.Position(head.approval, head.stage), Act.WITHDRAW)
    except WrongState:
        return False
    return True


def _own(head: ProjectHead) -> tuple[Decided, ...]:
    """Give the decisions on the project itself, those on its changes left aside."""
    return tuple(one for one in queries.decisions(session(), head.id) if one.change_id is None)


def _stops(head: ProjectHead) -> list[Stop]:
    process = queries.newest(session(), head.id)
    if process is None:
        return []
    standing = queries.standing(session(), head.id)
    now = (standing.asked, *standing.beside) if standing else ()
    asked = frozenset(one.step.key for one in now if one)
    return wording.stops(process, _own(head), asked)
