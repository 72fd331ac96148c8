"""Gathering the monitoring of the reform: a district by its rural districts, or an oblast by its districts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from sqlalchemy.orm import Session

from lsg_projects.domain.figures.facts import DistrictFacts, Frame
from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.figures.reform import Area, ReformFacts
from lsg_projects.domain.periods import Period, parse
from lsg_projects.domain.states import Level
from lsg_projects.kit import strategies
from lsg_projects.reports.queries import district, frames
from lsg_projects.reports.queries.subjects import Asked, fitting_unit
from lsg_projects.strategy import queries as strategy
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit


def gather(session: Session, asked: Asked) -> ReformFacts:
    """Give the facts of the reform's monitoring; refuses (Missing, Incomplete) an unknown or unfitting territory."""
    unit = fitting_unit(session, asked.kind, asked.subject)
    found = district.gather(session, asked)
    return ReformFacts(
        **as_fields(found),
        areas=tuple(_areas(session, unit)),
        frames=tuple(_others(session, unit, found, parse(asked.period))),
    )


def as_fields(found: DistrictFacts) -> dict[str, Any]:
    """Give the fields of a territory's facts, for a kind that adds to them."""
    return {field.name: getattr(found, field.name) for field in fields(DistrictFacts)}


def _areas(session: Session, unit: Unit) -> Iterator[Area]:
    """Give the parts of the territory: districts that hold rural districts, or the rural districts themselves."""
    okrugs = territories.units_under(session, unit.path, Level.OKRUG)
    if unit.level is Level.DISTRICT:
        for okrug in okrugs:
            yield Area(Place(okrug.kato, okrug.name), (okrug.kato,))
        return
    for one in territories.units_under(session, unit.path, Level.DISTRICT):
        if inside := tuple(okrug.kato for okrug in okrugs if okrug.path.startswith(one.path + "/")):
            yield Area(Place(one.kato, one.name), inside)


def _others(session: Session, unit: Unit, found: DistrictFacts, period: Period) -> Iterator[Frame]:
    """Give the directions of every other frame whose horizon meets the period, where they have goals."""
    for frame in strategies.frames():
        if frame.key == district.FRAME or frame.starts > period.end or frame.ends < period.start:
            continue
        aims = strategy.targets(session, frame.key, unit.path, period.end.year)
        for direction in frame.directions:
            if direction.goals:
                part = frames.facts(frame.key, direction.key, found.okrugs, found.projects, period, aims)
                if part is not None:
                    yield part
