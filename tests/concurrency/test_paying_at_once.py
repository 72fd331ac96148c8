"""Payments that race for the rest of a line never exceed it; the same test catches adding up before writing."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from sqlalchemy import text

from lsg_projects.delivery import queries, usecases
from lsg_projects.delivery.usecases import Pay, Reverse
from lsg_projects.domain.states import Role
from lsg_projects.kit import db
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.racing import race, winners
from tests.support.route_world import World

RACERS = 8
TODAY = date(2026, 1, 26)
SHARE = 1_500 * rw.THOUSAND
"""Two of these fit into the line of 4 000, three do not."""


def test_eight_payments_stay_within_the_line(world: World) -> None:
    code = rw.approved(world)
    accountant = world.actor(Role.ACCOUNTANT)

    def pay() -> None:
        with work(accountant) as unit:
            usecases.pay(unit, Pay(code, "l1", TODAY, SHARE))

    results = race([pay] * RACERS)
    assert winners(results) == 2, results
    assert set(results) == {"won", "Incomplete"}, results
    head = projects.find(db.session(), code)
    view = queries.facts(db.session(), head.id, TODAY)
    assert view.lines[0].paid == head.paid == 2 * SHARE
    assert view.lines[0].rest >= 0


def test_one_payment_is_reversed_once(world: World) -> None:
    code = rw.approved(world)
    accountant = world.actor(Role.ACCOUNTANT)
    with work(accountant) as unit:
        number = usecases.pay(unit, Pay(code, "l1", TODAY, SHARE))

    def reverse() -> None:
        with work(accountant) as unit:
            usecases.reverse(unit, Reverse(code, number, TODAY, "Қате"))

    results = race([reverse] * RACERS)
    assert winners(results) == 1, results
    assert projects.find(db.session(), code).paid == 0


def test_the_same_test_catches_adding_up_and_then_writing(world: World) -> None:
    """The negative control: sum what is paid, compare, insert."""
    with db.engine().begin() as connection:
        connection.execute(text("CREATE TABLE naive_payment (amount BIGINT NOT NULL)"))

    def naive() -> Callable[[], object]:
        def act() -> None:
            connection = db.engine().raw_connection()
            cursor = connection.cursor()
            cursor.execute("SELECT COALESCE(SUM(amount), 0) FROM naive_payment")
            paid = int(cursor.fetchone()[0])
            time.sleep(0.05)
            if paid + SHARE > rw.PASSPORT.lines[0].amount:
                raise AssertionError("above the line")
            cursor.execute(f"INSERT INTO naive_payment VALUES ({SHARE})")
            connection.commit()
            connection.close()

        return act

    results = race([naive() for _ in range(RACERS)])
    assert winners(results) > 2, results
