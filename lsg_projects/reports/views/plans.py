"""Schedules in the offices: what is issued by itself, to whom it goes by mail, and what did not arrive."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, Subject, may, require, scope
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.periods import closed_since, parse
from lsg_projects.domain.reporting import KINDS, Kind
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.reports import queries
from lsg_projects.reports.forms import EVERY, RecipientForm, ScheduleForm
from lsg_projects.reports.queries import Letter, Recipient, Schedule
from lsg_projects.reports.usecases import add_recipient, pause, remove_recipient, send_again, set_schedule
from lsg_projects.reports.views.frame import blueprint
from lsg_projects.reports.views.offers import offers, running_and_ended, subjects
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t


@dataclass(frozen=True)
class PlansPage:
    """Every schedule of the official's territories."""

    schedules: tuple[Schedule, ...]
    may_schedule: bool


@dataclass(frozen=True)
class PlanPage:
    """One schedule: when it comes next, who gets it, and how far the letters are."""

    schedule: Schedule
    recipients: tuple[Recipient, ...]
    letters: tuple[Letter, ...]
    form: RecipientForm


@dataclass(frozen=True)
class NewPlanPage:
    """The form of a schedule, with what saving it would issue at once."""

    form: ScheduleForm
    title: str
    purpose: str
    missed: tuple[str, ...]


@blueprint.get("/office/reports/schedules")
@open_to(Action.READ_PROJECT)
def plans() -> ResponseReturnValue:
    """List what is issued by itself."""
    actor = current_actor()
    found = queries.schedules(session(), scope(actor))
    return page("reports/plans.html", PlansPage(found, bool(may(Action.SCHEDULE_REPORT, actor))))


@blueprint.route("/office/reports/schedules/new", methods=["GET", "POST"])
@open_to(Action.SCHEDULE_REPORT)
def new_plan() -> ResponseReturnValue:
    """Ask which kind, of what, since when; periods that would be caught up are named before they are."""
    kind = KINDS.get(request.values.get("kind", "")[:40])
    if kind is None:
        kinds = tuple(offers(_may_be_scheduled, "reports.new_plan"))
        return page("reports/kinds.html", kinds, 422 if request.method == "POST" else 200, title=t("reports.plan.new"))
    form = ScheduleForm()
    _offer(form, kind)
    if request.method == "GET":
        return _ask(form, kind)
    if not form.validate():
        return _ask(form, kind, status=422)
    missed = _missed(form.first_period.data or "")
    if missed and not form.sure.data:
        return _ask(form, kind, missed)
    return _save(form, kind)


def _may_be_scheduled(kind: Kind) -> bool:
    return bool(may(kind.action, current_actor()))


def _save(form: ScheduleForm, kind: Kind) -> ResponseReturnValue:
    try:
        with work(current_actor()) as unit:
            schedule_id = set_schedule(unit, form.command())
    except Incomplete as refusal:
        form.take(refusal)
        return _ask(form, kind, status=422)
    flash.tell("reports.plan.saved")
    return redirect(url_for("reports.plan", schedule_id=schedule_id), 303)


def _ask(form: ScheduleForm, kind: Kind, missed: tuple[str, ...] = (), status: int = 200) -> ResponseReturnValue:
    shown = NewPlanPage(form, t(f"reports.kind.{kind.key}"), t(f"reports.purpose.{kind.key}"), missed)
    return page("reports/plan_new.html", shown, status)


def _offer(form: ScheduleForm, kind: Kind) -> None:
    form.kind.offer([(kind.key, t(f"reports.kind.{kind.key}"))])
    form.subject.offer(subjects(kind, Action.SCHEDULE_REPORT))
    form.first_period.offer((str(each), formats(language()).period(str(each))) for each in running_and_ended(kind))
    form.languages.choices = [(lang, t(f"reports.language_name.{lang}")) for lang in kind.languages]
    if request.method == "GET":
        form.kind.data = kind.key
        form.languages.data = [lang for lang in kind.languages if lang != "en"]


def _missed(first: str) -> tuple[str, ...]:
    return tuple(formats(language()).period(str(each)) for each in closed_since(parse(first), clock.today()))


@blueprint.get("/office/reports/schedules/<int:schedule_id>")
@open_to(Action.SCHEDULE_REPORT)
def plan(schedule_id: int) -> ResponseReturnValue:
    """Show one schedule with its recipients and letters."""
    return _plan(schedule_id)


def _plan(schedule_id: int, form: RecipientForm | None = None, status: int = 200) -> ResponseReturnValue:
    found = queries.schedule(session(), schedule_id)
    require(Action.SCHEDULE_REPORT, current_actor(), Subject(found.unit_path, name=f"schedule:{schedule_id}"))
    shown = PlanPage(
        found, queries.recipients(session(), schedule_id), queries.letters_of_schedule(session(), schedule_id),
        form or _recipient_form(found),
    )  # fmt: skip
    return page("reports/plan.html", shown, status)


def _recipient_form(schedule: Schedule) -> RecipientForm:
    form = RecipientForm()
    offered = [(lang, t(f"reports.language_name.{lang}")) for lang in schedule.languages]
    form.language.offer([(EVERY, t("reports.plan.every_language")), *offered])
    return form


@blueprint.post("/office/reports/schedules/<int:schedule_id>")
@open_to(Action.SCHEDULE_REPORT)
def set_paused(schedule_id: int) -> ResponseReturnValue:
    """Pause a schedule or let it go on."""
    paused = request.form.get("paused") == "yes"
    with work(current_actor()) as unit:
        pause(unit, schedule_id, paused=paused)
    flash.tell("reports.paused_done" if paused else "reports.resumed_done")
    return _back(schedule_id)


@blueprint.post("/office/reports/schedules/<int:schedule_id>/recipients")
@open_to(Action.SCHEDULE_REPORT)
def add_to_plan(schedule_id: int) -> ResponseReturnValue:
    """Add a recipient."""
    form = _recipient_form(queries.schedule(session(), schedule_id))
    if not form.validate():
        return _plan(schedule_id, form, 422)
    try:
        with work(current_actor()) as unit:
            add_recipient(unit, form.command(schedule_id))
    except Incomplete as refusal:
        form.take(refusal)
        return _plan(schedule_id, form, 422)
    flash.tell("reports.plan.added")
    return _back(schedule_id)


@blueprint.post("/office/reports/schedules/<int:schedule_id>/recipients/<int:recipient_id>/remove")
@open_to(Action.SCHEDULE_REPORT)
def remove_from_plan(schedule_id: int, recipient_id: int) -> ResponseReturnValue:
    """Remove a recipient."""
    with work(current_actor()) as unit:
        remove_recipient(unit, schedule_id, recipient_id)
    flash.tell("reports.plan.removed")
    return _back(schedule_id)


@blueprint.post("/office/reports/letters/<int:letter_id>/again")
@open_to(Action.SCHEDULE_REPORT)
def letter_again(letter_id: int) -> ResponseReturnValue:
    """Let a letter that failed be tried again."""
    with work(current_actor()) as unit:
        schedule_id = send_again(unit, letter_id)
    flash.tell("reports.plan.again_done")
    return _back(schedule_id)


def _back(schedule_id: int) -> ResponseReturnValue:
    return redirect(url_for("reports.plan", schedule_id=schedule_id), 303)
