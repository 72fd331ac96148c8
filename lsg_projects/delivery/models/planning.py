"""What is stored beside the records of delivery: risks and problems, plans of payments, unspent money."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import JsonText, MoneyType, TriText, UtcTime


def _project() -> Mapped[int]:
    return mapped_column(ForeignKey("project.id", ondelete="RESTRICT"), index=True)


def _person() -> Mapped[int | None]:
    return mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class Concern(Base):
    """A risk that is watched, or a problem that has come; whoever answers for it is a post, never a person's name."""

    __tablename__ = "concern"
    __table_args__ = (
        UniqueConstraint("project_id", "risk_key"),
        CheckConstraint("(closed_on IS NULL) = (outcome = '{}')", name="closed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = _project()
    risk_key: Mapped[str | None] = mapped_column(String(40))
    """The risk of the passport that is watched; null where it was not foreseen."""
    problem: Mapped[bool] = mapped_column(default=False)
    text: Mapped[Tri] = mapped_column(TriText)
    response: Mapped[Tri] = mapped_column(TriText)
    """What is done about it."""
    owner: Mapped[str] = mapped_column(String(120))
    probability: Mapped[str] = mapped_column(String(10))
    effect: Mapped[str] = mapped_column(String(10))
    due: Mapped[date] = mapped_column(Date)
    public: Mapped[bool] = mapped_column(default=False)
    noted_on: Mapped[date] = mapped_column(Date)
    became_on: Mapped[date | None] = mapped_column(Date)
    """The day on which the risk became a problem."""
    escalated_on: Mapped[date | None] = mapped_column(Date)
    escalation: Mapped[str] = mapped_column(Text, default="")
    """What the district is asked for."""
    closed_on: Mapped[date | None] = mapped_column(Date)
    outcome: Mapped[Tri] = mapped_column(TriText)
    """How it ended."""
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()


class PaymentPlan(Base):
    """The plan of payments of a year by line and month; another one is a row with the next number."""

    __tablename__ = "payment_plan"
    __table_args__ = (UniqueConstraint("project_id", "year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = _project()
    year: Mapped[int]
    number: Mapped[int]
    amounts: Mapped[dict[str, list[int]]] = mapped_column(JsonText)
    """Twelve sums in tiyn for each budget line."""
    reason: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()


class CarryOver(Base):
    """What became of a line's unspent money: carried over or returned (Budget Code 2025, art. 115)."""

    __tablename__ = "carry_over"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = _project()
    line_key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10))
    """carried or returned."""
    amount: Mapped[int] = mapped_column(MoneyType)
    number: Mapped[str] = mapped_column(String(60))
    """Of the akim's decision, or of the paper by which the money went back."""
    dated: Mapped[date] = mapped_column(Date)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()
