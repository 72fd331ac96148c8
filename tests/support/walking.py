"""A walk of many people around one project: whatever they try, and what must hold after each step."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lsg_projects import settings
from lsg_projects.accounts import queries as accounts
from lsg_projects.accounts.models import Appointment, Delegation
from lsg_projects.accounts.usecases.delegations import Delegate, delegate, revoke
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.models import ApprovalTask, ChangeRequest, Decision, SeatRow
from lsg_projects.approvals.usecases import Decide, SendChange, Withdraw
from lsg_projects.approvals.usecases import meetings as sittings
from lsg_projects.budgets import usecases as budgets
from lsg_projects.budgets.usecases import SetCeiling
from lsg_projects.domain import chain
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.approval import Position
from lsg_projects.domain.approval import states as rules
from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.errors import Refusal
from lsg_projects.domain.meeting import Seat
from lsg_projects.domain.route import Concern
from lsg_projects.domain.states import Approval, Outcome, Role, Source
from lsg_projects.kit import clock, db, journal
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import assembly
from tests.support import route_world as rw
from tests.support.assembly import Hall
from tests.support.route_world import PASSPORT, World

_numbers = itertools.count(1)
DECIDERS = (
    Role.ASSEMBLY_SECRETARY, Role.ECONOMIST, Role.FINANCIER, Role.COMMISSION_SECRETARY, Role.DISTRICT_AKIM,
    Role.MASLIKHAT_SECRETARY, Role.AKIM, Role.ADMIN,
)  # fmt: skip


@contextmanager
def meeting_here() -> Iterator[None]:
    """Let the assembly keep its meetings in the program; otherwise it records them from signed minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LSG_PAPER_BODIES", '["commission", "maslikhat"]')
        settings.current.cache_clear()
        yield
    settings.current.cache_clear()


@dataclass
class Company:
    """Who takes part in walks: the district's people, a deputy, and an akim who is the assembly's secretary as well."""

    world: World
    deputy: int = 0
    hall: Hall = field(init=False)

    def __post_init__(self) -> None:
        rw.appoint(self.world, self.world.people[Role.AKIM], Role.ASSEMBLY_SECRETARY)
        self.hall = Hall(self.world, [self.world.people[Role.MEMBER]])
        for place in range(2):
            self.hall.members.append(assembly.join(self.hall, f"Демо {place}"))
        self.deputy = self.hall.members[-1]


