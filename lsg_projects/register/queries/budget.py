"""The civil budget of a settlement: its plan and versions of a year, lines, execution, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from lsg_projects.budgets import queries as budgets
from lsg_projects.budgets.queries import MonthFacts, Plan
from lsg_projects.domain.budget import Contradiction, PrintedLine
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.states import BodyKind, Level
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import BodyFacts, Unit


@dataclass(frozen=True)
class CivilBudget:
    """What citizens see of a settlement's budget of one year."""

    unit: Unit
    above: tuple[Unit, ...]
    year: int
    years: tuple[int, ...]
    versions: tuple[Plan, ...]
    """The newest act first."""
    lines: tuple[PrintedLine, ...]
    contradictions: tuple[Contradiction, ...]
    months: tuple[MonthFacts, ...]
    office: BodyFacts | None

    @property
    def plan(self) -> Plan | None:
        """Give the plan in force."""
        return next(iter(self.versions), None)


def civil_budget(session: Session, kato: str, year: int) -> CivilBudget:
    """Give the civil budget; refuses (Missing) a territory that has no budget of the 4th level."""
    unit = territories.unit(session, kato)
    if unit.level is not Level.OKRUG:
        raise Missing("shared.absent")
    versions = budgets.versions(session, unit.id, year)
    plan = next(iter(versions), None)
    lines = _lines(session, versions)
    wrong = plan.contradictions + budgets.line_contradictions(plan, lines) if plan else ()
    offices = territories.bodies_of(session, unit.id, BodyKind.AKIM_OFFICE)
    return CivilBudget(
        unit, territories.ancestors(session, unit), year, budgets.years(session, unit.path), versions, lines, wrong,
        budgets.year_months(session, unit.id, year), next(iter(offices), None),
    )  # fmt: skip


def _lines(session: Session, versions: tuple[Plan, ...]) -> tuple[PrintedLine, ...]:
    """Give the classified lines of the newest version."""
    return budgets.lines(session, versions[0].id) if versions else ()
