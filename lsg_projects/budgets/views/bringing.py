"""Bringing in the execution of a month: choose the file, look at what would happen, and only then store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries, usecases
from lsg_projects.budgets.forms import ConfirmForm, MonthFileForm
from lsg_projects.budgets.queries import JobFacts
from lsg_projects.budgets.usecases import execution_order
from lsg_projects.budgets.views import doors, jobs
from lsg_projects.domain.access import Action, scope
from lsg_projects.domain.importing import JobState, Phase
from lsg_projects.domain.states import Level
from lsg_projects.domain.tables import ImportAnswer, Remark, Table
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web import flash, waiting
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page, t


@dataclass(frozen=True)
class MonthFilePage:
    """The form that asks for a month's file."""

    form: MonthFileForm


@dataclass(frozen=True)
class MonthPreviewPage:
    """What the file would do: errors, contradictions with both sums, other warnings."""

    form: ConfirmForm
    file: str
    unit: Unit
    month: date
    known: bool
    answer: ImportAnswer
    contradictions: tuple[Remark, ...]
    warnings: tuple[Remark, ...]


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get("/budgets/import/execution", endpoint="import_execution")(ask)
    blueprint.post("/budgets/import/execution", endpoint="upload_execution")(upload)
    blueprint.get("/budgets/import/execution/<token>", endpoint="preview_execution")(preview)
    blueprint.post("/budgets/import/execution/<token>", endpoint="confirm_execution")(confirm)


def _form() -> MonthFileForm:
    paths = scope(current_actor()) or ()
    units = (unit for path in paths for unit in territories.units_under(session(), path, Level.OKRUG))
    return MonthFileForm(units, request.args.get("territory", ""), request.args.get("month", ""))


@open_to(Action.IMPORT_PLAN)
def ask() -> ResponseReturnValue:
    """Ask for the file; ``?territory=`` and ``?month=`` are filled in."""
    return page("budgets/import_execution.html", MonthFilePage(_form()))


@open_to(Action.IMPORT_PLAN)
def upload() -> ResponseReturnValue:
    """Take the file, keep it aside and go on to the preview; a file that is no table is refused at once."""
    form = _form()

    def again() -> ResponseReturnValue:
        return page("budgets/import_execution.html", MonthFilePage(form), 422)

    return doors.take("execution", form, form.facts(), _look, again, by_worker=True) if form.validate() else again()


def _look(table: Table, facts: Mapping[str, Any]) -> ImportAnswer:
    return usecases.preview_execution(session(), current_actor(), execution_order(table, facts, facts["name"]))


@open_to(Action.IMPORT_PLAN)
def preview(token: str) -> ResponseReturnValue:
    """Show what the file would do."""
    facts = doors.kept("execution", token)
    if job := jobs.job_of(facts):
        return _from_worker(job, facts)
    return page("budgets/preview_execution.html", _page(facts, _look(doors.table_of(facts), facts)))


def _from_worker(job: JobFacts, facts: dict[str, Any]) -> ResponseReturnValue:
    """Show how far a large file is, or what the worker found in it."""
    if job.state is JobState.LOOKED and job.answer is not None:
        return page("budgets/preview_execution.html", _page(facts, job.answer))
    month = date.fromisoformat(facts["month"])
    result = url_for("budgets.execution", kato=facts["kato"], year=month.year, month=month.month)
    back = url_for("budgets.import_execution")
    return jobs.progress(job, facts["name"], t("execution.import_title"), back, result)


@open_to(Action.IMPORT_PLAN)
def confirm(token: str) -> ResponseReturnValue:
    """Store the file."""
    facts = doors.kept("execution", token)
    if job := jobs.job_of(facts):
        jobs.go_on(job, facts, Phase.STORE, {})
        return redirect(url_for("budgets.preview_execution", token=token), 303)
    order = execution_order(doors.table_of(facts), facts, facts["name"])
    with work(current_actor()) as unit:
        answer = usecases.import_execution(unit, order)
    if not answer.ok:
        return page("budgets/preview_execution.html", _page(facts, answer), 422)
    waiting.forget(facts)
    flash.tell("execution.imported", created=answer.created, updated=answer.updated, unchanged=answer.unchanged)
    month = order.month
    return redirect(url_for("budgets.execution", kato=order.territory, year=month.year, month=month.month), 303)


def _page(facts: dict[str, Any], answer: ImportAnswer) -> MonthPreviewPage:
    unit, month = territories.unit(session(), facts["kato"]), date.fromisoformat(facts["month"])
    return MonthPreviewPage(
        form=ConfirmForm(),
        file=facts["name"],
        unit=unit,
        month=month,
        known=queries.execution(session(), unit.id, month) is not None,
        answer=answer,
        contradictions=tuple(each for each in answer.warnings if each.printed is not None),
        warnings=tuple(each for each in answer.warnings if each.printed is None),
    )
