"""Many who write into one chain at the same moment: one chain without gap or fork; a naive way to append is caught."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy import select, text

from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.history.usecases import sign
from lsg_projects.kit import checkpoints, db, examination
from lsg_projects.kit.journal import JournalEntry
from lsg_projects.kit.turns import Turns
from lsg_projects.kit.work import work
from lsg_projects.settings import current
from tests.support.racing import race, winners

RACERS, EACH = 8, 6
CHAIN = project_chain("154651-25-001")


def test_of_many_writers_nobody_is_lost_and_the_chain_does_not_fork(store: None) -> None:
    def write() -> None:
        for number in range(EACH):
            with work(SYSTEM) as unit:
                unit.tell(Event(CHAIN, "passport.saved", "x", {"n": number}))

    assert winners(race([write] * RACERS)) == RACERS
    numbers = db.session().scalars(select(JournalEntry.number).where(JournalEntry.chain == CHAIN)).all()
    assert sorted(numbers) == list(range(1, RACERS * EACH + 1))
    assert examination.verify(db.session()).broken is None


def test_checkpoints_that_race_cover_every_entry_once(store: None) -> None:
    def write(name: str) -> Callable[[], None]:
        def act() -> None:
            for number in range(EACH):
                with work(SYSTEM) as unit:
                    unit.tell(Event(project_chain(name), "passport.saved", name, {"n": number}))
                with work(SYSTEM) as unit:
                    sign(unit, current())

        return act

    results = race([write(str(place)) for place in range(4)])
    assert winners(results) == 4, results
    with work(SYSTEM) as unit:
        last = sign(unit, current())
    assert last.entries == 4 * EACH == len(list(checkpoints.ordered(db.session(), last.place)))
    found = examination.verify(db.session())
    assert (found.broken, found.checkpoints) == (None, last.place)


def test_the_same_test_catches_reading_the_head_and_writing_later(store: None) -> None:
    """The negative control: two writers who read the same end both append to it."""
    with db.engine().begin() as connection:
        connection.execute(text("CREATE TABLE naive_chain (number INTEGER NOT NULL)"))

    def naive() -> None:
        connection = db.engine().raw_connection()
        cursor = connection.cursor()
        cursor.execute("SELECT COALESCE(MAX(number), 0) FROM naive_chain")
        last = int(cursor.fetchone()[0])
        time.sleep(0.05)
        cursor.execute(f"INSERT INTO naive_chain VALUES ({last + 1})")
        connection.commit()
        connection.close()

    race([naive] * RACERS)
    numbers = db.session().execute(text("SELECT number FROM naive_chain")).scalars().all()
    assert len(set(numbers)) < len(numbers), numbers


def test_turns_are_taken_in_the_order_of_asking() -> None:
    turns, order, threads = Turns(), [], []

    def ask(number: int) -> None:
        with turns.turn(10) as came:
            assert came
            order.append(number)

    with turns.turn(10):
        for number in range(6):
            threads.append(threading.Thread(target=ask, args=(number,)))
            threads[-1].start()
            while len(turns._waiting) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(6))


def test_who_waits_too_long_is_told_so_and_holds_nothing() -> None:
    turns = Turns()
    with turns.turn(10), turns.turn(0.01) as came:
        assert not came
    with turns.turn(0.01) as came:
        assert came
    with pytest.raises(ZeroDivisionError), turns.turn(1):
        raise ZeroDivisionError
    with turns.turn(0.01) as came:
        assert came
