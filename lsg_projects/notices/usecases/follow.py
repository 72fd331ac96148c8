"""The journal is the outbox: every entry is read once, and those whom it concerns are told."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lsg_projects.domain.chain import Entry
from lsg_projects.domain.events import DENIALS
from lsg_projects.domain.notices import ACTS, Audience
from lsg_projects.kit import journal
from lsg_projects.kit.journal import JournalHead
from lsg_projects.kit.work import Work
from lsg_projects.notices.models import NoticeMark
from lsg_projects.notices.queries import hearers
from lsg_projects.notices.usecases.telling import About, tell

TOLD_AGE = timedelta(days=45)
"""What happened longer ago is read past: it is history, not news."""
_CHAINS_AT_ONCE = 20
_ENTRIES_AT_ONCE = 500


def follow(unit: Work) -> int:
    """Read on in the chains that grew and tell what is new; gives how many entries were read, none at the end.

    The mark of a chain moves by compare-and-set in the same transaction, and a chain's numbers have no gaps: two
    workers at once tell nothing twice, and an act that commits late is not passed over.
    """
    return sum(_read_on(unit, chain, seen) for chain, seen in _grown(unit))


def _grown(unit: Work) -> list[tuple[str, int]]:
    seen = func.coalesce(NoticeMark.number, 0)
    rows = unit.session.execute(
        select(JournalHead.chain, seen)
        .join(NoticeMark, NoticeMark.chain == JournalHead.chain, isouter=True)
        .where(JournalHead.number > seen, JournalHead.chain != DENIALS)
        .order_by(JournalHead.chain)
        .limit(_CHAINS_AT_ONCE)
    )
    return [(row[0], row[1]) for row in rows]


def _read_on(unit: Work, chain: str, seen: int) -> int:
    entries = []
    for entry in journal.entries(unit.session, chain, seen, _ENTRIES_AT_ONCE):
        entries.append(entry)
        if len(entries) == _ENTRIES_AT_ONCE:
            break
    if not entries or not _moved(unit, chain, seen, entries[-1].number):
        return 0
    for entry in entries:
        if entry.action in ACTS:
            _tell(unit, entry)
    return len(entries)


def _moved(unit: Work, chain: str, seen: int, to: int) -> bool:
    """Move the mark of a chain from *seen* on; false where another worker did."""
    if seen == 0:
        make = postgresql.insert if unit.session.get_bind().dialect.name == "postgresql" else sqlite.insert
        first = make(NoticeMark).values(chain=chain, number=to).on_conflict_do_nothing().returning(NoticeMark.chain)
        return bool(unit.session.execute(first).all())
    step = update(NoticeMark).where(NoticeMark.chain == chain, NoticeMark.number == seen).values(number=to)
    done = unit.session.execute(step.execution_options(synchronize_session=False).returning(NoticeMark.chain))
    return bool(done.all())


def _tell(unit: Work, entry: Entry) -> None:
    at = datetime.fromisoformat(entry.at)
    if unit.now - at > TOLD_AGE:
        return
    body = json.loads(entry.body)
    for audience in ACTS[entry.action]:
        about = About(f"{entry.chain}:{entry.number}", f"{audience}.{entry.action.replace('.', '_')}", at)
        for told in hearers(unit.session, entry, body, audience, unit.today):
            tell(unit, about, told, but=entry.actor, by_letter=audience is not Audience.MEMBERS)
