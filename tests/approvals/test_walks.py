"""Many people try whatever they like, step by step, as hypothesis chooses: what must always hold holds after each step."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lsg_projects.accounts import queries as accounts
from lsg_projects.accounts.models import Appointment, Delegation, Person
from lsg_projects.accounts.usecases.delegations import Delegate, delegate, revoke
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.models import ApprovalTask, ChangeRequest, Decision
from lsg_projects.approvals.usecases import SendChange, Withdraw
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.errors import Refusal
from lsg_projects.domain.states import Approval, BodyKind, Outcome, Role
from lsg_projects.kit import clock, db, examination
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.route_world import PASSPORT, World

STEPS = 30
_numbers = itertools.count(1)
TRIED = st.tuples(st.integers(0, 8), st.integers(0, 7))
DECIDERS = (
    Role.ASSEMBLY_SECRETARY, Role.ECONOMIST, Role.FINANCIER, Role.COMMISSION_SECRETARY, Role.DISTRICT_AKIM,
    Role.MASLIKHAT_SECRETARY, Role.AKIM, Role.ADMIN,
)  # fmt: skip


class Walk:
    """One project, the people around it, and a deputy who may hold the assembly's post."""

    def __init__(self, world: World) -> None:
        self.world, self.code = world, rw.project(world)
        with work(SYSTEM) as unit:
            for order in unit.session.scalars(select(Delegation).where(Delegation.revoked_at.is_(None))):
                order.revoked_at = unit.now  # what an earlier walk left
            row = Person(name="Демо", email=f"deputy{next(_numbers)}@example.kz", created_at=unit.now)
            unit.add(row)
            body = world.bodies[BodyKind.ASSEMBLY]
            unit.add(Appointment(person_id=row.id, body_id=body, role=Role.MEMBER, valid_from=date(2024, 1, 1)))
            self.deputy = row.id

    def actor(self, person: int) -> Actor:
        found = accounts.actor(db.session(), person, clock.today())
        assert found is not None
        return found

    def step(self, kind: int, choice: int) -> None:
        """Let somebody try something; a refusal is an answer."""
        moves: tuple[Callable[[int], object], ...] = (
            self.send, self.decide, self.decide, self.decide_as_anybody, self.write, self.withdraw, self.substitute,
            self.change, self.change_on,
        )  # fmt: skip
        try:
            moves[kind](choice)
        except Refusal:
            db.session().rollback()

    def task(self) -> int | None:
        return approvals.open_task_of(db.session(), projects.find(db.session(), self.code).id)

    def send(self, _choice: int) -> None:
        rw.submit(self.world, self.code)

    def decide(self, choice: int) -> None:
        if task := self.task():
            rw.decide(self.world, task, Outcome.APPROVED if choice < 5 else list(Outcome)[choice - 4])

    def decide_as_anybody(self, choice: int) -> None:
        if task := self.task():
            person = self.deputy if choice == 7 else self.world.people[DECIDERS[choice]]
            with work(self.actor(person)) as unit:
                acts.decide(unit, rw.command(task))

    def write(self, choice: int) -> None:
        amount = (choice + 1) * 400 * rw.THOUSAND
        rw.save(self.world, self.code, "cost", lines=(replace(PASSPORT.lines[0], amount=amount), PASSPORT.lines[1]))

    def withdraw(self, choice: int) -> None:
        if choice == 0:
            state = projects.find(db.session(), self.code).approval
            with work(self.world.actor(Role.AKIM)) as unit:
                acts.withdraw(unit, Withdraw(self.code, state, rw.WHY))

    def substitute(self, choice: int) -> None:
        secretary = self.world.actor(Role.ASSEMBLY_SECRETARY)
        with work(secretary) as unit:
            standing = unit.session.scalar(select(Delegation.id).where(Delegation.revoked_at.is_(None)))
            if standing:
                revoke(unit, standing)
            else:
                today = unit.today
                post = secretary.posts[0].appointment_id
                scope = frozenset({Scope.DECIDE if choice else Scope.REPORTS})
                delegate(unit, Delegate(post, self.deputy, OrderKind.ORDER, "1", today, today, today, scope))

    def change(self, choice: int) -> None:
        with work(self.world.actor(Role.AKIM)) as unit:
            acts.open_change(unit, self.code)
        self.write(choice)

    def change_on(self, choice: int) -> None:
        head = projects.find(db.session(), self.code)
        change = approvals.open_change(db.session(), head.id)
        if change is None:
            return
        with work(self.world.actor(Role.AKIM)) as unit:
            if choice == 0:
                acts.withdraw_change(unit, change.id)
            else:
                reason = rw.tri("Смета қайта есептелді, баға өсті")
                acts.send_change(unit, SendChange(change.id, head.revision, reason))

    def holds(self) -> None:
        """What must be true whatever was tried."""
        session = db.session()
        session.rollback()
        head = projects.find(session, self.code)
        people = projects.contributors(session, head.id)
        rows = session.scalars(select(Decision).where(Decision.project_id == head.id)).all()
        assert not {row.person_id for row in rows} & people, "somebody decided on their own project"
        assert len({row.task_id for row in rows}) == len(rows)
        opened = session.scalars(select(ApprovalTask).where(
            ApprovalTask.project_id == head.id, ApprovalTask.closed_at.is_(None))).all()  # fmt: skip
        process = approvals.newest(session, head.id)
        change = approvals.open_change(session, head.id)
        waits = head.approval in (Approval.IN_REVIEW, Approval.DEFERRED)
        changing = change is not None and change.state in (Approval.IN_REVIEW, Approval.DEFERRED)
        assert bool(opened) == (waits or changing)
        assert head.changing == (change is not None and change.state in (Approval.DRAFT, Approval.RETURNED))
        if process is not None:
            assert process.state is head.approval
            assert not {task.step for task in opened if not changing} & process.done
        counted = session.scalars(select(ChangeRequest).where(ChangeRequest.closed_at.is_(None))).all()
        assert len(counted) <= 1
        if head.version:
            version = projects.version(session, head.id, head.version)
            if not head.sendable:
                assert head.amount == version.passport.amount
            self.digests(rows, head.id)

    def digests(self, rows: Any, project_id: int) -> None:
        """Every decision names the digest of what was sent: a version, or the proposal of a change."""
        sent = {each.digest for each in projects.versions(db.session(), project_id)}
        for row in rows:
            task = approvals.task(db.session(), row.task_id)
            change_id = approvals.decision_on(db.session(), row.task_id)
            assert row.digest == task.digest
            assert change_id is not None
            if change_id.change_id is None:
                assert row.digest in sent


def walk(world: World, steps: list[tuple[int, int]]) -> None:
    one = Walk(world)
    for kind, choice in steps:
        one.step(kind, choice)
        one.holds()
    db.session().rollback()


def _settings(examples: int, *, same: bool) -> settings:
    return settings(
        max_examples=examples, deadline=None, database=None, derandomize=same, phases=(Phase.generate, Phase.shrink),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip


def test_a_sample_of_walks_keeps_what_must_hold(world: World) -> None:
    @_settings(2, same=True)
    @given(st.lists(TRIED, min_size=8, max_size=STEPS // 2))
    def sample(steps: list[tuple[int, int]]) -> None:
        walk(world, steps)

    sample()
    assert examination.verify(db.session()).broken is None


@pytest.mark.slow
def test_five_hundred_walks_keep_what_must_hold(world: World) -> None:
    @_settings(500, same=False)
    @given(st.lists(TRIED, min_size=STEPS // 2, max_size=STEPS))
    def many(steps: list[tuple[int, int]]) -> None:
        walk(world, steps)

    many()
    assert examination.verify(db.session()).broken is None
