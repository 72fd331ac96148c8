"""How much of the stored budgets stands on a code of the classification: changing a name never changes them."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsg_projects.budgets.models import ExecutionLine, PlanLine


def code_uses(session: Session) -> Counter[tuple[str, str]]:
    """Count the plans and months of execution that print each code, by section (``receipts``, ``expenditure``)."""
    found: Counter[tuple[str, str]] = Counter()
    plans = select(PlanLine.section, PlanLine.code, func.count()).group_by(PlanLine.section, PlanLine.code)
    for section, code, number in session.execute(plans):
        found[section, code] += number
    for code, number in session.execute(select(ExecutionLine.code, func.count()).group_by(ExecutionLine.code)):
        found["receipts", code] += number
    return found