class Walk:
    """One project, and what somebody remembers of its decision page."""

    def __init__(self, company: Company) -> None:
        self.company, self.world = company, company.world
        self.deputy, self.secretary = company.deputy, company.world.people[Role.ASSEMBLY_SECRETARY]
        self._as_before()
        self.code = rw.project(self.world)
        self.remembered: tuple[Actor, Decide] | None = None
        self.true: dict[int, str] = {}
        """What the page of each decided task showed at the moment of the decision."""
        self.known: set[int] = set()

    def _as_before(self) -> None:
        """Undo what an earlier walk left: orders end, the secretary is in office."""
        with work(SYSTEM) as unit:
            for order in unit.session.scalars(select(Delegation).where(Delegation.revoked_at.is_(None))):
                order.revoked_at = unit.now
            for post in unit.session.scalars(select(Appointment).where(Appointment.person_id == self.secretary)):
                post.valid_until = None

    def step(self, kind: int, choice: int) -> None:
        """Let somebody try something; a refusal is an answer."""
        moves: tuple[Callable[[int], object], ...] = (
            self.send, self.decide, self.decide, self.decide_as_anybody, self.write, self.withdraw, self.substitute,
            self.change, self.change_on, self.look, self.late, self.disturb, self.meet,
        )  # fmt: skip
        try:
            moves[kind](choice)
        except Refusal:
            db.session().rollback()

    def task(self) -> int | None:
        """The task that is open now."""
        return approvals.open_task_of(db.session(), projects.find(db.session(), self.code).id)

    def send(self, _choice: int) -> None:
        """Send the project."""
        rw.submit(self.world, self.code)

    def decide(self, choice: int) -> None:
        """Decide as the official who is asked."""
        if task := self.task():
            now = approvals.shown(db.session(), task).digest
            rw.decide(self.world, task, Outcome.APPROVED if choice < 5 else list(Outcome)[choice - 4])
            self.true[task] = now

    def decide_as_anybody(self, choice: int) -> None:
        """Decide as somebody, asked or not."""
        if task := self.task():
            self._decide(self.world.person(self._somebody(choice)), rw.command(task))

    def _somebody(self, choice: int) -> int:
        return self.deputy if choice == 7 else self.world.people[DECIDERS[choice]]

    def _decide(self, actor: Actor, command: Decide) -> None:
        now = approvals.shown(db.session(), command.task_id).digest
        with work(actor) as unit:
            acts.decide(unit, command)
        self.true[command.task_id] = now

    def look(self, choice: int) -> None:
        """Open the page of the task, and keep it open."""
        if task := self.task():
            self.remembered = self.world.person(self._somebody(choice)), rw.command(task)

    def late(self, _choice: int) -> None:
        """Decide from the page that stands open."""
        if self.remembered:
            self._decide(*self.remembered)

    def disturb(self, choice: int) -> None:
        """Change what the page shows beside the project, or who holds the secretary's post."""
        if choice < 4:
            most = (10_000 + next(_numbers)) * 1_000 * rw.THOUSAND
            with work(self.world.actor(Role.FINANCIER)) as unit:
                budgets.set_ceiling(unit, SetCeiling(rw.OKRUG, 2026, Source.OWN, most, rw.LIGHTING, "Д-1"))
            return
        with work(SYSTEM) as unit:
            post = unit.session.scalars(select(Appointment).where(Appointment.person_id == self.secretary)).one()
            post.valid_until = None if post.valid_until else unit.today - timedelta(days=1)

    def write(self, choice: int) -> None:
        """Write another sum into the draft."""
        amount = (choice + 1) * 400 * rw.THOUSAND
        rw.save(self.world, self.code, "cost", lines=(replace(PASSPORT.lines[0], amount=amount), PASSPORT.lines[1]))

    def withdraw(self, choice: int) -> None:
        """Take the project back, now and then."""
        if choice == 0:
            state = projects.find(db.session(), self.code).approval
            with work(self.world.actor(Role.AKIM)) as unit:
                acts.withdraw(unit, Withdraw(self.code, state, rw.WHY))

    def substitute(self, choice: int) -> None:
        """Name a deputy of the secretary, end the order, or let the deputy name the secretary."""
        actor = self.world.person(self.deputy if choice == 7 else self.secretary)
        with work(actor) as unit:
            standing = unit.session.scalar(select(Delegation.id).where(Delegation.revoked_at.is_(None)))
            if standing and choice != 7:
                revoke(unit, standing)
                return
            own = unit.session.scalars(select(Appointment.id).where(Appointment.person_id == actor.person_id)).one()
            other = self.secretary if choice == 7 else self.deputy
            scope, day = frozenset({Scope.DECIDE if choice else Scope.REPORTS}), unit.today
            delegate(unit, Delegate(own, other, OrderKind.ORDER, "1", day, day, day, scope))

    def change(self, choice: int) -> None:
        """Ask for a change of what is approved."""
        with work(self.world.actor(Role.AKIM)) as unit:
            acts.open_change(unit, self.code)
        self.write(choice)

    def change_on(self, choice: int) -> None:
        """Send the change, or give it up."""
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

    def meet(self, choice: int) -> None:
        """Call the assembly on the project with some of its members, and vote."""
        task, hall = self.task(), self.company.hall
        if task is None:
            return
        number = assembly.called(hall, task)
        absent = choice % len(hall.members)
        if not assembly.seat(hall, number, absent):
            with assembly.keeping(hall) as unit:
                sittings.fail(unit, number)
            return
        with clock.standing_at(assembly.HELD):
            now = approvals.shown(db.session(), task).digest
        assembly.decided(hall, number, against=choice // 4)
        if approvals.decision_on(db.session(), task):
            self.true[task] = now

    def holds(self) -> None:
        """What must be true whatever was tried."""
        session = db.session()
        session.rollback()
        head = projects.find(session, self.code)
        rows = session.scalars(select(Decision).where(Decision.project_id == head.id).order_by(Decision.id)).all()
        self._rightful(rows, projects.contributors(session, head.id))
        self._once(rows)
        self._shown(rows, head.id)
        self._consistent(head)
        self._folded(head)
        assert chain.check(journal.entries(session, f"project:{self.code}")) is None, "the chain is broken"
        orders = accounts.standing_orders(session)
        circle = any(one.deputy & other.principal for one in orders for other in orders)
        assert not circle, "a deputy has a deputy"

    def _rightful(self, rows: Any, people: frozenset[int]) -> None:
        """Nobody decides on what they worked on; each new decision rests on a post, an order, a quorum that holds now."""
        assert not {row.person_id for row in rows} & people, "somebody decided on their own project"
        for row in [row for row in rows if row.id not in self.known]:
            self.known.add(row.id)
            post = db.session().get_one(Appointment, row.appointment_id)
            day = clock.local_day(row.decided_at)
            assert post.valid_until is None or post.valid_until >= day, "the appointment had ended"
            if row.delegation_id is None:
                assert post.person_id == row.person_id
            else:
                assert db.session().get_one(Delegation, row.delegation_id).revoked_at is None, "the order had ended"
            self._quorum(row)

    def _quorum(self, row: Decision) -> None:
        entries = journal.entries(db.session(), f"project:{self.code}")
        told = next(entry for entry in entries if entry.number == row.journal_number)
        meeting = json.loads(told.body)["meeting"]
        if meeting is not None:
            seats = db.session().scalars(select(SeatRow.seat).where(SeatRow.meeting_id == meeting)).all()
            there = sum(seat is not Seat.ABSENT for seat in seats)
            assert 2 * there >= len(seats), "there was no quorum"

    def _once(self, rows: Any) -> None:
        """One decision on a task, and one final one on a version."""
        assert len({row.task_id for row in rows}) == len(rows)
        final = Counter(row.digest for row in rows if row.step == "maslikhat" and row.outcome is Outcome.APPROVED)
        assert max(final.values(), default=1) == 1, "two final decisions on one version"

    def _shown(self, rows: Any, project_id: int) -> None:
        """Every decision names what its page showed at that moment, and a version or the proposal of a change."""
        sent = {each.digest for each in projects.versions(db.session(), project_id)}
        for row in rows:
            assert row.shown == self.true[row.task_id], "decided on something else than was shown"
            told = approvals.decision_on(db.session(), row.task_id)
            assert row.digest == approvals.task(db.session(), row.task_id).digest
            assert told is not None
            assert told.change_id is not None or row.digest in sent

    def _consistent(self, head: projects.ProjectHead) -> None:
        """Tasks are open exactly while somebody is asked; one change at most; sums are those of the version."""
        session = db.session()
        opened = session.scalars(select(ApprovalTask).where(
            ApprovalTask.project_id == head.id, ApprovalTask.closed_at.is_(None))).all()  # fmt: skip
        process, change = approvals.newest(session, head.id), approvals.open_change(session, head.id)
        changing = change is not None and change.state in (Approval.IN_REVIEW, Approval.DEFERRED)
        assert bool(opened) == (head.approval in (Approval.IN_REVIEW, Approval.DEFERRED) or changing)
        assert head.changing == (change is not None and change.state in (Approval.DRAFT, Approval.RETURNED))
        if process is not None:
            assert not {task.step for task in opened if not changing} & process.done
        counted = session.scalars(select(ChangeRequest).where(
            ChangeRequest.project_id == head.id, ChangeRequest.closed_at.is_(None))).all()  # fmt: skip
        assert len(counted) <= 1
        if head.version and (not head.sendable or head.approval is Approval.DEFERRED):
            assert head.amount == projects.version(session, head.id, head.version).passport.amount

    def _folded(self, head: projects.ProjectHead) -> None:
        """The acts of the journal, folded by the rules, give what is stored."""
        process = approvals.newest(db.session(), head.id)
        if process is None:
            return
        at = Position(Approval.DRAFT)
        for entry in journal.entries(db.session(), f"project:{self.code}"):
            at = _after(at, process.route, entry.action, json.loads(entry.body))
        stored = (head.approval, head.stage, process.state)
        assert stored == (at.state, at.stage, at.state), "folding the acts gives another state"
        if at.step is not None and at.state is not Approval.REJECTED:
            assert (process.step, process.done) == (at.step, at.done), "folding the acts gives another step"


def _after(at: Position, route: Any, action: str, body: dict[str, Any]) -> Position:
    if action == "project.submitted":
        return rules.submit(at, route, frozenset(Concern(each) for each in body["changed"]))
    if action == "project.withdrawn":
        return replace(rules.withdraw(at), done=frozenset())
    if action == "step.decided":
        told = approvals.decision_on(db.session(), body["task"])
        if told is not None and told.change_id is None:
            return rules.decide(at, route, Outcome(body["outcome"]), body["step"])
    return at
