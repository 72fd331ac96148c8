"""What is stored of people: who they are, what they are appointed to, and how they are signed in."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.delegation import OrderKind
from lsg_projects.domain.states import Role
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import EnumText, JsonText, UtcTime


class Person(Base):
    """A person who may sign in. Persons, not accounts, are compared where duties are separated."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(200), unique=True)
    """Lower case; the name by which the person signs in."""
    iin_commitment: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Keyed one-way form of the IIN: it tells two accounts of one person, and never the number."""
    same_as: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """The first account of the same person, where this is another one."""
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2), default="kk")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class Appointment(Base):
    """A role in a body, from a day until a day, by an order. Ended, never deleted."""

    __tablename__ = "appointment"
    __table_args__ = (CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="RESTRICT"), index=True)
    role: Mapped[Role] = mapped_column(EnumText(Role))
    order_number: Mapped[str] = mapped_column(String(60), default="")
    order_date: Mapped[date | None] = mapped_column(Date)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)


class Delegation(Base):
    """An order that names a deputy for a post, from a day until a day. Revoked, never deleted."""

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("valid_until >= valid_from", name="dates"),
        Index("ix_delegation_deputy_id_valid_until", "deputy_id", "valid_until"),
        Index("ix_delegation_appointment_id", "appointment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="RESTRICT"))
    """The post that is handed over, and by it the one who is replaced."""
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    kind: Mapped[OrderKind] = mapped_column(EnumText(OrderKind))
    number: Mapped[str] = mapped_column(String(60))
    dated: Mapped[date] = mapped_column(Date)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date] = mapped_column(Date)
    scope: Mapped[list[str]] = mapped_column(JsonText)
    file_name: Mapped[str] = mapped_column(String(120), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    """The order itself as a file; empty where none was attached."""
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class WebSession(Base):
    """A browser's session on the server; the cookie holds a random secret, the table its one-way form."""

    __tablename__ = "web_session"
    __table_args__ = (Index("ix_web_session_expires_at", "expires_at"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    data: Mapped[dict[str, object]] = mapped_column(JsonText)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)


class OneTimeLink(Base):
    """A link for a first entry or a new password; used once, at most until its end."""

    __tablename__ = "one_time_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


class SignInAttempt(Base):
    """A failed sign-in, kept for the length of the window; account and network in a one-way form."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcTime)
