"""How far forecasts of own revenue were off: by project and receipt in a year, and for a whole territory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from lsg_projects.delivery.queries.attribution import Candidate
from lsg_projects.delivery.queries.facts import facts_of
from lsg_projects.domain.money import Tiyn, share
from lsg_projects.domain.states import Approval, Sector, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.projects.models import Project
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit


@dataclass(frozen=True)
class Forecast:
    """What a project was expected to bring under a receipt in a year, and what came."""

    project: Candidate
    code: str
    expected: Tiyn
    received: Tiyn
    year: int = 0

    @property
    def error(self) -> Tiyn:
        """Give by how much more came than was expected."""
        return self.received - self.expected

    @property
    def percent(self) -> Decimal | None:
        """Give the error in percent of what was expected; nothing where nothing was."""
        return share(self.error, self.expected)


def forecasts(session: Session, projects: Iterable[Candidate], year: int, as_of: date) -> tuple[Forecast, ...]:
    """Hold the forecasts of a year against what came until *as_of*, the largest error first."""
    known = {each.id: each for each in projects}
    found = [
        Forecast(known[number], row.code, row.expected, row.received, row.year)
        for number, view in facts_of(session, known, as_of).items()
        for row in view.revenue
        if row.year == year
    ]
    return tuple(sorted(found, key=lambda each: (-abs(each.error), each.project.code, each.code)))


@dataclass(frozen=True)
class Promise:
    """One forecast of a project for a year, with what the project is about and where."""

    code: str
    title: Tri
    sector: Sector | None
    place: Tri
    receipt: str
    year: int
    expected: Tiyn
    received: Tiyn


def promises(session: Session, paths: Iterable[str], as_of: date) -> tuple[Promise, ...]:
    """Give the forecasts of all approved projects of some subtrees until the year of *as_of*, with what came."""
    here = or_(false(), *(territories.under(AdministrativeUnit.path, path) for path in paths))
    statement = (
        select(Project.id, Project.code, Project.title, Project.sector, AdministrativeUnit.name)
        .join(AdministrativeUnit, AdministrativeUnit.id == Project.unit_id)
        .where(here, Project.approval == Approval.APPROVED, Project.stage != Stage.CANCELLED)
    )
    known = {row.id: row for row in session.execute(statement)}
    found = [
        Promise(each.code, each.title, each.sector, each.name, row.code, row.year, row.expected, row.received)
        for number, view in facts_of(session, known, as_of).items()
        for each in (known[number],)
        for row in view.revenue
        if row.year <= as_of.year
    ]
    return tuple(sorted(found, key=lambda each: (-each.year, each.code, each.receipt)))
