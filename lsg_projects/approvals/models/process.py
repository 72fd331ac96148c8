"""A process with the rule it began under, the tasks of the bodies, and their decisions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.states import Approval, BodyKind, Outcome, Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import EnumText, JsonText, TriText, UtcTime

_OPEN = text("closed_at IS NULL")


class ChangeRequest(Base):
    """A wish to change an approved project: written as a draft, sent as a whole, decided like the project itself."""

    __tablename__ = "change_request"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        # one at a time: what is decided on is the difference to the version in force
        Index("uq_change_request_open", "project_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="RESTRICT"))
    number: Mapped[int]
    base: Mapped[int]
    """The version in force that the change is held against."""
    state: Mapped[Approval] = mapped_column(EnumText(Approval))
    reason: Mapped[Tri] = mapped_column(TriText)
    had: Mapped[list[Any]] = mapped_column(JsonText)
    """The papers that were attached when the change was opened: later ones came with it."""
    concerns: Mapped[list[str]] = mapped_column(JsonText)
    content: Mapped[dict[str, Any] | None] = mapped_column(JsonText)
    """The passport as it was sent; nothing while it is written."""
    attachments: Mapped[list[Any]] = mapped_column(JsonText)
    directory: Mapped[dict[str, Any]] = mapped_column(JsonText)
    digest: Mapped[str] = mapped_column(String(64), default="")
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)


class ApprovalProcess(Base):
    """One run of a project along its route; a return keeps it open, so that it ends under the rule it began with."""

    __tablename__ = "approval_process"
    __table_args__ = (
        # one run at a time: the second net under the compare-and-set of the project's state
        Index("uq_approval_process_open", "project_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_approval_process_project_id", "project_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="RESTRICT"))
    version: Mapped[int]
    """The version that is spoken of now."""
    digest: Mapped[str] = mapped_column(String(64))
    route_key: Mapped[str] = mapped_column(String(40))
    route: Mapped[dict[str, Any]] = mapped_column(JsonText)
    """The route as it stood when the process began."""
    state: Mapped[Approval] = mapped_column(EnumText(Approval))
    step: Mapped[str | None] = mapped_column(String(40))
    done: Mapped[list[str]] = mapped_column(JsonText)
    """Keys of the steps that have agreed and still hold."""
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    moved_at: Mapped[datetime] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")
    change_id: Mapped[int | None] = mapped_column(ForeignKey("change_request.id", ondelete="RESTRICT"), index=True)
    """The change request that is decided on; nothing where it is the project itself."""


class ApprovalTask(Base):
    """A question to one body about one version of a project, until it answers."""

    __tablename__ = "approval_task"
    __table_args__ = (
        Index("uq_approval_task_open", "process_id", "step", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_approval_task_body_id_due_on", "body_id", "due_on"),
        Index("ix_approval_task_project_id", "project_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("approval_process.id", ondelete="RESTRICT"))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="RESTRICT"))
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    step: Mapped[str] = mapped_column(String(40))
    body_kind: Mapped[BodyKind] = mapped_column(EnumText(BodyKind))
    role: Mapped[Role] = mapped_column(EnumText(Role))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="RESTRICT"))
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    due_on: Mapped[date] = mapped_column(Date)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_as: Mapped[str] = mapped_column(String(20), default="")
    """Outcome of the decision, or ``withdrawn`` or ``replaced`` by a newer version; empty while open."""
    signatures: Mapped[int] = mapped_column(default=1, server_default="1")
    """Two where an executor prepares the answer and the head of the department signs it."""


class Decision(Base):
    """What a body decided, on exactly what was shown. Appended; the database refuses to change or delete it."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND votes_abstained >= 0", name="votes"),
        Index("ix_decision_project_id", "project_id"),
        Index("ix_decision_decided_at", "decided_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("approval_task.id", ondelete="RESTRICT"), unique=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="RESTRICT"))
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    """Digest of the version, as it was sent."""
    shown: Mapped[str] = mapped_column(String(64))
    """Digest of everything that the page showed: the version, the papers and the names of that moment."""
    step: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[Outcome] = mapped_column(EnumText(Outcome))
    reason: Mapped[str] = mapped_column(Text, default="")
    conclusion: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[list[Any]] = mapped_column(JsonText)
    language: Mapped[str] = mapped_column(String(2), default="kk")
    """The language that the words above are in: pages mark them where it is not the reader's."""
    until: Mapped[date | None] = mapped_column(Date)
    """By when the remarks should be answered, or until when the question is put off."""
    number: Mapped[str] = mapped_column(String(60), default="")
    dated: Mapped[date | None] = mapped_column(Date)
    """Date of the act or minutes: a fact of the paper. When it was decided here says `decided_at` alone."""
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_abstained: Mapped[int | None]
    votes_casting: Mapped[bool | None]
    """The chair's deciding voice, where votes were equal."""
    paper_key: Mapped[str] = mapped_column(String(32), default="")
    """Key of the document: the minutes of a body on paper, or the conclusion of a department."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="RESTRICT"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="RESTRICT"))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id", ondelete="RESTRICT"))
    """The order by which a deputy decided; nothing where the holder of the post did."""
    decided_at: Mapped[datetime] = mapped_column(UtcTime)
    journal_number: Mapped[int]
    """Place of the decision in the project's chain of the journal."""
