"""Signed checkpoints of the journal: one root over all heads, and which entries each of them covers for the first time.

Entries are given in the order of the checkpoints that cover them. Therefore the state at any earlier checkpoint is a
beginning of every later export, and whoever kept a checkpoint can hold it against the file without our help.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Integer,
    Select,
    String,
    UniqueConstraint,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from lsg_projects.domain import chain as chains
from lsg_projects.kit import journal, signing
from lsg_projects.kit.db import Base
from lsg_projects.kit.journal import JournalEntry
from lsg_projects.settings import Settings

_TURN = 4_801_154
"""Number of the advisory lock under which checkpoints are made one after another on PostgreSQL."""
_BLOCK = 1000
Entries = Generator[chains.Entry, None, None]
"""A reading of entries in blocks; whoever stops before the end closes it, or the server's cursor stays open."""
_COLUMNS = tuple(getattr(JournalEntry, name) for name in chains.Entry.__dataclass_fields__)


class JournalCheckpoint(Base):
    """One signed checkpoint; never changed."""

    __tablename__ = "journal_checkpoint"
    __table_args__ = (UniqueConstraint("entries"), UniqueConstraint("root"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(40))
    entries: Mapped[int] = mapped_column(Integer)
    heads: Mapped[int] = mapped_column(Integer)
    root: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(60))


class JournalCheckpointHead(Base):
    """A chain that grew since the checkpoint before: numbers above *after* up to *number* are covered anew."""

    __tablename__ = "journal_checkpoint_head"
    __table_args__ = (CheckConstraint("number > after", name="number"),)

    checkpoint_id: Mapped[int] = mapped_column(
        ForeignKey("journal_checkpoint.id", ondelete="RESTRICT"), primary_key=True
    )
    chain: Mapped[str] = mapped_column(
        ForeignKey("journal_head.chain", ondelete="RESTRICT"), primary_key=True, index=True
    )
    after: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(Integer)


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint as it is published; *place* counts them."""

    place: int
    at: str
    entries: int
    heads: int
    root: str
    signature: str
    key: str

    @property
    def facts(self) -> dict[str, object]:
        """Give what is published and kept by whoever wishes."""
        return {
            "at": self.at, "entries": self.entries, "root": self.root, "heads": self.heads,
            "signature": self.signature, "key": self.key,
        }  # fmt: skip

    @property
    def moment(self) -> datetime:
        """Give the moment at which it was signed."""
        return datetime.fromisoformat(self.at)


def newest(session: Session) -> Checkpoint | None:
    """Give the newest checkpoint."""
    found = before(session, None, 1)
    return found[0] if found else None


def before(session: Session, place: int | None, limit: int) -> tuple[Checkpoint, ...]:
    """Give checkpoints before *place*, or the newest, the newest first."""
    statement = select(JournalCheckpoint).order_by(JournalCheckpoint.id.desc()).limit(limit)
    if place is not None:
        statement = statement.where(JournalCheckpoint.id < place)
    return tuple(_read(row) for row in session.scalars(statement))


def by_root(session: Session, beginning: str) -> Checkpoint | None:
    """Give the checkpoint whose root begins so (hexadecimal letters, as on paper)."""
    statement = select(JournalCheckpoint).where(JournalCheckpoint.root.startswith(beginning, autoescape=True))
    row = session.scalars(statement.order_by(JournalCheckpoint.id).limit(1)).first()
    return _read(row) if row else None


def _read(row: JournalCheckpoint) -> Checkpoint:
    return Checkpoint(row.id, row.at, row.entries, row.heads, row.root, row.signature, row.key)


def make(session: Session, now: datetime, settings: Settings) -> Checkpoint:
    """Sign a checkpoint over every entry, part of the caller's piece of work; gives the newest where nothing is new."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_TURN)))
    last = newest(session)
    heads = journal.heads(session)
    entries = sum(number for _, number, _ in heads)
    if last is not None and last.entries == entries:
        return last
    facts = {
        "at": now.astimezone(UTC).isoformat(timespec="microseconds"), "entries": entries,
        "root": chains.root(heads), "heads": len(heads),
    }  # fmt: skip
    row = JournalCheckpoint(**signing.signed(facts, settings))
    session.add(row)
    session.flush()
    _cover(session, row.id, heads)
    return _read(row)


