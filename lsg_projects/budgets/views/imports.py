"""Bringing in a file of plans: choose it, look at what would happen, answer for names, and only then store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries, usecases
from lsg_projects.budgets.forms import ConfirmForm, UploadForm
from lsg_projects.budgets.queries import JobFacts, PlanImport
from lsg_projects.budgets.usecases import UndoImport, plan_order
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
class UploadPage:
    """The form that asks for a file, and the earlier imports of each district with what takes one back."""

    form: UploadForm
    earlier: tuple[tuple[Unit, tuple[PlanImport, ...]], ...]


@dataclass(frozen=True)
class NameToAnswer:
    """A name of the file that was not found, with those whom it may mean first and then all others."""

    name: str
    row: int
    near: tuple[dict[str, object], ...]
    chosen: str


@dataclass(frozen=True)
class PreviewPage:
    """What the file would do: errors first, then names, contradictions and other warnings."""

    form: ConfirmForm
    file: str
    district: Unit
    answer: ImportAnswer
    names: tuple[NameToAnswer, ...]
    errors: tuple[Remark, ...]
    contradictions: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    places: tuple[Unit, ...]
    matches: dict[str, str]


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get("/budgets/import", endpoint="import_plan")(ask)
    blueprint.post("/budgets/import", endpoint="upload_plan")(upload)
    blueprint.post("/budgets/import/undo", endpoint="undo_import")(undo)
    blueprint.get("/budgets/import/<token>", endpoint="preview_plan")(preview)
    blueprint.post("/budgets/import/<token>", endpoint="confirm_plan")(confirm)


def _form() -> UploadForm:
    return UploadForm(_districts())


def _districts() -> tuple[Unit, ...]:
    paths = scope(current_actor()) or ()
    return tuple(unit for path in paths for unit in territories.units_under(session(), path, Level.DISTRICT))


def _upload_page(form: UploadForm) -> UploadPage:
    known = ((unit, queries.plan_imports(session(), unit.path)) for unit in _districts())
    return UploadPage(form, tuple((unit, found) for unit, found in known if found))


@open_to(Action.IMPORT_PLAN)
def undo() -> ResponseReturnValue:
    """Take an import back."""
    moment = doors.moment_asked()
    with work(current_actor()) as unit:
        number = usecases.undo_import(unit, UndoImport(request.form.get("district", "")[:9], moment))
    flash.tell("budgets.undone", n=number)
    return redirect(url_for("budgets.import_plan"), 303)


@open_to(Action.IMPORT_PLAN)
def ask() -> ResponseReturnValue:
    """Ask for the file."""
    return page("budgets/import.html", _upload_page(_form()))


@open_to(Action.IMPORT_PLAN)
def upload() -> ResponseReturnValue:
    """Take the file, keep it aside and go on to the preview; a file that is no table is refused at once."""
    form = _form()

    def again() -> ResponseReturnValue:
        return page("budgets/import.html", _upload_page(form), 422)

    return doors.take("plan", form, form.facts(), _look, again, by_worker=True) if form.validate() else again()


def _look(table: Table, facts: Mapping[str, Any]) -> ImportAnswer:
    return usecases.preview_plan(session(), current_actor(), plan_order(table, facts, facts["name"], {}))


@open_to(Action.IMPORT_PLAN)
def preview(token: str) -> ResponseReturnValue:
    """Show what the file would do."""
    facts = doors.kept("plan", token)
    if job := jobs.job_of(facts):
        return _from_worker(job, facts)
    return page("budgets/preview.html", _page(facts, _look(doors.table_of(facts), facts), {}))


def _from_worker(job: JobFacts, facts: dict[str, Any]) -> ResponseReturnValue:
    """Show how far a large file is, or what the worker found in it."""
    if job.state is not JobState.LOOKED or job.answer is None:
        back, result = url_for("budgets.import_plan"), url_for("budgets.office")
        return jobs.progress(job, facts["name"], t("budgets.import"), back, result)
    return page("budgets/preview.html", _page(facts, job.answer, dict(job.matches)))


@open_to(Action.IMPORT_PLAN)
def confirm(token: str) -> ResponseReturnValue:
    """Store the file, or look again with the answers to its names."""
    facts = doors.kept("plan", token)
    matches = ConfirmForm().matches(request.form)
    if job := jobs.job_of(facts):
        jobs.go_on(job, facts, Phase.STORE if request.form.get("do") == "store" else Phase.LOOK, matches)
        return redirect(url_for("budgets.preview_plan", token=token), 303)
    command = plan_order(doors.table_of(facts), facts, facts["name"], matches)
    if request.form.get("do") != "store":
        answer = usecases.preview_plan(session(), current_actor(), command)
        return page("budgets/preview.html", _page(facts, answer, matches))
    with work(current_actor()) as unit:
        answer = usecases.import_plan(unit, command)
    if not answer.ok:
        return page("budgets/preview.html", _page(facts, answer, matches), 422)
    waiting.forget(facts)
    flash.tell("budgets.imported", created=answer.created, updated=answer.updated, unchanged=answer.unchanged)
    return redirect(url_for("budgets.office"), 303)


def _page(facts: dict[str, Any], answer: ImportAnswer, matches: dict[str, str]) -> PreviewPage:
    district = territories.unit(session(), facts["district"])
    named = [each for each in answer.errors if each.code == "unknown_name"]
    first = {str(each.details["name"]): each for each in reversed(named)}
    answered = {name: code for name, code in matches.items() if name not in first}
    return PreviewPage(
        form=ConfirmForm(),
        file=facts["name"],
        district=district,
        answer=answer,
        names=tuple(_name(each, matches) for each in first.values()),
        errors=tuple(each for each in answer.errors if each.code != "unknown_name"),
        contradictions=tuple(each for each in answer.warnings if each.printed is not None),
        warnings=tuple(each for each in answer.warnings if each.printed is None),
        places=territories.units_under(session(), district.path, Level.OKRUG),
        matches=answered,
    )


def _name(remark: Remark, matches: dict[str, str]) -> NameToAnswer:
    name = str(remark.details["name"])
    near: tuple[dict[str, object], ...] = remark.details["candidates"]  # type: ignore[assignment]  # made by the import
    return NameToAnswer(name, remark.row, near, matches.get(name, ""))
