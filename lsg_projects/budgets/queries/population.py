"""How many people live in a territory: the newest number that is known, valid from 1 January of its year on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsg_projects.budgets.models import Population
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit


@dataclass(frozen=True)
class PopulationFacts:
    """A number of people on 1 January of *year*, and who says so."""

    year: int
    persons: int
    source: str


@dataclass(frozen=True)
class PopulationImport:
    """The numbers that one import brought in."""

    recorded_at: datetime
    source: str
    numbers: int


def population(session: Session, path: str, year: int) -> dict[str, PopulationFacts]:
    """Give by code the population that holds in *year* in the units of a subtree: of that year or the last before."""
    known = known_population(session, path, year).items()  # in order of the years, so that the newest one stays
    return {kato: facts for (kato, _year), facts in known}


def known_population(session: Session, path: str, until: int) -> dict[tuple[str, int], PopulationFacts]:
    """Give every number of a subtree by code and year, in order of the years; a newer row replaces an older one."""
    statement = (
        select(AdministrativeUnit.kato, Population.year, Population.persons, Population.source)
        .join(AdministrativeUnit, AdministrativeUnit.id == Population.unit_id)
        .where(territories.under(AdministrativeUnit.path, path), Population.year <= until)
        .order_by(Population.year, Population.id)
    )
    return {
        (kato, year): PopulationFacts(year, persons, source)
        for kato, year, persons, source in session.execute(statement)
    }


def population_imports(session: Session, path: str, most: int = 10) -> tuple[PopulationImport, ...]:
    """Give the latest imports of a subtree's population, the newest first."""
    statement = (
        select(Population.recorded_at, func.min(Population.source), func.count())
        .join(AdministrativeUnit, AdministrativeUnit.id == Population.unit_id)
        .where(territories.under(AdministrativeUnit.path, path))
        .group_by(Population.recorded_at)
        .order_by(Population.recorded_at.desc())
        .limit(most)
    )
    return tuple(PopulationImport(*row) for row in session.execute(statement))
