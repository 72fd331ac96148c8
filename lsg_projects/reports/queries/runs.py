"""Runs and schedules as officials see them, and the state of the worker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsg_projects.domain.errors import Missing
from lsg_projects.domain.periods import of, parse
from lsg_projects.domain.reporting import OPEN, RunState
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.reports.models import (
    Heartbeat,
    ReportDocument,
    ReportLetter,
    ReportRecipient,
    ReportRun,
    ReportSchedule,
)
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit

WORKER = "worker"


@dataclass(frozen=True)
class Run:
    """One wish for a report and how far it is."""

    id: int
    kind: str
    subject: str
    unit_name: Tri
    unit_path: str
    period: str
    language: str
    state: RunState
    ordered_at: datetime
    ordered_by: int | None
    attempts: int
    stage: str
    done: int
    total: int
    reason: str
    started_at: datetime | None
    finished_at: datetime | None
    number: str | None
    ahead: int = 0
    """How many runs stand before it in the queue."""

    @property
    def open(self) -> bool:
        """Tell whether something will still happen to it."""
        return self.state in OPEN


@dataclass(frozen=True)
class Schedule:
    """What is issued by itself, to how many it goes, and how its newest run went."""

    id: int
    kind: str
    subject: str
    unit_name: Tri
    unit_path: str
    first_period: str
    languages: tuple[str, ...]
    paused: bool
    recipients: int
    failed_letters: int
    last: Run | None = None

    @property
    def next_day(self) -> date:
        """Give the local day on which its next period has ended."""
        first = parse(self.first_period)
        running = of(clock.today(), first.length)
        return (running if running.start >= first.start else first).end + timedelta(days=1)


def run(session: Session, run_id: int) -> Run:
    """Give one run with its place in the queue; refuses (Missing) an unknown one."""
    row = session.execute(_runs().where(ReportRun.id == run_id)).first()
    if row is None:
        raise Missing("reports.no_run")
    before = select(func.count(ReportRun.id)).where(ReportRun.state == RunState.QUEUED, ReportRun.id < run_id)
    return _run(row, (session.scalar(before) or 0) if row[0].state is RunState.QUEUED else 0)


def recent(session: Session, paths: tuple[str, ...] | None, limit: int = 30) -> tuple[Run, ...]:
    """Give the newest runs of an official's territories that are open or did not succeed."""
    statement = _runs().where(ReportRun.state != RunState.DONE)
    if paths is not None:
        within = AdministrativeUnit.id < 0
        for path in paths:
            within |= territories.under(AdministrativeUnit.path, path)
        statement = statement.where(within)
    rows = session.execute(statement.order_by(ReportRun.id.desc()).limit(limit))
    return tuple(_run(row, 0) for row in rows)


def schedules(session: Session, paths: tuple[str, ...] | None) -> tuple[Schedule, ...]:
    """Give the schedules of an official's territories."""
    rows = session.execute(_schedules().order_by(AdministrativeUnit.path, ReportSchedule.id))
    return tuple(_schedule(row) for row in rows if paths is None or any(_covers(path, row[2]) for path in paths))


def schedule(session: Session, schedule_id: int) -> Schedule:
    """Give one schedule with its newest run; refuses (Missing) an unknown one."""
    found = session.execute(_schedules().where(ReportSchedule.id == schedule_id)).first()
    if found is None:
        raise Missing("reports.no_schedule")
    newest = _runs().where(ReportRun.schedule_id == schedule_id).order_by(ReportRun.period.desc(), ReportRun.id.desc())
    last = session.execute(newest.limit(1)).first()
    return replace(_schedule(found), last=_run(last, 0) if last else None)


def _schedules() -> Any:
    counted = select(func.count(ReportRecipient.id)).where(ReportRecipient.schedule_id == ReportSchedule.id)
    failed = select(func.count(ReportLetter.id)).where(
        ReportLetter.schedule_id == ReportSchedule.id, ReportLetter.letter == "failed"
    )
    return (
        select(
            ReportSchedule, AdministrativeUnit.name, AdministrativeUnit.path, counted.scalar_subquery(),
            failed.scalar_subquery(),
        )
        .join(AdministrativeUnit, AdministrativeUnit.id == ReportSchedule.unit_id)
        .execution_options(populate_existing=True)
    )  # fmt: skip


def _schedule(found: Any) -> Schedule:
    row, name, path, recipients, failed = found
    return Schedule(
        row.id, row.kind, row.subject, name, path, row.first_period, tuple(row.languages), row.paused, recipients,
        failed,
    )  # fmt: skip


def _covers(path: str, inner: str) -> bool:
    return inner == path or inner.startswith(path + "/")


def heartbeat(session: Session) -> datetime | None:
    """Give the moment at which the worker was last alive."""
    return session.scalar(select(Heartbeat.at).where(Heartbeat.name == WORKER))


def alive(last: datetime | None, now: datetime, tick_seconds: int) -> bool:
    """Tell whether the worker has been seen within its last few looks."""
    return last is not None and now - last <= timedelta(seconds=max(60, 6 * tick_seconds))


def _runs() -> Any:
    return (
        select(ReportRun, AdministrativeUnit.name, AdministrativeUnit.path, ReportDocument.number)
        .join(AdministrativeUnit, AdministrativeUnit.id == ReportRun.unit_id)
        .join(ReportDocument, ReportDocument.id == ReportRun.document_id, isouter=True)
        .execution_options(populate_existing=True)
    )


def _run(found: Any, ahead: int) -> Run:
    row, name, path, number = found
    given = {field: getattr(row, field) for field in Run.__dataclass_fields__ if hasattr(row, field)}
    return Run(unit_name=name, unit_path=path, number=number, ahead=ahead, **given)
