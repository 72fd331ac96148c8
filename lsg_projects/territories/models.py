"""What is stored of territories: administrative units by KATO, their other names, and the bodies that act in them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.states import BodyKind, Level
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import EnumText, TriText


class AdministrativeUnit(Base):
    """A territory of the classifier of administrative-territorial objects (KATO)."""

    __tablename__ = "administrative_unit"
    __table_args__ = (Index("ix_administrative_unit_path", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kato: Mapped[str] = mapped_column(String(9), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"), index=True)
    level: Mapped[Level] = mapped_column(EnumText(Level))
    kind: Mapped[str] = mapped_column(String(60), default="")
    """The word of the classifier: oblast, district, rural district, village, town."""
    name: Mapped[Tri] = mapped_column(TriText)
    path: Mapped[str] = mapped_column(String(60))
    """KATO codes from the top down to this unit, joined by ``/``: a subtree is a prefix."""
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text, default="")


class UnitAlias(Base):
    """Another name of a unit, old or misspelt, by which files may call it."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("unit_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"))
    alias: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200), index=True)
    source: Mapped[str] = mapped_column(Text, default="")


class Body(Base):
    """An office, department or collective body of a territory."""

    __tablename__ = "body"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[BodyKind] = mapped_column(EnumText(BodyKind), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("administrative_unit.id", ondelete="RESTRICT"), index=True)
    name: Mapped[Tri] = mapped_column(TriText)
    bin: Mapped[str | None] = mapped_column(String(12), unique=True)
    phone: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[Tri] = mapped_column(TriText)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
