"""What is stored of participation: questions with their answers, and how often a network asked of late."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import TriText, UtcTime


class Question(Base):
    """A resident's question about a project; the e-mail address is for the answer alone and never shown."""

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        CheckConstraint("state IN ('waiting', 'published', 'refused')", name="state"),
        Index("ix_question_state_due_on", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="RESTRICT"))
    number: Mapped[int]
    """Order of coming within the project, from 1."""
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Random name in addresses: who has it may see the receipt."""
    name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(200))
    lang: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    answer: Mapped[Tri] = mapped_column(TriText)
    reason: Mapped[Tri] = mapped_column(TriText)
    """Why the question is not published."""
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class AskAttempt(Base):
    """One question sent from a network, kept for the length of the window; the network in a one-way form."""

    __tablename__ = "ask_attempt"
    __table_args__ = (Index("ix_ask_attempt_network_at", "network", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcTime)
