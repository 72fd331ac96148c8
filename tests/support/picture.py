"""A picture of all that an installation holds, so that a test can say of a refused act: nothing changed by it.

The picture has every row of every table and every kept file. Left out are the chain of denials, which is looked at
by itself, and the rows of doors: sessions and counted sign-ins change whenever somebody asks for a page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect

from lsg_projects import settings
from lsg_projects.domain.errors import Refusal
from lsg_projects.domain.events import DENIALS
from lsg_projects.kit import db, journal
from lsg_projects.kit.formats import refusal as sentence_of

DOORS = frozenset({"web_session", "sign_in_attempt", "ask_attempt"})
JOURNAL = ("journal_entry", "journal_head")
"""Tables of which one chain is left out."""
LANGUAGES = ("kk", "ru", "en")

Picture = Mapping[str, frozenset[Any]]


def picture() -> Picture:
    """Give every table with its rows, and the kept files."""
    db.session().rollback()
    connection = db.engine().raw_connection()
    try:
        found = {name: frozenset(rows) for name, rows in _rows(connection.cursor())}
    finally:
        connection.close()
    folder = settings.current().instance / "files"
    found["files"] = frozenset(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())
    return found


_known: dict[str, list[str]] = {}


def _tables() -> list[str]:
    kind = db.engine().dialect.name
    if kind not in _known:
        _known[kind] = inspect(db.engine()).get_table_names()
    return _known[kind]


def _rows(cursor: Any) -> Iterator[tuple[str, Iterable[Any]]]:
    """Ask for the rows of all tables: PostgreSQL, to which every question is a journey, in one question."""
    names = [name for name in _tables() if name not in DOORS]
    only = dict.fromkeys(JOURNAL, f" WHERE chain != '{DENIALS}'")
    if db.engine().dialect.name == "sqlite":
        for name in names:
            yield name, cursor.execute(f'SELECT * FROM "{name}"{only.get(name, "")}').fetchall()
        return
    each = (f"SELECT '{name}', held::text FROM \"{name}\" AS held{only.get(name, '')}" for name in names)
    cursor.execute(" UNION ALL ".join(each))
    found: dict[str, list[Any]] = {name: [] for name in names}
    for name, row in cursor.fetchall():
        found[name].append(row)
    yield from found.items()


def differences(before: Picture, after: Picture) -> list[str]:
    """Say in which tables rows came or went."""
    return [
        f"{name} {mark} {row}"
        for name in sorted({*before, *after})
        for mark, here, there in (("-", before, after), ("+", after, before))
        for row in sorted(map(repr, here.get(name, frozenset()) - there.get(name, frozenset())))
    ]


def denials() -> list[tuple[str, str]]:
    """Give the chain of denials: who was refused, and by which code."""
    db.session().rollback()
    return [(entry.actor, json.loads(entry.body)["code"]) for entry in journal.entries(db.session(), DENIALS)]


@dataclass
class Seen:
    """What came of an attempt: the refusal, or the answer; what changed; what was written among the denials."""

    refusal: Refusal | None = None
    answer: Any = None
    changed: list[str] = field(default_factory=list)
    denied: list[tuple[str, str]] = field(default_factory=list)


class Watch:
    """Somebody who looks at everything between one attempt and the next."""

    def __init__(self) -> None:
        """Take the first picture."""
        self.last, self.written = picture(), len(denials())

    def tried(self, attempt: Callable[[], Any]) -> Seen:
        """Let somebody try something; a refusal is kept, any other fault goes through."""
        seen = Seen()
        try:
            seen.answer = attempt()
        except Refusal as refusal:
            seen.refusal = refusal
        now, told = picture(), denials()
        seen.changed, seen.denied = differences(self.last, now), told[self.written :]
        self.last, self.written = now, len(told)
        return seen


def sentences(refusal: Refusal, lang: str) -> list[str]:
    """Give the words of a refusal and of each of its problems; a missing word is a fault by itself."""
    given = [(refusal.code, refusal.details), *((one.code, one.details) for one in getattr(refusal, "problems", ()))]
    return [
        sentence_of(lang, code, {name: value for name, value in details.items() if name != "subject"})
        for code, details in given
    ]
