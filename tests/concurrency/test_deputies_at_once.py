"""A deputy decides while the order is revoked; two orders at once would make a circle. Each with its naive twin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from lsg_projects.accounts import queries as accounts
from lsg_projects.accounts.models import Appointment, Person
from lsg_projects.accounts.usecases import delegations
from lsg_projects.accounts.usecases.delegations import Delegate, delegate, revoke
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.usecases import separation
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.kit import clock, db, examination
from lsg_projects.kit.journal import JournalEntry
from lsg_projects.kit.work import work
from tests.support import route_world as rw
from tests.support.racing import race, winners
from tests.support.route_world import World

TODAY = date(2026, 1, 26)


def actor(person: int) -> Actor:
    found = accounts.actor(db.session(), person, clock.today())
    assert found is not None
    return found


def member(world: World, name: str, role: Role = Role.MEMBER) -> int:
    with work(SYSTEM) as unit:
        row = Person(name=f"Демо {name}", email=f"{name}@example.kz", created_at=unit.now)
        unit.add(row)
        body = world.bodies[BodyKind.ASSEMBLY]
        unit.add(Appointment(person_id=row.id, body_id=body, role=role, valid_from=date(2024, 1, 1)))
        return row.id


def wish(person: int, deputy: int) -> Delegate:
    post = actor(person).posts[0].appointment_id
    last = TODAY + timedelta(days=9)
    return Delegate(post, deputy, OrderKind.ORDER, "7", TODAY, TODAY, last, frozenset(Scope))


def ended_before_decided(code: str) -> bool:
    """Tell whether the journal holds a decision of a deputy whose order had ended before."""
    db.session().rollback()
    rows = db.session().query(JournalEntry.id, JournalEntry.action).order_by(JournalEntry.id)
    places = {action: number for number, action in rows if action in ("delegation.revoked", "step.decided")}
    return places.get("step.decided", 0) > places.get("delegation.revoked", 10**9)


def decide_while_revoked(world: World, name: str, *, wait: float = 0) -> tuple[list[str], str]:
    deputy = member(world, name)
    secretary = world.actor(Role.ASSEMBLY_SECRETARY)
    with work(secretary) as unit:
        number = delegate(unit, wish(world.people[Role.ASSEMBLY_SECRETARY], deputy))
    code = rw.project(world)
    command, standing = rw.command(rw.submit(world, code)), actor(deputy)

    def decide() -> None:
        with work(standing) as unit:
            acts.decide(unit, command)

    def end() -> None:
        with work(secretary) as unit:
            revoke(unit, number)

    return race([decide, end] if len(name) % 2 else [end, decide]), code


@pytest.mark.parametrize("name", ["one", "four", "eight"])
def test_no_decision_comes_after_the_order_has_ended(world: World, name: str) -> None:
    results, code = decide_while_revoked(world, name)
    assert set(results) <= {"won", "NotAllowed"}, results
    assert not ended_before_decided(code)
    assert examination.verify(db.session()).broken is None


@contextmanager
def trusting_the_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The naive way: the right was looked at when the page was asked for, and never again."""
    with monkeypatch.context() as patch:
        patch.setattr(separation.accounts, "still_holds", lambda *_: True)
        yield


def test_the_same_test_catches_a_right_that_is_looked_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    deputy = member(world, "naive")
    secretary = world.actor(Role.ASSEMBLY_SECRETARY)
    with work(secretary) as unit:
        number = delegate(unit, wish(world.people[Role.ASSEMBLY_SECRETARY], deputy))
    code = rw.project(world)
    command, standing = rw.command(rw.submit(world, code)), actor(deputy)
    with work(secretary) as unit:
        revoke(unit, number)
    with trusting_the_page(monkeypatch), work(standing) as unit:
        acts.decide(unit, command)
    assert ended_before_decided(code)


def circle(world: World, name: str) -> list[str]:
    first, second = member(world, f"{name}.a", Role.ASSEMBLY_SECRETARY), member(world, f"{name}.b")
    wishes = [wish(first, second), wish(second, first)]
    actors = [actor(first), actor(second)]

    def record(place: int) -> object:
        def act() -> None:
            with work(actors[place]) as unit:
                delegate(unit, wishes[place])

        return act

    return race([record(0), record(1)])  # type: ignore[list-item]


@pytest.mark.parametrize("name", ["x", "y"])
def test_two_orders_at_once_never_make_a_circle(world: World, name: str) -> None:
    results = circle(world, name)
    assert winners(results) == 1, results
    assert set(results) == {"won", "Incomplete"}, results


def test_the_same_test_catches_orders_that_take_nobody_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without taking the persons' rows both see no other order; SQLite's writers come one by one in any case."""
    monkeypatch.setattr(delegations, "_take", lambda *_: None)
    results = [circle(world, f"n{trial}") for trial in range(6)]
    if db.engine().dialect.name == "postgresql":
        assert any(winners(each) == 2 for each in results), results
