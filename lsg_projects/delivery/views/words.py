"""The words of a quarter: the akim's about the settlement, and the note of each project."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.delivery import queries, usecases
from lsg_projects.delivery.forms import NarrativeForm, NoteForm
from lsg_projects.delivery.views.frame import Opened, blueprint, opened
from lsg_projects.domain import periods
from lsg_projects.domain.access import RIGHTS, Action, Subject, may, require
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.periods import Length, Period
from lsg_projects.domain.states import Level
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web import deed
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page

_BACK = 4
"""Quarters that are offered for writing, the present one and those before it."""


@dataclass(frozen=True)
class NotePage:
    """The note of a project about a quarter."""

    at: Opened
    period: str
    periods: tuple[str, ...]
    form: NoteForm | None
    note: queries.Note
    errors: list[tuple[str, str]]


@dataclass(frozen=True)
class NarrativePage:
    """The akim's words about a quarter of a settlement."""

    unit: Unit
    period: str
    periods: tuple[str, ...]
    form: NarrativeForm | None
    words: queries.Words
    errors: list[tuple[str, str]]


@dataclass(frozen=True)
class NarrativesPage:
    """The settlements whose quarter the reader may write about."""

    period: str
    rows: tuple[tuple[Unit, bool], ...]


@blueprint.get("/office/projects/<code>/notes", defaults={"period": ""})
@blueprint.get("/office/projects/<code>/notes/<period>")
@open_to(Action.READ_PROJECT)
def note(code: str, period: str) -> ResponseReturnValue:
    """Show the note of a quarter, that of the quarter just ended where none is named."""
    return page("delivery/note.html", _note_page(opened(code, "note"), _period(period)))


@blueprint.post("/office/projects/<code>/notes/<period>")
@open_to(Action.WRITE_NARRATIVE)
def write_note(code: str, period: str) -> ResponseReturnValue:
    """Save the note of a quarter."""
    at, quarter, form = opened(code, "note"), _period(period), NoteForm()
    return deed.done(
        form, lambda unit: usecases.note(unit, form.command(code, str(quarter))), "delivery.words_saved",
        url_for("delivery.note", code=code, period=str(quarter)),
        lambda: page("delivery/note.html", _note_page(at, quarter, form), 422),
    )  # fmt: skip


@blueprint.get("/office/narratives")
@open_to(Action.WRITE_NARRATIVE)
def narratives() -> ResponseReturnValue:
    """List the settlements whose quarter the reader writes about."""
    asked = request.args.get("period", "")
    period = str(_period(asked))
    posts = current_actor().posts_as(*RIGHTS[Action.WRITE_NARRATIVE])
    units: dict[int, Unit] = {}
    for post in posts:
        units |= {each.id: each for each in territories.units_under(session(), post.unit_path, Level.OKRUG)}
    written = queries.narratives(session(), units, period)
    rows = tuple((each, bool(written[each.id].text)) for each in units.values())
    return page("delivery/narratives.html", NarrativesPage(period, rows))


@blueprint.get("/office/narratives/<kato>/<period>")
@open_to(Action.READ_PROJECT)
def narrative(kato: str, period: str) -> ResponseReturnValue:
    """Show the akim's words about a quarter."""
    return page("delivery/narrative.html", _narrative_page(kato, _period(period)))


@blueprint.post("/office/narratives/<kato>/<period>")
@open_to(Action.WRITE_NARRATIVE)
def write_narrative(kato: str, period: str) -> ResponseReturnValue:
    """Save the akim's words about a quarter."""
    quarter, form = _period(period), NarrativeForm()
    return deed.done(
        form, lambda unit: usecases.tell(unit, form.command(kato, str(quarter))), "delivery.words_saved",
        url_for("delivery.narrative", kato=kato, period=str(quarter)),
        lambda: page("delivery/narrative.html", _narrative_page(kato, quarter, form), 422),
    )  # fmt: skip


def _period(text: str) -> Period:
    """Read the quarter of an address; one that is none, or lies ahead, is absent."""
    if not text:
        return periods.latest_closed(clock.today(), Length.QUARTER)
    try:
        found = periods.parse(text)
    except Incomplete as error:
        raise Missing("delivery.not_a_quarter") from error
    if found.length is not Length.QUARTER or found.start > clock.today():
        raise Missing("delivery.not_a_quarter")
    return found


def _offered() -> tuple[str, ...]:
    found = [periods.of(clock.today(), Length.QUARTER)]
    while len(found) < _BACK:
        found.append(found[-1].previous)
    return tuple(str(each) for each in found)


def _note_page(at: Opened, period: Period, form: NoteForm | None = None) -> NotePage:
    stored = queries.note(session(), at.head.id, str(period))
    errors = form.summary() if form else []
    if form is None and at.may(Action.WRITE_NARRATIVE):
        form = NoteForm(formdata=None)
        form.done.data, form.problems.data = stored.done, stored.problems
        form.revision.data = str(stored.revision)
    return NotePage(at, str(period), _offered(), form, stored, errors)


def _narrative_page(kato: str, period: Period, form: NarrativeForm | None = None) -> NarrativePage:
    unit = territories.unit(session(), kato)
    subject = Subject(unit.path, name=unit.kato)
    require(Action.READ_PROJECT, current_actor(), subject)
    stored = queries.narrative(session(), unit.id, str(period))
    errors = form.summary() if form else []
    if form is None and unit.level is Level.OKRUG and may(Action.WRITE_NARRATIVE, current_actor(), subject):
        form = NarrativeForm(formdata=None)
        form.text.data, form.revision.data = stored.text, str(stored.revision)
    return NarrativePage(unit, str(period), _offered(), form, stored, errors)
