"""Approvals of a period in a territory: what came, what was decided, how long each body took, who waits longest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from lsg_projects.approvals.models import ApprovalTask
from lsg_projects.approvals.models import Decision as DecisionRow
from lsg_projects.domain.calendar import working_days
from lsg_projects.domain.figures.facts import Approvals, StepTiming, Waiting
from lsg_projects.domain.periods import Period
from lsg_projects.domain.states import BodyKind, Outcome
from lsg_projects.kit import clock
from lsg_projects.kit.workdays import day_off
from lsg_projects.projects.models import Project, ProjectVersion
from lsg_projects.territories import queries as territories

_ORDER = tuple(BodyKind)


def gather(session: Session, path: str, period: Period) -> Approvals:
    """Give the approvals of *period* for projects of the subtree *path*."""
    begin, end = _moment(period.start), _moment(period.end + timedelta(days=1))
    rows = session.execute(_decided(path, begin, end)).all()
    outcomes = Counter(row.outcome for row in rows)
    return Approvals(
        submitted=len(session.scalars(_sent(path, begin, end)).all()),
        approved=outcomes[Outcome.APPROVED],
        returned=outcomes[Outcome.RETURNED],
        rejected=outcomes[Outcome.REJECTED],
        deferred=outcomes[Outcome.DEFERRED],
        steps=_steps(rows),
        oldest=_oldest(session, path, period.end, end),
        acts=len({(row.body_id, row.number, row.dated) for row in rows if row.number}),
    )


def _moment(day: date) -> datetime:
    """Give the first moment of a local day."""
    return datetime(day.year, day.month, day.day, tzinfo=clock.ALMATY).astimezone(UTC)


def _in(path: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = territories.under(Project.unit_path, path)
    return found


def _sent(path: str, begin: datetime, end: datetime) -> Any:
    return (
        select(ProjectVersion.id)
        .join(Project, Project.id == ProjectVersion.project_id)
        .where(_in(path), ProjectVersion.submitted_at >= begin, ProjectVersion.submitted_at < end)
    )


def _decided(path: str, begin: datetime, end: datetime) -> Any:
    return (
        select(
            DecisionRow.outcome, DecisionRow.number, DecisionRow.dated, DecisionRow.body_id, DecisionRow.decided_at,
            ApprovalTask.body_kind, ApprovalTask.opened_at, ApprovalTask.due_on,
        )
        .join(ApprovalTask, ApprovalTask.id == DecisionRow.task_id)
        .join(Project, Project.id == DecisionRow.project_id)
        .where(_in(path), DecisionRow.decided_at >= begin, DecisionRow.decided_at < end)
        .order_by(DecisionRow.id)
    )  # fmt: skip


def _steps(rows: Sequence[Row[Any]]) -> tuple[StepTiming, ...]:
    found = []
    for body in _ORDER:
        mine = [row for row in rows if row.body_kind is body]
        if mine:
            took = [_days(row.opened_at, clock.local_day(row.decided_at)) for row in mine]
            allowed = [_days(row.opened_at, row.due_on) for row in mine]
            found.append(StepTiming(body, len(mine), Decimal(str(median(took))), max(allowed)))
    return tuple(found)


def _days(opened: datetime, until: date) -> int:
    return working_days(clock.local_day(opened), until, day_off)


def _oldest(session: Session, path: str, day: date, end: datetime) -> Waiting | None:
    """Find the question that lay longest without an answer at the end of the period."""
    row = session.execute(
        select(Project.code, Project.title, ApprovalTask.body_kind, ApprovalTask.opened_at)
        .join(Project, Project.id == ApprovalTask.project_id)
        .where(
            _in(path),
            Project.publication == "published",
            ApprovalTask.opened_at < end,
            (ApprovalTask.closed_at.is_(None)) | (ApprovalTask.closed_at >= end),
        )
        .order_by(ApprovalTask.opened_at, ApprovalTask.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    since = clock.local_day(row.opened_at)
    return Waiting(row.code, row.title, row.body_kind, since, working_days(since, day, day_off))
