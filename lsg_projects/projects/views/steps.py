"""The first seven steps of the passport: a page each, saved alone, in any order."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, require
from lsg_projects.domain.diff import differences
from lsg_projects.domain.errors import Incomplete, Missing, Stale, WrongState
from lsg_projects.domain.project import STEPS, Passport
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.projects import queries, usecases
from lsg_projects.projects.forms.made import FORMS, as_typed, blank_or_stored
from lsg_projects.projects.forms.steps import StepForm
from lsg_projects.projects.forms.typed import Typed, press, pressed, without_gone
from lsg_projects.projects.forms.usual import evened, with_usual
from lsg_projects.projects.queries import Excess, offered
from lsg_projects.projects.usecases import SaveStep
from lsg_projects.projects.views import papers, review
from lsg_projects.projects.views.frame import (
    Opened,
    RailStep,
    blueprint,
    filled,
    may_edit,
    neighbours,
    numbered,
    opened,
    rail,
    step_url,
)
from lsg_projects.projects.views.live import Live, Point, live_of, points_of
from lsg_projects.projects.views.offers import offers_of, years_of
from lsg_projects.projects.views.wording import Item, Line, item, lines, name_of
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page


@dataclass(frozen=True)
class StepPage:
    """One step as its page shows it."""

    passport: Opened
    step: str
    number: int
    form: StepForm
    rail: tuple[RailStep, ...]
    filled: int
    live: Live
    owed: tuple[Item, ...]
    before: str | None
    after: str | None
    errors: list[tuple[str, str]]
    theirs: tuple[Line, ...] = ()
    """What somebody else changed since this page was opened."""
    both: tuple[str, ...] = ()
    """Names of the fields that both changed."""
    has_goals: bool = False
    """Whether this installation has monitoring frames to choose from."""
    excesses: tuple[Excess, ...] = ()
    """Ceilings that the saved lines break."""
    points: tuple[Point, ...] = ()
    """The saved milestones on a line of time."""


@blueprint.get("/office/projects/<code>/passport/<step>")
@open_to(Action.READ_PROJECT)
def step(code: str, step: str) -> ResponseReturnValue:
    """Show a step of the passport; those who may not write read the whole instead."""
    if step not in STEPS:
        raise Missing("projects.no_step")
    found = opened(code)
    if step == "documents":
        return papers.show(found)
    if step == "review":
        return review.show(found)
    if not may_edit(found.head):
        return redirect(url_for("projects.passport", code=code, _anchor=step), 303)
    passport = found.draft.passport
    offers = offers_of(step, found.head, passport)
    form = blank_or_stored(step, passport, found.draft.revision, offers, years_of(step, passport))
    return page("projects/step.html", _page(found, step, form))


@blueprint.post("/office/projects/<code>/passport/<step>")
@open_to(Action.EDIT_PROJECT)
def save(code: str, step: str) -> ResponseReturnValue:
    """Save a step, or add and take away rows; what cannot be is shown beside what was typed."""
    if step not in FORMS:
        raise Missing("projects.no_step")
    found = opened(code)
    require(Action.EDIT_PROJECT, current_actor(), queries.subject(found.head))
    if not found.head.editable:
        raise WrongState("projects.not_editable")
    passport = found.draft.passport
    typed = _pressed(request.form, step, passport) if pressed(request.form) else without_gone(request.form)
    form = as_typed(step, typed, passport, offers_of(step, found.head, passport))
    if pressed(request.form):
        return page("projects/step.html", _page(found, step, form))
    return _saved(found, step, form)


def _pressed(typed: Typed, step: str, passport: Passport) -> Typed:
    """Give the typed text after a button that changes rows and saves nothing."""
    if step == "milestones" and "usual" in typed:
        return with_usual(typed, passport)
    return evened(typed) if step == "milestones" and "even" in typed else press(typed, years_of(step, passport))


def _saved(found: Opened, step: str, form: StepForm) -> ResponseReturnValue:
    if not form.validate():
        return _refused(found, step, form, form.problems())
    command = SaveStep(found.head.code, step, form.shown_revision, form.changes())
    try:
        with work(current_actor()) as unit:
            usecases.save_step(unit, command)
    except Incomplete as refusal:
        form.take(refusal)
        return _refused(found, step, form, form.problems())
    except Stale:
        return _outdated(found.head.code, step, form, command)
    flash.tell("projects.saved")
    leave = request.form.get("then") == "leave"
    following = neighbours(step)[1] or "review"
    code = found.head.code
    return redirect(url_for("projects.overview", code=code) if leave else step_url(code, following), 303)


def _refused(found: Opened, step: str, form: StepForm, errors: list[tuple[str, str]]) -> ResponseReturnValue:
    return page("projects/step.html", _page(found, step, form, errors), 422)


def _outdated(code: str, step: str, form: StepForm, command: SaveStep) -> ResponseReturnValue:
    """Show what the other one changed beside what was typed here; saving again is then a choice made knowingly."""
    found = opened(code)
    base = queries.earlier(session(), found.head.id, command.revision)
    theirs = lines(differences(base, found.draft.passport)) if base else []
    both = usecases.rebased(base, found.draft.passport, command.changes)
    form.revision.data = str(found.draft.revision)
    names = tuple(name_of(name) for name in STEPS[step] if name in both)
    shown = _page(found, step, form, theirs=tuple(theirs), both=names)
    return page("projects/step.html", shown, 409, outdated=True)


def _page(
    found: Opened,
    step: str,
    form: StepForm,
    errors: list[tuple[str, str]] | None = None,
    theirs: tuple[Line, ...] = (),
    both: tuple[str, ...] = (),
) -> StepPage:
    steps = rail(found, step)
    before, after = neighbours(step)
    return StepPage(
        passport=found,
        step=step,
        number=numbered(step),
        form=form,
        rail=steps,
        filled=filled(steps),
        live=live_of(found.draft.passport, found.head),
        owed=tuple(item(found.head.code, gap) for gap in found.gaps if gap.step == step),
        before=before,
        after=after,
        errors=errors or [],
        theirs=theirs,
        both=both,
        has_goals=step == "why" and bool(offered.goals()),
        excesses=queries.excesses(session(), found.head, found.draft.passport) if step == "cost" else (),
        points=points_of(found.draft.passport) if step == "milestones" else (),
    )
