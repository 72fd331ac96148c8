"""Plans of settlements and ceilings, as plain facts; contradictions are worked out when read, never stored away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lsg_projects.budgets.models import Ceiling, PlanLine, PlanVersion
from lsg_projects.domain import budget
from lsg_projects.domain.budget import FIGURES, Contradiction, Figures, PrintedLine
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.money import Tiyn, thousand
from lsg_projects.domain.plan_file import from_lines
from lsg_projects.domain.states import Level, Source
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit
from lsg_projects.territories.queries import Unit


@dataclass(frozen=True, kw_only=True)
class Plan(Figures):
    """One version of a unit's plan: the figures that it prints and the act that it stands in."""

    id: int
    unit: Unit
    year: int
    number: int
    kind: str
    decision_no: str
    decision_date: date | None
    source: str
    by_lines: bool
    """The income is the sum of classified lines, since the act's own totals were not given."""

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Give the pairs of sums in the act that should be equal and are not."""
        return budget.contradictions(self)

    @property
    def version(self) -> dict[str, str | None]:
        """Name the act: kind, decision and its day."""
        day = self.decision_date.isoformat() if self.decision_date else None
        return {"kind": self.kind, "decision": self.decision_no, "date": day}


@dataclass(frozen=True)
class CeilingFacts:
    """The most that projects of a unit may take from a source in a year."""

    unit: Unit
    year: int
    source: Source
    programme: str
    amount: Tiyn
    decision_no: str
    decision_date: date | None


def _plans() -> Select[PlanVersion, AdministrativeUnit]:
    return select(PlanVersion, AdministrativeUnit).join(
        AdministrativeUnit, AdministrativeUnit.id == PlanVersion.unit_id
    )


def _plan(row: PlanVersion, unit: AdministrativeUnit) -> Plan:
    return Plan(
        id=row.id, unit=territories.facts(unit), year=row.year, number=row.number, kind=row.kind,
        decision_no=row.decision_no, decision_date=row.decision_date, source=row.source, by_lines=row.by_lines,
        **{name: getattr(row, name) for name in FIGURES},
    )  # fmt: skip


def _age(plan: Plan) -> tuple[date, bool, int]:
    """Order versions by the day of the act, so that it does not matter which was recorded first."""
    return (plan.decision_date or date.min, plan.kind == "revised", plan.number)


def versions(session: Session, unit_id: int, year: int) -> tuple[Plan, ...]:
    """Give all versions of a unit's plan, the newest act first."""
    rows = session.execute(_plans().where(PlanVersion.unit_id == unit_id, PlanVersion.year == year))
    return tuple(sorted((_plan(row, unit) for row, unit in rows), key=_age, reverse=True))


def versions_between(session: Session, path: str, first: int, last: int) -> dict[tuple[int, int], tuple[Plan, ...]]:
    """Give all versions of the plans of a subtree and some years by unit and year, the newest act first."""
    under = territories.under(AdministrativeUnit.path, path)
    found: dict[tuple[int, int], list[Plan]] = {}
    for row, unit in session.execute(_plans().where(under, PlanVersion.year.between(first, last))):
        found.setdefault((row.unit_id, row.year), []).append(_plan(row, unit))
    return {key: tuple(sorted(plans, key=_age, reverse=True)) for key, plans in found.items()}


def newest_plan(session: Session, unit_id: int, year: int) -> Plan | None:
    """Give the plan by the newest act, or nothing where the year has none."""
    return next(iter(versions(session, unit_id, year)), None)


def plans_under(session: Session, path: str, year: int) -> tuple[Plan, ...]:
    """Give the newest plan of every unit in a subtree that has one, in order of the codes."""
    return tuple(plan for plan in _newest(session, path, PlanVersion.year == year))


def history(session: Session, path: str) -> dict[int, tuple[Plan, ...]]:
    """Give the newest plans of a subtree by year, in order of the years."""
    years: dict[int, list[Plan]] = {}
    for plan in _newest(session, path):
        years.setdefault(plan.year, []).append(plan)
    return {year: tuple(plans) for year, plans in sorted(years.items())}


def _newest(session: Session, path: str, *conditions: Any) -> list[Plan]:
    """Take the newest act of each unit and year; only budgets of the 4th level, so that nothing is counted twice."""
    under = territories.under(AdministrativeUnit.path, path)
    fourth = AdministrativeUnit.level == Level.OKRUG
    found: dict[tuple[str, int], Plan] = {}
    for row, unit in session.execute(_plans().where(under, fourth, *conditions)):
        plan = _plan(row, unit)
        key = (plan.unit.kato, plan.year)
        if key not in found or _age(found[key]) < _age(plan):
            found[key] = plan
    return [found[key] for key in sorted(found)]


