"""Codes that an installation added to those of ``config/classification``."""

from __future__ import annotations

from sqlalchemy import Boolean, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import TriText


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
