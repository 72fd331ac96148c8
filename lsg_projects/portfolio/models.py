"""What is stored of the ranking: what-ifs that were saved by name, with their conditions and their answer as it was."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.kit.db import Base
from lsg_projects.kit.types import JsonText, UtcTime


class RankingVariant(Base):
    """One what-if of a district and year; it may be given to the commission once, and is never changed."""

    __tablename__ = "ranking_variant"
    __table_args__ = (
        UniqueConstraint("unit_id", "year", "name"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"))
    year: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    conditions: Mapped[dict[str, Any]] = mapped_column(JsonText)
    outcome: Mapped[dict[str, Any]] = mapped_column(JsonText)
    """Projects in and out with their figures as they were known then."""
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    given_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When it was given to the budget commission."""
    given_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
