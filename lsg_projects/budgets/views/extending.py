"""Extending the classification by a file: choose it, look at what would happen, and only then store."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets.forms import CodesFileForm, ConfirmForm
from lsg_projects.classifiers import usecases
from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.tables import ImportAnswer
from lsg_projects.kit.db import session
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import work
from lsg_projects.web import flash, waiting
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page

PURPOSE = "classification-upload"
ADDRESS = "/admin/classification/import"


@dataclass(frozen=True)
class CodesFilePage:
    """The form that asks for a file."""

    form: CodesFileForm


@dataclass(frozen=True)
class CodesPreviewPage:
    """What the file would do."""

    form: ConfirmForm
    file: str
    answer: ImportAnswer


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get(ADDRESS, endpoint="import_classification")(ask)
    blueprint.post(ADDRESS, endpoint="upload_classification")(upload)
    blueprint.get(f"{ADDRESS}/<token>", endpoint="preview_classification")(preview)
    blueprint.post(f"{ADDRESS}/<token>", endpoint="confirm_classification")(confirm)


@open_to(Action.IMPORT_DIRECTORY)
def ask() -> ResponseReturnValue:
    """Ask for the file."""
    return page("budgets/import_classification.html", CodesFilePage(CodesFileForm()))


@open_to(Action.IMPORT_DIRECTORY)
def upload() -> ResponseReturnValue:
    """Take the file, keep it aside and go on to the preview; a file that is no table is refused at once."""
    form = CodesFileForm()
    if not form.validate():
        return page("budgets/import_classification.html", CodesFilePage(form), 422)
    data, name = form.file.data.read(), str(form.file.data.filename or "")[-120:]
    try:
        usecases.preview_classification(session(), read_table(data, name))
    except Incomplete as refusal:
        form.take(refusal)
        return page("budgets/import_classification.html", CodesFilePage(form), 422)
    token = waiting.keep(PURPOSE, data, name)
    return redirect(url_for("budgets.preview_classification", token=token), 303)


@open_to(Action.IMPORT_DIRECTORY)
def preview(token: str) -> ResponseReturnValue:
    """Show what the file would do."""
    facts = waiting.facts_of(PURPOSE, token)
    answer = usecases.preview_classification(session(), read_table(waiting.read(facts), facts["name"]))
    return page("budgets/preview_classification.html", CodesPreviewPage(ConfirmForm(), facts["name"], answer))


@open_to(Action.IMPORT_DIRECTORY)
def confirm(token: str) -> ResponseReturnValue:
    """Store the file."""
    facts = waiting.facts_of(PURPOSE, token)
    table = read_table(waiting.read(facts), facts["name"])
    with work(current_actor()) as unit:
        answer = usecases.import_classification(unit, table, facts["name"])
    if not answer.ok:
        shown = CodesPreviewPage(ConfirmForm(), facts["name"], answer)
        return page("budgets/preview_classification.html", shown, 422)
    waiting.forget(facts)
    flash.tell("classifiers.imported", created=answer.created, updated=answer.updated, unchanged=answer.unchanged)
    return redirect(url_for("budgets.classification"), 303)
