"""A piece of work: one transaction with its clock, its actor and its journal entries. The only place that commits."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from lsg_projects.domain.actor import Actor
from lsg_projects.domain.chain import Entry
from lsg_projects.domain.errors import NotAllowed, Unavailable
from lsg_projects.domain.events import DENIALS, Event
from lsg_projects.kit import clock, db, journal
from lsg_projects.kit.db import Base

log = logging.getLogger(__name__)


@dataclass
class Work:
    """What a use case needs: the session, who acts, and the moment at which it happens."""

    session: Session
    actor: Actor
    now: datetime
    told: list[Entry] = field(default_factory=list)

    @property
    def today(self) -> date:
        """Give the local day of this piece of work."""
        return clock.local_day(self.now)

    def add(self, row: Base) -> None:
        """Put a new row into this transaction and give it its number."""
        self.session.add(row)
        self.session.flush()

    def flush(self) -> None:
        """Send what is pending to the database, still inside the transaction."""
        self.session.flush()

    def tell(self, event: Event) -> Entry:
        """Write an accepted act into its chain, in this same transaction."""
        return self.tell_all([event])[0]

    def tell_all(self, events: Sequence[Event]) -> list[Entry]:
        """Write accepted acts of one chain, one after another, in this same transaction."""
        self.session.flush()
        entries = journal.append_all(self.session, self.actor.label, self.now, events)
        self.told += entries
        return entries


@contextmanager
def work(actor: Actor) -> Iterator[Work]:
    """Do one piece of work for *actor*: all of it is stored, or nothing.

    A refused right (NotAllowed) is written to the chain of denials after the rollback. A database that does not
    answer becomes Unavailable.
    """
    db.session().rollback()  # a reading left open while one waits would keep SQLite's present writer from committing
    try:
        with db.turn():
            yield from _in_one(actor)
    except NotAllowed as refusal:
        deny(actor, refusal)
        raise


def _in_one(actor: Actor) -> Iterator[Work]:
    """Begin, let the caller act, and commit; whatever goes wrong on the way leaves nothing."""
    session = db.session()
    session.rollback()  # ends the reading that came before, so that the work sees the newest state
    try:
        session.connection(execution_options={db.WRITING: True})
        yield Work(session, actor, clock.now())
        session.commit()
    except OperationalError as error:
        session.rollback()
        log.warning("the database did not answer: %s", type(error.orig).__name__)
        raise Unavailable("shared.database") from error
    except BaseException:
        session.rollback()
        raise


def deny(actor: Actor, refusal: NotAllowed) -> None:
    """Write a refused right to the chain of denials, once, wherever it was refused."""
    if refusal.written:
        return
    with work(actor) as unit:
        subject = str(refusal.details.get("subject", ""))[:80]
        unit.tell(Event(DENIALS, "denied", subject, {"code": refusal.code}))
    refusal.written = True
