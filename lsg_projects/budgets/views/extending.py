"""Extending the classification by a file: choose it, look at what would happen, and only then store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets.forms import ConfirmForm, FileForm
from lsg_projects.budgets.views import doors
from lsg_projects.budgets.views.doors import FilePreviewPage
from lsg_projects.classifiers import usecases
from lsg_projects.domain.access import Action
from lsg_projects.domain.tables import ImportAnswer, Table
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.web import flash, waiting
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page, t

KIND = "classification"
ADDRESS = "/admin/classification/import"


@dataclass(frozen=True)
class CodesFilePage:
    """The form that asks for a file."""

    form: FileForm


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get(ADDRESS, endpoint="import_classification")(ask)
    blueprint.post(ADDRESS, endpoint="upload_classification")(upload)
    blueprint.get(f"{ADDRESS}/<token>", endpoint="preview_classification")(preview)
    blueprint.post(f"{ADDRESS}/<token>", endpoint="confirm_classification")(confirm)


@open_to(Action.IMPORT_DIRECTORY)
def ask() -> ResponseReturnValue:
    """Ask for the file."""
    return page("budgets/import_classification.html", CodesFilePage(FileForm()))


@open_to(Action.IMPORT_DIRECTORY)
def upload() -> ResponseReturnValue:
    """Take the file, keep it aside and go on to the preview; a file that is no table is refused at once."""
    form = FileForm()

    def again() -> ResponseReturnValue:
        return page("budgets/import_classification.html", CodesFilePage(form), 422)

    return doors.take(KIND, form, {}, _look, again) if form.validate() else again()


def _look(table: Table, _facts: Mapping[str, Any]) -> ImportAnswer:
    return usecases.preview_classification(session(), table)


@open_to(Action.IMPORT_DIRECTORY)
def preview(token: str) -> ResponseReturnValue:
    """Show what the file would do."""
    facts = doors.kept(KIND, token)
    return _shown(facts, _look(doors.table_of(facts), facts), 200)


@open_to(Action.IMPORT_DIRECTORY)
def confirm(token: str) -> ResponseReturnValue:
    """Store the file."""
    facts = doors.kept(KIND, token)
    table = doors.table_of(facts)
    with work(current_actor()) as unit:
        answer = usecases.import_classification(unit, table, facts["name"])
    if not answer.ok:
        return _shown(facts, answer, 422)
    waiting.forget(facts)
    flash.tell("classifiers.imported", created=answer.created, updated=answer.updated, unchanged=answer.unchanged)
    return redirect(url_for("budgets.classification"), 303)


def _shown(facts: Mapping[str, Any], answer: ImportAnswer, status: int) -> ResponseReturnValue:
    counts = {name: getattr(answer, name) for name in ("rows", "created", "updated", "unchanged")}
    said = (t("classifiers.preview_lead", **counts), t("classifiers.past_stays"))
    above = (t("classifiers.title"), url_for("budgets.classification"))
    door = (t("classifiers.import"), url_for("budgets.import_classification"))
    shown = FilePreviewPage(ConfirmForm(), facts["name"], answer, above, door, said)
    return page("budgets/preview_file.html", shown, status)
