"""What is stored of delivery. Rows are appended: a mistake is answered by a later row, never rewritten."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import JsonText, MoneyType, TriText, UtcTime


def _project() -> Mapped[int]:
    return mapped_column(ForeignKey("project.id", ondelete="RESTRICT"), index=True)


def _person() -> Mapped[int | None]:
    return mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class Contract(Base):
    """A contract for the works, with the facts that everybody may know."""

    __tablename__ = "contract"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        CheckConstraint("amount > 0", name="amount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = _project()
    number: Mapped[str] = mapped_column(String(60))
    dated: Mapped[date] = mapped_column(Date)
    procurement_number: Mapped[str] = mapped_column(String(60), default="")
    supplier: Mapped[str] = mapped_column(String(200))
    supplier_bin: Mapped[str] = mapped_column(String(12), default="")
    amount: Mapped[int] = mapped_column(MoneyType)
    starts: Mapped[date | None] = mapped_column(Date)
    ends: Mapped[date | None] = mapped_column(Date)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()


class ContractChange(Base):
    """A later change of a contract's value or end, with the reason."""

    __tablename__ = "contract_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id", ondelete="RESTRICT"), index=True)
    dated: Mapped[date] = mapped_column(Date)
    amount: Mapped[int | None] = mapped_column(MoneyType)
    ends: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()


class Payment(Base):
    """Money paid under a budget line; a reversal is a row of its own with the sum below zero."""

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint("(amount < 0) = (reverses_id IS NOT NULL)", name="reversal"),
        Index("ix_payment_project_id_line_key", "project_id", "line_key"),
        Index("ix_payment_paid_on", "paid_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="RESTRICT"))
    line_key: Mapped[str] = mapped_column(String(40))
    paid_on: Mapped[date] = mapped_column(Date)
    amount: Mapped[int] = mapped_column(MoneyType)
    document_number: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id", ondelete="RESTRICT"), unique=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()


class PaidLine(Base):
    """What is paid under a line in all: the counter that keeps racing payments within the line."""

    __tablename__ = "paid_line"
    __table_args__ = (CheckConstraint("paid >= 0", name="paid"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="RESTRICT"), primary_key=True)
    line_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    paid: Mapped[int] = mapped_column(MoneyType, default=0)


class MilestoneUpdate(Base):
    """One report about a milestone, or about the whole project where no milestone is named."""

    __tablename__ = "milestone_update"
    __table_args__ = (CheckConstraint("percent IS NULL OR percent BETWEEN 0 AND 100", name="percent"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = _project()
    milestone_key: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[str] = mapped_column(String(20))
    """begun, progress, moved, met, partly, no_change, accepted or in_use."""
    reported_on: Mapped[date] = mapped_column(Date)
    percent: Mapped[int | None]
    met_on: Mapped[date | None] = mapped_column(Date)
    old_due: Mapped[date | None] = mapped_column(Date)
    new_due: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[Tri] = mapped_column(TriText)
    evidence: Mapped[list[str]] = mapped_column(JsonText)
    """Keys of the documents that prove it."""
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()


class RevenueReceived(Base):
    """Own revenue that came and is attributed to a project; a correction is a later row, also below zero."""

    __tablename__ = "revenue_received"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        Index("ix_revenue_received_month", "month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = _project()
    code: Mapped[str] = mapped_column(String(6))
    month: Mapped[date] = mapped_column(Date)
    """First day of the month in which it came."""
    amount: Mapped[int] = mapped_column(MoneyType)
    reason: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()


class Attribution(Base):
    """Received own revenue of a month that a project is credited with; cancelled by a row of its own below zero."""

    __tablename__ = "attribution"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint("(amount < 0) = (cancels_id IS NOT NULL)", name="cancels"),
        Index("ix_attribution_unit_id_month", "unit_id", "month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"))
    project_id: Mapped[int] = _project()
    month: Mapped[date] = mapped_column(Date)
    """First day of the month."""
    code: Mapped[str] = mapped_column(String(6))
    """The receipt of which the money is a part."""
    receipt: Mapped[str] = mapped_column(String(6))
    """The receipt that the project is credited under: the one it expects, where the books know only the subclass."""
    share: Mapped[int | None]
    """Hundredths of a percent, where the rule is a share."""
    amount: Mapped[int] = mapped_column(MoneyType)
    reason: Mapped[str] = mapped_column(Text)
    execution_id: Mapped[int | None] = mapped_column(ForeignKey("execution_month.id", ondelete="RESTRICT"), index=True)
    """The version of the month that it was taken from; null where the receipts were only typed."""
    cancels_id: Mapped[int | None] = mapped_column(ForeignKey("attribution.id", ondelete="RESTRICT"), unique=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()


class Narrative(Base):
    """The akim's words about a quarter of the settlement."""

    __tablename__ = "narrative"

    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"), primary_key=True)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    text: Mapped[Tri] = mapped_column(TriText)
    revision: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()


class ProgressNote(Base):
    """What was done on a project in a quarter, and what stood in the way."""

    __tablename__ = "progress_note"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="RESTRICT"), primary_key=True)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    done: Mapped[Tri] = mapped_column(TriText)
    problems: Mapped[Tri] = mapped_column(TriText)
    revision: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()
