"""Eight who decide the same task at the same moment: one decision; and the same test catches a naive way to decide."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select, text

from lsg_projects.accounts.models import Appointment, Person
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.models import ApprovalProcess, ApprovalTask, Decision
from lsg_projects.approvals.usecases import Decide, Submit, Withdraw
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.states import Approval, BodyKind, Outcome, Role
from lsg_projects.kit import db, examination, journal
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.projects.models import ProjectVersion
from tests.support import route_world as rw
from tests.support.racing import race, winners
from tests.support.route_world import World

RACERS = 8
TRIALS = 3


def colleagues(world: World, role: Role, kind: BodyKind) -> list[Actor]:
    """Eight officials of one body, all with the same right."""
    numbers = []
    with work(SYSTEM) as unit:
        for place in range(RACERS):
            row = Person(name=f"Демо {place}", email=f"racer{place}@example.kz", created_at=unit.now)
            unit.add(row)
            post = Appointment(person_id=row.id, body_id=world.bodies[kind], role=role, valid_from=date(2024, 1, 1))
            unit.add(post)
            numbers.append(row.id)
    return [world.person(number) for number in numbers]


def decided_entries(code: str) -> int:
    entries = journal.entries(db.session(), f"project:{code}")
    return sum(entry.action == "step.decided" for entry in entries)


def test_of_eight_deciders_exactly_one_decides(world: World) -> None:
    racers = colleagues(world, Role.ASSEMBLY_SECRETARY, BodyKind.ASSEMBLY)
    outcomes = [Outcome.APPROVED, Outcome.REJECTED, Outcome.RETURNED, Outcome.DEFERRED] * 2
    for _ in range(TRIALS):
        code = rw.project(world)
        task = rw.submit(world, code)
        commands: dict[int, Decide] = {}

        def see(place: int, task: int = task, commands: dict[int, Decide] = commands) -> None:
            commands[place] = rw.command(task, outcomes[place])

        def decide(place: int, commands: dict[int, Decide] = commands) -> Callable[[], object]:
            def act() -> None:
                with work(racers[place]) as unit:
                    acts.decide(unit, commands[place])

            return act

        results = race([decide(place) for place in range(RACERS)], see)
        assert winners(results) == 1, results
        assert set(results) <= {"won", "Stale", "WrongState"}, results
        head = projects.find(db.session(), code)
        decisions = approvals.decisions(db.session(), head.id)
        assert len(decisions) == 1
        assert decided_entries(code) == 1
        assert head.approval is not Approval.DRAFT
        opened = select(func.count(ApprovalTask.id)).where(
            ApprovalTask.project_id == head.id, ApprovalTask.closed_at.is_(None)
        )
        assert db.session().scalar(opened) == (0 if decisions[0].outcome in (Outcome.REJECTED, Outcome.RETURNED) else 1)
    assert examination.verify(db.session()).broken is None


def test_the_same_test_catches_deciding_by_reading_and_then_writing(world: World) -> None:
    """The negative control: read the state, check it, write it; the unique key and the lock are left out as well."""
    with db.engine().begin() as connection:
        connection.execute(text("CREATE TABLE naive_task (id INTEGER PRIMARY KEY, closed INTEGER NOT NULL)"))
        connection.execute(text("CREATE TABLE naive_decision (task INTEGER NOT NULL, racer INTEGER NOT NULL)"))
        connection.execute(text("INSERT INTO naive_task VALUES (1, 0)"))

    def naive(place: int) -> Callable[[], object]:
        def act() -> None:
            connection = db.engine().raw_connection()
            cursor = connection.cursor()
            cursor.execute("SELECT closed FROM naive_task WHERE id = 1")
            closed = cursor.fetchone()[0]
            time.sleep(0.05)
            if closed:
                raise AssertionError("already closed")
            cursor.execute("UPDATE naive_task SET closed = 1 WHERE id = 1")
            cursor.execute(f"INSERT INTO naive_decision VALUES (1, {place})")
            connection.commit()
            connection.close()

        return act

    results = race([naive(place) for place in range(RACERS)])
    assert winners(results) > 1, results


def test_of_eight_sendings_exactly_one_makes_a_version(world: World) -> None:
    code = rw.project(world)
    akim = world.actor(Role.AKIM)
    revision = projects.find(db.session(), code).revision

    def send() -> None:
        with work(akim) as unit:
            acts.submit(unit, Submit(code, revision))

    results = race([send] * RACERS)
    assert winners(results) == 1, results
    assert set(results) <= {"won", "Stale", "WrongState"}, results
    head = projects.find(db.session(), code)
    for model in (ProjectVersion, ApprovalProcess, ApprovalTask):
        counted = select(func.count()).select_from(model).where(model.project_id == head.id)
        assert db.session().scalar(counted) == 1


@pytest.mark.parametrize("trial", range(2))
def test_deciding_against_withdrawing_leaves_one_truth(world: World, trial: int) -> None:
    code = rw.project(world)
    task = rw.submit(world, code)
    akim, secretary = world.actor(Role.AKIM), world.actor(Role.ASSEMBLY_SECRETARY)
    seen = rw.command(task)

    def decide() -> None:
        with work(secretary) as unit:
            acts.decide(unit, seen)

    def withdraw() -> None:
        with work(akim) as unit:
            acts.withdraw(unit, Withdraw(code, Approval.IN_REVIEW, rw.WHY))

    results = race([decide, withdraw] if trial % 2 else [withdraw, decide])
    assert set(results) <= {"won", "Stale", "WrongState"}, results
    head = projects.find(db.session(), code)
    process = approvals.newest(db.session(), head.id)
    assert process is not None
    assert head.approval is Approval.WITHDRAWN
    assert process.closed_at is not None
    assert approvals.open_task_of(db.session(), head.id) is None
    rows = db.session().scalars(select(Decision).where(Decision.project_id == head.id)).all()
    assert all(row.digest == projects.version(db.session(), head.id, row.version).digest for row in rows)
