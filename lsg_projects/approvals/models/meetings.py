"""What is stored of meetings: when and where, what stands on the agenda, who took part, how each member voted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.meeting import Choice, Conflict, ItemState, Means, MeetingKind, MeetingState, Seat
from lsg_projects.domain.states import Outcome
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import EnumText, JsonText, TriText, UtcTime

_WAITING = text("state = 'waiting'")
_OPEN = text("closed_at IS NULL")


def _person(*, null: bool = False) -> Mapped[Any]:
    return mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), nullable=null)


class Meeting(Base):
    """A meeting of a body, under the rule of its day."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("body_id", "year", "number"),
        Index("ix_meeting_body_id_day", "body_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id", ondelete="RESTRICT"))
    kind: Mapped[MeetingKind] = mapped_column(EnumText(MeetingKind))
    means: Mapped[Means] = mapped_column(EnumText(Means))
    day: Mapped[date] = mapped_column(Date)
    """The local day; the rule and the membership are those of this day."""
    starts_at: Mapped[datetime] = mapped_column(UtcTime)
    place: Mapped[Tri] = mapped_column(TriText)
    link: Mapped[str] = mapped_column(String(300), default="")
    rule: Mapped[dict[str, Any]] = mapped_column(JsonText)
    """The rule as it stood when the meeting was called."""
    state: Mapped[MeetingState] = mapped_column(EnumText(MeetingState))
    revision: Mapped[int] = mapped_column(default=1)
    """Rises with every record of who is there: a page that shows an older one is outdated."""
    year: Mapped[int]
    number: Mapped[int | None]
    """Number of the minutes in the body's year; given when the meeting opens."""
    entitled: Mapped[int | None]
    needed: Mapped[int | None]
    present: Mapped[int | None]
    """Who took part when the quorum was found, or was not."""
    counted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    chair_id: Mapped[int | None] = _person(null=True)
    notified_at: Mapped[datetime | None] = mapped_column(UtcTime)
    materials_at: Mapped[datetime | None] = mapped_column(UtcTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was cancelled."""
    speeches: Mapped[Tri] = mapped_column(TriText)
    """What was said outside of the items, as the secretary wrote it."""
    signed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    signed_by: Mapped[int | None] = _person(null=True)
    signed_file: Mapped[str] = mapped_column(String(64), default="")
    """SHA-256 of the signed copy."""
    signed_name: Mapped[str] = mapped_column(String(160), default="")
    signed_type: Mapped[str] = mapped_column(String(100), default="")
    called_at: Mapped[datetime] = mapped_column(UtcTime)
    called_by: Mapped[int | None] = _person(null=True)


class MeetingItem(Base):
    """A task of a body on the agenda of a meeting, with what was shown of its project."""

    __tablename__ = "meeting_item"
    __table_args__ = (
        # a project waits on one agenda at a time
        Index("uq_meeting_item_waiting", "task_id", unique=True, sqlite_where=_WAITING, postgresql_where=_WAITING),
        UniqueConstraint("meeting_id", "position"),
        UniqueConstraint("decision_id"),
        Index("ix_meeting_item_task_id", "task_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="RESTRICT"))
    position: Mapped[int]
    task_id: Mapped[int] = mapped_column(ForeignKey("approval_task.id", ondelete="RESTRICT"))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="RESTRICT"))
    version: Mapped[int]
    shown: Mapped[str] = mapped_column(String(64))
    """Digest of everything that members see of the project from this page on."""
    rapporteur: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[ItemState] = mapped_column(EnumText(ItemState))
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was struck: ``changed``, or the secretary's words."""
    speeches: Mapped[Tri] = mapped_column(TriText)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id", ondelete="RESTRICT"))
    minutes_key: Mapped[str] = mapped_column(String(32), default="")
    """The signed minutes among the project's papers."""
    added_at: Mapped[datetime] = mapped_column(UtcTime)


class SeatRow(Base):
    """A member in force on the day of a meeting, and whether they took part."""

    __tablename__ = "meeting_seat"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = _person()
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="RESTRICT"))
    seat: Mapped[Seat] = mapped_column(EnumText(Seat))
    reason: Mapped[str] = mapped_column(String(300), default="")
    arrived_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When a member came after the opening."""
    left_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Interest(Base):
    """A conflict of interest: this member does not vote on this item."""

    __tablename__ = "meeting_interest"
    __table_args__ = (UniqueConstraint("item_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("meeting_item.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = _person()
    conflict: Mapped[Conflict] = mapped_column(EnumText(Conflict))
    reason: Mapped[str] = mapped_column(String(300), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)


class Motion(Base):
    """A question put to the vote on an item: what the body is to answer, and what came of it."""

    __tablename__ = "meeting_motion"
    __table_args__ = (
        UniqueConstraint("item_id", "round"),
        Index("uq_meeting_motion_open", "item_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND votes_abstained >= 0", name="votes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("meeting_item.id", ondelete="RESTRICT"))
    round: Mapped[int]
    outcome: Mapped[Outcome] = mapped_column(EnumText(Outcome))
    reason: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[list[Any]] = mapped_column(JsonText)
    until: Mapped[date | None] = mapped_column(Date)
    conclusion: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(2), default="kk")
    put_at: Mapped[datetime] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    adopted: Mapped[bool | None]
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_abstained: Mapped[int | None]
    casting: Mapped[bool | None]


class Ballot(Base):
    """How a member voted on a motion. The first one stands: appended, and the database refuses to change it."""

    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("motion_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("meeting_motion.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = _person()
    choice: Mapped[Choice] = mapped_column(EnumText(Choice))
    cast_by: Mapped[int | None] = _person(null=True)
    """Who pressed: the member, or the secretary who counted hands."""
    cast_at: Mapped[datetime] = mapped_column(UtcTime)
