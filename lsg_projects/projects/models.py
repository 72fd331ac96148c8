"""What is stored of projects: head, draft, savings, frozen versions, and the summary that the public register reads."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.states import Approval, Delivery, Kind, LegalKind, Sector, Source, Stage, Works
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import EnumText, JsonText, MoneyType, TriText, UtcTime


def _project_id(*, primary: bool = False) -> Mapped[int]:
    return mapped_column(ForeignKey("project.id", ondelete="RESTRICT"), primary_key=primary)


class Project(Base):
    """The head of a project: its identity, its states, and the figures that office lists show."""

    __tablename__ = "project"
    __table_args__ = (
        Index("ix_project_unit_path_updated_at", "unit_path", "updated_at", "id"),
        Index("ix_project_unit_path_approval", "unit_path", "approval"),
        Index("ix_project_updated_at", "updated_at", "id"),
        Index("ix_project_approval_updated_at", "approval", "updated_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"), index=True)
    unit_path: Mapped[str] = mapped_column(String(60))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="RESTRICT"), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    """Rises with every saved step: a page that shows an older one is outdated."""
    version: Mapped[int] = mapped_column(default=0)
    """Number of the newest version sent for approval; nought before the first."""
    approval: Mapped[Approval] = mapped_column(EnumText(Approval))
    stage: Mapped[Stage] = mapped_column(EnumText(Stage))
    delivery: Mapped[Delivery] = mapped_column(EnumText(Delivery))
    delivery_reason: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[Tri] = mapped_column(TriText)
    kind: Mapped[Kind | None] = mapped_column(EnumText(Kind))
    sector: Mapped[Sector | None] = mapped_column(EnumText(Sector))
    legal_kind: Mapped[LegalKind | None] = mapped_column(EnumText(LegalKind))
    amount: Mapped[int] = mapped_column(MoneyType, default=0)
    own_amount: Mapped[int] = mapped_column(MoneyType, default=0)
    transfer_amount: Mapped[int] = mapped_column(MoneyType, default=0)
    yearly_gain: Mapped[int] = mapped_column(MoneyType, default=0)
    one_off_gain: Mapped[int] = mapped_column(MoneyType, default=0)
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    start: Mapped[date | None] = mapped_column(Date)
    end: Mapped[date | None] = mapped_column("end_date", Date)
    expected_end: Mapped[date | None] = mapped_column(Date)
    paid: Mapped[int] = mapped_column(MoneyType, default=0)
    received: Mapped[int] = mapped_column(MoneyType, default=0)
    work_percent: Mapped[int] = mapped_column(default=0)
    search: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_at: Mapped[datetime] = mapped_column(UtcTime)
    publication: Mapped[str] = mapped_column(String(20), default="unpublished")
    """unpublished, published or withdrawn."""
    published_version: Mapped[int | None]
    published_at: Mapped[datetime | None] = mapped_column(UtcTime)
    publication_reason: Mapped[str] = mapped_column(Text, default="")
    copied_from: Mapped[str] = mapped_column(String(20), default="")
    changing: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A change of the approved passport is being written in its draft."""


class ProjectDraft(Base):
    """The passport as it is being written: one row for each project."""

    __tablename__ = "project_draft"

    project_id: Mapped[int] = _project_id(primary=True)
    content: Mapped[dict[str, Any]] = mapped_column(JsonText)
    saved_at: Mapped[datetime] = mapped_column(UtcTime)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class ProjectSaving(Base):
    """One saved step, with what the passport held before it: what an outdated page is compared with."""

    __tablename__ = "project_saving"
    __table_args__ = (UniqueConstraint("project_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = _project_id()
    revision: Mapped[int]
    """The revision that the saving made."""
    step: Mapped[str] = mapped_column(String(20))
    before: Mapped[dict[str, Any]] = mapped_column(JsonText)
    saved_at: Mapped[datetime] = mapped_column(UtcTime)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class ProjectVersion(Base):
    """A passport as it was sent for approval: what is decided on, never changed afterwards."""

    __tablename__ = "project_version"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = _project_id()
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JsonText)
    attachments: Mapped[list[Any]] = mapped_column(JsonText)
    directory: Mapped[dict[str, Any]] = mapped_column(JsonText)
    """The names that were shown beside the codes: unit, body, programmes, receipts, sources."""
    digest: Mapped[str] = mapped_column(String(64))
    submitted_at: Mapped[datetime] = mapped_column(UtcTime)
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    kind: Mapped[str] = mapped_column(String(10), default="original", server_default="original")
    """original, or revised by a change request that was approved."""


class ProjectContributor(Base):
    """A person who wrote in the passport or attached a paper: such a person never decides on it."""

    __tablename__ = "project_contributor"

    project_id: Mapped[int] = _project_id(primary=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), primary_key=True)
    first_at: Mapped[datetime] = mapped_column(UtcTime)


