"""The plan of payments beside what was paid, and what becomes of money that a year left unspent."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from lsg_projects.delivery import queries, usecases
from lsg_projects.delivery.queries import DeliveryView
from lsg_projects.delivery.usecases import Pay, PlanPayments, SettleUnspent
from lsg_projects.domain.errors import Incomplete, NotAllowed, Stale
from lsg_projects.domain.states import Role
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.office_pages import signed_in
from tests.support.route_world import World

SPRING, NEXT = datetime(2026, 4, 20, 6, tzinfo=UTC), datetime(2027, 1, 20, 6, tzinfo=UTC)
T = rw.THOUSAND


def sums(**months: int) -> list[int]:
    return [months.get(f"m{month}", 0) * T for month in range(1, 13)]


def view(code: str) -> DeliveryView:
    db.session().rollback()
    return queries.facts(db.session(), projects.find(db.session(), code).id, clock.today())


def test_a_plan_stays_within_its_line_and_keeps_its_versions(world: World) -> None:
    code = rw.approved(world)
    accountant = world.actor(Role.ACCOUNTANT)
    with clock.standing_at(SPRING):
        with pytest.raises(Incomplete), work(accountant) as unit:
            usecases.plan_payments(unit, PlanPayments(code, 2026, {"l1": sums(m4=4_001)}))
        with pytest.raises(Incomplete), work(accountant) as unit:
            usecases.plan_payments(unit, PlanPayments(code, 2026, {"zz": sums(m4=1)}))
        with pytest.raises(NotAllowed), work(world.actor(Role.ECONOMIST)) as unit:
            usecases.plan_payments(unit, PlanPayments(code, 2026, {"l1": sums(m4=1)}))
        with work(accountant) as unit:
            assert usecases.plan_payments(unit, PlanPayments(code, 2026, {"l1": sums(m4=1_000, m6=3_000)})) == 1
            usecases.pay(unit, Pay(code, "l1", date(2026, 4, 17), 900 * T))
        changed = PlanPayments(code, 2026, {"l1": sums(m4=1_000, m7=2_500)}, 1, "Кесте жылжыды")
        with pytest.raises(Incomplete), work(accountant) as unit:
            usecases.plan_payments(unit, PlanPayments(code, 2026, {"l1": sums(m4=1)}, 1))  # says no reason
        with work(accountant) as unit:
            assert usecases.plan_payments(unit, changed) == 2
        with pytest.raises(Stale), work(accountant) as unit:
            usecases.plan_payments(unit, changed)
        found = queries.financing(db.session(), view(code), 2026)
    assert [plan.number for plan in found.plans] == [2, 1]
    april, december = found.months[3], found.months[11]
    assert (april.planned, april.paid) == (1_000 * T, 900 * T)
    assert (december.planned_total, december.paid_total) == (3_500 * T, 900 * T)


def test_unspent_money_is_carried_over_or_returned_and_never_twice(world: World) -> None:
    code = rw.approved(world)
    accountant = world.actor(Role.ACCOUNTANT)
    with clock.standing_at(SPRING), work(accountant) as unit:
        usecases.pay(unit, Pay(code, "l1", date(2026, 4, 17), 3_000 * T))
    with clock.standing_at(SPRING):
        assert queries.unspent_lines(db.session(), view(code), clock.today()) == ()
    with clock.standing_at(NEXT):
        own, transfer = queries.unspent_lines(db.session(), view(code), clock.today())
        assert (own.rest, own.undecided, transfer.rest) == (1_000 * T, 1_000 * T, 5_000 * T)
        assert (own.of_transfer, transfer.of_transfer) == (False, True)
        assert (own.list_by, own.return_by) == (date(2026, 12, 1), date(2027, 12, 20))

        def settle(kind: str, amount: int, number: str = "3", day: date | None = date(2027, 1, 15)) -> None:
            with work(accountant) as unit:
                usecases.settle_unspent(unit, SettleUnspent(code, "l1", kind, amount * T, number, day))

        for wrong in (("carried", 1_001), ("lost", 1), ("carried", 0)):
            with pytest.raises(Incomplete):
                settle(*wrong)
        with pytest.raises(Incomplete):
            settle("carried", 1, "")
        with pytest.raises(Incomplete):
            settle("carried", 1, "3", date(2027, 2, 1))
        settle("carried", 700)
        settle("returned", 300)
        with pytest.raises(Incomplete):
            settle("returned", 1)
        with work(accountant) as unit:
            usecases.pay(unit, Pay(code, "l1", date(2027, 1, 18), 200 * T))
        own = queries.unspent_lines(db.session(), view(code), clock.today())[0]
        assert (own.carried, own.returned, own.undecided, own.unused) == (700 * T, 300 * T, 0, 500 * T)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_page_of_the_plan(app: Flask, world: World, lang: str) -> None:
    code = rw.approved(world)
    place = f"/office/projects/{code}"
    with clock.standing_at(SPRING):
        accountant = signed_in(app, world.people[Role.ACCOUNTANT], lang)
        page = accountant.get(f"{place}/financing")
        wrong = accountant.post(f"{place}/financing/2026", page, **{"l1-4": "4 000,1"})
        assert wrong.status == 422
        assert 'value="4 000,1"' in wrong.text
        assert accountant.post(f"{place}/financing/2026", page, **{"l1-4": "1 000", "l2-6": "2 000"}).status == 303
        assert accountant.get(f"{place}/financing?year=2026").text.count('role="img"') >= 2
        assert accountant.post(f"{place}/financing/2026", page, **{"l1-4": "1", "reason": "x"}).status == 409
        assert accountant.get(f"{place}/financing?year=x").status == 200
        assert signed_in(app, world.stranger).get(f"{place}/financing").status == 404


def test_a_decision_about_unspent_money_by_its_page(app: Flask, world: World) -> None:
    code = rw.approved(world)
    place = f"/office/projects/{code}"
    accountant = signed_in(app, world.people[Role.ACCOUNTANT])
    page = accountant.get(f"{place}/financing")
    said = {"line": "l2", "kind": "returned", "amount": "5 000,1", "number": "7", "dated": "15.01.2027"}
    refused = accountant.post(f"{place}/unspent", page, **said)
    assert refused.status == 422  # the year of the line still runs
    assert "5 000,1" in refused.text
