"""The calendar of working days: the months of a year, the days that were moved, and what a move does to open terms."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.approvals.forms import MoveDayForm
from lsg_projects.approvals.usecases import move_day
from lsg_projects.approvals.views.frame import blueprint
from lsg_projects.domain.access import Action
from lsg_projects.domain.calendar import weekend
from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit import clock
from lsg_projects.kit.work import work
from lsg_projects.kit.workdays import day_off, moved_days, usually_off
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page, t

FIRST_YEAR, LAST_YEAR = 2018, 2040


@dataclass(frozen=True)
class Day:
    """One cell of a month."""

    number: int
    iso: str
    off: bool
    kind: str
    """weekend, holiday, moved (entered here), or nothing."""


@dataclass(frozen=True)
class Month:
    """One month in weeks from Monday; days of its neighbours are left empty."""

    name: str
    weeks: tuple[tuple[Day | None, ...], ...]
    working: int


@dataclass(frozen=True)
class Moved:
    """One day that was entered here."""

    day: date
    off: bool
    basis: str


@dataclass(frozen=True)
class CalendarPage:
    """A year of months, what was moved, and the form."""

    year: int
    years: tuple[int, ...]
    months: tuple[Month, ...]
    working: int
    moved: tuple[Moved, ...]
    form: MoveDayForm


@blueprint.get("/office/admin/calendar")
@open_to(Action.SET_CALENDAR)
def calendar() -> ResponseReturnValue:
    """Show a year; ``?year=`` chooses it."""
    return page("approvals/calendar.html", _page(MoveDayForm()))


@blueprint.post("/office/admin/calendar", endpoint="move_day")
@open_to(Action.SET_CALENDAR)
def move() -> ResponseReturnValue:
    """Take a moved day and say how many open terms it moved."""
    form = MoveDayForm()
    if not form.validate():
        return page("approvals/calendar.html", _page(form), 422)
    command = form.command()
    try:
        with work(current_actor()) as unit:
            terms = move_day(unit, command)
    except Incomplete as refusal:
        form.take(refusal)
        return page("approvals/calendar.html", _page(form), 422)
    flash.tell("approvals.calendar.done", n=terms)
    return redirect(url_for("approvals.calendar", year=command.day.year), 303)


def _page(form: MoveDayForm) -> CalendarPage:
    this = clock.today().year
    asked = request.args.get("year", type=int) or (form.day.data.year if form.day.data else this)
    year = min(max(asked, FIRST_YEAR), LAST_YEAR)
    shown = tuple(_month(year, month) for month in range(1, 13))
    moved = tuple(
        Moved(date.fromisoformat(day), bool(each["off"]), str(each["basis"]))
        for day, each in moved_days().items()
        if day.startswith(str(year))
    )
    years = tuple(range(this - 1, this + 3))
    return CalendarPage(year, years, shown, sum(each.working for each in shown), moved, form)


def _month(year: int, month: int) -> Month:
    weeks = tuple(tuple(_cells(year, month, week)) for week in months.Calendar().monthdayscalendar(year, month))
    working = sum(1 for week in weeks for day in week if day and not day.off)
    return Month(t(f"month.{month}"), weeks, working)


def _cells(year: int, month: int, week: Iterable[int]) -> Iterable[Day | None]:
    for number in week:
        yield _day(date(year, month, number)) if number else None


def _day(day: date) -> Day:
    off, iso = day_off(day), day.isoformat()
    if iso in moved_days():
        return Day(day.day, iso, off, "moved")
    if usually_off(day):
        return Day(day.day, iso, off, "weekend" if weekend(day) else "holiday")
    return Day(day.day, iso, off, "worked" if weekend(day) else "")
