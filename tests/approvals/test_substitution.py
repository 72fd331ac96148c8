"""Substitution by order and duties separated between persons, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lsg_projects.accounts import queries as accounts
from lsg_projects.accounts.models import Appointment, Person
from lsg_projects.accounts.usecases import people
from lsg_projects.accounts.usecases.delegations import Delegate, delegate, revoke
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.budgets.usecases import SetCeiling, set_ceiling
from lsg_projects.documents import usecases as papers
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Stale, WrongState
from lsg_projects.domain.states import BodyKind, DocumentType, Outcome, Role, Source
from lsg_projects.kit import clock, db, journal
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.territories.models import Body
from tests.support import route_world as rw
from tests.support.route_world import World

TODAY = date(2026, 1, 26)


def post_of(person: int, role: Role) -> int:
    return next(p.appointment_id for p in actor(person).posts if p.role is role and p.acting is None)


def actor(person: int) -> Actor:
    found = accounts.actor(db.session(), person, clock.today())
    assert found is not None
    return found


def newcomer(world: World, role: Role, kind: BodyKind, name: str = "deputy") -> int:
    with work(SYSTEM) as unit:
        row = Person(name=f"Демо {name}", email=f"{name}.{role.value}@example.kz", created_at=unit.now)
        unit.add(row)
        unit.add(Appointment(person_id=row.id, body_id=world.bodies[kind], role=role, valid_from=date(2024, 1, 1)))
        return row.id


def order(world: World, role: Role, deputy: int, by: int | None = None, **more: object) -> int:
    principal = world.people[role]
    command = Delegate(
        post_of(principal, role), deputy, OrderKind.ORDER, "7-к", TODAY, TODAY, TODAY + timedelta(days=14),
        frozenset(Scope),
    )  # fmt: skip
    with work(actor(by or principal)) as unit:
        return delegate(unit, replace(command, **more))


def at_assembly(world: World) -> int:
    return rw.submit(world, rw.project(world))


def test_a_deputy_decides_by_order_and_it_is_said(world: World) -> None:
    deputy = newcomer(world, Role.MEMBER, BodyKind.ASSEMBLY)
    number = order(world, Role.ASSEMBLY_SECRETARY, deputy)
    task = at_assembly(world)
    assert approvals.count_waiting(db.session(), actor(deputy)) == 1
    with work(actor(deputy)) as unit:
        acts.decide(unit, rw.command(task))
    decided = approvals.decision_on(db.session(), task)
    assert decided is not None
    assert decided.order is not None
    assert (decided.order.kind, decided.order.number) == (OrderKind.ORDER, "7-к")
    entry = [each for each in journal.entries(db.session(), "installation") if each.action == "delegation.recorded"][-1]
    assert f'"delegation":{number}' in entry.body
    assert "Демо" not in entry.body


@pytest.mark.parametrize("when", ["before", "after", "revoked", "post ended"])
def test_an_order_counts_only_on_its_days_and_ends_at_once(world: World, when: str) -> None:
    """The page was opened by a deputy with the right; the right is looked at again in the transaction of the act."""
    deputy = newcomer(world, Role.MEMBER, BodyKind.ASSEMBLY)
    number = order(world, Role.ASSEMBLY_SECRETARY, deputy)
    task = at_assembly(world)
    standing, seen = actor(deputy), rw.command(task)
    days = {"before": -1, "after": 15}.get(when, 0)
    if when == "revoked":
        with work(world.actor(Role.ASSEMBLY_SECRETARY)) as unit:
            revoke(unit, number)
    elif when == "post ended":
        with work(SYSTEM) as unit:
            last = TODAY - timedelta(days=1)
            people.end_appointment(
                unit,
                people.EndAppointment(post_of(world.people[Role.ASSEMBLY_SECRETARY], Role.ASSEMBLY_SECRETARY), last),
            )
    with clock.standing_at(rw.NOW + timedelta(days=days)):
        with pytest.raises(NotAllowed) as refusal, work(standing) as unit:
            acts.decide(unit, seen)
        assert refusal.value.code == "accounts.post_gone"
        assert not actor(deputy).posts_as(Role.ASSEMBLY_SECRETARY)
    assert approvals.task(db.session(), task).closed_at is None


def test_an_order_for_other_acts_does_not_let_decide(world: World) -> None:
    deputy = newcomer(world, Role.MEMBER, BodyKind.ASSEMBLY)
    order(world, Role.ASSEMBLY_SECRETARY, deputy, scope=frozenset({Scope.REPORTS}))
    task = at_assembly(world)
    with pytest.raises(NotAllowed) as refusal, work(actor(deputy)) as unit:
        acts.decide(unit, rw.command(task))
    assert refusal.value.code == "access.scope"


def test_the_akims_own_deputy_sends_but_no_akim_decides_through_a_deputy(world: World) -> None:
    """The akim wrote the project and also holds a post in the assembly: neither he nor his deputy decides there."""
    rw.appoint(world, world.people[Role.AKIM], Role.ASSEMBLY_SECRETARY)
    deputy = newcomer(world, Role.MEMBER, BodyKind.ASSEMBLY)
    task = at_assembly(world)
    command = Delegate(
        post_of(world.people[Role.AKIM], Role.ASSEMBLY_SECRETARY), deputy, OrderKind.DISPOSITION, "3", TODAY, TODAY,
        TODAY, frozenset({Scope.DECIDE}),
    )  # fmt: skip
    with work(world.actor(Role.AKIM)) as unit:
        delegate(unit, command)
    with pytest.raises(NotAllowed) as refusal, work(actor(deputy)) as unit:
        acts.decide(unit, rw.command(task))
    assert refusal.value.code == "access.deputy_of_author"


def test_the_second_account_of_an_author_does_not_decide(world: World) -> None:
    second = newcomer(world, Role.ASSEMBLY_SECRETARY, BodyKind.ASSEMBLY, "second")
    akim = db.session().get_one(Person, world.people[Role.AKIM]).email
    with work(SYSTEM) as unit:
        people.join_accounts(unit, second, akim)
    task = at_assembly(world)
    with pytest.raises(NotAllowed) as refusal, work(actor(second)) as unit:
        acts.decide(unit, rw.command(task))
    assert refusal.value.code == "access.own_project"
    with pytest.raises(Incomplete), work(SYSTEM) as unit:
        people.join_accounts(unit, world.people[Role.AKIM], akim)


def test_whoever_administers_decides_nothing_even_with_a_post(world: World) -> None:
    rw.appoint(world, world.people[Role.ADMIN], Role.ASSEMBLY_SECRETARY)
    task = at_assembly(world)
    with pytest.raises(NotAllowed) as refusal, work(world.actor(Role.ADMIN)) as unit:
        acts.decide(unit, rw.command(task))
    assert refusal.value.code == "access.technical"


def test_one_person_answers_at_one_step_above_the_set_sum(world: World) -> None:
    """The akim of the district is the deputy of the secretary of the commission: one of the two steps is his."""
    code = rw.project(world)
    task: int | None = rw.submit(world, code)
    rw.appoint(world, world.people[Role.DISTRICT_AKIM], Role.COMMISSION_SECRETARY)
    akim = world.actor(Role.DISTRICT_AKIM)
    while task is not None and approvals.task(db.session(), task).step != "commission":
        task = rw.decide(world, task).next_task
    assert task is not None
    with work(akim) as unit:
        task = acts.decide(unit, rw.command(task)).next_task
    assert task is not None
    with pytest.raises(NotAllowed) as refusal, work(akim) as unit:
        acts.decide(unit, rw.command(task))
    assert refusal.value.code == "approvals.second_step"


def test_who_may_name_a_deputy_and_who_may_not(world: World) -> None:
    deputy = newcomer(world, Role.MEMBER, BodyKind.ASSEMBLY)
    for role, kind in ((Role.ECONOMIST, NotAllowed), (Role.ADMIN, NotAllowed), (Role.AUDITOR, NotAllowed)):
        with pytest.raises(kind):
            order(world, Role.ASSEMBLY_SECRETARY, deputy, by=world.people[role])
    with pytest.raises(Missing):
        order(world, Role.ASSEMBLY_SECRETARY, deputy, by=world.stranger)
    assert order(world, Role.AKIM, deputy, by=world.people[Role.DISTRICT_AKIM])


def test_orders_that_cannot_be_store_nothing(world: World) -> None:
    deputy = newcomer(world, Role.MEMBER, BodyKind.ASSEMBLY)
    secretary = world.people[Role.ASSEMBLY_SECRETARY]
    wrong = {
        "delegation_self": {"deputy_id": secretary},
        "delegation_past": {"dated": date(2025, 12, 1), "valid_from": date(2025, 12, 1), "valid_until": date(2025, 12, 5)},
        "deputy_unfit": {"deputy_id": world.people[Role.ADMIN]},
        "order_kind": {"data": b"MZ not a paper", "file_name": "a.pdf"},
        "no_scope": {"scope": frozenset()},
    }  # fmt: skip
    for code, more in wrong.items():
        with pytest.raises(Incomplete) as refusal:
            order(world, Role.ASSEMBLY_SECRETARY, deputy, **more)
        assert [problem.code for problem in refusal.value.problems] == [f"accounts.{code}"]
    assert accounts.orders(db.session(), actor(secretary), TODAY) == ()
    assert order(world, Role.ASSEMBLY_SECRETARY, deputy, data=rw.PDF, file_name="buiryk.pdf")
    for code in ("delegated_already",):
        with pytest.raises(Incomplete) as refusal:
            order(world, Role.ASSEMBLY_SECRETARY, world.people[Role.ECONOMIST])
        assert [problem.code for problem in refusal.value.problems] == [f"accounts.{code}"]
    with pytest.raises(Incomplete) as refusal:
        order(world, Role.ECONOMIST, secretary)
    assert [problem.code for problem in refusal.value.problems] == ["accounts.deputy_away"]


def test_an_order_ends_once(world: World) -> None:
    deputy = newcomer(world, Role.MEMBER, BodyKind.ASSEMBLY)
    number = order(world, Role.ASSEMBLY_SECRETARY, deputy)
    with pytest.raises(NotAllowed), work(world.actor(Role.ECONOMIST)) as unit:
        revoke(unit, number)
    with work(actor(deputy)) as unit:
        revoke(unit, number)
    with pytest.raises(WrongState), work(world.actor(Role.ASSEMBLY_SECRETARY)) as unit:
        revoke(unit, number)
    with pytest.raises(Missing), work(world.actor(Role.ASSEMBLY_SECRETARY)) as unit:
        revoke(unit, number + 1)


@pytest.mark.parametrize("what", ["paper", "name", "ceiling"])
def test_whatever_was_shown_and_changed_is_named(world: World, what: str) -> None:
    code = rw.project(world)
    task = rw.submit(world, code)
    before, seen = approvals.shown(db.session(), task), rw.command(task)
    with work(SYSTEM) as unit:
        head = projects.find(unit.session, code)
        if what == "paper":
            papers.attach(unit, papers.Attach(head.id, code, DocumentType.OTHER, rw.tri("Хат"), "hat.pdf", rw.PDF))
        elif what == "name":
            unit.session.get_one(Body, world.bodies[BodyKind.AKIM_OFFICE]).name = rw.tri("Жаңа атау")
    if what == "ceiling":
        with work(world.actor(Role.FINANCIER)) as unit:
            set_ceiling(unit, SetCeiling(rw.OKRUG, 2026, Source.OWN, 9_000 * rw.THOUSAND, "", "12"))
    with pytest.raises(Stale), work(world.actor(Role.ASSEMBLY_SECRETARY)) as unit:
        acts.decide(unit, seen)
    moved = approvals.moved(before.parts, approvals.shown(db.session(), task).parts)
    assert [(each.kind.value, each.how) for each in moved] == [
        {"paper": ("paper", "came"), "name": ("names", "changed"), "ceiling": ("ceiling", "came")}[what]
    ]
    assert rw.decide(world, task, Outcome.APPROVED).next_task
