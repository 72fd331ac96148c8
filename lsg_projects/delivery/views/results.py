"""Results of a project by period: what the office types and sends, what others approve, what is corrected later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.delivery.forms import CorrectForm, JudgeForm, SendForm, correct_form, values_form
from lsg_projects.delivery.views.frame import Opened, blueprint, opened
from lsg_projects.delivery.views.results_page import (
    ResultsPage,
    judge_form,
    places_of,
    results_page,
    sheet_of,
    waiting_values,
)
from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.results import PeriodState
from lsg_projects.kit.work import Work, work
from lsg_projects.strategy import letters, usecases
from lsg_projects.strategy.letters import Told
from lsg_projects.strategy.queries import Measured, Slot
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.form import BaseForm
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page


@dataclass(frozen=True)
class CorrectPage:
    """One value with the form of its correction."""

    at: Opened
    told: Told
    measured: Measured
    slot: Slot
    form: CorrectForm
    errors: list[tuple[str, str]]


@blueprint.get("/office/projects/<code>/results")
@open_to(Action.READ_PROJECT)
def results(code: str) -> ResponseReturnValue:
    """Show the indicators of a project by period."""
    return page("delivery/results.html", results_page(opened(code, "results")))


@blueprint.post("/office/projects/<code>/results/<period>")
@open_to(Action.ENTER_RESULT)
def enter(code: str, period: str) -> ResponseReturnValue:
    """Store the values of a period as drafts."""
    at = opened(code, "results")
    rows = [(one, slot) for one, slot in _slots(at, period) if slot.editable]
    form = values_form(rows, places_of(at))
    return _taken(
        at, form, lambda unit: usecases.enter(unit, form.command(code, period)), "results.said.entered",
        lambda: results_page(at, typed=(period, form)),
    )  # fmt: skip


@blueprint.post("/office/projects/<code>/results/<period>/send")
@open_to(Action.SEND_RESULT)
def send_results(code: str, period: str) -> ResponseReturnValue:
    """Send the drafts of a period to those who approve them."""
    at, form = opened(code, "results"), SendForm()
    return _taken(
        at,
        form,
        lambda unit: usecases.send(unit, usecases.Send(code, period)),
        "results.said.sent",
        lambda: results_page(at),
    )


@blueprint.post("/office/projects/<code>/results/answer")
@open_to(Action.APPROVE_RESULT)
def judge_results(code: str) -> ResponseReturnValue:
    """Approve or return the chosen values."""
    at = opened(code, "results")
    form = judge_form(waiting_values(at, sheet_of(at)), JudgeForm())
    approve = request.form.get("answer") == "approve"
    said = "results.said.approved" if approve else "results.said.returned"
    return _taken(
        at, form, lambda unit: usecases.judge(unit, form.command(code, approve=approve)), said,
        lambda: results_page(at, judged=form),
    )  # fmt: skip


def _taken(
    at: Opened, form: BaseForm, act: Callable[[Work], int], told: str, again: Callable[[], ResultsPage]
) -> ResponseReturnValue:
    """Do what a form asks, or show the page again with what is wrong."""
    if form.validate():
        try:
            with work(current_actor()) as unit:
                count = act(unit)
        except Incomplete as refusal:
            form.take(refusal)
        else:
            flash.tell(told, n=count)
            return redirect(url_for("delivery.results", code=at.head.code), 303)
    return page("delivery/results.html", again(), 422)


@blueprint.get("/office/projects/<code>/results/<period>/<key>/correction")
@open_to(Action.SEND_RESULT)
def correcting(code: str, period: str, key: str) -> ResponseReturnValue:
    """Ask for the right value and the reason."""
    at = opened(code, "results")
    one, slot = _one(at, period, key)
    return page(
        "delivery/correct.html", _correct_page(at, one, slot, correct_form(one, slot, places_of(at), empty=True))
    )


@blueprint.post("/office/projects/<code>/results/<period>/<key>/correction")
@open_to(Action.SEND_RESULT)
def correct_result(code: str, period: str, key: str) -> ResponseReturnValue:
    """Append a dated correction; the value that it corrects stays."""
    at = opened(code, "results")
    one, slot = _one(at, period, key)
    form = correct_form(one, slot, places_of(at))
    if form.validate():
        try:
            with work(current_actor()) as unit:
                usecases.correct(unit, form.command(code, period, one))
        except Incomplete as refusal:
            form.take(refusal)
        else:
            flash.tell("results.said.corrected")
            return redirect(url_for("delivery.results", code=code), 303)
    return page("delivery/correct.html", _correct_page(at, one, slot, form), 422)


def _correct_page(at: Opened, one: Measured, slot: Slot, form: CorrectForm) -> CorrectPage:
    told = letters.told(one, language(), places_of(at), open_periods=True)
    return CorrectPage(at, told, one, slot, form, form.summary())


def _one(at: Opened, period: str, key: str) -> tuple[Measured, Slot]:
    for one, slot in _slots(at, period):
        if one.result.key == key and slot.state is not PeriodState.COMING:
            return one, slot
    raise Missing("results.no_period")


def _slots(at: Opened, period: str) -> list[tuple[Measured, Slot]]:
    """Give the indicators that are measured in *period*; refuses (Missing) a period that none of them has."""
    found = [(one, slot) for one in sheet_of(at) if (slot := one.slot(period)) is not None]
    if not found:
        raise Missing("results.no_period")
    return found
