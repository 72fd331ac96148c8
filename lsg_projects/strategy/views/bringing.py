"""Bringing in figures of monitoring frames by a file: choose it, look at what would happen, and only then store."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.tables import ImportAnswer
from lsg_projects.kit import strategies
from lsg_projects.kit.db import session
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import work
from lsg_projects.strategy import usecases
from lsg_projects.strategy.forms import FiguresFileForm, StoreForm
from lsg_projects.strategy.usecases.figures import HEADINGS, KINDS
from lsg_projects.strategy.views.frame import blueprint
from lsg_projects.web import flash, waiting
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page

PURPOSE = "figures-upload"


@dataclass(frozen=True)
class FiguresFilePage:
    """The form that asks for a file, with how its columns may be headed and what indicators are called in it."""

    form: FiguresFileForm
    columns: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...]
    indicators: tuple[tuple[str, str, str], ...]
    """Frame, indicator and its name."""


@dataclass(frozen=True)
class FiguresPreviewPage:
    """What the file would do."""

    form: StoreForm
    file: str
    answer: ImportAnswer


def _ask(form: FiguresFileForm, status: int = 200) -> ResponseReturnValue:
    named = tuple(
        (frame.key, indicator.key, indicator.title.pick(language()))
        for frame in strategies.frames()
        for _direction, _goal, indicator in frame.indicators
    )
    return page("strategy/import.html", FiguresFilePage(form, tuple(HEADINGS.values()), KINDS, named), status)


@blueprint.get("/frames/import")
@open_to(Action.SET_FRAME)
def import_figures() -> ResponseReturnValue:
    """Ask for the file."""
    return _ask(FiguresFileForm())


@blueprint.post("/frames/import")
@open_to(Action.SET_FRAME)
def upload_figures() -> ResponseReturnValue:
    """Take the file, keep it aside and go on to the preview; a file that is no table is refused at once."""
    form = FiguresFileForm()
    if not form.validate():
        return _ask(form, 422)
    data, name = form.file.data.read(), str(form.file.data.filename or "")[-120:]
    try:
        usecases.preview_figures(session(), current_actor(), read_table(data, name))
    except Incomplete as refusal:
        form.take(refusal)
        return _ask(form, 422)
    return redirect(url_for("strategy.preview_figures", token=waiting.keep(PURPOSE, data, name)), 303)


@blueprint.get("/frames/import/<token>")
@open_to(Action.SET_FRAME)
def preview_figures(token: str) -> ResponseReturnValue:
    """Show what the file would do."""
    facts = waiting.facts_of(PURPOSE, token)
    table = read_table(waiting.read(facts), facts["name"])
    answer = usecases.preview_figures(session(), current_actor(), table)
    return page("strategy/preview.html", FiguresPreviewPage(StoreForm(), facts["name"], answer))


@blueprint.post("/frames/import/<token>")
@open_to(Action.SET_FRAME)
def confirm_figures(token: str) -> ResponseReturnValue:
    """Store the file."""
    facts = waiting.facts_of(PURPOSE, token)
    table = read_table(waiting.read(facts), facts["name"])
    with work(current_actor()) as unit:
        answer = usecases.import_figures(unit, table)
    if not answer.ok:
        return page("strategy/preview.html", FiguresPreviewPage(StoreForm(), facts["name"], answer), 422)
    waiting.forget(facts)
    flash.tell("results.figures_stored", created=answer.created, updated=answer.updated, unchanged=answer.unchanged)
    return redirect(url_for("strategy.frames"), 303)
