"""Bringing in population: choose the file, look at what would happen, only then store; taken back by one press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries, usecases
from lsg_projects.budgets.forms import ConfirmForm, PopulationFileForm
from lsg_projects.budgets.queries import PopulationImport
from lsg_projects.budgets.usecases import ImportPopulation, UndoPopulation
from lsg_projects.budgets.views import doors
from lsg_projects.budgets.views.doors import FilePreviewPage
from lsg_projects.domain.access import Action, scope
from lsg_projects.domain.states import Level
from lsg_projects.domain.tables import ImportAnswer, Table
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web import flash, waiting
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page, t

KIND = "population"
ADDRESS = "/budgets/import/population"


@dataclass(frozen=True)
class PopulationFilePage:
    """The form that asks for a file, and the earlier imports of each district."""

    form: PopulationFileForm
    earlier: tuple[tuple[Unit, tuple[PopulationImport, ...]], ...]


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get(ADDRESS, endpoint="import_population")(ask)
    blueprint.post(ADDRESS, endpoint="upload_population")(upload)
    blueprint.post(f"{ADDRESS}/undo", endpoint="undo_population")(undo)
    blueprint.get(f"{ADDRESS}/<token>", endpoint="preview_population")(preview)
    blueprint.post(f"{ADDRESS}/<token>", endpoint="confirm_population")(confirm)


def _page(form: PopulationFileForm) -> PopulationFilePage:
    paths = scope(current_actor()) or ()
    districts = (unit for path in paths for unit in territories.units_under(session(), path, Level.DISTRICT))
    known = ((unit, queries.population_imports(session(), unit.path)) for unit in districts)
    return PopulationFilePage(form, tuple((unit, found) for unit, found in known if found))


@open_to(Action.IMPORT_PLAN)
def ask() -> ResponseReturnValue:
    """Ask for the file."""
    return page("budgets/import_population.html", _page(PopulationFileForm()))


@open_to(Action.IMPORT_PLAN)
def upload() -> ResponseReturnValue:
    """Take the file, keep it aside and go on to the preview; a file that is no table is refused at once."""
    form = PopulationFileForm()

    def again() -> ResponseReturnValue:
        return page("budgets/import_population.html", _page(form), 422)

    return doors.take(KIND, form, {"source": form.source.data}, _look, again) if form.validate() else again()


def _order(table: Table, facts: Mapping[str, Any]) -> ImportPopulation:
    return ImportPopulation(table, facts["source"], facts["name"])


def _look(table: Table, facts: Mapping[str, Any]) -> ImportAnswer:
    return usecases.preview_population(session(), current_actor(), _order(table, facts))


@open_to(Action.IMPORT_PLAN)
def preview(token: str) -> ResponseReturnValue:
    """Show what the file would do."""
    facts = doors.kept(KIND, token)
    return _shown(facts, _look(doors.table_of(facts), facts), 200)


@open_to(Action.IMPORT_PLAN)
def confirm(token: str) -> ResponseReturnValue:
    """Store the file."""
    facts = doors.kept(KIND, token)
    order = _order(doors.table_of(facts), facts)
    with work(current_actor()) as unit:
        answer = usecases.import_population(unit, order)
    if not answer.ok:
        return _shown(facts, answer, 422)
    waiting.forget(facts)
    flash.tell("population.stored", created=answer.created, updated=answer.updated, unchanged=answer.unchanged)
    return redirect(url_for("budgets.import_population"), 303)


def _shown(facts: Mapping[str, Any], answer: ImportAnswer, status: int) -> ResponseReturnValue:
    counts = {name: getattr(answer, name) for name in ("rows", "created", "updated", "unchanged")}
    said = (t("population.preview_lead", **counts), *([t("population.past_stays")] if answer.updated else []))
    above = (t("budgets.office"), url_for("budgets.office"))
    door = (t("population.import"), url_for("budgets.import_population"))
    shown = FilePreviewPage(ConfirmForm(), facts["name"], answer, above, door, said)
    return page("budgets/preview_file.html", shown, status)


@open_to(Action.IMPORT_PLAN)
def undo() -> ResponseReturnValue:
    """Take an import back."""
    moment = doors.moment_asked()
    with work(current_actor()) as unit:
        number = usecases.undo_population(unit, UndoPopulation(request.form.get("district", "")[:9], moment))
    flash.tell("population.undone", n=number)
    return redirect(url_for("budgets.import_population"), 303)
