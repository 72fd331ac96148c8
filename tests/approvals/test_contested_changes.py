"""A no on a change of an approved project is contested as a no on the project is; the project stays approved meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.usecases import ContestDecision, SendChange
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Stale, WrongState
from lsg_projects.domain.states import Approval, Outcome, Role
from lsg_projects.kit import db, examination, journal
from lsg_projects.kit.work import work
from lsg_projects.notices import usecases as notices
from lsg_projects.notices.models import Notice
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.route_world import PASSPORT, World

WHY = "Тұрғындар жиында бұл өзгерісті бірінші кезекке қойған"
REASON = rw.tri("Смета қайта есептелді, баға өсті, бұрынғы сома жетпейді")
PLACE = rw.tri("Солтүстік көше, мектеп жаны")
OWN, TRANSFER = PASSPORT.lines
DEARER = (replace(OWN, amount=OWN.amount + 100 * rw.THOUSAND), TRANSFER)


def send(world: World, code: str, change: int) -> int:
    with work(world.actor(Role.AKIM)) as unit:
        first = acts.send_change(unit, SendChange(change, projects.find(unit.session, code).revision, REASON))
    assert first is not None
    return first


def requested(world: World, code: str, step: str, **changes: object) -> tuple[int, int]:
    with work(world.actor(Role.AKIM)) as unit:
        change = acts.open_change(unit, code)
    rw.save(world, code, step, **changes)
    return change, send(world, code, change)


def moved_place(world: World, outcome: Outcome) -> tuple[str, int]:
    """An approved project whose assembly said no to another place."""
    code = rw.approved(world)
    change, task = requested(world, code, "what", place=PLACE)
    rw.decide(world, task, outcome)
    return code, change


def dearer(world: World, outcome: Outcome) -> tuple[str, int]:
    """An approved project whose economy department said no to a larger sum."""
    code = rw.approved(world)
    change, task = requested(world, code, "cost", lines=DEARER)
    economy = rw.decide(world, task).next_task or 0
    rw.decide(world, economy, outcome)
    return code, change


def contest(world: World, code: str, change: int, actor: Actor | None = None, **more: object) -> int:
    db.session().rollback()
    last = approvals.last_no(db.session(), projects.find(db.session(), code).id, change)
    command = ContestDecision(code, last.id if last else 0, WHY, change=change)
    with work(actor or world.actor(Role.AKIM)) as unit:
        return acts.contest(unit, replace(command, **more))  # type: ignore[arg-type]


def step(task: int | None) -> str:
    return approvals.task(db.session(), task or 0).step


def state(change: int) -> Approval:
    db.session().rollback()
    return approvals.change(db.session(), change).state


def place(code: str) -> object:
    """What is in force now, as everybody reads it; the project itself is approved all the while."""
    db.session().rollback()
    head = projects.find(db.session(), code)
    assert head.approval is Approval.APPROVED
    return projects.version(db.session(), head.id, head.version).passport.place


@pytest.mark.parametrize("outcome", [Outcome.RETURNED, Outcome.REJECTED])
def test_the_higher_akim_lets_the_change_come_into_force(world: World, outcome: Outcome) -> None:
    code, change = moved_place(world, outcome)
    task = contest(world, code, change)
    assert (state(change), step(task), place(code)) == (Approval.IN_REVIEW, "assembly_again", PASSPORT.place)
    assert not projects.find(db.session(), code).changing
    opinion = rw.decide(world, task, outcome).next_task
    assert step(opinion) == "maslikhat_opinion"
    above = rw.decide(world, opinion or 0).next_task
    assert (step(above), place(code)) == ("higher_akim", PASSPORT.place)
    assert rw.decide(world, above or 0).next_task is None
    assert (state(change), place(code)) == (Approval.APPROVED, PLACE)
    told = [each.kind for each in approvals.timeline(db.session(), projects.find(db.session(), code).id)]
    assert told[told.index("change_sent") :] == [
        "change_sent", "decided", "contested", "decided", "decided", "decided", "changed",
    ]  # fmt: skip
    entries = [entry.action for entry in journal.entries(db.session(), f"project:{code}")]
    assert (entries.count("change.contested"), entries.count("project.contested")) == (1, 0)
    assert examination.verify(db.session()).broken is None


def test_the_higher_akim_leaves_the_change_refused(world: World) -> None:
    code, change = moved_place(world, Outcome.REJECTED)
    opinion = rw.decide(world, contest(world, code, change), Outcome.REJECTED).next_task
    above = rw.decide(world, opinion or 0, Outcome.REJECTED).next_task
    rw.decide(world, above or 0, Outcome.REJECTED)
    assert (state(change), place(code)) == (Approval.REJECTED, PASSPORT.place)
    asked = approvals.change(db.session(), change)
    assert not asked.open
    with pytest.raises(WrongState, match="not_contested"):  # an answer inside a special way is contested no more
        contest(world, code, change)
    requested(world, code, "what", place=PLACE)  # and the akim may ask anew


def test_the_second_discussion_may_agree(world: World) -> None:
    code, change = moved_place(world, Outcome.RETURNED)
    assert rw.decide(world, contest(world, code, change)).next_task is None
    assert (state(change), place(code)) == (Approval.APPROVED, PLACE)


@pytest.mark.parametrize("outcome", [Outcome.RETURNED, Outcome.REJECTED])
def test_the_assembly_settles_a_dispute_about_the_change(world: World, outcome: Outcome) -> None:
    """Its yes takes the place of the department's answer, and the change goes on."""
    code, change = dearer(world, outcome)
    task = contest(world, code, change)
    assert step(task) == "assembly_dispute"
    asked = approvals.deciding(db.session(), task, frozenset())
    assert asked.change is not None
    assert asked.step.contest is not None
    assert asked.version.passport.amount == PASSPORT.amount + 100 * rw.THOUSAND
    following = rw.decide(world, task).next_task
    assert step(following) == "finance"
    rw.approve_all(world, following)
    assert state(change) is Approval.APPROVED
    assert projects.find(db.session(), code).amount == PASSPORT.amount + 100 * rw.THOUSAND