def _cover(session: Session, place: int, heads: list[tuple[str, int, str]]) -> None:
    """Write down which chains grew since the checkpoint before."""
    known = covered(session)
    grown = [
        {"checkpoint_id": place, "chain": chain, "after": known.get(chain, 0), "number": number}
        for chain, number, _ in heads
        if number > known.get(chain, 0)
    ]
    if grown:
        session.execute(insert(JournalCheckpointHead), grown)


def covered(session: Session, until: int | None = None) -> dict[str, int]:
    """Give the last number of each chain that the checkpoints up to *until*, or all of them, cover."""
    statement = select(JournalCheckpointHead.chain, func.max(JournalCheckpointHead.number))
    if until is not None:
        statement = statement.where(JournalCheckpointHead.checkpoint_id <= until)
    return {row[0]: row[1] for row in session.execute(statement.group_by(JournalCheckpointHead.chain))}


def still_holds(session: Session, one: Checkpoint) -> bool:
    """Tell whether the chains, as they stand in the database now, still give the root of an earlier checkpoint."""
    known = (
        select(JournalCheckpointHead.chain, func.max(JournalCheckpointHead.number).label("number"))
        .where(JournalCheckpointHead.checkpoint_id <= one.place)
        .group_by(JournalCheckpointHead.chain)
        .subquery()
    )
    rows = session.execute(
        select(JournalEntry.chain, JournalEntry.number, JournalEntry.hash).join(
            known, (known.c.chain == JournalEntry.chain) & (known.c.number == JournalEntry.number)
        )
    )
    heads = [(row.chain, row.number, row.hash) for row in rows]
    return chains.root(heads) == one.root and signing.holds(one.facts)


def waiting(session: Session) -> int:
    """Give how many entries no checkpoint covers yet."""
    last = newest(session)
    return journal.count(session) - (last.entries if last else 0)


def ordered(session: Session, until: int) -> Entries:
    """Give every entry covered up to the checkpoint *until*, in the order of the checkpoints."""
    places = select(JournalCheckpoint.id).where(JournalCheckpoint.id <= until).order_by(JournalCheckpoint.id)
    for place in session.scalars(places).all():
        yield from _stream(session, _of_checkpoint(place))


def covered_by(session: Session, one: Checkpoint) -> Entries:
    """Give the entries that a checkpoint covers for the first time."""
    return _stream(session, _of_checkpoint(one.place))


def uncovered(session: Session) -> Entries:
    """Give the entries that no checkpoint covers yet."""
    return _stream(session, _rest())


def every(session: Session) -> tuple[Checkpoint, ...]:
    """Give all checkpoints, the oldest first."""
    return tuple(_read(row) for row in session.scalars(select(JournalCheckpoint).order_by(JournalCheckpoint.id)))


def _of_checkpoint(place: int) -> Select[Any]:
    grown = JournalCheckpointHead
    return (
        select(*_COLUMNS)
        .join(grown, grown.chain == JournalEntry.chain)
        .where(grown.checkpoint_id == place, JournalEntry.number > grown.after, JournalEntry.number <= grown.number)
        .order_by(JournalEntry.chain, JournalEntry.number)
    )


def _rest() -> Select[Any]:
    """Entries that no checkpoint covers yet."""
    known = (
        select(JournalCheckpointHead.chain, func.max(JournalCheckpointHead.number).label("number"))
        .group_by(JournalCheckpointHead.chain)
        .subquery()
    )
    return (
        select(*_COLUMNS)
        .outerjoin(known, known.c.chain == JournalEntry.chain)
        .where(JournalEntry.number > func.coalesce(known.c.number, 0))
        .order_by(JournalEntry.chain, JournalEntry.number)
    )


def _stream(session: Session, statement: Select[Any]) -> Entries:
    with session.execute(statement.execution_options(yield_per=_BLOCK)) as rows:
        for row in rows:
            yield chains.Entry(*row)