class ProjectLine(Base):
    """A budget line of the newest version that was sent: for sums under a ceiling."""

    __tablename__ = "project_line"
    __table_args__ = (Index("ix_project_line_year_source", "year", "source"),)

    project_id: Mapped[int] = _project_id(primary=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int]
    source: Mapped[Source] = mapped_column(EnumText(Source))
    programme: Mapped[str] = mapped_column(String(20))
    amount: Mapped[int] = mapped_column(MoneyType)


class ProjectGain(Base):
    """An expected receipt of the newest version that was sent."""

    __tablename__ = "project_gain"
    __table_args__ = (Index("ix_project_gain_year_code", "year", "code"),)

    project_id: Mapped[int] = _project_id(primary=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(6))
    year: Mapped[int]
    base: Mapped[int] = mapped_column(MoneyType)
    low: Mapped[int | None] = mapped_column(MoneyType)
    high: Mapped[int | None] = mapped_column(MoneyType)
    without: Mapped[int] = mapped_column(MoneyType)
    one_off: Mapped[bool]


_ORDERS = ("updated_at", "amount", "yearly_gain")
_SCOPES = ("", "district", "okrug")


class ProjectSummary(Base):
    """What the public register lists: one row for each published project, of its published version and its delivery."""

    __tablename__ = "project_summary"
    __table_args__ = (
        *(
            Index(
                "_".join(("ix_project_summary", *filter(None, (scope, order)))),
                *filter(None, (scope,)),
                order,
                "project_id",
            )
            for scope in _SCOPES
            for order in _ORDERS
        ),
        *(
            Index(f"ix_project_summary_{name}_updated_at", name, "updated_at", "project_id")
            for name in ("stage", "approval", "delivery", "sector")
        ),
    )

    project_id: Mapped[int] = _project_id(primary=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    version: Mapped[int]
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="RESTRICT"))
    unit_path: Mapped[str] = mapped_column(String(60), index=True)
    oblast: Mapped[str] = mapped_column(String(9))
    district: Mapped[str] = mapped_column(String(9))
    okrug: Mapped[str] = mapped_column(String(9))
    unit_name: Mapped[Tri] = mapped_column(TriText)
    title: Mapped[Tri] = mapped_column(TriText)
    summary: Mapped[Tri] = mapped_column(TriText)
    kind: Mapped[Kind] = mapped_column(EnumText(Kind))
    sector: Mapped[Sector] = mapped_column(EnumText(Sector))
    legal_kind: Mapped[LegalKind] = mapped_column(EnumText(LegalKind))
    works: Mapped[Works] = mapped_column(EnumText(Works))
    stage: Mapped[Stage] = mapped_column(EnumText(Stage))
    approval: Mapped[Approval] = mapped_column(EnumText(Approval))
    delivery: Mapped[Delivery] = mapped_column(EnumText(Delivery))
    delivery_reason: Mapped[str] = mapped_column(Text, default="")
    amount: Mapped[int] = mapped_column(MoneyType)
    own_amount: Mapped[int] = mapped_column(MoneyType)
    transfer_amount: Mapped[int] = mapped_column(MoneyType)
    paid: Mapped[int] = mapped_column(MoneyType, default=0)
    received: Mapped[int] = mapped_column(MoneyType, default=0)
    work_percent: Mapped[int] = mapped_column(default=0)
    yearly_gain: Mapped[int] = mapped_column(MoneyType)
    beyond_plan: Mapped[int] = mapped_column(MoneyType, default=0, server_default="0")
    """What of the yearly gain the settlement's plan does not hold already."""
    one_off_gain: Mapped[int] = mapped_column(MoneyType)
    payback_tenths: Mapped[int | None]
    """Tenths of a year in which the okrug's own money returns; empty where it does not."""
    pays_back: Mapped[bool]
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    start: Mapped[date | None] = mapped_column(Date)
    expected_end: Mapped[date | None] = mapped_column(Date)
    published_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_at: Mapped[datetime] = mapped_column(UtcTime)
    search: Mapped[str] = mapped_column(Text)


class ProjectMark(Base):
    """A value that a published project has several of: budget years, sources, villages. Facets and filters read it."""

    __tablename__ = "project_mark"
    __table_args__ = (Index("ix_project_mark_name_value", "name", "value", "project_id"),)

    project_id: Mapped[int] = _project_id(primary=True)
    name: Mapped[str] = mapped_column(String(12), primary_key=True)
    """year, source or settlement."""
    value: Mapped[str] = mapped_column(String(40), primary_key=True)
