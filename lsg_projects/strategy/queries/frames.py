"""What monitoring frames come to: figures with sources, values rolled up by territory, projects that contribute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.budgets import queries as budgets
from lsg_projects.budgets.queries import Plan
from lsg_projects.domain.money import thousand
from lsg_projects.domain.results import Leaf, Rolled, Rule, Value, newest, roll_up
from lsg_projects.domain.states import Level
from lsg_projects.domain.strategy import Frame, Indicator
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.strategy.models import FrameFigure
from lsg_projects.strategy.queries.overview import Tracked, tracked
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit
from lsg_projects.territories.queries import Unit

_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Figure:
    """A figure that was typed in for a territory and a year, with its source."""

    indicator: str
    kato: str
    place: Tri
    year: int
    kind: str
    """target, baseline or actual."""
    value: Decimal
    source: str
    recorded_on: date
    counts: bool
    """False where a later figure replaced it."""


@dataclass(frozen=True)
class Contributor:
    """A project that an indicator is fed by, and its value of the year."""

    code: str
    title: Tri
    measure: Tri
    unit: Tri
    value: Decimal | None


@dataclass(frozen=True)
class Part:
    """A territory below the one that is looked at, with what it comes to."""

    unit: Unit
    rolled: Rolled


@dataclass(frozen=True)
class Standing:
    """One indicator of a frame in a territory and a year."""

    indicator: Indicator
    rolled: Rolled
    parts: tuple[Part, ...]
    contributors: tuple[Contributor, ...]
    figures: tuple[Figure, ...]

    def typed(self, kind: str) -> Figure | None:
        """Give the figure of a kind that counts for this territory and year, if one was typed in."""
        return next((one for one in self.figures if one.kind == kind and one.counts), None)


@dataclass(frozen=True)
class Served:
    """A project that names a goal of the frame, and what it says that it contributes."""

    goal: str
    code: str
    title: Tri
    text: Tri


def figures(session: Session, frame: str) -> tuple[Figure, ...]:
    """Give every figure of a frame, the newest first; of the same place, year and kind the newest counts."""
    rows = session.execute(
        select(FrameFigure, AdministrativeUnit.kato, AdministrativeUnit.name)
        .join(AdministrativeUnit, AdministrativeUnit.id == FrameFigure.unit_id)
        .where(FrameFigure.frame == frame)
        .order_by(FrameFigure.id.desc())
    ).all()
    seen: set[tuple[str, str, int, str]] = set()
    found = []
    for row, kato, name in rows:
        place = (row.indicator, kato, row.year, row.kind)
        day = clock.local_day(row.recorded_at)
        found.append(
            Figure(row.indicator, kato, name, row.year, row.kind, row.value, row.source, day, place not in seen)
        )
        seen.add(place)
    return tuple(found)


def targets(session: Session, frame: str, path: str, year: int) -> dict[str, Decimal]:
    """Give the targets of a frame for a territory and a year: its own, else those of the nearest territory above it."""
    codes = path.split("/")
    found = [
        one for one in figures(session, frame) if one.kind == "target" and one.counts and one.year == year
    ]  # fmt: skip
    near = sorted((one for one in found if one.kato in codes), key=lambda one: codes.index(one.kato))
    return {one.indicator: one.value for one in near}


def standings(session: Session, frame: Frame, unit: Unit, year: int, today: date) -> tuple[Standing, ...]:
    """Give every indicator of a frame for a territory: rolled up from projects, computed from budgets, or typed in."""
    projects = tracked(session, [_owner(unit)], today)
    below = tuple(territories.children(session, unit.kato))
    typed = figures(session, frame.key)
    return tuple(
        _standing(session, frame.key, indicator, unit, below, projects, year, typed)
        for _direction, _goal, indicator in frame.indicators
    )


def _owner(unit: Unit) -> str:
    """Give the path under which projects stand: a village has none of its own, its rural district has them."""
    return unit.path.rpartition("/")[0] if unit.level is Level.SETTLEMENT else unit.path


def _standing(
    session: Session, frame: str, indicator: Indicator, unit: Unit, below: Sequence[Unit],
    projects: Sequence[Tracked], year: int, typed: Sequence[Figure],
) -> Standing:  # fmt: skip
    mine = tuple(
        one for one in typed if one.indicator == indicator.key and one.kato == unit.kato and one.year == year
    )  # fmt: skip
    if indicator.computed:
        leaves = _budget_leaves(session, indicator, unit, year)
        rule = Rule.WEIGHTED if indicator.computed == "own_share" else Rule.SUM
        return Standing(indicator, _rolled(rule, leaves, unit.path), _parts(rule, leaves, below), (), mine)
    rule, name = Rule(indicator.rule), f"{frame}/{indicator.key}"
    leaves = [leaf for project in projects for leaf in project_leaves(project, name, year)]
    return Standing(
        indicator, _rolled(rule, leaves, unit.path), _parts(rule, leaves, below),
        tuple(_contributors(projects, name, year)), mine,
    )  # fmt: skip


def _parts(rule: Rule, leaves: Sequence[Leaf], below: Iterable[Unit]) -> tuple[Part, ...]:
    found = (Part(unit, _rolled(rule, leaves, unit.path)) for unit in below)
    return tuple(part for part in found if part.rolled.of)


def _rolled(rule: Rule, leaves: Sequence[Leaf], path: str) -> Rolled:
    """Roll up to a territory; a mean gets one decimal, everything else stays exact."""
    found = roll_up(rule, leaves, path)
    if rule is not Rule.WEIGHTED or found.value is None:
        return found
    return Rolled(found.value.quantize(_TENTH), found.given, found.of, found.missing)


def project_leaves(project: Tracked, feeds: str, year: int) -> Iterable[Leaf]:
    """Give what a project reports to an indicator for a year; by village where its value is told so."""
    for at in project.measured:
        if at.result.feeds != feeds or not any(slot.period.year == year for slot in at.slots):
            continue
        told = _value_of(project, at.result.key, year)
        day, people = date(year, 12, 31), Decimal(project.people)
        if told is not None and at.parts and told.parts:
            for village, part in told.parts.items():
                yield Leaf(f"{project.unit_path}/{village}", project.code, part, people, day)
        else:
            yield Leaf(_place(project), project.code, told.value if told else None, people, day)


def _place(project: Tracked) -> str:
    """Put a project that serves one village there, any other one at its rural district."""
    villages = project.passport.settlements
    only = villages[0] if len(villages) == 1 else ""
    return f"{project.unit_path}/{only}" if only and only not in project.unit_path else project.unit_path


def _value_of(project: Tracked, key: str, year: int) -> Value | None:
    values = [one for at in project.measured for slot in at.slots for one in slot.values]
    told = newest(values, key, date(year, 12, 31))
    return told if told is not None and told.place.year == year else None


def _contributors(projects: Iterable[Tracked], feeds: str, year: int) -> Iterable[Contributor]:
    for project in projects:
        for at in project.measured:
            if at.result.feeds == feeds and any(slot.period.year == year for slot in at.slots):
                told = _value_of(project, at.result.key, year)
                measure = at.result.indicator or at.result.text
                yield Contributor(project.code, project.title, measure, at.result.unit, told.value if told else None)


def _budget_leaves(session: Session, indicator: Indicator, unit: Unit, year: int) -> list[Leaf]:
    """Give what each rural district's newest plan says; one without a plan is missing."""
    plans = {plan.unit.path: plan for plan in budgets.plans_under(session, unit.path, year)}
    found = []
    for okrug in territories.units_under(session, unit.path, Level.OKRUG):
        plan = plans.get(okrug.path)
        value = _of_budget(indicator, plan) if plan else None
        weight = Decimal(plan.income) if plan and plan.income else None
        found.append(Leaf(okrug.path, okrug.kato, value, weight, date(year, 12, 31)))
    return found


def _of_budget(indicator: Indicator, plan: Plan) -> Decimal | None:
    if indicator.computed == "own_share":
        return plan.own_share
    return None if plan.own_revenue is None else thousand(plan.own_revenue)


def served(session: Session, frame: Frame, unit: Unit, today: date) -> tuple[Served, ...]:
    """Give the approved projects of a territory that name a goal of the frame."""
    keys = {goal.key for direction in frame.directions for goal in direction.goals}
    return tuple(
        Served(link.goal, project.code, project.title, link.contribution)
        for project in tracked(session, [_owner(unit)], today)
        for link in project.passport.goals
        if link.frame == frame.key and link.goal in keys
    )
