"""The append-only journal: one hash chain per project, written in the transaction of the act."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from lsg_projects.domain import chain as chains
from lsg_projects.domain.codec import canonical
from lsg_projects.domain.events import Event
from lsg_projects.kit.db import Base, moved


class JournalHead(Base):
    """The newest entry of each chain; the row that writers of one chain wait for."""

    __tablename__ = "journal_head"

    chain: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, nullable=False)
    hash: Mapped[str] = mapped_column(String(64), nullable=False)


class JournalEntry(Base):
    """One entry; the database itself refuses to change or delete it."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        UniqueConstraint("chain", "number"),
        UniqueConstraint("hash"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[str] = mapped_column(ForeignKey("journal_head.chain", ondelete="RESTRICT"))
    number: Mapped[int] = mapped_column(Integer)
    at: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(Text)
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


_heads = JournalHead.__table__.c
_HEAD = select(_heads.number, _heads.hash).where(_heads.chain == bindparam("chain")).with_for_update()
_MOVE = text("UPDATE journal_head SET number = :number, hash = :hash WHERE chain = :chain AND number = :before")
_INSERT = text(
    "INSERT INTO journal_entry (chain, number, at, actor, action, subject, body, prev, hash)"
    " VALUES (:chain, :number, :at, :actor, :action, :subject, :body, :prev, :hash)"
)
_BEGIN = text("INSERT INTO journal_head (chain, number, hash) VALUES (:chain, :number, :hash) ON CONFLICT DO NOTHING")
_MOVE_AND_ADD = text(
    "WITH moved AS (UPDATE journal_head SET number = :number, hash = :hash"
    " WHERE chain = :chain AND number = :before RETURNING chain)"
    " INSERT INTO journal_entry (chain, number, at, actor, action, subject, body, prev, hash)"
    " SELECT chain, :number, :at, :actor, :action, :subject, :body, :prev, :hash FROM moved"
)
"""On PostgreSQL the head moves and the entry is added in one exchange with the server."""


def append(session: Session, actor: str, at: datetime, event: Event) -> chains.Entry:
    """Add *event* to its chain; the head row is locked, so a chain cannot fork."""
    return append_all(session, actor, at, [event])[0]


def append_all(session: Session, actor: str, at: datetime, events: Sequence[Event]) -> list[chains.Entry]:
    """Add events of one chain, one after another: the head is locked once and moves by one step for each."""
    connection = session.connection()  # the statements are fixed: they need nothing of the unit of work
    number, prev = _locked_head(connection, events[0].chain)
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    found: list[chains.Entry] = []
    for event in events:
        entry = chains.sealed(
            chain=events[0].chain, number=number + len(found) + 1, at=moment, actor=actor, action=event.action,
            subject=event.subject, body=canonical(event.body).decode(), prev=found[-1].hash if found else prev,
        )  # fmt: skip
        found.append(entry)
    _add(connection, found)
    return found


def _add(connection: Connection, found: Sequence[chains.Entry]) -> None:
    steps = [{**entry.facts, "before": entry.number - 1} for entry in found]
    if connection.dialect.name == "postgresql":
        moved(connection.execute(_MOVE_AND_ADD, steps), len(steps))
    else:
        moved(connection.execute(_MOVE, steps), len(steps))
        connection.execute(_INSERT, steps)


def _locked_head(connection: Connection, chain: str) -> tuple[int, str]:
    """Lock the head of *chain* and give its number and hash; a chain begins with its first entry."""
    place = {"chain": chain}
    row = connection.execute(_HEAD, place).one_or_none()
    if row is None:
        connection.execute(_BEGIN, {**place, "number": 0, "hash": chains.START})
        row = connection.execute(_HEAD, place).one()
    return row.number, row.hash


def as_entry(row: JournalEntry) -> chains.Entry:
    """Give a stored row as the value that the check works on."""
    return chains.Entry(
        row.chain, row.number, row.at, row.actor, row.action, row.subject, row.body, row.prev, row.hash
    )  # fmt: skip


def since(session: Session, moment: datetime, actions: Collection[str]) -> Iterator[chains.Entry]:
    """Give the entries of some actions that are younger than *moment*, in order of writing."""
    later = JournalEntry.at > moment.astimezone(UTC).isoformat(timespec="microseconds")
    wanted = select(JournalEntry).where(JournalEntry.action.in_(actions), later).order_by(JournalEntry.id)
    return (as_entry(row) for row in session.scalars(wanted))


def entries(session: Session, chain: str, after: int = 0, block: int = 500) -> Iterator[chains.Entry]:
    """Give a chain's entries in order, read in blocks so that no long transaction stands open."""
    while True:
        rows = session.execute(
            select(JournalEntry)
            .where(JournalEntry.chain == chain, JournalEntry.number > after)
            .order_by(JournalEntry.number)
            .limit(block)
        ).scalars()
        found = [as_entry(row) for row in rows]
        yield from found
        if len(found) < block:
            return
        after = found[-1].number


def heads(session: Session) -> list[tuple[str, int, str]]:
    """Give every chain with its last number and hash, as they stood at one moment."""
    rows = session.execute(select(JournalHead.chain, JournalHead.number, JournalHead.hash))
    return sorted((row.chain, row.number, row.hash) for row in rows)


def count(session: Session) -> int:
    """Give the number of entries in all chains."""
    return session.scalar(select(func.sum(JournalHead.number))) or 0


def newest_hash(session: Session) -> str | None:
    """Give the hash of the newest entry of all chains."""
    return session.scalar(select(JournalEntry.hash).order_by(JournalEntry.id.desc()).limit(1))
