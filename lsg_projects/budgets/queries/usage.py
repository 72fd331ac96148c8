"""What was brought in: how many budgets stand on a code of the classification, and the latest imports of plans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsg_projects.budgets.models import ExecutionLine, PlanLine, PlanVersion
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit


def code_uses(session: Session) -> Counter[tuple[str, str]]:
    """Count the plans and months of execution that print each code, by section (``receipts``, ``expenditure``)."""
    found: Counter[tuple[str, str]] = Counter()
    plans = select(PlanLine.section, PlanLine.code, func.count()).group_by(PlanLine.section, PlanLine.code)
    for section, code, number in session.execute(plans):
        found[section, code] += number
    for code, number in session.execute(select(ExecutionLine.code, func.count()).group_by(ExecutionLine.code)):
        found["receipts", code] += number
    return found


@dataclass(frozen=True)
class PlanImport:
    """The versions of plans that one act of recording brought in."""

    recorded_at: datetime
    source: str
    versions: int


def plan_imports(session: Session, path: str, most: int = 10) -> tuple[PlanImport, ...]:
    """Give the latest imports of a subtree's plans, the newest first."""
    statement = (
        select(PlanVersion.recorded_at, func.min(PlanVersion.source), func.count())
        .join(AdministrativeUnit, AdministrativeUnit.id == PlanVersion.unit_id)
        .where(territories.under(AdministrativeUnit.path, path))
        .group_by(PlanVersion.recorded_at)
        .order_by(PlanVersion.recorded_at.desc())
        .limit(most)
    )
    return tuple(PlanImport(*row) for row in session.execute(statement))
