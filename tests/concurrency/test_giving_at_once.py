"""A what-if is given to the commission once and a name is taken once, whoever presses at the same moment."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import select, text

from lsg_projects.domain.portfolio import Conditions
from lsg_projects.domain.states import Role
from lsg_projects.kit import db
from lsg_projects.kit.journal import JournalEntry
from lsg_projects.kit.work import work
from lsg_projects.portfolio import usecases
from lsg_projects.portfolio.models import RankingVariant
from lsg_projects.portfolio.queries import Outcome
from lsg_projects.portfolio.usecases import GiveVariant, SaveVariant
from tests.support import route_world as rw
from tests.support.racing import race, winners
from tests.support.route_world import World

RACERS = 6


def save(world: World, name: str) -> int:
    with work(world.actor(Role.FINANCIER)) as unit:
        return usecases.save_variant(unit, SaveVariant(rw.DISTRICT, 2026, name, Conditions(), Outcome(0, True, True)))


def told(action: str) -> int:
    return len(db.session().scalars(select(JournalEntry).where(JournalEntry.action == action)).all())


def test_one_of_many_gives(world: World) -> None:
    number, secretary = save(world, "A"), world.actor(Role.COMMISSION_SECRETARY)

    def give() -> None:
        with work(secretary) as unit:
            usecases.give_variant(unit, GiveVariant(rw.DISTRICT, 2026, number))

    results = race([give] * RACERS)
    assert winners(results) == 1, results
    assert set(results) <= {"won", "Stale", "WrongState"}, results
    assert told("portfolio.variant_given") == 1


def test_one_of_many_takes_the_name(world: World) -> None:
    results = race([lambda: save(world, "A")] * RACERS)
    assert winners(results) == 1, results
    assert set(results) == {"won", "Incomplete"}, results
    assert len(db.session().scalars(select(RankingVariant)).all()) == told("portfolio.variant_saved") == 1


def test_the_same_test_catches_reading_and_then_writing(world: World) -> None:
    """The negative control: look whether it was given, then say so."""
    with db.engine().begin() as connection:
        connection.execute(text("CREATE TABLE naive_giving (person INTEGER NOT NULL)"))

    def naive() -> Callable[[], object]:
        def act() -> None:
            connection = db.engine().raw_connection()
            cursor = connection.cursor()
            cursor.execute("SELECT COUNT(*) FROM naive_giving")
            given = int(cursor.fetchone()[0])
            time.sleep(0.05)
            if given:
                raise AssertionError("given already")
            cursor.execute("INSERT INTO naive_giving VALUES (1)")
            connection.commit()
            connection.close()

        return act

    assert winners(race([naive() for _ in range(RACERS)])) > 1
