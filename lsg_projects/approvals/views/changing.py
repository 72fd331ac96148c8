"""Change requests: asked for by the akim, and read by everybody of the territory."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.approvals import queries, usecases
from lsg_projects.approvals.forms import ChangeForm, ContestForm
from lsg_projects.approvals.queries import Asked, Change, Decided, Process
from lsg_projects.approvals.views import contesting, differing, wording
from lsg_projects.approvals.views.contesting import Offer
from lsg_projects.approvals.views.differing import Row
from lsg_projects.approvals.views.frame import blueprint, found, readable
from lsg_projects.approvals.views.wording import Fact, Stop
from lsg_projects.documents import queries as documents
from lsg_projects.domain import approval
from lsg_projects.domain.access import Action, may
from lsg_projects.domain.contest import Contest
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.project import STEPS
from lsg_projects.domain.route import Concern, Step
from lsg_projects.domain.states import Approval
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page, t


@dataclass(frozen=True)
class Reopened:
    """One step of the project's route: whether the change asks it again, and why."""

    title: str
    asked: bool
    why: str
    term: str


@dataclass(frozen=True)
class NewChangePage:
    """A change that is being written: what differs so far, whom it will ask, and the form to send it."""

    head: ProjectHead
    change: Change | None
    """Nothing where none is open yet."""
    earlier: tuple[Change, ...]
    steps: tuple[tuple[str, str], ...]
    rows: list[Row]
    reopened: tuple[Reopened, ...]
    days: int
    form: ChangeForm
    errors: list[tuple[str, str]]


@dataclass(frozen=True)
class ChangePage:
    """A change that was sent, for those who decide and those who look on."""

    head: ProjectHead
    change: Change
    rows: list[Row]
    consequences: list[Row]
    concerns: str
    stops: list[Stop]
    asked: tuple[Asked, ...]
    decided: list[tuple[Decided, list[Fact]]]
    may_withdraw: bool
    writing: bool
    contest: Offer | None
    """The way of the law by which the akim may contest the last no."""
    errors: list[tuple[str, str]]
    contested: Contest | None
    """What the akim contested last, in the akim's words."""


@blueprint.get("/office/projects/<code>/changes/new")
@open_to(Action.REQUEST_CHANGE)
def new_change(code: str) -> ResponseReturnValue:
    """Ask what to change, and show what the change comes to so far."""
    head = found(code)
    change = queries.open_change(session(), head.id)
    if change and change.state not in (Approval.DRAFT, Approval.RETURNED):
        return redirect(url_for("approvals.change", change_id=change.id))
    return page("approvals/new_change.html", _new(head, change, _form(head, change)))


@blueprint.post("/office/projects/<code>/changes")
@open_to(Action.REQUEST_CHANGE)
def open_change(code: str) -> ResponseReturnValue:
    """Open the draft of an approved project for a change."""
    with work(current_actor()) as unit:
        usecases.open_change(unit, code)
    return redirect(url_for("approvals.new_change", code=code), 303)


@blueprint.post("/office/changes/<int:change_id>/send")
@open_to(Action.REQUEST_CHANGE)
def send_change(change_id: int) -> ResponseReturnValue:
    """Send the change to those whom it concerns."""
    change = queries.change(session(), change_id)
    head = readable(projects.by_id(session(), change.project_id))
    form = ChangeForm()
    form.prepare()
    try:
        with work(current_actor()) as unit:
            first = usecases.send_change(unit, form.command(change_id, head.code))
    except Incomplete as refusal:
        form.take(refusal)
        return page("approvals/new_change.html", _new(head, change, form), 422)
    flash.tell("approvals.change_sent" if first else "approvals.change_applied")
    return redirect(url_for("approvals.change", change_id=change_id), 303)


@blueprint.post("/office/changes/<int:change_id>/withdraw")
@open_to(Action.REQUEST_CHANGE)
def withdraw_change(change_id: int) -> ResponseReturnValue:
    """Give the change up."""
    head = readable(projects.by_id(session(), queries.change(session(), change_id).project_id))
    with work(current_actor()) as unit:
        usecases.withdraw_change(unit, change_id)
    flash.tell("approvals.change_withdrawn")
    return redirect(url_for("approvals.new_change", code=head.code), 303)


