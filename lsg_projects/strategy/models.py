"""What is stored of results: values by period with their corrections, the last days of periods, figures of frames."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.results import ValueState
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import DecimalText, EnumText, JsonText, TriText, UtcTime


def _person() -> Mapped[int | None]:
    return mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class IndicatorValue(Base):
    """One value of an indicator of a project in a period; a correction is a row of its own with the next revision."""

    __tablename__ = "indicator_value"
    __table_args__ = (
        UniqueConstraint("project_id", "result_key", "period", "revision"),
        CheckConstraint("revision >= 0", name="revision"),
        Index("ix_indicator_value_period_state", "period", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="RESTRICT"))
    result_key: Mapped[str] = mapped_column(String(40))
    period: Mapped[str] = mapped_column(String(7))
    revision: Mapped[int] = mapped_column(default=0)
    state: Mapped[ValueState] = mapped_column(EnumText(ValueState))
    version: Mapped[int] = mapped_column(default=1)
    """How often the row was written; a form is filled over one of them."""
    value: Mapped[Decimal] = mapped_column(DecimalText)
    parts: Mapped[dict[str, str]] = mapped_column(JsonText)
    source: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[Tri] = mapped_column(TriText)
    remark: Mapped[str] = mapped_column(Text, default="")
    writers: Mapped[list[int]] = mapped_column(JsonText)
    """Every person who typed or sent it."""
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    decider_id: Mapped[int | None] = _person()


class PeriodEnd(Base):
    """The last day on which a district takes values of a period; the newest row counts, the earlier ones stay."""

    __tablename__ = "period_end"
    __table_args__ = (Index("ix_period_end_unit_id_period", "unit_id", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"))
    period: Mapped[str] = mapped_column(String(7))
    closes_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()


class FrameFigure(Base):
    """A target, baseline or official value of a frame's indicator for a territory, with the source it was taken from.

    Nothing is written over: the newest row for the same place and year counts, the earlier ones stay readable.
    """

    __tablename__ = "frame_figure"
    __table_args__ = (Index("ix_frame_figure_frame_indicator", "frame", "indicator", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    frame: Mapped[str] = mapped_column(String(60))
    indicator: Mapped[str] = mapped_column(String(60))
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"))
    year: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    """target, baseline or actual."""
    value: Mapped[Decimal] = mapped_column(DecimalText)
    source: Mapped[str] = mapped_column(String(300))
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    person_id: Mapped[int | None] = _person()
