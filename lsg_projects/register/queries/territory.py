"""A territory as citizens see it: its budget by version, its neighbours, and the projects paid from it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from lsg_projects.budgets import queries as budgets
from lsg_projects.budgets.queries import Plan, TargetFacts
from lsg_projects.domain.budget import Figures
from lsg_projects.domain.states import BodyKind, Level
from lsg_projects.kit import clock
from lsg_projects.recommendations import queries as recommended
from lsg_projects.recommendations.queries import Facts as Recommendation
from lsg_projects.register.queries.district import District, district
from lsg_projects.register.queries.portfolio import Kept, Projects, Standing, kept_promises, projects_of
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import BodyFacts, Unit


@dataclass(frozen=True)
class Okrug:
    """The page of a rural district, a village, a settlement."""

    unit: Unit
    above: tuple[Unit, ...]
    villages: tuple[Unit, ...]
    years: tuple[int, ...]
    versions: tuple[Plan, ...]
    plan: Plan | None
    base: Plan | None
    """The newest plan of the earliest known year, where that is another one."""
    neighbours: tuple[Plan, ...]
    district: Figures
    projects: Projects
    promises: tuple[Kept, ...]
    """What its projects were to bring until the end of last year, and what came."""
    target: TargetFacts | None
    office: BodyFacts | None
    recommendations: tuple[Recommendation, ...]
    """What the assembly approved after its monitoring, with the akim's answers."""

    @property
    def standing(self) -> Standing | None:
        """Give the budget; what approved projects would add is counted on the newest year alone."""
        return Standing(self.plan, self.projects.expected if self.newest else 0) if self.plan else None

    @property
    def newest(self) -> bool:
        """Tell whether the plan shown is of the newest year known."""
        return self.plan is not None and self.plan.year == self.years[0]


def territory(session: Session, kato: str, year: int | None, version: int | None) -> Okrug | District:
    """Give the page of a territory; refuses (Missing) an unknown code."""
    unit = territories.unit(session, kato)
    if unit.level is Level.SETTLEMENT:
        unit = territories.unit_by_id(session, unit.parent_id) if unit.parent_id else unit
    above = territories.ancestors(session, unit)
    if unit.level in (Level.OBLAST, Level.DISTRICT):
        return district(session, unit, above, year)
    return _okrug(session, unit, above, year, version)


def _okrug(session: Session, unit: Unit, above: tuple[Unit, ...], year: int | None, version: int | None) -> Okrug:
    years = budgets.years(session, unit.path)
    chosen = year if year in years else next(iter(years), None)
    versions = budgets.versions(session, unit.id, chosen) if chosen else ()
    plan = next((each for each in versions if each.id == version), next(iter(versions), None))
    first = min(years, default=None)
    base = budgets.newest_plan(session, unit.id, first) if first and chosen and first < chosen else None
    beside = budgets.plans_under(session, above[-1].path, chosen) if above and chosen else ()
    offices = territories.bodies_of(session, unit.id, BodyKind.AKIM_OFFICE)
    villages = territories.units_under(session, unit.path, Level.SETTLEMENT)
    return Okrug(
        unit, above, villages, years, versions, plan, base, beside, budgets.total(beside),
        projects_of(session, unit), kept_promises(session, unit, clock.today()), budgets.target(session, unit.id),
        offices[0] if offices else None, recommended.public(session, unit.id),
    )  # fmt: skip
