"""Facts about this installation that are kept in its database: whether it is a demonstration, its distance in time."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from lsg_projects.kit.db import Base
from lsg_projects.kit.types import JsonText


class InstallationFact(Base):
    """One named fact."""

    __tablename__ = "installation_fact"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[object] = mapped_column(JsonText, nullable=False)


def fact(session: Session, name: str) -> object:
    """Give a fact by its name, or nothing."""
    row = session.get(InstallationFact, name)
    return row.value if row else None


def facts(session: Session) -> dict[str, object]:
    """Give every fact by its name."""
    return {row.name: row.value for row in session.scalars(select(InstallationFact))}


def state(session: Session, name: str, value: object) -> None:
    """Set a fact; part of the caller's piece of work."""
    session.merge(InstallationFact(name=name, value=value))
    session.flush()


def is_demonstration(session: Session) -> bool:
    """Tell whether the data are a demonstration, which every page and paper then says."""
    return fact(session, "demonstration") is True


def offset(session: Session) -> timedelta:
    """Give the constant distance between this installation's time and the real one."""
    days = fact(session, "clock_offset_days")
    return timedelta(days=days) if isinstance(days, int) else timedelta(0)


def demonstration_day(session: Session) -> date | None:
    """Give the day that the demonstration calls today at its loading."""
    day = fact(session, "demonstration_day")
    return date.fromisoformat(day) if isinstance(day, str) else None
