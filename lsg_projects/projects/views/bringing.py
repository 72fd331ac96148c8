"""Projects from a file: the template, a preview with every error by its row, and the storing after a confirmation."""

from __future__ import annotations

import io
from dataclasses import dataclass

from flask import redirect, send_file, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Incomplete, Missing, Problem
from lsg_projects.domain.tables import ImportAnswer, Remark
from lsg_projects.domain.text import Tri
from lsg_projects.kit import files
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.projects import sheets, usecases
from lsg_projects.projects.forms.office import ImportForm
from lsg_projects.projects.usecases import Fate, ImportProjects
from lsg_projects.projects.views.frame import blueprint
from lsg_projects.projects.views.office import offices_of
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page, t

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ImportRow:
    """One project of the file in the preview."""

    title: Tri
    amount: int
    fate: str


@dataclass(frozen=True)
class ImportPage:
    """The form, and the preview of a file once there is one."""

    form: ImportForm
    errors: list[tuple[str, str]]
    answer: ImportAnswer | None = None
    lines: tuple[tuple[str, str], ...] = ()
    rows: tuple[ImportRow, ...] = ()
    key: str = ""


@blueprint.get("/office/projects/import")
@open_to(Action.IMPORT_PROJECTS)
def import_file() -> ResponseReturnValue:
    """Ask for a file of projects."""
    return page("projects/import.html", ImportPage(_form(ImportForm(formdata=None)), []))


@blueprint.get("/office/projects/import/template.xlsx")
@open_to(Action.IMPORT_PROJECTS)
def import_template() -> ResponseReturnValue:
    """Send the workbook to fill."""
    return send_file(io.BytesIO(sheets.template()), mimetype=XLSX, as_attachment=True, download_name="projects.xlsx")


@blueprint.post("/office/projects/import")
@open_to(Action.IMPORT_PROJECTS)
def bring() -> ResponseReturnValue:
    """Preview a file, or store the one that was previewed."""
    form = _form(ImportForm())
    try:
        if not form.validate():
            return page("projects/import.html", ImportPage(form, form.summary()), 422)
        return _stored(form) if form.key.data else _previewed(form)
    except Incomplete as refusal:
        form.take(refusal)
        return page("projects/import.html", ImportPage(form, form.summary()), 422)


def _form(form: ImportForm) -> ImportForm:
    return form.furnish(offices_of(Action.IMPORT_PROJECTS))


def _previewed(form: ImportForm) -> ResponseReturnValue:
    upload = form.file.data
    if not upload or not upload.filename:
        raise Incomplete("documents.no_file", (Problem("file", "documents.no_file"),))
    data = upload.read()
    reading = sheets.read_workbook(data, upload.filename)
    answer, fates = usecases.preview_projects(session(), current_actor(), _command(form, reading))
    errors = (*reading.errors, *answer.errors)
    whole = ImportAnswer("projects", answer.rows, answer.created, answer.updated, answer.unchanged, errors=errors)
    key = "" if errors else files.store().save(data)
    shown = ImportPage(form, [], whole, tuple(_line(each) for each in errors), tuple(map(_row, fates)), key)
    return page("projects/import.html", shown, 422 if errors else 200)


def _stored(form: ImportForm) -> ResponseReturnValue:
    try:
        data = files.store().read(form.key.data or "")
    except Missing as missing:
        raise Incomplete("documents.no_file", (Problem("file", "documents.no_file"),)) from missing
    reading = sheets.read_workbook(data, "projects.xlsx")
    if reading.errors:  # a key of another file than the one that was previewed
        raise Incomplete("documents.no_file", (Problem("file", "documents.no_file"),))
    with work(current_actor()) as unit:
        answer = usecases.import_projects(unit, _command(form, reading))
    if not answer.ok:
        lines = tuple(_line(each) for each in answer.errors)
        return page("projects/import.html", ImportPage(form, [], answer, lines), 422)
    flash.tell("projects.import.done", n=answer.created + answer.updated)
    return redirect(url_for("projects.office_list"), 303)


def _command(form: ImportForm, reading: sheets.Reading) -> ImportProjects:
    chosen = form.body.data or ""
    return ImportProjects(reading.projects, int(chosen) if chosen.isdigit() else None)


def _line(remark: Remark) -> tuple[str, str]:
    sheet, column = remark.details.get("sheet", ""), remark.details.get("column", "")
    place = f"{sheet}, {remark.row}" if sheet else str(remark.row)
    what = t(remark.key, **remark.details)
    return place, f"{column}: {what}" if column else what


def _row(fate: Fate) -> ImportRow:
    passport = fate.brought.passport
    return ImportRow(passport.title, passport.amount, fate.fate)
