"""What is stored of reports: schedules, the queue of runs, issued documents, and the worker's heartbeat."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.reporting import RunState
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import EnumText, JsonText, TriText, UtcTime


def _unit() -> Mapped[int]:
    return mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"), index=True)


def _person() -> Mapped[int | None]:
    return mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class ReportSchedule(Base):
    """A report that is issued by itself after every period, from a first one on."""

    __tablename__ = "report_schedule"
    __table_args__ = (UniqueConstraint("kind", "subject", "first_period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int] = _unit()
    first_period: Mapped[str] = mapped_column(String(7))
    """Its length is the schedule's length; catching up begins here and has no end."""
    languages: Mapped[list[Any]] = mapped_column(JsonText)
    paused: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    created_by: Mapped[int | None] = _person()


class ReportDocument(Base):
    """One edition of a report as it was issued; it may be superseded or annulled, never changed or deleted."""

    __tablename__ = "report_document"
    __table_args__ = (
        UniqueConstraint("kind", "subject", "period", "language", "edition"),
        UniqueConstraint("number"),
        UniqueConstraint("code"),
        CheckConstraint("edition > 0", name="edition"),
        Index("ix_report_document_issued_at", "issued_at", "id"),
        Index("ix_report_document_sha256", "sha256"),
        Index("ix_report_document_sealed_sha256", "sealed_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int] = _unit()
    period: Mapped[str] = mapped_column(String(7))
    language: Mapped[str] = mapped_column(String(5))
    edition: Mapped[int]
    number: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    facts_digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the facts without the stamp: the same facts give the same edition again."""
    data_digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the attached data, and their key in the file store."""
    sha256: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the file, and its key in the file store."""
    size: Mapped[int]
    pages: Mapped[int]
    data_name: Mapped[str] = mapped_column(String(120))
    as_known: Mapped[datetime] = mapped_column(UtcTime)
    journal_entries: Mapped[int]
    journal_root: Mapped[str] = mapped_column(String(64))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("report_document.id", ondelete="RESTRICT"))
    superseded_at: Mapped[datetime | None] = mapped_column(UtcTime)
    issued_at: Mapped[datetime] = mapped_column(UtcTime)
    ordered_by: Mapped[int | None] = _person()
    prepared: Mapped[Tri] = mapped_column(TriText)
    certified_at: Mapped[datetime | None] = mapped_column(UtcTime)
    certified_by: Mapped[int | None] = _person()
    certified_as: Mapped[Tri] = mapped_column(TriText)
    sealed_sha256: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the file with the organisation's seal, and its key in the file store; this file is given out."""
    seal_certificate: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the certificate that sealed it: another one of the same name is a stranger."""
    annulled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    annulled_by: Mapped[int | None] = _person()
    annul_reason: Mapped[str] = mapped_column(Text, default="")


class ReportRun(Base):
    """A wish for a report and how far it came: the row is the place in the queue, and the truth about it."""

    __tablename__ = "report_run"
    __table_args__ = (
        # a schedule's period is wished for once in each language, whoever looks at the clock
        UniqueConstraint("schedule_id", "period", "language"),
        Index("ix_report_run_state", "state", "id"),
        Index("ix_report_run_ordered_by", "ordered_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int] = _unit()
    period: Mapped[str] = mapped_column(String(7))
    language: Mapped[str] = mapped_column(String(5))
    schedule_id: Mapped[int | None] = mapped_column(ForeignKey("report_schedule.id", ondelete="RESTRICT"))
    state: Mapped[RunState] = mapped_column(EnumText(RunState))
    ordered_at: Mapped[datetime] = mapped_column(UtcTime)
    ordered_by: Mapped[int | None] = _person()
    prepared: Mapped[Tri] = mapped_column(TriText)
    """The post of the one who ordered it, as the paper names it."""
    attempts: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(default=0)
    """Rises with every claim; a worker whose fence is older than the row's has lost the run."""
    holder: Mapped[str] = mapped_column(String(80), default="")
    lease_until: Mapped[datetime | None] = mapped_column(UtcTime)
    stage: Mapped[str] = mapped_column(String(20), default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(60), default="")
    detail: Mapped[str] = mapped_column(Text, default="")
    started_at: Mapped[datetime | None] = mapped_column(UtcTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("report_document.id", ondelete="RESTRICT"))


class ReportRecipient(Base):
    """Who gets a schedule's reports by mail once they are certified."""

    __tablename__ = "report_recipient"
    __table_args__ = (UniqueConstraint("schedule_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("report_schedule.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5), default="")
    """The only language that is wanted; empty for every language of the schedule."""
    added_at: Mapped[datetime] = mapped_column(UtcTime)
    added_by: Mapped[int | None] = _person()


class ReportLetter(Base):
    """One certified edition for one address: written down with the certification, sent by the worker, once."""

    __tablename__ = "report_letter"
    __table_args__ = (
        UniqueConstraint("document_id", "email"),
        CheckConstraint("letter IN ('waiting', 'sending', 'sent', 'failed', 'withheld')", name="letter"),
        Index("ix_report_letter_letter", "letter", "id"),
        Index("ix_report_letter_schedule_id", "schedule_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("report_document.id", ondelete="RESTRICT"))
    schedule_id: Mapped[int] = mapped_column(ForeignKey("report_schedule.id", ondelete="RESTRICT"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(200))
    letter: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None] = mapped_column(UtcTime)
    written_at: Mapped[datetime] = mapped_column(UtcTime)


class Heartbeat(Base):
    """When a part of the worker was last alive."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    detail: Mapped[str] = mapped_column(Text, default="")


class DailyRound(Base):
    """A day whose daily work was taken up: the row is written by whoever is first."""

    __tablename__ = "daily_round"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
