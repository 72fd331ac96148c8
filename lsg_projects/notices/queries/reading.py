"""What a person was told, what they chose, and which letters wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lsg_projects.accounts.models import Person
from lsg_projects.domain.notices import Letters
from lsg_projects.kit import outbox
from lsg_projects.notices.models import Notice, NoticeChoice

MOST = 100
"""Notices on one page; older ones follow by its link."""
LETTERS_AT_ONCE = 50


@dataclass(frozen=True)
class Told:
    """One notice as its reader sees it."""

    id: int
    kind: str
    facts: Mapping[str, Any]
    href: str
    happened_at: datetime
    read: bool


@dataclass(frozen=True)
class Waiting:
    """A letter that is due: to whom, in which language, and what it tells."""

    person_id: int
    email: str
    language: str
    letters: Letters
    notices: tuple[Told, ...]


@dataclass(frozen=True)
class Choice:
    """How a person wishes to be written to."""

    letters: Letters
    has_calendar: bool


def notices_of(session: Session, person_id: int, before: int | None = None) -> tuple[tuple[Told, ...], int | None]:
    """Give a person's newest notices, and where the older ones begin."""
    statement = select(Notice).where(Notice.person_id == person_id).order_by(Notice.id.desc()).limit(MOST)
    if before is not None:
        statement = statement.where(Notice.id < before)
    rows = list(session.scalars(statement))
    return tuple(map(_told, rows)), rows[-1].id if len(rows) == MOST else None


def count_unread(session: Session, person_id: int | None) -> int:
    """Count what a person has not opened yet, up to what the menu shows."""
    unread = select(Notice.id).where(Notice.person_id == person_id, Notice.read_at.is_(None)).limit(MOST)
    return session.scalar(select(func.count()).select_from(unread.subquery())) or 0


def href_of(session: Session, person_id: int | None, notice_id: int) -> str | None:
    """Give where a notice leads, if it is this person's."""
    return session.scalar(select(Notice.href).where(Notice.id == notice_id, Notice.person_id == person_id))


def choice(session: Session, person_id: int | None) -> Choice:
    """Give what a person chose; letters come at once where nothing was chosen."""
    row = session.get(NoticeChoice, person_id) if person_id is not None else None
    return Choice(row.letters, row.calendar_hash is not None) if row else Choice(Letters.EACH, False)


def by_calendar(session: Session, calendar_hash: str) -> int | None:
    """Give the person whose calendar has this secret name."""
    return session.scalar(select(NoticeChoice.person_id).where(NoticeChoice.calendar_hash == calendar_hash))


def waiting_letters(session: Session, now: datetime, day_began: datetime) -> tuple[Waiting, ...]:
    """Give the letters that are due: at once for who wishes so, and once a day what came before the day began."""
    daily = func.coalesce(NoticeChoice.letters, Letters.EACH.value) == Letters.DAILY.value
    rows = session.execute(
        select(Notice, Person, NoticeChoice.letters)
        .join(Person, Person.id == Notice.person_id)
        .join(NoticeChoice, NoticeChoice.person_id == Notice.person_id, isouter=True)
        .where(outbox.due(Notice, now), or_(~daily, Notice.told_at < day_began), Person.active)
        .order_by(Notice.person_id, Notice.id)
        .limit(LETTERS_AT_ONCE * 4)
    )
    found: dict[int, Waiting] = {}
    for notice, person, letters in rows:
        kept = found.get(person.id)
        told = (*kept.notices, _told(notice)) if kept else (_told(notice),)
        found[person.id] = Waiting(person.id, person.email, person.language, letters or Letters.EACH, told)
    return tuple(found.values())[:LETTERS_AT_ONCE]


def _told(row: Notice) -> Told:
    return Told(row.id, row.kind, row.facts, row.href, row.happened_at, row.read_at is not None)
