"""Reminding of terms: those who are asked before a term ends, the district akim once it is over."""

from __future__ import annotations

from sqlalchemy import select

from lsg_projects.approvals.models import ApprovalTask
from lsg_projects.domain.notices import reminders
from lsg_projects.kit import installation
from lsg_projects.kit.work import Work
from lsg_projects.kit.workdays import day_off
from lsg_projects.notices.queries import results_hearers, task_hearers
from lsg_projects.notices.usecases.telling import About, tell
from lsg_projects.strategy import queries as strategy

_DONE = "reminded_on"


def remind(unit: Work, before: int) -> int | None:
    """Remind of the open terms of today, *before* working days ahead; gives how many were told, nothing if it is done.

    A crash leaves the day open, and a second worker tells nobody twice.
    """
    if installation.fact(unit.session, _DONE) == unit.today.isoformat():
        return None
    tasks = unit.session.execute(
        select(ApprovalTask.id, ApprovalTask.due_on).where(ApprovalTask.closed_at.is_(None)).order_by(ApprovalTask.id)
    ).all()
    count = 0
    for task_id, due in tasks:
        for each in reminders(unit.today, due, day_off, before):
            about = About(
                f"task:{task_id}:{each.kind}:{due.isoformat()}", f"{each.audience}.task_{each.kind}", unit.now
            )
            count += tell(unit, about, task_hearers(unit.session, task_id, each.audience, unit.today))
    count += _results(unit, before)
    installation.state(unit.session, _DONE, unit.today.isoformat())
    return count


def _results(unit: Work, before: int) -> int:
    """Remind offices of the values of open periods, and tell the district akim of those that closed without them."""
    count = 0
    for owed in strategy.owed(strategy.tracked(unit.session, None, unit.today), unit.today):
        for each in reminders(unit.today, owed.closes, day_off, before):
            about = About(
                f"results:{owed.body_id}:{owed.period}:{each.kind}:{owed.closes.isoformat()}",
                f"{each.audience}.results_{each.kind}", unit.now,
            )  # fmt: skip
            count += tell(unit, about, results_hearers(unit.session, owed, each.audience, unit.today))
    return count
