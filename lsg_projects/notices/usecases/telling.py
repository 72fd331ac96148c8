"""Writing a notice down, once: whoever comes second finds it there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from lsg_projects.domain.notices import Letters
from lsg_projects.kit.work import Work
from lsg_projects.notices.models import Notice, NoticeChoice
from lsg_projects.notices.queries import Told

LETTER_AGE = timedelta(days=3)
"""Nobody gets a letter about what happened longer ago, as after an outage or an import."""


@dataclass(frozen=True)
class About:
    """What a notice is about: its key within a person's notices, its sentence, and when it happened."""

    key: str
    kind: str
    at: datetime


def tell(unit: Work, about: About, told: Told, but: str = "", *, by_letter: bool = True) -> int:
    """Tell each person of *told* once, except the actor *but*; gives how many heard something new."""
    persons = [person for person in told.persons if f"person:{person}" != but]
    silent = _without_letters(unit, persons)
    fresh = by_letter and unit.now - about.at <= LETTER_AGE
    return sum(
        _insert(unit, person, about, told, "waiting" if fresh and person not in silent else "none")
        for person in persons
    )


def _without_letters(unit: Work, persons: Iterable[int]) -> frozenset[int]:
    chosen = select(NoticeChoice.person_id).where(
        NoticeChoice.person_id.in_(list(persons)), NoticeChoice.letters == Letters.NONE
    )
    return frozenset(unit.session.scalars(chosen))


def _insert(unit: Work, person_id: int, about: About, told: Told, letter: str) -> int:
    make = postgresql.insert if unit.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = make(Notice).values(
        person_id=person_id, key=about.key, kind=about.kind, facts=dict(told.facts), href=told.href,
        happened_at=about.at, told_at=unit.now, letter=letter, attempts=0,
    )  # fmt: skip
    done = unit.session.execute(row.on_conflict_do_nothing().returning(Notice.id))
    return len(done.all())