def years(session: Session, path: str) -> tuple[int, ...]:
    """Give the years for which a subtree has plans, the newest first."""
    under = territories.under(AdministrativeUnit.path, path)
    statement = select(PlanVersion.year).join(AdministrativeUnit, AdministrativeUnit.id == PlanVersion.unit_id)
    found = session.scalars(statement.where(under).distinct().order_by(PlanVersion.year.desc()))
    return tuple(found)


def version(session: Session, version_id: int) -> Plan:
    """Find one version of a plan; refuses (Missing) an unknown one."""
    found = session.execute(_plans().where(PlanVersion.id == version_id)).first()
    if found is None:
        raise Missing("budgets.unknown_plan")
    row, unit = found
    return _plan(row, unit)


def lines(session: Session, version_id: int) -> tuple[PrintedLine, ...]:
    """Give the classified lines of a plan version in order of section and code."""
    printed = select(PlanLine.section, PlanLine.code, PlanLine.amount, PlanLine.name)
    ordered = printed.where(PlanLine.version_id == version_id).order_by(PlanLine.section.desc(), PlanLine.code)
    return tuple(PrintedLine(*cells) for cells in session.execute(ordered))


def line_contradictions(plan: Plan, found: tuple[PrintedLine, ...]) -> tuple[Contradiction, ...]:
    """Compare a plan's lines with their subtotals and with its printed totals."""
    if not found:
        return ()
    subtotals = tuple(contradiction for _line, contradiction in budget.line_contradictions(found))
    if plan.by_lines:
        return subtotals
    return subtotals + budget.against_lines(plan, from_lines(found, plan.year))


def total(plans: Iterable[Plan]) -> Figures:
    """Add plans up; the share of the sum weighs each by its income."""
    return budget.roll_up(plans)


def ceilings(session: Session, path: str, year: int) -> tuple[CeilingFacts, ...]:
    """Give the ceilings in force that were set for units of a subtree."""
    return _ceilings(session, territories.under(AdministrativeUnit.path, path), year)


def ceilings_over(session: Session, path: str, year: int) -> tuple[CeilingFacts, ...]:
    """Give the ceilings in force that bind a unit: its own and those of the units above it."""
    return _ceilings(session, AdministrativeUnit.kato.in_(path.split("/")), year)


def _ceilings(session: Session, where: Any, year: int) -> tuple[CeilingFacts, ...]:
    """Take the newest row of each unit, source and programme: earlier ones are history."""
    statement = select(Ceiling, AdministrativeUnit).join(AdministrativeUnit, AdministrativeUnit.id == Ceiling.unit_id)
    found: dict[tuple[str, str, str], CeilingFacts] = {}
    for row, unit in session.execute(statement.where(where, Ceiling.year == year).order_by(Ceiling.id)):
        found[unit.path, row.source.value, row.programme] = CeilingFacts(
            territories.facts(unit), row.year, row.source, row.programme, row.amount, row.decision_no, row.decision_date
        )
    return tuple(found[key] for key in sorted(found))


def api_view(session: Session, kato: str, year: int | None = None) -> dict[str, Any]:
    """Give the plans of a territory's settlements and their sum, in thousand tenge, as the public interface has them.

    Without a *year* the newest one that has plans is taken. A settlement without a plan has nulls, never zeros.
    """
    unit = territories.unit(session, kato)
    chosen = year or next(iter(years(session, unit.path)), None)
    plans = plans_under(session, unit.path, chosen) if chosen else ()
    by_kato = {plan.unit.kato: plan for plan in plans}
    places = territories.units_under(session, unit.path, Level.OKRUG)
    newest = max(plans, key=_age, default=None)
    return {
        "territory": {"kato": unit.kato, "name": unit.name.as_dict()},
        "year": chosen,
        "unit": "thousand tenge",
        "total": _api_figures(total(plans), newest),
        "territories": [
            {"kato": place.kato, "name": place.name.as_dict(), **_api_figures(plan or Figures(), plan)}
            for place in places
            for plan in (by_kato.get(place.kato),)
        ],
    }


_API = {
    "income_total": "income", "tax": "tax", "non_tax": "non_tax", "capital_sale": "capital_sale",
    "own_revenue": "own_revenue", "transfers_total": "transfers", "expenditure_total": "expenditure",
    "deficit": "deficit",
}  # fmt: skip


def _api_figures(figures: Figures, plan: Plan | None) -> dict[str, Any]:
    printed: dict[str, Any] = {name: _one_decimal(getattr(figures, figure)) for name, figure in _API.items()}
    own = figures.own_share
    printed["own_share"] = None if own is None else float(own.quantize(Decimal("0.1"), ROUND_HALF_UP))
    printed["plan_version"] = plan.version if plan else None
    return printed


def _one_decimal(amount: Tiyn | None) -> float | None:
    return None if amount is None else float(thousand(amount).quantize(Decimal("0.1"), ROUND_HALF_UP))
