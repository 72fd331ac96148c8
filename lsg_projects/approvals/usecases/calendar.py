"""Days that the Government moved: entered with their decision, and every open term counted anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, update

from lsg_projects.approvals.models import ApprovalProcess, ApprovalTask
from lsg_projects.domain import codec, route
from lsg_projects.domain.access import Action, require
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.route import Route
from lsg_projects.kit import clock
from lsg_projects.kit.work import Work
from lsg_projects.kit.workdays import day_off, keep_moved_days, moved_days, usually_off
from lsg_projects.projects import queries as projects

AHEAD = timedelta(days=3 * 366)
BEHIND = timedelta(days=366)
LONGEST_BASIS = 200


@dataclass(frozen=True)
class MoveDay:
    """A day that is off, or worked, by a decision; nothing puts it back to what it usually is."""

    day: date
    off: bool | None
    basis: str = ""


def move_day(unit: Work, command: MoveDay) -> int:
    """Enter a moved day and give how many open terms it moved; refuses (Incomplete) what changes nothing."""
    require(Action.SET_CALENDAR, unit.actor)
    _check(unit, command)
    before = dict(_terms(unit, day_off))
    moved = dict(moved_days())
    if command.off is None:
        moved.pop(command.day.isoformat())
    else:
        moved[command.day.isoformat()] = {"off": command.off, "basis": command.basis}
    keep_moved_days(unit.session, moved)
    terms = sum(_move(unit, task, due, before[task]) for task, due in _terms(unit, day_off))
    body = {"off": command.off, "basis": command.basis, "terms": terms}
    unit.tell(Event(INSTALLATION, "calendar.day_moved", command.day.isoformat(), body))
    return terms


def _check(unit: Work, command: MoveDay) -> None:
    problems = []
    if not unit.today - BEHIND <= command.day <= unit.today + AHEAD:
        problems.append(Problem("day", "approvals.calendar_range"))
    elif command.off is None and command.day.isoformat() not in moved_days():
        problems.append(Problem("day", "approvals.calendar_not_moved"))
    elif command.off is not None and command.off is usually_off(command.day):
        problems.append(Problem("day", "approvals.calendar_usual"))
    if command.off is not None and not 3 <= len(command.basis) <= LONGEST_BASIS:
        problems.append(Problem("basis", "approvals.calendar_basis"))
    if problems:
        raise Incomplete("approvals.incomplete", tuple(problems), n=len(problems))


def _terms(unit: Work, off: Callable[[date], bool]) -> list[tuple[int, date]]:
    """Give what the terms of all open tasks come to by the calendar that holds now."""
    rows = unit.session.execute(
        select(ApprovalTask, ApprovalProcess.route)
        .join(ApprovalProcess, ApprovalProcess.id == ApprovalTask.process_id)
        .where(ApprovalTask.closed_at.is_(None))
        .order_by(ApprovalTask.id)
    )
    found = []
    for task, kept in rows:
        step = codec.build(Route, kept).step(task.step)
        years = projects.version(unit.session, task.project_id, task.version).passport.years
        due = route.due(step, clock.local_day(task.opened_at), years[0] if years else None, off)
        found.append((task.id, due))
    return found


def _move(unit: Work, task_id: int, due: date, before: date) -> bool:
    """Move a term that stood where the calendar had put it; one that was put off by a decision stays."""
    if due == before:
        return False
    done = unit.session.execute(
        update(ApprovalTask)
        .where(ApprovalTask.id == task_id, ApprovalTask.due_on == before, ApprovalTask.closed_at.is_(None))
        .values(due_on=due)
        .execution_options(synchronize_session=False)
        .returning(ApprovalTask.id)
    )
    return bool(done.all())
