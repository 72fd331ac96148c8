"""Where a project stands on its route, as plain facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from lsg_projects.approvals.models import ApprovalProcess, ApprovalTask
from lsg_projects.domain import codec
from lsg_projects.domain.calendar import working_days, working_days_left
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.route import Route, Step
from lsg_projects.domain.states import Approval, BodyKind
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.kit.workdays import day_off
from lsg_projects.territories.models import Body


@dataclass(frozen=True)
class Process:
    """One run of a project along the route that it began under."""

    id: int
    project_id: int
    version: int
    digest: str
    route: Route
    state: Approval
    step: str | None
    done: frozenset[str]
    opened_at: datetime
    closed_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_reason: str
    change_id: int | None = None
    """The change request that is decided on; nothing where it is the project itself."""


@dataclass(frozen=True)
class Asked:
    """Who is asked now, since when, and until when."""

    task_id: int
    step: Step
    version: int
    body_id: int
    body_kind: BodyKind
    body_name: Tri
    since: date
    due_on: date
    days_at_step: int
    """Working days that the question has lain there."""
    days_left: int
    """Working days that remain; below zero when overdue."""


@dataclass(frozen=True)
class Standing:
    """Where a project stands now, for everybody: no names of persons."""

    state: Approval
    version: int
    route: Route
    done: frozenset[str]
    asked: Asked | None
    """The first body that is asked, in the order of the route."""
    beside: tuple[Asked, ...] = ()
    """Those that are asked at the same time."""


def of_row(row: ApprovalProcess) -> Process:
    """Give a stored process as plain facts."""
    return Process(
        row.id,
        row.project_id,
        row.version,
        row.digest,
        codec.build(Route, row.route),
        row.state,
        row.step,
        frozenset(row.done),
        row.opened_at,
        row.closed_at,
        row.withdrawn_at,
        row.withdrawn_reason,
        row.change_id,
    )


def newest(session: Session, project_id: int) -> Process | None:
    """Give the last run of a project itself, open or closed; nothing before the first sending."""
    own = _of(project_id).where(ApprovalProcess.change_id.is_(None))
    row = session.scalar(own.order_by(ApprovalProcess.id.desc()).limit(1))
    return None if row is None else of_row(row)


def all_of(session: Session, project_id: int) -> tuple[Process, ...]:
    """Give every run of a project, the oldest first."""
    return tuple(of_row(row) for row in session.scalars(_of(project_id).order_by(ApprovalProcess.id)))


def by_id(session: Session, process_id: int) -> Process:
    """Give one run; refuses (Missing) an unknown one."""
    found = by_ids(session, (process_id,))
    if not found:
        raise Missing("approvals.no_process")
    return found[process_id]


def by_ids(session: Session, ids: Iterable[int]) -> dict[int, Process]:
    """Give many runs by their numbers in one question."""
    rows = session.scalars(_fresh(select(ApprovalProcess).where(ApprovalProcess.id.in_(sorted(ids)))))
    return {row.id: of_row(row) for row in rows}


def standing(session: Session, project_id: int) -> Standing | None:
    """Tell where a project stands: its route, what is done, and who is asked; nothing before the first sending."""
    process = newest(session, project_id)
    if process is None:
        return None
    now = asked(session, process)
    first = now[0] if now else None
    return Standing(process.state, process.version, process.route, process.done, first, now[1:])


def asked(session: Session, process: Process) -> tuple[Asked, ...]:
    """Give the bodies that are asked on a run now, in the order of its route."""
    rows = session.execute(
        select(ApprovalTask, Body.name)
        .join(Body, Body.id == ApprovalTask.body_id)
        .where(ApprovalTask.process_id == process.id, ApprovalTask.closed_at.is_(None))
    )
    order = [step.key for step in process.route.steps]
    found = [_asked(process, task, name) for task, name in rows]
    return tuple(sorted(found, key=lambda one: order.index(one.step.key)))


def _asked(process: Process, task: ApprovalTask, name: Tri) -> Asked:
    since, today = clock.local_day(task.opened_at), clock.today()
    return Asked(
        task.id,
        process.route.step(task.step),
        task.version,
        task.body_id,
        task.body_kind,
        name,
        since,
        task.due_on,
        working_days(since, today, day_off),
        working_days_left(today, task.due_on, day_off),
    )


def running_by_route(session: Session) -> dict[str, int]:
    """Count the runs that are on their way, by the route that they began under."""
    counted = (
        select(ApprovalProcess.route_key, func.count(ApprovalProcess.id))
        .where(ApprovalProcess.closed_at.is_(None), ApprovalProcess.change_id.is_(None))
        .group_by(ApprovalProcess.route_key)
    )
    return {key: count for key, count in session.execute(counted)}  # noqa: C416 - rows are not pairs to mypy


def _of(project_id: int) -> Select[ApprovalProcess]:
    return _fresh(select(ApprovalProcess).where(ApprovalProcess.project_id == project_id))


def _fresh(statement: Select[ApprovalProcess]) -> Select[ApprovalProcess]:
    """Read what is stored now, not what this session saw before."""
    return statement.execution_options(populate_existing=True)
