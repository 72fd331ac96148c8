"""The journal as a whole: how long it is, its chains, its checkpoints, its export, the last check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.domain.codec import canonical
from lsg_projects.domain.events import DENIALS
from lsg_projects.kit import checkpoints, installation, journal
from lsg_projects.kit.checkpoints import Checkpoint
from lsg_projects.kit.journal import JournalHead

CHECKED = "journal_check"
WANTED = "journal_check_wanted"


@dataclass(frozen=True)
class JournalState:
    """The journal as a whole: how long, how many chains, its newest hash and checkpoint."""

    entries: int
    chains: int
    newest: str | None
    denials: int
    checkpoint: Checkpoint | None


@dataclass(frozen=True)
class LastCheck:
    """What the last check of everything found, and when."""

    at: datetime
    entries: int
    chains: int
    checkpoints: int
    chain: str | None = None
    number: int | None = None
    reason: str | None = None

    @property
    def whole(self) -> bool:
        """Tell whether nothing was found."""
        return self.reason is None


@dataclass(frozen=True)
class ChainLine:
    """A chain with its head."""

    chain: str
    number: int
    hash: str

    @property
    def code(self) -> str:
        """Give the code of the project whose chain it is; empty for the others."""
        return self.chain.removeprefix("project:") if self.chain.startswith("project:") else ""


def chain_list(session: Session, asked: str, after: str, limit: int = 50) -> tuple[tuple[ChainLine, ...], str | None]:
    """Give chains by name whose name holds *asked*, and where the following ones begin."""
    statement = select(JournalHead.chain, JournalHead.number, JournalHead.hash).where(JournalHead.chain > after)
    if asked:
        statement = statement.where(JournalHead.chain.contains(asked, autoescape=True))
    rows = session.execute(statement.order_by(JournalHead.chain).limit(limit)).all()
    found = tuple(ChainLine(row.chain, row.number, row.hash) for row in rows)
    return found, found[-1].chain if len(found) == limit else None


def checkpoint_list(session: Session, before: int | None, limit: int = 50) -> tuple[tuple[Checkpoint, ...], int | None]:
    """Give checkpoints, the newest first, and where the older ones begin."""
    rows = checkpoints.before(session, before, limit)
    return rows, rows[-1].place if len(rows) == limit and rows[-1].place > 1 else None


def root_of(session: Session, beginning: str) -> tuple[Checkpoint | None, bool]:
    """Give the checkpoint whose root begins so, and whether the journal of today still gives that root."""
    found = checkpoints.by_root(session, beginning)
    return found, found is not None and checkpoints.still_holds(session, found)


def state(session: Session) -> JournalState:
    """Give the state of the whole journal."""
    heads = journal.heads(session)
    denials = next((number for chain, number, _ in heads if chain == DENIALS), 0)
    entries = sum(number for _, number, _ in heads)
    return JournalState(
        entries, len(heads), journal.newest_hash(session), denials, checkpoints.newest(session)
    )  # fmt: skip


def last_check(session: Session) -> LastCheck | None:
    """Give the result of the last check, or nothing where none was made yet."""
    kept: Any = installation.fact(session, CHECKED)
    return LastCheck(**{**kept, "at": datetime.fromisoformat(kept["at"])}) if kept else None


def check_wanted(session: Session) -> bool:
    """Tell whether somebody asked for a check that is not done yet."""
    return bool(installation.fact(session, WANTED))


def export(session: Session) -> Iterator[str]:
    """Give every entry that the newest checkpoint covers, a line each, and the checkpoint as the last line.

    The lines of any earlier checkpoint stand first, so that it can be held against the beginning of the file.
    """
    last = checkpoints.newest(session)
    if last is None:
        return
    with closing(checkpoints.ordered(session, last.place)) as entries:
        for entry in entries:
            yield entry.line
    yield canonical(last.facts).decode()
