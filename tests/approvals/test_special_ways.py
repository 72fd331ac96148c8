"""The special ways of the law: the akim disagrees with the assembly, or disputes with the planning department."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.usecases import ContestDecision
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.errors import Incomplete, NotAllowed, Stale, WrongState
from lsg_projects.domain.states import Approval, Outcome, Role
from lsg_projects.kit import db, examination, journal
from lsg_projects.kit.work import work
from lsg_projects.notices import usecases as notices
from lsg_projects.notices.models import Notice
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.route_world import World

WHY = "Тұрғындар жиында бұл жұмысты бірінші кезекке қойған"


def contest(world: World, code: str, actor: Actor | None = None, **more: object) -> int:
    project = projects.find(db.session(), code).id
    last = approvals.last_no(db.session(), project)
    command = ContestDecision(code, last.id if last else 0, WHY)
    with work(actor or world.actor(Role.AKIM)) as unit:
        return acts.contest(unit, replace(command, **more))  # type: ignore[arg-type]


def refused(world: World, outcome: Outcome) -> str:
    """A project that its assembly returned or refused."""
    code = rw.project(world)
    rw.decide(world, rw.submit(world, code), outcome)
    return code


def step(task: int | None) -> str:
    return approvals.task(db.session(), task or 0).step


def state(code: str) -> Approval:
    db.session().rollback()
    return projects.find(db.session(), code).approval


@pytest.mark.parametrize("outcome", [Outcome.RETURNED, Outcome.REJECTED])
def test_the_akim_disagrees_and_the_higher_akim_decides(world: World, outcome: Outcome) -> None:
    code = refused(world, outcome)
    task = contest(world, code)
    assert (state(code), step(task)) == (Approval.IN_REVIEW, "assembly_again")
    opinion = rw.decide(world, task, outcome).next_task
    assert (state(code), step(opinion)) == (Approval.IN_REVIEW, "maslikhat_opinion")
    above = rw.decide(world, opinion or 0).next_task
    assert (step(above), approvals.task(db.session(), above or 0).role) == ("higher_akim", Role.DISTRICT_AKIM)
    following = rw.decide(world, above or 0).next_task
    assert step(following) == "economy"
    rw.approve_all(world, following)
    assert state(code) is Approval.APPROVED
    project = projects.find(db.session(), code).id
    assert [each.kind for each in approvals.timeline(db.session(), project)][:4] == [
        "sent", "decided", "contested", "decided",
    ]  # fmt: skip
    told = [entry.action for entry in journal.entries(db.session(), f"project:{code}")]
    assert told.count("project.contested") == 1
    assert examination.verify(db.session()).broken is None


def test_the_second_discussion_may_agree(world: World) -> None:
    code = refused(world, Outcome.REJECTED)
    assert step(rw.decide(world, contest(world, code)).next_task) == "economy"


def test_the_assembly_settles_a_dispute_with_the_planning_department(world: World) -> None:
    code = rw.project(world)
    economy = rw.decide(world, rw.submit(world, code)).next_task
    rw.decide(world, economy or 0, Outcome.RETURNED)
    task = contest(world, code)
    assert step(task) == "assembly_dispute"
    asked = approvals.deciding(db.session(), task, frozenset())
    assert asked.step.contest is not None
    assert asked.step.contest.reason == WHY
    assert "2(4)" in asked.step.basis.en
    assert step(rw.decide(world, task).next_task) == "finance"


def test_where_the_assembly_sides_with_the_department_its_answer_stands(world: World) -> None:
    code = rw.project(world)
    economy = rw.decide(world, rw.submit(world, code)).next_task
    rw.decide(world, economy or 0, Outcome.RETURNED)
    rw.decide(world, contest(world, code), Outcome.RETURNED)
    assert state(code) is Approval.RETURNED
    rw.save(world, code, "cost", cost_note=rw.tri("Смета нақтыланды"))
    assert step(rw.submit(world, code)) == "economy"


def test_those_who_are_asked_hear_of_it(world: World) -> None:
    contest(world, refused(world, Outcome.RETURNED))
    with work(SYSTEM) as unit:
        while notices.follow(unit):
            pass
    told = [row.person_id for row in db.session().query(Notice).filter_by(kind="asked.project_contested")]
    assert told == [world.people[Role.ASSEMBLY_SECRETARY]]


def test_bad_input_is_refused_and_changes_nothing(world: World) -> None:
    """Forms that are doubled, outdated, forged, of others, without a reason, or about something that is not contested."""
    code = refused(world, Outcome.RETURNED)
    for role in (Role.SPECIALIST, Role.ASSEMBLY_SECRETARY, Role.ADMIN):
        with pytest.raises(NotAllowed):
            contest(world, code, world.actor(role))
    personal = f"{WHY} 900101300017"
    for kind, more in ((Incomplete, {"reason": "жоқ"}), (Incomplete, {"reason": personal}), (Stale, {"decision": 999})):
        with pytest.raises(kind):
            contest(world, code, **more)
    assert state(code) is Approval.RETURNED
    last = approvals.last_no(db.session(), projects.find(db.session(), code).id)
    contest(world, code)
    with pytest.raises(WrongState):
        contest(world, code, decision=last.id if last else 0)
    edited = refused(world, Outcome.RETURNED)
    rw.save(world, edited, "risks", responsible=rw.tri("Басқа маман"))
    with pytest.raises(WrongState, match="contest_edited"):
        contest(world, edited)
    draft = rw.project(world)
    with pytest.raises(WrongState, match="cannot_contest"):
        contest(world, draft)
    finance = rw.project(world)
    task = rw.decide(world, rw.submit(world, finance)).next_task
    rw.decide(world, rw.decide(world, task or 0).next_task or 0, Outcome.RETURNED)
    with pytest.raises(WrongState, match="not_contested"):
        contest(world, finance)
