"""Codes and values that an installation added to those of ``config/classification``."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import TriText, UtcTime


class ClassificationEntry(Base):
    """One imported code of receipts or of functional expenditure; it goes before the same code of the files."""

    __tablename__ = "classification_entry"
    __table_args__ = (UniqueConstraint("kind", "code", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    """``receipt`` or ``programme``."""
    code: Mapped[str] = mapped_column(String(24), index=True)
    name: Mapped[Tri] = mapped_column(TriText)
    since: Mapped[int] = mapped_column(Integer, default=0)
    """First budget year of validity; 0 leaves it open."""
    until: Mapped[int | None] = mapped_column(Integer)
    fourth_since: Mapped[int | None] = mapped_column(Integer)
    fourth_level: Mapped[bool] = mapped_column(Boolean, default=False)
    source: Mapped[str] = mapped_column(Text, default="")
    certainty: Mapped[str] = mapped_column(String(120), default="confirmed")


class ClassificationValue(Base):
    """One imported index value or rate; it goes before the same value of the files."""

    __tablename__ = "classification_value"
    __table_args__ = (UniqueConstraint("kind", "key", "since", "territory"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    """``index`` or ``rate``."""
    key: Mapped[str] = mapped_column(String(60))
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    territory: Mapped[str] = mapped_column(String(9), default="")
    """KATO of the district whose own rate it is; empty for the whole country."""
    value: Mapped[str] = mapped_column(String(24))
    """The number as text, so that none passes through a float."""
    unit: Mapped[str] = mapped_column(String(20), default="")
    act: Mapped[str] = mapped_column(String(20), default="")
    articles: Mapped[str] = mapped_column(String(120), default="")
    decision: Mapped[Tri] = mapped_column(TriText)
    source: Mapped[str] = mapped_column(Text)
    certainty: Mapped[str] = mapped_column(String(120))
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
