"""Entries of the journal as lines for officials; names of people stand here only, never in the journal itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.accounts.models import Person
from lsg_projects.kit.journal import JournalEntry


@dataclass(frozen=True)
class Line:
    """One entry as an official reads it; the name stands here only, never in the journal itself."""

    chain: str
    number: int
    at: datetime
    who: str
    action: str
    subject: str
    facts: tuple[tuple[str, str], ...]
    hash: str
    body: Mapping[str, Any]


def newest(session: Session, before: int | None = None, limit: int = 50) -> tuple[tuple[Line, ...], int | None]:
    """Give the newest entries of all chains, and where the older ones begin."""
    statement = select(JournalEntry).order_by(JournalEntry.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(JournalEntry.id < before)
    rows = list(session.scalars(statement))
    return _lines(session, rows), rows[-1].id if len(rows) == limit else None


def of_chain(session: Session, chain: str) -> tuple[Line, ...]:
    """Give a chain's entries, the newest first."""
    statement = select(JournalEntry).where(JournalEntry.chain == chain).order_by(JournalEntry.number.desc())
    return _lines(session, list(session.scalars(statement)))


def around(session: Session, chain: str, number: int | None) -> tuple[Line, ...]:
    """Give an entry with its neighbours in the chain, for whoever must find out what happened to it."""
    at = number or 0
    near = JournalEntry.number.between(at - 1, at + 1)
    statement = select(JournalEntry).where(JournalEntry.chain == chain, near).order_by(JournalEntry.number)
    return _lines(session, list(session.scalars(statement)))


def _lines(session: Session, rows: Sequence[JournalEntry]) -> tuple[Line, ...]:
    ids = {int(row.actor.removeprefix("person:")) for row in rows if row.actor.startswith("person:")}
    named = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    names = {f"person:{row.id}": row.name for row in named}
    return tuple(_line(row, names) for row in rows)


def _line(row: JournalEntry, names: Mapping[str, str]) -> Line:
    body = json.loads(row.body)
    facts = tuple((name, _short(value)) for name, value in body.items())
    moment = datetime.fromisoformat(row.at)
    who = names.get(row.actor, row.actor)
    return Line(row.chain, row.number, moment, who, row.action, row.subject, facts, row.hash, body)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:117] + "…"
