"""What is stored of notices: each told once, how far the journal was read, and how a person wishes to be written to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.notices import Letters
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import EnumText, JsonText, UtcTime


class Notice(Base):
    """One sentence to one person; the key says what it is about, so that nothing is told twice."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        CheckConstraint("letter IN ('none', 'waiting', 'sending', 'sent', 'failed')", name="letter"),
        Index("ix_notice_person_id_told_at", "person_id", "told_at"),
        Index("ix_notice_letter_told_at", "letter", "told_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    key: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(80))
    """Names the sentence: audience and act."""
    facts: Mapped[dict[str, Any]] = mapped_column(JsonText)
    """What the sentence speaks of; no personal data."""
    href: Mapped[str] = mapped_column(String(200))
    happened_at: Mapped[datetime] = mapped_column(UtcTime)
    told_at: Mapped[datetime] = mapped_column(UtcTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcTime)
    letter: Mapped[str] = mapped_column(String(10), default="none")
    attempts: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None] = mapped_column(UtcTime)


class NoticeMark(Base):
    """Up to which entry of a chain notices were made; its numbers have no gaps, so nothing is passed over."""

    __tablename__ = "notice_mark"

    chain: Mapped[str] = mapped_column(ForeignKey("journal_head.chain", ondelete="RESTRICT"), primary_key=True)
    number: Mapped[int]


class NoticeChoice(Base):
    """What a person chose: letters at once, once a day or none; and the secret name of their calendar."""

    __tablename__ = "notice_choice"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), primary_key=True)
    letters: Mapped[Letters] = mapped_column(EnumText(Letters))
    calendar_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