def test_where_the_assembly_sides_with_the_department_its_answer_about_the_change_stands(world: World) -> None:
    code, change = dearer(world, Outcome.RETURNED)
    rw.decide(world, contest(world, code, change), Outcome.RETURNED)
    head = projects.find(db.session(), code)
    assert (state(change), head.approval, head.amount, head.changing) == (
        Approval.RETURNED, Approval.APPROVED, PASSPORT.amount, True,
    )  # fmt: skip
    assert projects.draft(db.session(), code).passport.lines == DEARER  # what was asked for is there to be mended
    rw.save(world, code, "cost", cost_note=rw.tri("Смета нақтыланды"))
    assert step(send(world, code, change)) == "economy"
    refused = dearer(world, Outcome.REJECTED)
    rw.decide(world, contest(world, *refused), Outcome.REJECTED)
    assert state(refused[1]) is Approval.REJECTED
    assert projects.find(db.session(), refused[0]).amount == PASSPORT.amount


def test_a_change_that_the_higher_akim_returned_does_not_pass_the_assembly_by(world: World) -> None:
    """Sent once more, it goes on where it was returned: the contested no of the assembly is no consent."""
    code, change = moved_place(world, Outcome.RETURNED)
    opinion = rw.decide(world, contest(world, code, change), Outcome.RETURNED).next_task
    above = rw.decide(world, opinion or 0).next_task
    rw.decide(world, above or 0, Outcome.RETURNED)
    assert state(change) is Approval.RETURNED
    rw.save(world, code, "risks", responsible=rw.tri("Басқа маман"))
    assert step(send(world, code, change)) == "higher_akim"
    assert place(code) == PASSPORT.place


def test_those_who_are_asked_about_a_contested_change_hear_of_it(world: World) -> None:
    contest(world, *moved_place(world, Outcome.RETURNED))
    with work(SYSTEM) as unit:
        while notices.follow(unit):
            pass
    told = [row.person_id for row in db.session().query(Notice).filter_by(kind="asked.change_contested")]
    assert told == [world.people[Role.ASSEMBLY_SECRETARY]]


def test_what_cannot_be_contested_is_refused_and_changes_nothing(world: World) -> None:
    code, change = moved_place(world, Outcome.RETURNED)
    last = approvals.last_no(db.session(), projects.find(db.session(), code).id, change)
    assert last is not None
    for role in (Role.SPECIALIST, Role.ASSEMBLY_SECRETARY, Role.ADMIN):
        with pytest.raises(NotAllowed):
            contest(world, code, change, world.actor(role))
    other = rw.approved(world)
    shown = ContestDecision(code, last.id, WHY, change=change)
    for kind, command in (
        (Incomplete, replace(shown, reason="жоқ")), (Incomplete, replace(shown, reason=f"{WHY} 900101300017")),
        (Stale, replace(shown, decision=999)), (Missing, replace(shown, change=999)),
        (Missing, replace(shown, code=other)), (WrongState, replace(shown, change=None)),
    ):  # fmt: skip
        with work(world.actor(Role.AKIM)) as unit, pytest.raises(kind):
            acts.contest(unit, command)
    rw.save(world, code, "what", place=rw.tri("Оңтүстік көше, дүкен жаны"))
    with pytest.raises(WrongState, match="contest_edited"):
        contest(world, code, change)
    assert state(change) is Approval.RETURNED
    rw.save(world, code, "what", place=PLACE)
    contest(world, code, change)
    with pytest.raises(WrongState):  # the same form once more
        contest(world, code, change, decision=last.id)


def test_a_refused_change_is_not_contested_beside_or_after_another_one(world: World) -> None:
    code, change = moved_place(world, Outcome.REJECTED)
    with work(world.actor(Role.AKIM)) as unit:
        newer = acts.open_change(unit, code)
    with pytest.raises(Stale):
        contest(world, code, change)
    with work(world.actor(Role.AKIM)) as unit:
        acts.withdraw_change(unit, newer)
    with pytest.raises(Stale):
        contest(world, code, change)
    given_up, number = moved_place(world, Outcome.REJECTED)
    with work(world.actor(Role.AKIM)) as unit:
        acts.withdraw(unit, acts.Withdraw(given_up, Approval.APPROVED, rw.WHY))
    with pytest.raises(WrongState):
        contest(world, given_up, number)


def test_a_contested_change_may_be_given_up(world: World) -> None:
    code, change = moved_place(world, Outcome.REJECTED)
    task = contest(world, code, change)
    with work(world.actor(Role.AKIM)) as unit:
        acts.withdraw_change(unit, change)
    assert (state(change), place(code)) == (Approval.WITHDRAWN, PASSPORT.place)
    with pytest.raises(Stale):
        rw.decide(world, task)


def test_the_akims_words_stand_in_the_history_beside_the_change(world: World) -> None:
    code, change = moved_place(world, Outcome.RETURNED)
    assert approvals.last_no(db.session(), projects.find(db.session(), code).id) is None  # the project's own was a yes
    contest(world, code, change)
    told = approvals.timeline(db.session(), projects.find(db.session(), code).id)
    lines = [each for each in told if each.kind == "contested"]
    assert [(each.reason, each.version, each.change is not None) for each in lines] == [(WHY, 1, True)]