@blueprint.get("/office/changes/<int:change_id>")
@open_to(Action.READ_PROJECT)
def change(change_id: int) -> ResponseReturnValue:
    """Show what would change, what follows from it, and who is asked."""
    asked = queries.change(session(), change_id)
    head = readable(projects.by_id(session(), asked.project_id))
    if asked.proposal is None:
        return redirect(url_for("approvals.new_change", code=head.code))
    return page("approvals/change.html", _shown(head, asked))


@blueprint.post("/office/changes/<int:change_id>/contest")
@open_to(Action.SUBMIT_PROJECT)
def contest_change(change_id: int) -> ResponseReturnValue:
    """Bring the last no on a change before the body that the law names."""
    asked = queries.change(session(), change_id)
    head = readable(projects.by_id(session(), asked.project_id))
    form = ContestForm()
    form.prepare(0)
    if not form.validate():
        return page("approvals/change.html", _shown(head, asked, form), 422)
    try:
        with work(current_actor()) as unit:
            usecases.contest(unit, form.command(head.code, change_id))
    except Incomplete as refusal:
        form.take(refusal)
        return page("approvals/change.html", _shown(head, asked, form), 422)
    flash.tell("approvals.contested_done")
    return redirect(url_for("approvals.change", change_id=change_id), 303)


def _form(head: ProjectHead, change: Change | None) -> ChangeForm:
    form = ChangeForm(formdata=None)
    form.prepare()
    form.revision.data, form.project.data = str(head.revision), head.code
    if change:
        form.reason.data = change.reason
    return form


def _new(head: ProjectHead, change: Change | None, form: ChangeForm) -> NewChangePage:
    before = projects.version(session(), head.id, change.base if change else head.version).passport
    after = projects.draft(session(), head.code).passport if change else before
    papers = documents.digests(session(), head.id)
    changed = queries.concerned(session(), before, after, change.had if change else papers, papers)
    rows = differing.rows(before, after)
    asked = _reopened(head, changed) if change and (rows or changed) else ()
    return NewChangePage(
        head=head,
        change=change,
        earlier=tuple(each for each in queries.changes_of(session(), head.id) if not change or each.id != change.id),
        steps=tuple((step, t(f"approvals.step.{step}")) for step in STEPS if step != "review"),
        rows=rows,
        reopened=asked,
        days=_days(head, changed) if asked else 0,
        form=form,
        errors=form.summary(),
    )


def _reopened(head: ProjectHead, changed: frozenset[Concern]) -> tuple[Reopened, ...]:
    process = queries.newest(session(), head.id)
    return tuple(_step(step, changed) for step in process.route.steps) if process else ()


def _step(step: Step, changed: frozenset[Concern]) -> Reopened:
    reasons = sorted(approval.why(step, changed))
    said = ", ".join(t(f"approvals.concern.{each.value}") for each in reasons)
    return Reopened(wording.step_title(step), bool(reasons), said, wording.term(step))


def _days(head: ProjectHead, changed: frozenset[Concern]) -> int:
    """Count the days that the asked steps may take together, as their terms say."""
    process = queries.newest(session(), head.id)
    steps = approval.reopened(process.route, changed).steps if process else ()
    return sum(step.term.days for step in steps)


def _shown(head: ProjectHead, asked: Change, contested: ContestForm | None = None) -> ChangePage:
    before = projects.version(session(), head.id, asked.base).passport
    after = asked.proposal.passport if asked.proposal else before
    process = queries.process_of(session(), asked.id)
    decided = tuple(one for one in queries.decisions(session(), head.id) if one.change_id == asked.id)
    now = queries.asked_of(session(), process) if process else ()
    mine = bool(may(Action.REQUEST_CHANGE, current_actor(), projects.subject(head)))
    return ChangePage(
        head=head,
        change=asked,
        rows=differing.rows(before, after),
        consequences=differing.consequences(before, after),
        concerns=", ".join(t(f"approvals.concern.{each.value}") for each in sorted(asked.concerns)),
        stops=_stops(process, decided, now),
        asked=now,
        decided=[(one, list(wording.facts_of(one))) for one in decided],
        may_withdraw=mine and asked.open,
        writing=mine and asked.state is Approval.RETURNED,
        contest=contesting.offer(head, contested, asked),
        errors=contested.summary() if contested else [],
        contested=next((step.contest for step in process.route.steps if step.contest), None) if process else None,
    )


def _stops(process: Process | None, decided: tuple[Decided, ...], now: tuple[Asked, ...]) -> list[Stop]:
    return wording.stops(process, decided, frozenset(one.step.key for one in now)) if process else []
