"""Attribution: never more than was received, by whichever way two at once try; corrections stay; nothing counts twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from lsg_projects.budgets.usecases import ImportExecution, UndoExecution, import_execution, undo_execution
from lsg_projects.delivery import queries, usecases
from lsg_projects.delivery.models import Attribution
from lsg_projects.delivery.usecases import Attribute, CancelAttribution, Receive
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, WrongState
from lsg_projects.domain.money import from_thousand
from lsg_projects.domain.states import Role
from lsg_projects.kit import db
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.territories import queries as territories
from tests.support import route_world as rw
from tests.support.racing import race, winners
from tests.support.route_world import World

MONTH = date(2026, 1, 1)
TODAY = date(2026, 1, 26)
CODE = "105430"


def bring(world: World, thousand: str = "100", code: str = CODE, kato: str = rw.OKRUG) -> None:
    with work(world.actor(Role.FINANCIER)) as unit:
        table = read_table(f"Код;Исполнено\n{code};{thousand}\n".encode(), "e.csv")
        assert import_execution(unit, ImportExecution(table, kato, MONTH, "e.csv")).ok


def give(world: World, project: str, role: Role = Role.FINANCIER, **more: object) -> int:
    rule = {"share": None, "amount": None} | more
    with work(world.actor(role)) as unit:
        order = Attribute(
            rw.OKRUG, MONTH, str(rule.pop("code", CODE)), project, str(rule.pop("reason", "Есеп")), **rule
        )  # type: ignore[arg-type]  # named by the tests
        return usecases.attribute(unit, order)


def source(code: str = CODE) -> queries.Source:
    place = territories.unit(db.session(), rw.OKRUG)
    found = queries.month_sources(db.session(), place.id, MONTH).of(code)
    assert found is not None
    return found


def received(code: str) -> int:
    head = projects.find(db.session(), code)
    assert queries.facts(db.session(), head.id, TODAY).received == head.received
    return head.received


def test_a_share_and_a_sum(world: World) -> None:
    one, two = rw.approved(world), rw.approved(world)
    bring(world)
    give(world, one, share=Decimal("33.33"))
    give(world, two, amount=from_thousand(Decimal("66.67")))
    assert received(one) == 3_333_000
    assert received(two) == 6_667_000
    assert source().free == 0


def test_above_what_was_received_is_refused_with_both_sums(world: World) -> None:
    code = rw.approved(world)
    bring(world)
    give(world, code, share=Decimal(80))
    with pytest.raises(Incomplete) as refusal:
        give(world, code, amount=from_thousand(21))
    (problem,) = refusal.value.problems
    assert problem.code == "execution.too_much"
    assert problem.details == {"asked": from_thousand(21), "free": from_thousand(20)}
    assert received(code) == from_thousand(80)


def test_shares_of_a_whole_never_exceed_it(world: World) -> None:
    codes = [rw.approved(world) for _ in range(3)]
    bring(world, "0,00001")
    with pytest.raises(Incomplete):
        give(world, codes[0], share=Decimal("33.33"))
    give(world, codes[1], share=Decimal(100))
    assert source().free == 0


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({}, "share"), ({"share": Decimal(1), "amount": 5}, "share"), ({"share": Decimal("100.01")}, "share"),
        ({"share": Decimal("0.001")}, "share"), ({"amount": 0}, "amount"), ({"amount": -5}, "amount"),
        ({"amount": 5, "reason": "  "}, "reason"), ({"amount": 5, "code": "101202"}, "source"),
    ],
)  # fmt: skip
def test_what_is_typed_wrongly_is_named(world: World, more: dict[str, object], where: str) -> None:
    code = rw.approved(world)
    bring(world)
    with pytest.raises(Incomplete) as refusal:
        give(world, code, **more)
    assert where in [problem.where for problem in refusal.value.problems]
    assert source().attributed == 0


def test_only_the_financier_attributes(world: World) -> None:
    code = rw.approved(world)
    bring(world)
    for role in (Role.AKIM, Role.ACCOUNTANT, Role.ECONOMIST, Role.AUDITOR, Role.ADMIN):
        with pytest.raises((NotAllowed, Missing)):
            give(world, code, role, amount=5)


def test_what_was_typed_on_the_project_is_not_counted_twice(world: World) -> None:
    code = rw.approved(world)
    with work(world.actor(Role.ACCOUNTANT)) as unit:
        usecases.receive(unit, Receive(code, CODE, MONTH, from_thousand(30)))
    assert received(code) == from_thousand(30)
    bring(world)
    assert source().free == from_thousand(70)
    number = give(world, code, amount=from_thousand(40))
    assert received(code) == from_thousand(40)
    assert source().free == from_thousand(60)
    view = queries.facts(db.session(), projects.find(db.session(), code).id, TODAY)
    assert [row.amount for row in view.superseded_rows] == [from_thousand(30)]
    with work(world.actor(Role.FINANCIER)) as unit:
        usecases.cancel_attribution(unit, CancelAttribution(rw.OKRUG, number, "Қате"))
    assert received(code) == from_thousand(30)


def test_without_execution_what_was_typed_can_be_divided(world: World) -> None:
    one, two = rw.approved(world), rw.approved(world)
    with work(world.actor(Role.ACCOUNTANT)) as unit:
        usecases.receive(unit, Receive(one, CODE, MONTH, from_thousand(100)))
    with pytest.raises(Incomplete):
        give(world, two, amount=from_thousand(40))
    first = give(world, one, amount=from_thousand(60))
    give(world, two, amount=from_thousand(40))
    assert (received(one), received(two), source().free) == (from_thousand(60), from_thousand(40), 0)
    with pytest.raises(WrongState), work(world.actor(Role.FINANCIER)) as unit:
        usecases.cancel_attribution(unit, CancelAttribution(rw.OKRUG, first, "Қате"))
    assert received(one) == from_thousand(60)


def test_both_lines_of_a_correction_stay(world: World) -> None:
    code = rw.approved(world)
    bring(world)
    number = give(world, code, share=Decimal(50))
    with work(world.actor(Role.FINANCIER)) as unit:
        usecases.cancel_attribution(unit, CancelAttribution(rw.OKRUG, number, "Қате"))
    give(world, code, share=Decimal(100))
    assert [(each.amount, each.counts) for each in source().credits] == [
        (5_000_000, False), (-5_000_000, False), (10_000_000, True),
    ]  # fmt: skip
    (cancelling,) = (each.id for each in source().credits if each.amount < 0)
    for line in (
        number,
        cancelling,
    ):  # cancelled once, and what cancels is no line to cancel: no circle can be asked for
        with pytest.raises(WrongState), work(world.actor(Role.FINANCIER)) as unit:
            usecases.cancel_attribution(unit, CancelAttribution(rw.OKRUG, line, "Қате"))
    with pytest.raises(DBAPIError), work(SYSTEM) as unit:  # and none can be made of lines that are there
        unit.session.execute(update(Attribution).where(Attribution.id == number).values(cancels_id=cancelling))
    assert [each.counts for each in source().credits] == [False, False, True]


def test_a_month_that_was_attributed_is_not_undone(world: World) -> None:
    code = rw.approved(world)
    bring(world)
    give(world, code, share=Decimal(50))
    with pytest.raises(WrongState, match="referred_to"), work(world.actor(Role.FINANCIER)) as unit:
        undo_execution(unit, UndoExecution(rw.OKRUG, MONTH, 1))
    assert source().attributed == 5_000_000


def test_a_month_counts_from_the_one_before(world: World) -> None:
    with work(SYSTEM) as unit:
        for month, thousand in ((10, "60"), (12, "100")):
            table = read_table(f"Код;Исполнено\n{CODE};{thousand}\n".encode(), "e.csv")
            import_execution(unit, ImportExecution(table, rw.OKRUG, date(2025, month, 1), "e.csv"))
    place = territories.unit(db.session(), rw.OKRUG)
    found = queries.month_sources(db.session(), place.id, date(2025, 12, 1)).of(CODE)
    assert found is not None
    assert found.received == from_thousand(40)


def test_the_books_may_know_only_the_subclass(world: World) -> None:
    code = rw.approved(world)
    bring(world, code="1054")
    give(world, code, code="1054", share=Decimal(100))
    view = queries.facts(db.session(), projects.find(db.session(), code).id, TODAY)
    assert [(row.code, row.received) for row in view.revenue] == [(CODE, from_thousand(100))]


def test_two_at_once_stay_within_what_was_received(world: World) -> None:
    codes = [rw.approved(world) for _ in range(2)]
    bring(world)
    results = race([lambda code=code: give(world, code, amount=from_thousand(40)) for code in codes * 3])  # type: ignore[misc]  # each its own code
    assert winners(results) == 2, results
    assert source().free == from_thousand(20)


def test_the_same_race_exceeds_it_when_nobody_waits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: without the turn PostgreSQL lets several through (SQLite has one writer anyway)."""
    if db.engine().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer: nothing to switch off")
    codes = [rw.approved(world) for _ in range(6)]
    bring(world)
    monkeypatch.setattr(territories, "hold", lambda _session, _path: None)
    results = race([lambda code=code: give(world, code, amount=from_thousand(40)) for code in codes])  # type: ignore[misc]  # each its own code
    assert winners(results) > 2, results
    assert source().free < 0
