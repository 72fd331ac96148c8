"""A person's notices by day, what they chose, and the way from a notice to its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.errors import Missing
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.notices import letters, queries, usecases
from lsg_projects.notices.forms import ChoiceForm
from lsg_projects.notices.queries import ToldLine
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page

blueprint = Blueprint("notices", __name__, url_prefix="/office")
blueprints = (blueprint,)
_LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Line:
    """One notice in words."""

    id: int
    time: str
    sentence: str
    read: bool


@dataclass(frozen=True)
class Day:
    """The notices of one day."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class NoticesPage:
    """Everything a person was told, by day, with what they chose."""

    days: tuple[Day, ...]
    unread: int
    older: int | None
    form: ChoiceForm
    has_calendar: bool
    calendar_url: str | None = None


def unread(actor: Actor) -> int:
    """Count what the menu shows."""
    return queries.count_unread(session(), actor.person_id)


COUNTERS = {"notices": unread}


@blueprint.get("/notices")
@open_to(Action.READ_OFFICE)
def told() -> ResponseReturnValue:
    """Show one's notices; ``?before=`` shows older ones."""
    return page("notices/list.html", _page())


@blueprint.get("/notices/<int:notice_id>")
@open_to(Action.READ_OFFICE)
def follow(notice_id: int) -> ResponseReturnValue:
    """Go where a notice leads; it counts as read from then on."""
    href = queries.href_of(session(), current_actor().person_id, min(notice_id, _LARGEST))
    if href is None:
        raise Missing("shared.absent")
    with work(current_actor()) as unit:
        usecases.mark_read(unit, notice_id)
    return redirect(href, 303)


@blueprint.post("/notices/read")
@open_to(Action.READ_OFFICE)
def read_all() -> ResponseReturnValue:
    """Mark everything as read."""
    with work(current_actor()) as unit:
        usecases.mark_all_read(unit)
    return redirect(url_for("notices.told"), 303)


@blueprint.post("/notices/letters", endpoint="letters")
@open_to(Action.READ_OFFICE)
def choose_letters() -> ResponseReturnValue:
    """Take how the person wishes to get letters."""
    form = ChoiceForm()
    if not form.validate():
        return page("notices/list.html", _page(form), 422)
    with work(current_actor()) as unit:
        usecases.choose(unit, form.command())
    flash.tell("notices.chosen")
    return redirect(url_for("notices.told"), 303)


@blueprint.post("/notices/calendar")
@open_to(Action.READ_OFFICE)
def calendar() -> ResponseReturnValue:
    """Give the person's calendar a new address and show it, this once."""
    with work(current_actor()) as unit:
        secret = usecases.new_calendar(unit)
    return page("notices/list.html", _page(calendar_url=url_for("desk.calendar", key=secret, _external=True)))


def _page(form: ChoiceForm | None = None, calendar_url: str | None = None) -> NoticesPage:
    person = current_actor().person_id or 0
    before = request.args.get("before", type=int)
    lines, older = queries.notices_of(session(), person, min(before, _LARGEST) if before else None)
    chosen = queries.choice(session(), person)
    return NoticesPage(
        days=tuple(_days(lines)), unread=queries.count_unread(session(), person), older=older,
        form=form or ChoiceForm(chosen.letters), has_calendar=chosen.has_calendar, calendar_url=calendar_url,
    )  # fmt: skip


def _days(lines: Iterable[ToldLine]) -> Iterable[Day]:
    for day, rows in groupby(lines, key=lambda one: clock.local_day(one.happened_at)):
        yield Day(formats(language()).day(day), tuple(map(_line, rows)))


def _line(one: ToldLine) -> Line:
    at = one.happened_at.astimezone(clock.ALMATY)
    return Line(one.id, f"{at:%H:%M}", letters.sentence(one.kind, one.facts, language()), one.read)
