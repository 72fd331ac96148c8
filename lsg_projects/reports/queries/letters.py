"""To whom certified reports go, and how far the letters are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.domain.errors import Missing
from lsg_projects.domain.periods import parse
from lsg_projects.kit import outbox
from lsg_projects.reports.models import ReportDocument, ReportLetter, ReportRecipient, ReportSchedule
from lsg_projects.territories.models import AdministrativeUnit

LETTERS_AT_ONCE = 50
SHOWN = 100
"""Letters on a schedule's page, the newest first."""


@dataclass(frozen=True)
class Recipient:
    """One address of a schedule."""

    id: int
    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Letter:
    """One edition on its way to one address."""

    id: int
    document_id: int
    number: str
    title: str
    language: str
    name: str
    email: str
    state: str
    attempts: int
    tried_at: datetime | None


def recipients(session: Session, schedule_id: int) -> tuple[Recipient, ...]:
    """Give the recipients of a schedule in the order in which they were added."""
    rows = session.scalars(
        select(ReportRecipient).where(ReportRecipient.schedule_id == schedule_id).order_by(ReportRecipient.id)
    )
    return tuple(Recipient(row.id, row.name, row.email, row.language) for row in rows)


def schedules_of(session: Session, document: ReportDocument) -> tuple[ReportSchedule, ...]:
    """Give the schedules whose report this is: of its kind, subject, length of period and language."""
    period = parse(document.period)
    found = session.scalars(
        select(ReportSchedule)
        .where(ReportSchedule.kind == document.kind, ReportSchedule.subject == document.subject)
        .order_by(ReportSchedule.id)
    )
    return tuple(each for each in found if document.language in each.languages and _reaches(each, period))


def _reaches(schedule: ReportSchedule, period: Any) -> bool:
    first = parse(schedule.first_period)
    return bool(first.length is period.length and first.start <= period.start)


def letters_of_schedule(session: Session, schedule_id: int) -> tuple[Letter, ...]:
    """Give the newest letters of a schedule, those that failed before all others."""
    failed = ReportLetter.letter == "failed"
    statement = _letters().where(ReportLetter.schedule_id == schedule_id)
    rows = session.execute(statement.order_by(failed.desc(), ReportLetter.id.desc()).limit(SHOWN))
    return tuple(_letter(*row) for row in rows)


def letters_of_document(session: Session, document_id: int) -> tuple[Letter, ...]:
    """Give the letters that take one edition to its recipients."""
    statement = _letters().where(ReportLetter.document_id == document_id).order_by(ReportLetter.id)
    return tuple(_letter(*row) for row in session.execute(statement.limit(SHOWN)))


def letters_due(session: Session, now: datetime) -> tuple[Letter, ...]:
    """Give the letters that the worker should send now, the oldest first."""
    statement = _letters().where(outbox.due(ReportLetter, now)).order_by(ReportLetter.id).limit(LETTERS_AT_ONCE)
    return tuple(_letter(*row) for row in session.execute(statement))


def path_of_letter(session: Session, letter_id: int) -> tuple[str, int]:
    """Give the territory and the schedule that a letter belongs to; refuses (Missing) an unknown one."""
    row = session.execute(
        select(AdministrativeUnit.path, ReportLetter.schedule_id)
        .join(ReportSchedule, ReportSchedule.unit_id == AdministrativeUnit.id)
        .join(ReportLetter, ReportLetter.schedule_id == ReportSchedule.id)
        .where(ReportLetter.id == letter_id)
    ).first()
    if row is None:
        raise Missing("shared.absent")
    return row[0], row[1]


def _letters() -> Any:
    return (
        select(ReportLetter, ReportDocument.number, ReportDocument.title, ReportDocument.language)
        .join(ReportDocument, ReportDocument.id == ReportLetter.document_id)
        .execution_options(populate_existing=True)
    )


def _letter(row: ReportLetter, number: str, title: str, language: str) -> Letter:
    return Letter(
        row.id, row.document_id, number, title, language, row.name, row.email, row.letter, row.attempts, row.tried_at
    )
