"""The answer that an executor of a department prepares for the head; it becomes a decision by the head's signature."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.states import DraftState, Outcome
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import EnumText, JsonText, UtcTime


class Draft(Base):
    """One prepared answer to a task: read inside the department alone, written over until it is signed."""

    __tablename__ = "draft_decision"
    __table_args__ = (CheckConstraint("revision > 0", name="revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("approval_task.id", ondelete="RESTRICT"), unique=True)
    revision: Mapped[int]
    """Grows with every act on the draft: whoever saw an earlier one is told so."""
    state: Mapped[DraftState] = mapped_column(EnumText(DraftState))
    version: Mapped[int]
    shown: Mapped[str] = mapped_column(String(64))
    """Digest of everything that the executor was shown; the head signs on the same."""
    seen: Mapped[dict[str, Any]] = mapped_column(JsonText)
    """The parts of what was shown: by them an overtaken draft says what changed."""
    outcome: Mapped[Outcome] = mapped_column(EnumText(Outcome))
    reason: Mapped[str] = mapped_column(Text, default="")
    conclusion: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[list[Any]] = mapped_column(JsonText)
    until: Mapped[date | None] = mapped_column(Date)
    language: Mapped[str] = mapped_column(String(2), default="kk")
    paper_key: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """Key of the document that comes with the answer; empty where there is none."""
    writers: Mapped[list[int]] = mapped_column(JsonText)
    """Everybody who prepared any revision, with those in whose place they did: none of them signs."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """Who prepared the newest words."""
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="RESTRICT"))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id", ondelete="RESTRICT"))
    prepared_at: Mapped[datetime] = mapped_column(UtcTime)
    note: Mapped[str] = mapped_column(Text, default="")
    """Why the head sent it back last."""
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    noted_at: Mapped[datetime | None] = mapped_column(UtcTime)
