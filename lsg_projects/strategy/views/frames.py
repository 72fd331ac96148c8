"""Monitoring frames: directions, goals and indicators with what they come to, who contributes and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, Subject, may, scope
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.identifiers import valid_kato
from lsg_projects.domain.strategy import Direction, Frame
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock, strategies
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.strategy import queries, usecases
from lsg_projects.strategy.forms import FigureForm
from lsg_projects.strategy.queries import Served, Standing
from lsg_projects.strategy.views.frame import blueprint
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page

_YEARS_SHOWN = 6


@dataclass(frozen=True)
class FrameRow:
    """A frame in the list: its horizon, how much of it is filled."""

    frame: Frame
    ended: bool
    directions: int
    indicators: int
    aimed: int
    """Indicators with a target, written in the frame or typed in."""


@dataclass(frozen=True)
class FramesPage:
    """The frames of this installation."""

    rows: tuple[FrameRow, ...]
    may_set: bool


@dataclass(frozen=True)
class FramePage:
    """One frame for a territory and a year."""

    frame: Frame
    ended: bool
    follower: Frame | None
    unit: Unit
    places: tuple[Unit, ...]
    """The territory's own parts and what lies above it, to look at instead."""
    year: int
    years: tuple[int, ...]
    standings: Mapping[str, Standing]
    targets: Mapping[str, object]
    """Targets that count for the territory and year, its own or from above."""
    served: Mapping[str, tuple[Served, ...]]
    names: Mapping[str, Tri]
    """Names of what is missing: projects by code, rural districts by KATO."""
    form: FigureForm | None
    errors: list[tuple[str, str]]

    def filled(self, direction: Direction) -> bool:
        """Tell whether a direction has anything under it."""
        return any(goal.indicators for goal in direction.goals)


@blueprint.get("/frames")
@open_to(Action.READ_PROJECT)
def frames() -> ResponseReturnValue:
    """List the monitoring frames."""
    today = clock.today()
    rows = tuple(_row(frame, today) for frame in reversed(strategies.frames()))
    return page("strategy/frames.html", FramesPage(rows, bool(may(Action.SET_FRAME, current_actor()))))


def _row(frame: Frame, today: date) -> FrameRow:
    typed = {one.indicator for one in queries.figures(session(), frame.key) if one.kind == "target"}
    known = [indicator for _direction, _goal, indicator in frame.indicators]
    aimed = sum(indicator.target is not None or indicator.key in typed for indicator in known)
    return FrameRow(frame, frame.ended(today), len(frame.directions), len(known), aimed)


@blueprint.get("/frames/<key>")
@open_to(Action.READ_PROJECT)
def frame_page(key: str) -> ResponseReturnValue:
    """Show a frame with what it comes to in a territory and a year."""
    return page("strategy/frame.html", _page(_frame(key)))


@blueprint.post("/frames/<key>/<kato>")
@open_to(Action.SET_FRAME)
def set_figure(key: str, kato: str) -> ResponseReturnValue:
    """Store a figure of an indicator with its source."""
    frame, unit = _frame(key), _unit(kato)
    form = FigureForm().furnish(frame, clock.today().year)
    if form.validate():
        command = form.command(key, unit.kato)
        try:
            with work(current_actor()) as piece:
                fresh = usecases.set_figure(piece, command)
        except Incomplete as refusal:
            form.take(refusal)
        else:
            flash.tell("results.said.figure_set" if fresh else "results.said.figure_same")
            return redirect(url_for("strategy.frame_page", key=key, territory=kato, year=command.year), 303)
    return page("strategy/frame.html", _page(frame, unit, form), 422)


def _frame(key: str) -> Frame:
    found = strategies.frame(key)
    if found is None:
        raise Missing("shared.absent")
    return found


def _unit(kato: str) -> Unit:
    """Give a territory that the reader may look at; refuses (Missing) any other."""
    if not valid_kato(kato):
        raise Missing("shared.absent")
    unit = territories.unit(session(), kato)
    paths = scope(current_actor())
    if paths is not None and not any(unit.path == path or unit.path.startswith(f"{path}/") for path in paths):
        raise Missing("shared.absent")
    return unit


def _asked_unit() -> Unit:
    typed = request.args.get("territory", "")
    if typed:
        return _unit(typed)
    own = scope(current_actor()) or ()
    first = min(own, key=len, default="")
    found = territories.unit(session(), first.rpartition("/")[2]) if first else None
    if found is None:
        raise Missing("shared.absent")
    return found


def _asked_year(frame: Frame) -> tuple[int, tuple[int, ...]]:
    """Give the year that is looked at and those to choose from: the frame's last ones up to the present."""
    now = clock.today().year
    last = min(frame.ends.year, now)
    years = tuple(range(max(frame.starts.year, last - _YEARS_SHOWN + 1), last + 1)) or (now,)
    typed = request.args.get("year", "")
    habit = last - 1 if last == now and last - 1 in years else last
    return next((year for year in years if str(year) == typed), habit), years


def _page(frame: Frame, unit: Unit | None = None, form: FigureForm | None = None) -> FramePage:
    unit, today = unit or _asked_unit(), clock.today()
    year, years = _asked_year(frame)
    standings = queries.standings(session(), frame, unit, year, today)
    served = queries.served(session(), frame, unit, today)
    if form is None and may(Action.SET_FRAME, current_actor(), Subject(unit.path)):
        form = FigureForm(formdata=None).furnish(frame, year)
    return FramePage(
        frame=frame, ended=frame.ended(today), follower=strategies.frame(frame.followed_by), unit=unit,
        places=tuple(_places(unit)), year=year, years=years,
        standings={one.indicator.key: one for one in standings},
        targets=queries.targets(session(), frame.key, unit.path, year),
        served={key: tuple(one for one in served if one.goal == key) for key in {one.goal for one in served}},
        names=dict(_names(standings, unit)), form=form, errors=form.summary() if form else [],
    )  # fmt: skip


def _places(unit: Unit) -> Iterable[Unit]:
    """Offer the territories above that the reader may see, and those right below."""
    paths = scope(current_actor())
    for one in territories.ancestors(session(), unit):
        if paths is None or any(one.path == path or one.path.startswith(f"{path}/") for path in paths):
            yield one
    yield from territories.children(session(), unit.kato)


def _names(standings: Iterable[Standing], unit: Unit) -> Iterable[tuple[str, Tri]]:
    found = list(standings)
    missing = {key for one in found for key in one.rolled.missing}
    for one in found:
        for contributor in one.contributors:
            if contributor.code in missing:
                yield contributor.code, contributor.title
    for place in territories.units_under(session(), unit.path):
        if place.kato in missing:
            yield place.kato, place.name
