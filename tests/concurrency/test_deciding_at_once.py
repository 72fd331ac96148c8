"""Eight who decide the same task at the same moment: one decision; and the same test catches a naive way to decide."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, text

from lsg_projects.accounts.models import Appointment, Person
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.models import ApprovalProcess, ApprovalTask, Decision
from lsg_projects.approvals.usecases import Submit, Withdraw
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.states import Approval, BodyKind, Outcome, Role
from lsg_projects.kit import db, examination, journal
from lsg_projects.kit.work import work
from lsg_projects.notices import usecases as notices
from lsg_projects.notices.models import Notice
from lsg_projects.projects import queries as projects
from lsg_projects.projects.models import ProjectVersion
from tests.support import route_world as rw
from tests.support.racing import race, winners
from tests.support.route_world import World

RACERS = 8
MIXED = (Outcome.APPROVED, Outcome.REJECTED, Outcome.RETURNED, Outcome.DEFERRED) * 2
OFFICES = (
    (Role.ASSEMBLY_SECRETARY, BodyKind.ASSEMBLY), (Role.DEPARTMENT_HEAD, BodyKind.ECONOMY),
    (Role.DEPARTMENT_HEAD, BodyKind.FINANCE), (Role.COMMISSION_SECRETARY, BodyKind.COMMISSION),
    (Role.DISTRICT_AKIM, BodyKind.AKIMAT), (Role.MASLIKHAT_SECRETARY, BodyKind.MASLIKHAT),
)  # fmt: skip
"""Who answers at each step of the yearly route, in its order."""


def colleagues(world: World, role: Role, kind: BodyKind) -> list[Actor]:
    """Eight officials of one body, all with the same right."""
    numbers = []
    with work(SYSTEM) as unit:
        for place in range(RACERS):
            row = Person(name=f"Демо {place}", email=f"{kind}{place}@example.kz", created_at=unit.now)
            unit.add(row)
            post = Appointment(person_id=row.id, body_id=world.bodies[kind], role=role, valid_from=date(2024, 1, 1))
            unit.add(post)
            numbers.append(row.id)
    return [world.person(number) for number in numbers]


def told(code: str) -> int:
    """How many entries of the journal say that somebody decided."""
    entries = journal.entries(db.session(), f"project:{code}")
    return sum(entry.action == "step.decided" for entry in entries)


def heard(world: World) -> int:
    """How many decisions the akim was told of, after the journal was read to its end."""
    with work(SYSTEM) as unit:
        while notices.follow(unit):
            pass
    mine = (Notice.person_id == world.people[Role.AKIM], Notice.kind == "office.step_decided")
    return db.session().scalar(select(func.count(Notice.id)).where(*mine)) or 0


def raced(world: World, task: int, racers: list[Actor], outcomes: Sequence[Outcome]) -> list[str]:
    """Let all racers answer at once, each on the page that they read before."""
    signed = approvals.task(db.session(), task).signatures > 1
    seen = replace(rw.command(task), draft=rw.prepare(world, task) if signed else None)
    commands = [replace(seen, verdict=rw.verdict(outcome)) for outcome in outcomes]

    def decide(place: int) -> Callable[[], object]:
        def act() -> None:
            with work(racers[place]) as unit:
                acts.decide(unit, commands[place])

        return act

    return race([decide(place) for place in range(RACERS)])


def decided(code: str) -> int:
    return len(approvals.decisions(db.session(), projects.find(db.session(), code).id))


@pytest.mark.parametrize(
    "trials", [6, pytest.param(2_000, marks=pytest.mark.slow)], ids=lambda count: f"{count} trials"
)
def test_of_eight_deciders_exactly_one_decides(world: World, trials: int) -> None:
    """At every step of a project; the last of them gets all kinds of answers at once."""
    racers = [colleagues(world, role, kind) for role, kind in OFFICES]
    code, task, count = "", None, 0
    for trial in range(trials):
        if task is None:
            code = rw.project(world)
            task, count = rw.submit(world, code), 0
        step = trial % len(OFFICES)
        results = raced(world, task, racers[step], MIXED if step == len(OFFICES) - 1 else [Outcome.APPROVED] * RACERS)
        assert winners(results) == 1, results
        assert set(results) <= {"won", "Stale", "WrongState"}, results
        count += 1
        assert decided(code) == told(code) == count
        head = projects.find(db.session(), code)
        opened = select(ApprovalTask.id).where(ApprovalTask.project_id == head.id, ApprovalTask.closed_at.is_(None))
        found = db.session().scalars(opened).all()
        assert len(found) == (1 if head.approval in (Approval.IN_REVIEW, Approval.DEFERRED) else 0)
        task = found[0] if found and step < len(OFFICES) - 1 else None
    assert heard(world) == trials
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
