"""Whose decision it is and under which rule: one person with two posts, a rule that went, another kind in law."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.domain.errors import NotAllowed
from lsg_projects.domain.states import Approval, Outcome, Role
from lsg_projects.kit import db, journal
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.route_world import World


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
