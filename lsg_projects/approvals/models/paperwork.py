"""What is stored of a meeting's papers: who was sent what and when, and what was corrected after signing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import JsonText, TriText, UtcTime


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


class LaidProposal(Base):
    """A what-if of the ranking that was given to a body: it lies on the table of the body's next meeting."""

    __tablename__ = "laid_proposal"
    __table_args__ = (Index("ix_laid_proposal_body_id", "body_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="RESTRICT"))
    year: Mapped[int]
    variant: Mapped[int]
    """Number of the what-if, by which its page is found."""
    name: Mapped[str] = mapped_column(String(80))
    entering: Mapped[list[list[Any]]] = mapped_column(JsonText)
    """Code and title of each project that the proposal takes in."""
    staying: Mapped[list[list[Any]]] = mapped_column(JsonText)
    laid_at: Mapped[datetime] = mapped_column(UtcTime)
    laid_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
