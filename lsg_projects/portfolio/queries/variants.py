"""Saved what-ifs: their conditions, and what came out as it was known on the day of saving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lsg_projects.domain import codec
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.portfolio import Conditions, Rule
from lsg_projects.domain.states import Source
from lsg_projects.domain.text import Tri
from lsg_projects.portfolio.models import RankingVariant
from lsg_projects.territories.models import AdministrativeUnit


@dataclass(frozen=True)
class Line:
    """One project of a saved answer; worth in tenths of a thousand tenge."""

    code: str
    title: Tri
    place: Tri
    taken: bool
    asks: Tiyn
    """Budget money of the year."""
    own: Tiyn
    npv: int
    yearly: int
    people: int
    weight: int
    rule: Rule = Rule.FREE
    group: str = ""


@dataclass(frozen=True)
class Used:
    """One ceiling of a saved answer."""

    key: str
    place: Tri
    year: int
    source: Source
    programme: str
    amount: Tiyn
    approved: Tiyn
    taken: Tiyn


@dataclass(frozen=True)
class Outcome:
    """What came out."""

    value: int
    proved: bool
    settled: bool
    lines: tuple[Line, ...] = ()
    used: tuple[Used, ...] = ()

    @property
    def taken(self) -> tuple[Line, ...]:
        """Give the projects that are in."""
        return tuple(line for line in self.lines if line.taken)

    @property
    def left(self) -> tuple[Line, ...]:
        """Give the projects that stay out."""
        return tuple(line for line in self.lines if not line.taken)


@dataclass(frozen=True)
class Variant:
    """A saved what-if."""

    id: int
    path: str
    year: int
    name: str
    conditions: Conditions
    outcome: Outcome
    recorded_at: datetime
    given_at: datetime | None


def variants(session: Session, unit_id: int, year: int) -> tuple[Variant, ...]:
    """List the what-ifs of a district and year, the newest first."""
    statement = _variants().where(RankingVariant.unit_id == unit_id, RankingVariant.year == year)
    rows = session.execute(statement.order_by(RankingVariant.id.desc()).limit(100))
    return tuple(_variant(row, path) for row, path in rows)


def variant(session: Session, unit_id: int, year: int, number: int) -> Variant:
    """Find one what-if of a district and year; refuses (Missing) any other."""
    statement = _variants().where(
        RankingVariant.id == min(number, 2**31 - 1), RankingVariant.unit_id == unit_id, RankingVariant.year == year
    )
    found = session.execute(statement.execution_options(populate_existing=True)).first()
    if found is None:
        raise Missing("portfolio.no_variant")
    return _variant(*found)


def _variants() -> Select[RankingVariant, str]:
    return select(RankingVariant, AdministrativeUnit.path).join(
        AdministrativeUnit, AdministrativeUnit.id == RankingVariant.unit_id
    )


def _variant(row: RankingVariant, path: str) -> Variant:
    return Variant(
        id=row.id,
        path=path,
        year=row.year,
        name=row.name,
        conditions=codec.build(Conditions, row.conditions),
        outcome=codec.build(Outcome, row.outcome),
        recorded_at=row.recorded_at,
        given_at=row.given_at,
    )
