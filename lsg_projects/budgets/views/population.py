"""Bringing in population: choose the file, look at what would happen, only then store; taken back by one press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries, usecases
from lsg_projects.budgets.forms import ConfirmForm, PopulationFileForm
from lsg_projects.budgets.queries import PopulationImport
from lsg_projects.budgets.usecases import ImportPopulation, UndoPopulation
from lsg_projects.domain.access import Action, scope
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.states import Level
from lsg_projects.domain.tables import ImportAnswer
from lsg_projects.kit.db import session
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web import flash, waiting
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page

PURPOSE = "population-upload"
ADDRESS = "/budgets/import/population"


@dataclass(frozen=True)
class PopulationFilePage:
    """The form that asks for a file, and the earlier imports of each district."""

    form: PopulationFileForm
    earlier: tuple[tuple[Unit, tuple[PopulationImport, ...]], ...]


@dataclass(frozen=True)
class PopulationPreviewPage:
    """What the file would do."""

    form: ConfirmForm
    file: str
    answer: ImportAnswer


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
    if not form.validate():
        return page("budgets/import_population.html", _page(form), 422)
    data, name = form.file.data.read(), str(form.file.data.filename or "")[-120:]
    try:
        order = ImportPopulation(read_table(data, name), form.source.data, name)
        usecases.preview_population(session(), current_actor(), order)
    except Incomplete as refusal:
        form.take(refusal)
        return page("budgets/import_population.html", _page(form), 422)
    token = waiting.keep(PURPOSE, data, name, source=form.source.data)
    return redirect(url_for("budgets.preview_population", token=token), 303)


def _order(facts: dict[str, str]) -> ImportPopulation:
    return ImportPopulation(read_table(waiting.read(facts), facts["name"]), facts["source"], facts["name"])


@open_to(Action.IMPORT_PLAN)
def preview(token: str) -> ResponseReturnValue:
    """Show what the file would do."""
    facts = waiting.facts_of(PURPOSE, token)
    answer = usecases.preview_population(session(), current_actor(), _order(facts))
    return page("budgets/preview_population.html", PopulationPreviewPage(ConfirmForm(), facts["name"], answer))


@open_to(Action.IMPORT_PLAN)
def confirm(token: str) -> ResponseReturnValue:
    """Store the file."""
    facts = waiting.facts_of(PURPOSE, token)
    order = _order(facts)
    with work(current_actor()) as unit:
        answer = usecases.import_population(unit, order)
    if not answer.ok:
        shown = PopulationPreviewPage(ConfirmForm(), facts["name"], answer)
        return page("budgets/preview_population.html", shown, 422)
    waiting.forget(facts)
    flash.tell("population.stored", created=answer.created, updated=answer.updated, unchanged=answer.unchanged)
    return redirect(url_for("budgets.import_population"), 303)


@open_to(Action.IMPORT_PLAN)
def undo() -> ResponseReturnValue:
    """Take an import back."""
    try:
        moment = datetime.fromisoformat(request.form.get("recorded_at", ""))
    except ValueError as error:
        raise Missing("budgets.nothing_to_undo") from error
    if moment.tzinfo is None:
        raise Missing("budgets.nothing_to_undo")
    with work(current_actor()) as unit:
        number = usecases.undo_population(unit, UndoPopulation(request.form.get("district", "")[:9], moment))
    flash.tell("population.undone", n=number)
    return redirect(url_for("budgets.import_population"), 303)
