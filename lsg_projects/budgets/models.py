"""What is stored of budgets: every version of every plan as printed, its lines, and the ceilings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.importing import JobState, Phase
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import Source
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import EnumText, JsonText, MoneyType, UtcTime


class PlanVersion(Base):
    """The plan of one unit and year by one decision; a figure that the act does not print is null."""

    __tablename__ = "plan_version"
    __table_args__ = (
        UniqueConstraint("unit_id", "year", "number"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"), index=True)
    year: Mapped[int] = mapped_column(Integer, index=True)
    number: Mapped[int] = mapped_column(Integer)
    """Order of recording within the unit and year, from 1."""
    kind: Mapped[str] = mapped_column(String(10))
    """``adopted`` or ``revised``."""
    decision_no: Mapped[str] = mapped_column(String(60))
    decision_date: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text, default="")
    by_lines: Mapped[bool] = mapped_column(default=False)
    """The figures of income are sums of the classified lines, since no summary was given."""
    income: Mapped[Tiyn | None] = mapped_column(MoneyType)
    tax: Mapped[Tiyn | None] = mapped_column(MoneyType)
    non_tax: Mapped[Tiyn | None] = mapped_column(MoneyType)
    capital_sale: Mapped[Tiyn | None] = mapped_column(MoneyType)
    transfers: Mapped[Tiyn | None] = mapped_column(MoneyType)
    subvention: Mapped[Tiyn | None] = mapped_column(MoneyType)
    district_targeted: Mapped[Tiyn | None] = mapped_column(MoneyType)
    from_republic: Mapped[Tiyn | None] = mapped_column(MoneyType)
    from_oblast: Mapped[Tiyn | None] = mapped_column(MoneyType)
    expenditure: Mapped[Tiyn | None] = mapped_column(MoneyType)
    net_lending: Mapped[Tiyn | None] = mapped_column(MoneyType)
    asset_balance: Mapped[Tiyn | None] = mapped_column(MoneyType)
    deficit: Mapped[Tiyn | None] = mapped_column(MoneyType)
    loans: Mapped[Tiyn | None] = mapped_column(MoneyType)
    loan_repayment: Mapped[Tiyn | None] = mapped_column(MoneyType)
    used_balances: Mapped[Tiyn | None] = mapped_column(MoneyType)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class PlanLine(Base):
    """One classified amount of a plan version, as printed."""

    __tablename__ = "plan_line"
    __table_args__ = (UniqueConstraint("version_id", "section", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id", ondelete="RESTRICT"))
    section: Mapped[str] = mapped_column(String(12))
    """``receipts`` or ``expenditure``."""
    code: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(Text, default="")
    amount: Mapped[Tiyn] = mapped_column(MoneyType)


class Ceiling(Base):
    """The most that projects of a territory may take from a source in a year; a newer row replaces an older one."""

    __tablename__ = "ceiling"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"), index=True)
    year: Mapped[int] = mapped_column(Integer, index=True)
    source: Mapped[Source] = mapped_column(EnumText(Source))
    programme: Mapped[str] = mapped_column(String(24), default="")
    """Functional code; empty for all programmes together."""
    amount: Mapped[Tiyn] = mapped_column(MoneyType)
    decision_no: Mapped[str] = mapped_column(String(60), default="")
    decision_date: Mapped[date | None] = mapped_column(Date)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class ExecutionMonth(Base):
    """What one unit received from January to the end of a month, as one file says; a correction is a further row."""

    __tablename__ = "execution_month"
    __table_args__ = (UniqueConstraint("unit_id", "month", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"))
    month: Mapped[date] = mapped_column(Date)
    """First day of the month."""
    number: Mapped[int] = mapped_column(Integer)
    """Order of recording within the unit and month, from 1; the last one counts."""
    source: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class ExecutionLine(Base):
    """One receipt of a month as printed; an amount that the file leaves empty is null."""

    __tablename__ = "execution_line"

    month_id: Mapped[int] = mapped_column(ForeignKey("execution_month.id", ondelete="RESTRICT"), primary_key=True)
    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    name: Mapped[str] = mapped_column(Text, default="")
    year_plan: Mapped[Tiyn | None] = mapped_column(MoneyType)
    period_plan: Mapped[Tiyn | None] = mapped_column(MoneyType)
    received: Mapped[Tiyn | None] = mapped_column(MoneyType)


class Population(Base):
    """How many people lived in a unit on 1 January of a year; a newer row of the same year replaces an older one."""

    __tablename__ = "population"
    __table_args__ = (
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year"),
        CheckConstraint("persons >= 0", name="persons"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"), index=True)
    year: Mapped[int] = mapped_column(Integer)
    persons: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class RevenueTarget(Base):
    """The share of own revenue that a unit wants to reach by a year; a newer row replaces an older one."""

    __tablename__ = "revenue_target"
    __table_args__ = (CheckConstraint("share BETWEEN 1 AND 10000", name="share"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"), index=True)
    year: Mapped[int] = mapped_column(Integer)
    share: Mapped[int] = mapped_column(Integer)
    """Hundredths of a percent of income."""
    basis: Mapped[str] = mapped_column(Text, default="")
    """Where the target stands: the development plan, a decision."""
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class ImportJob(Base):
    """A large file that the worker reads: the row is its place in the queue, and the truth about it."""

    __tablename__ = "import_job"
    __table_args__ = (Index("ix_import_job_state", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    """``plan`` or ``execution``."""
    file_key: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(120))
    facts: Mapped[dict[str, Any]] = mapped_column(JsonText)
    """What was typed beside the file, and the answers to names."""
    phase: Mapped[Phase] = mapped_column(EnumText(Phase))
    state: Mapped[JobState] = mapped_column(EnumText(JobState))
    fence: Mapped[int] = mapped_column(default=0)
    """Rises with every claim and every cancelling: a worker with an older one has lost the job."""
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UtcTime)
    stage: Mapped[str] = mapped_column(String(20), default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    answer: Mapped[dict[str, Any] | None] = mapped_column(JsonText)
    reason: Mapped[str] = mapped_column(String(60), default="")
    details: Mapped[dict[str, Any]] = mapped_column(JsonText)
    ordered_at: Mapped[datetime] = mapped_column(UtcTime)
    ordered_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
