"""One piece of work is stored whole or not at all, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from flask import current_app
from sqlalchemy import create_engine, func, select, text, update
from sqlalchemy.exc import DatabaseError

from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.errors import NotAllowed, Stale
from lsg_projects.domain.events import DENIALS, INSTALLATION, Event, project_chain
from lsg_projects.kit import clock, db, examination, installation, journal
from lsg_projects.kit.journal import JournalEntry
from lsg_projects.kit.work import Work
from lsg_projects.kit.work import work as real_work

Begin = Callable[..., AbstractContextManager[Work]]


def test_a_fault_in_the_middle_leaves_nothing(work: Begin) -> None:
    with pytest.raises(ZeroDivisionError), work() as unit:  # noqa: PT012 - the whole block is what is tested
        installation.state(unit.session, "a", 1)
        unit.tell(Event(INSTALLATION, "thing.done", "a"))
        raise ZeroDivisionError
    assert installation.fact(db.session(), "a") is None
    assert journal.count(db.session()) == 0


def test_a_refused_right_is_written_after_the_rollback(work: Begin) -> None:
    actor = Actor(person_id=5)
    with pytest.raises(NotAllowed), work(actor) as unit:  # noqa: PT012 - the whole block is what is tested
        installation.state(unit.session, "a", 1)
        raise NotAllowed("access.role", subject="154651-25-001")
    assert installation.fact(db.session(), "a") is None
    (entry,) = journal.entries(db.session(), DENIALS)
    assert (entry.actor, entry.subject, entry.body) == ("person:5", "154651-25-001", '{"code":"access.role"}')


def test_the_journal_chains_and_verifies(work: Begin) -> None:
    for number in range(3):
        with work() as unit:
            unit.tell(Event(project_chain("x"), "project.saved", "x", {"n": number, "word": "ә"}))
            unit.tell(Event(INSTALLATION, "thing.done", "y"))
    found = examination.verify(db.session())
    assert (found.entries, found.chains, found.broken) == (6, 2, None)
    assert [entry.number for entry in journal.entries(db.session(), project_chain("x"))] == [1, 2, 3]


@pytest.mark.parametrize("statement", ["UPDATE journal_entry SET actor = 'x'", "DELETE FROM journal_entry"])
def test_the_database_itself_refuses_to_rewrite_the_journal(work: Begin, statement: str) -> None:
    with work() as unit:
        unit.tell(Event(INSTALLATION, "thing.done", "y"))
    with pytest.raises(DatabaseError), work() as unit:
        unit.session.execute(text(statement))
    found = examination.verify(db.session())
    assert (found.entries, found.broken) == (1, None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_head SET number = number - 1", "UPDATE journal_head SET number = number + 2",
        "UPDATE journal_head SET chain = 'x'", "DELETE FROM journal_head",
    ],
)  # fmt: skip
def test_the_database_itself_lets_a_head_move_one_step_forward_alone(work: Begin, statement: str) -> None:
    for _ in range(2):
        with work() as unit:
            unit.tell(Event(INSTALLATION, "thing.done", "y"))
    with pytest.raises(DatabaseError, match="one step forward"), work() as unit:
        unit.session.execute(text(statement))
    assert examination.verify(db.session()).broken is None


def test_compare_and_set_refuses_what_was_overtaken(work: Begin) -> None:
    with work() as unit:
        installation.state(unit.session, "a", 1)
    change = update(installation.InstallationFact).where(installation.InstallationFact.name == "none").values(value=2)
    with pytest.raises(Stale), work() as unit:
        db.moved(unit.session.execute(change))


def test_writers_take_turns_and_lose_nothing(store: None) -> None:
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way to the object
    troubles: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with app.app_context():
                for _ in range(10):
                    with real_work(SYSTEM) as unit:
                        unit.tell(Event(INSTALLATION, "thing.done", name))
        except BaseException as trouble:  # noqa: BLE001 - whatever a thread meets is told
            troubles.append(trouble)

    threads = [threading.Thread(target=write, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    found = examination.verify(db.session())
    assert (found.entries, found.broken) == (40, None)
    assert db.session().scalar(select(func.count()).select_from(JournalEntry)) == 40


def test_the_clock_stands_where_it_is_told(work: Begin) -> None:
    moment = datetime(2024, 2, 29, 18, 30, tzinfo=UTC)
    with clock.standing_at(moment), work() as unit:
        assert unit.now == moment
        assert unit.today == clock.local_day(moment)
        unit.tell(Event(INSTALLATION, "thing.done", "y"))
    (entry,) = journal.entries(db.session(), INSTALLATION)
    assert entry.at == "2024-02-29T18:30:00.000000+00:00"


def test_a_connection_to_sqlite_has_what_postgresql_does_by_itself(sqlite_database: str) -> None:
    engine = create_engine(sqlite_database, **db.options(sqlite_database))
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar() in ("truncate", "wal")
    engine.dispose()
