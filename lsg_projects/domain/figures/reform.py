"""What the monitoring of the reform knows: a territory by its parts, its projects, and every frame that it serves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from lsg_projects.domain.figures import budgets
from lsg_projects.domain.figures.budgets import BudgetRow
from lsg_projects.domain.figures.facts import DistrictFacts, Frame
from lsg_projects.domain.figures.okrugs import Okrug, Place
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import Delivery


@dataclass(frozen=True)
class Area:
    """A part of the territory: a district of an oblast, or a single rural district."""

    place: Place
    okrugs: tuple[str, ...] = ()
    """KATO codes of the rural districts in it."""


@dataclass(frozen=True)
class ReformFacts(DistrictFacts):
    """The facts of a territory with its parts and the frames; *district* is the territory itself."""

    areas: tuple[Area, ...] = ()
    frames: tuple[Frame, ...] = ()
    """Frames that came after or stand beside the one of the reform, in the part that concerns regions."""


@dataclass(frozen=True)
class AreaRow:
    """One part of the territory in the table: budgets, projects, and how many of its rural districts reported."""

    place: Place
    budget: BudgetRow
    okrugs: int
    reported: int
    """Rural districts whose plan of the year is known."""
    told: int
    """Rural districts whose akim wrote of the period."""
    approved: Tiyn
    paid: Tiyn
    received: Tiyn
    finished: int
    behind: int


def area_rows(facts: ReformFacts, until: date) -> tuple[AreaRow, ...]:
    """Give the parts with the highest share of own revenue first; those that did not report stand last, in sight."""
    rows = [_row(facts, area, until) for area in facts.areas]
    return tuple(
        sorted(
            rows, key=lambda row: (row.budget.now.own_share is None, -(row.budget.now.own_share or 0), row.place.kato)
        )
    )


def _row(facts: ReformFacts, area: Area, until: date) -> AreaRow:
    okrugs = tuple(okrug for okrug in facts.okrugs if okrug.place.kato in area.okrugs)
    projects = tuple(project for project in facts.projects if project.okrug in area.okrugs)
    known = [project for project in projects if project.approved_by(until)]
    return AreaRow(
        place=area.place, budget=budgets.total(replace(facts, okrugs=okrugs, projects=projects), until),
        okrugs=len(area.okrugs), reported=sum(okrug.now is not None for okrug in okrugs), told=_told(okrugs),
        approved=sum(project.amount for project in known), paid=sum(project.paid(until) for project in known),
        received=sum(project.received(until) for project in known),
        finished=sum(project.finished_by(until) for project in known),
        behind=sum(project.delivery in (Delivery.LATE, Delivery.STALLED) for project in known),
    )  # fmt: skip


def _told(okrugs: Iterable[Okrug]) -> int:
    return sum(okrug.narrative is not None for okrug in okrugs)
