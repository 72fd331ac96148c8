"""What is stored of a meeting's papers: who was sent what and when, and what was corrected after signing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import TriText, UtcTime


class Notice(Base):
    """Something that was sent to a member about a meeting; the address itself is not kept."""

    __tablename__ = "meeting_notice"
    __table_args__ = (Index("ix_meeting_notice_meeting_id", "meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    kind: Mapped[str] = mapped_column(String(20))
    """``notice``, ``materials`` or ``cancelled``."""
    language: Mapped[str] = mapped_column(String(2))
    sent_at: Mapped[datetime] = mapped_column(UtcTime)


class Correction(Base):
    """A correction of signed minutes: appended, the minutes stay as they were signed."""

    __tablename__ = "meeting_correction"
    __table_args__ = (Index("ix_meeting_correction_meeting_id", "meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="RESTRICT"))
    text: Mapped[Tri] = mapped_column(TriText)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
