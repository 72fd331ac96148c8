"""The progress of a project: how each milestone is, what slips, what is met, what went into use."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.delivery import usecases
from lsg_projects.delivery.forms import InUseForm, MeetForm, ReportForm, meet_form, report_form
from lsg_projects.delivery.queries import MilestoneFacts
from lsg_projects.delivery.views.frame import Opened, blueprint, opened
from lsg_projects.documents import queries as documents
from lsg_projects.documents.queries import Doc
from lsg_projects.domain.access import Action
from lsg_projects.domain.delivery import MilestoneState
from lsg_projects.domain.errors import Incomplete, Missing, WrongState
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page


@dataclass(frozen=True)
class ProgressPage:
    """The milestones with their form, and what the reader may do."""

    at: Opened
    open_ones: tuple[MilestoneFacts, ...]
    form: ReportForm | None
    in_use: InUseForm | None
    errors: list[tuple[str, str]]
    docs: dict[str, Doc]


@dataclass(frozen=True)
class MeetPage:
    """One milestone and the proof that it asks for."""

    at: Opened
    milestone: MilestoneFacts
    form: MeetForm
    errors: list[tuple[str, str]]


@blueprint.get("/office/projects/<code>/delivery")
@open_to(Action.READ_PROJECT)
def project(code: str) -> ResponseReturnValue:
    """Show how a project goes."""
    return page("delivery/project.html", _page(opened(code, "project")))


@blueprint.post("/office/projects/<code>/delivery")
@open_to(Action.REPORT_DELIVERY)
def report(code: str) -> ResponseReturnValue:
    """Take what changed; a form without changes still says that somebody looked."""
    at = opened(code, "project")
    form = report_form(_open_ones(at))
    if not form.validate():
        return page("delivery/project.html", _page(at, form), 422)
    try:
        with work(current_actor()) as unit:
            count = usecases.report(unit, form.command(code))
    except Incomplete as refusal:
        form.take(refusal)
        return page("delivery/project.html", _page(at, form), 422)
    flash.tell("delivery.reported" if count else "delivery.reported_same", n=count)
    return redirect(url_for("delivery.project", code=code), 303)


@blueprint.post("/office/projects/<code>/in-use")
@open_to(Action.REPORT_DELIVERY)
def in_use(code: str) -> ResponseReturnValue:
    """Record that the result went into use."""
    at = opened(code, "project")
    form = InUseForm().name()
    if not form.validate():
        return page("delivery/project.html", _page(at, in_use=form), 422)
    try:
        with work(current_actor()) as unit:
            usecases.hand_over(unit, form.command(code))
    except Incomplete as refusal:
        form.take(refusal)
        return page("delivery/project.html", _page(at, in_use=form), 422)
    flash.tell("delivery.in_use_done")
    return redirect(url_for("delivery.project", code=code), 303)


@blueprint.get("/office/projects/<code>/milestones/<key>/meet")
@open_to(Action.REPORT_DELIVERY)
def meeting(code: str, key: str) -> ResponseReturnValue:
    """Ask when a milestone was met, and for its proof."""
    at = opened(code, "project")
    milestone = _milestone(at, key)
    return page("delivery/meet.html", MeetPage(at, milestone, meet_form(milestone, empty=True), []))


@blueprint.post("/office/projects/<code>/milestones/<key>/meet")
@open_to(Action.REPORT_DELIVERY)
def meet(code: str, key: str) -> ResponseReturnValue:
    """Record that a milestone is met, with its proof."""
    at = opened(code, "project")
    milestone = _milestone(at, key)
    form = meet_form(milestone)
    if not form.validate():
        return page("delivery/meet.html", MeetPage(at, milestone, form, form.summary()), 422)
    try:
        with work(current_actor()) as unit:
            usecases.meet(unit, form.command(code, milestone))
    except Incomplete as refusal:
        form.take(refusal)
        return page("delivery/meet.html", MeetPage(at, milestone, form, form.summary()), 422)
    flash.tell("delivery.met_done")
    return redirect(url_for("delivery.project", code=code), 303)


def _open_ones(at: Opened) -> tuple[MilestoneFacts, ...]:
    return tuple(row for row in at.view.milestones if row.view.state is not MilestoneState.MET)


def _milestone(at: Opened, key: str) -> MilestoneFacts:
    for row in at.view.milestones:
        if row.view.key == key:
            if row.view.state is MilestoneState.MET:
                raise WrongState("delivery.already_met")
            return row
    raise Missing("delivery.no_milestone")


def _page(at: Opened, form: ReportForm | None = None, in_use: InUseForm | None = None) -> ProgressPage:
    allowed = at.may(Action.REPORT_DELIVERY)
    open_ones = _open_ones(at)
    if form is None and allowed and open_ones:
        form = report_form(open_ones, empty=True)
    if in_use is None and allowed and at.view.milestones and not open_ones and at.view.in_use_on is None:
        in_use = InUseForm(formdata=None).name()
    errors = [*(form.summary() if form else []), *(in_use.summary() if in_use else [])]
    docs = {doc.key: doc for doc in documents.of_project(session(), at.head.id)}
    return ProgressPage(at, open_ones, form, in_use, errors, docs)
