"""What is stored of recommendations: the text, the assembly's approval, the akim's answer, and what was done."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.recommendation import State, Verdict
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import EnumText, TriText, UtcTime


class Recommendation(Base):
    """One recommendation of a settlement's assembly for a half-year; struck rather than deleted."""

    __tablename__ = "recommendation"
    __table_args__ = (
        UniqueConstraint("unit_id", "period", "number"),
        CheckConstraint("state IN ('draft', 'struck', 'given', 'answered', 'done')", name="state"),
        Index("ix_recommendation_unit_id_state", "unit_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="RESTRICT"))
    """The assembly."""
    period: Mapped[str] = mapped_column(String(7))
    number: Mapped[int]
    """Order within the half-year, from 1."""
    state: Mapped[State] = mapped_column(EnumText(State))
    revision: Mapped[int] = mapped_column(default=1)
    """Rises with every change, so that an act is about exactly what was shown."""
    text: Mapped[Tri] = mapped_column(TriText)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="RESTRICT"))
    due: Mapped[date | None] = mapped_column(Date)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    minutes_no: Mapped[str] = mapped_column(String(40), default="")
    minutes_day: Mapped[date | None] = mapped_column(Date)
    given_at: Mapped[datetime | None] = mapped_column(UtcTime)
    given_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    verdict: Mapped[Verdict | None] = mapped_column(EnumText(Verdict))
    reason: Mapped[Tri] = mapped_column(TriText)
    action: Mapped[Tri] = mapped_column(TriText)
    until: Mapped[date | None] = mapped_column(Date)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    done: Mapped[Tri] = mapped_column(TriText)
    done_on: Mapped[date | None] = mapped_column(Date)
    done_at: Mapped[datetime | None] = mapped_column(UtcTime)
    done_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
