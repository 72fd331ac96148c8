"""Random walks of many people over one project: what is stored follows from what was appended."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.usecases import Withdraw
from lsg_projects.domain import approval
from lsg_projects.domain.approval import Position
from lsg_projects.domain.errors import NotAllowed, Refusal
from lsg_projects.domain.route import Concern
from lsg_projects.domain.states import Approval, Outcome, Role
from lsg_projects.kit import db, examination, journal
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from tests.support import route_world as rw
from tests.support.route_world import World

STEPS = 14


def folded(head: ProjectHead) -> Position:
    """Give the position that the appended rows alone lead to."""
    session = db.session()
    runs = approvals.newest(session, head.id)
    assert runs is not None
    at, before = Position(Approval.DRAFT), None
    for happening in approvals.timeline(session, head.id):
        if happening.kind == "sent":
            version = projects.version(session, head.id, happening.version)
            changed: frozenset[Concern] = frozenset()
            if before is not None:
                changed = approval.concerns(before.passport, version.passport, before.attachments, version.attachments)
            at, before = approval.submit(at, runs.route, changed), version
        elif happening.decided is not None:
            assert happening.decided.step == at.step
            assert happening.decided.digest == projects.version(session, head.id, happening.version).digest
            at = approval.decide(at, runs.route, happening.decided.outcome)
        else:
            at = replace(approval.withdraw(at), done=frozenset())
    return at


def holds(world: World, code: str) -> None:
    head = projects.find(db.session(), code)
    if not head.version:
        return
    at = folded(head)
    process = approvals.newest(db.session(), head.id)
    assert process is not None
    assert (head.approval, head.stage) == (at.state, at.stage)
    assert process.state is at.state
    if at.state in (Approval.IN_REVIEW, Approval.DEFERRED, Approval.RETURNED):
        assert (process.step, process.done) == (at.step, at.done)
    people = projects.contributors(db.session(), head.id)
    assert {world.people[Role.AKIM]} <= people
    versions = [one.version for one in approvals.decisions(db.session(), head.id)]
    assert versions == sorted(versions)
    final = [one for one in approvals.decisions(db.session(), head.id) if one.step == "maslikhat"]
    assert sum(one.outcome is Outcome.APPROVED for one in final) <= 1
    assert (approvals.open_task_of(db.session(), head.id) is not None) == (
        at.state in (Approval.IN_REVIEW, Approval.DEFERRED)
    )


def step(world: World, code: str, dice: random.Random) -> None:
    """Let somebody try something; a refusal is an answer."""
    head = projects.find(db.session(), code)
    task = approvals.open_task_of(db.session(), head.id)
    choice = dice.random()
    if task is not None and choice < 0.75:
        outcome = dice.choices(list(Outcome), weights=[7, 2, 1, 1])[0]
        rw.decide(world, task, outcome)
    elif choice < 0.8:
        with work(world.actor(Role.AKIM)) as unit:
            acts.withdraw(unit, Withdraw(code, head.approval, rw.WHY))
    elif choice < 0.9:
        amount = dice.randint(1, 9) * 500 * rw.THOUSAND
        rw.save(world, code, "cost", lines=(replace(rw.PASSPORT.lines[0], amount=amount), rw.PASSPORT.lines[1]))
    else:
        rw.submit(world, code)


@pytest.mark.parametrize("seed", range(3))
def test_folding_the_appended_rows_gives_the_stored_state(world: World, seed: int) -> None:
    dice = random.Random(seed)
    code = rw.project(world)
    rw.submit(world, code)
    for _ in range(STEPS):
        try:
            step(world, code, dice)
        except Refusal:
            db.session().rollback()
        holds(world, code)
    assert examination.verify(db.session()).broken is None


def test_one_person_with_two_posts_does_not_decide_on_their_own_project(world: World) -> None:
    """The akim is appointed to the finance department as well: the person is compared, not the post."""
    code = rw.project(world)
    rw.decide(world, rw.submit(world, code))
    economy = approvals.open_task_of(db.session(), projects.find(db.session(), code).id)
    assert economy is not None
    finance = rw.decide(world, economy).next_task
    assert finance is not None
    rw.appoint(world, world.people[Role.AKIM], Role.FINANCIER)
    with pytest.raises(NotAllowed) as refusal, work(world.person(world.people[Role.AKIM])) as unit:
        acts.decide(unit, rw.command(finance))
    assert refusal.value.code == "access.own_project"
    denials = list(journal.entries(db.session(), "denials"))
    assert denials[-1].subject == code
    assert approvals.task(db.session(), finance).closed_at is None
    assert rw.decide(world, finance).next_task is not None


def test_the_route_goes_on_under_the_rule_it_began_with(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    code = rw.project(world)
    task = rw.submit(world, code)
    monkeypatch.setattr("lsg_projects.approvals.queries.routes", tuple)
    rw.approve_all(world, task)
    assert projects.find(db.session(), code).approval is Approval.APPROVED


def test_a_project_that_changed_its_kind_in_law_begins_another_route(world: World) -> None:
    code = rw.project(world)
    rw.decide(world, rw.submit(world, code), Outcome.RETURNED)
    money = replace(rw.PASSPORT, lines=(), cost_note=rw.tri("Шығынсыз, тек тіркеу"))
    rw.save(world, code, "cost", lines=(), cost_note=money.cost_note)
    task = rw.submit(world, code)
    assert approvals.task(db.session(), task).step == "economy"
    rw.approve_all(world, task)
    head = projects.find(db.session(), code)
    assert head.approval is Approval.APPROVED
    process = approvals.newest(db.session(), head.id)
    assert process is not None
    assert process.route.key == "plan_item_yearly"
