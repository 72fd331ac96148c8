"""The settlements of a district side by side; per person where the population is known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from lsg_projects.budgets.queries.plans import Plan, plans_under
from lsg_projects.budgets.queries.population import PopulationFacts, population
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import Level
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit


@dataclass(frozen=True)
class Neighbour:
    """One settlement with its newest plan of a year, where it has one."""

    unit: Unit
    plan: Plan | None
    population: PopulationFacts | None = None
    """None while nobody brought it in: then there is no figure per person."""

    @property
    def per_person(self) -> Tiyn | None:
        """Give own revenue for one inhabitant, in whole tiyn; nothing while their number is unknown."""
        own = self.plan.own_revenue if self.plan else None
        persons = self.population.persons if self.population else 0
        return None if own is None or not persons else round(Decimal(own) / persons)


def neighbours(session: Session, path: str, year: int) -> tuple[Neighbour, ...]:
    """Give the settlements of the district that *path* lies in, the largest own revenue first, those unknown last."""
    district = "/".join(path.split("/")[:2])
    plans = {plan.unit.kato: plan for plan in plans_under(session, district, year)}
    units = territories.units_under(session, district, Level.OKRUG)
    people = population(session, district, year)
    found = [Neighbour(unit, plans.get(unit.kato), people.get(unit.kato)) for unit in units]
    return tuple(sorted(found, key=_place))


def _place(each: Neighbour) -> tuple[bool, int, str]:
    own = each.plan.own_revenue if each.plan else None
    return (own is None, -(own or 0), each.unit.kato)
