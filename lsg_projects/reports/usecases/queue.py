"""The queue: a run is held by one worker for a time, under a fence that shuts a late one out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, or_, select, update

from lsg_projects.domain.reporting import RunState
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.reports.models import ReportRun

MAX_ATTEMPTS = 3
"""A run whose worker died this often is given up, so that one bad report never blocks the queue."""


@dataclass(frozen=True)
class Claim:
    """A run that is ours until its lease ends."""

    run_id: int
    fence: int
    kind: str
    subject: str
    unit_id: int
    period: str
    language: str
    ordered_by: int | None
    prepared: Tri
    lease: timedelta


def claim(unit: Work, holder: str, lease: timedelta, run_id: int | None = None) -> Claim | None:
    """Take the oldest run that waits, or whose worker died; *run_id* takes that one only. Gives nothing where none is.

    On PostgreSQL a row that another worker is taking is skipped; on SQLite the write lock of this piece of work keeps
    others out. Either way the compare-and-set on the fence decides.
    """
    while (row := unit.session.execute(_waiting(unit, lease, run_id)).scalar_one_or_none()) is not None:
        if row.attempts >= MAX_ATTEMPTS:
            _give_up(unit, row)
            continue
        found = Claim(
            row.id, row.fence + 1, row.kind, row.subject, row.unit_id, row.period, row.language, row.ordered_by,
            row.prepared, lease,
        )  # fmt: skip
        _set(
            unit, row.id, row.fence, state=RunState.RUNNING, fence=row.fence + 1, holder=holder[:80],
            lease_until=unit.now + lease, attempts=row.attempts + 1, started_at=unit.now, stage="facts",
            done=0, total=0,
        )  # fmt: skip
        return found
    return None


def _waiting(unit: Work, lease: timedelta, run_id: int | None) -> Select[ReportRun]:
    """Choose what waits or was abandoned; a lease that no clock in order can have given was set by a wrong one."""
    over = or_(ReportRun.lease_until < unit.now, ReportRun.lease_until > unit.now + 2 * lease)
    abandoned = (ReportRun.state == RunState.RUNNING) & over
    statement = select(ReportRun).where(or_(ReportRun.state == RunState.QUEUED, abandoned))
    if run_id is not None:
        statement = statement.where(ReportRun.id == run_id)
    chosen: Select[ReportRun] = statement.order_by(ReportRun.id).limit(1).with_for_update(skip_locked=True)
    return chosen.execution_options(populate_existing=True)


def _give_up(unit: Work, row: ReportRun) -> None:
    _set(
        unit, row.id, row.fence, state=RunState.FAILED, reason="reports.gave_up", finished_at=unit.now,
        lease_until=None,
        fence=row.fence + 1,
    )  # fmt: skip


def renew(unit: Work, held: Claim, stage: str, done: int, total: int) -> None:
    """Say how far a run is and hold it longer; refuses (Stale) where it was cancelled or taken over."""
    _set(unit, held.run_id, held.fence, stage=stage[:20], done=done, total=total, lease_until=unit.now + held.lease)


def finish(unit: Work, held: Claim, document_id: int) -> None:
    """End a run with its document; refuses (Stale) where it is no longer ours."""
    _set(
        unit, held.run_id, held.fence, state=RunState.DONE, document_id=document_id, finished_at=unit.now,
        lease_until=None, stage="kept",
    )  # fmt: skip


def fail(unit: Work, held: Claim, reason: str, detail: str) -> None:
    """End a run with the reason why it could not be made; refuses (Stale) where it is no longer ours."""
    _set(
        unit, held.run_id, held.fence, state=RunState.FAILED, reason=reason[:60], detail=detail[:4000],
        finished_at=unit.now, lease_until=None,
    )  # fmt: skip


def give_back(unit: Work, held: Claim) -> None:
    """Put a run back into the queue because this worker is asked to stop; the attempt does not count."""
    _set(
        unit, held.run_id, held.fence, state=RunState.QUEUED, attempts=ReportRun.attempts - 1, lease_until=None,
        fence=held.fence + 1, stage="", done=0, total=0,
    )  # fmt: skip


def _set(unit: Work, run_id: int, seen: int, **values: object) -> None:
    """Change a run only while the fence is the one that was seen."""
    moved(
        unit.session.execute(
            update(ReportRun)
            .where(
                ReportRun.id == run_id,
                ReportRun.fence == seen,
                ReportRun.state.in_((RunState.QUEUED, RunState.RUNNING)),
            )
            .values(**values)
            .execution_options(synchronize_session=False)
        )
    )
