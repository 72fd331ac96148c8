"""Changes of an approved project: exactly the concerned steps are asked, and the change comes into force as a version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.models import ApprovalTask
from lsg_projects.approvals.usecases import SendChange
from lsg_projects.delivery import usecases as delivery
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Stale, WrongState
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Approval, DocumentType, LegalKind, Outcome, Role, Stage
from lsg_projects.kit import db, examination
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.projects import usecases as passports
from lsg_projects.projects.models import ProjectLine
from tests.support import route_world as rw
from tests.support.route_world import PASSPORT, World

REASON = rw.tri("Смета қайта есептелді, баға өсті, бұрынғы сома жетпейді")
OWN, TRANSFER = PASSPORT.lines


def lines(own: int = OWN.amount, transfer: int = TRANSFER.amount) -> dict[str, object]:
    return {"lines": (replace(OWN, amount=own), replace(TRANSFER, amount=transfer))}


def opened(world: World, code: str) -> int:
    with work(world.actor(Role.AKIM)) as unit:
        return acts.open_change(unit, code)


def send(world: World, code: str, change: int) -> int | None:
    with work(world.actor(Role.AKIM)) as unit:
        return acts.send_change(unit, SendChange(change, projects.find(unit.session, code).revision, REASON))


def requested(world: World, code: str, step: str, **changes: object) -> tuple[int, int | None]:
    change = opened(world, code)
    rw.save(world, code, step, **changes)
    return change, send(world, code, change)


def in_force(code: str) -> tuple[int, Passport]:
    db.session().rollback()
    head = projects.find(db.session(), code)
    return head.version, projects.version(db.session(), head.id, head.version).passport


def steps_of(change: int) -> list[str]:
    process = approvals.process_of(db.session(), change)
    return [step.key for step in process.route.steps] if process else []


@pytest.mark.parametrize(
    ("step", "changes", "asked"),
    [
        ("cost", lines(own=OWN.amount + 100), ["assembly", "economy", "finance", "commission", "akimat", "maslikhat"]),
        ("cost", lines(transfer=TRANSFER.amount + 100), ["economy", "finance", "commission", "akimat", "maslikhat"]),
        ("cost", lines(own=OWN.amount - 100), ["economy", "finance", "commission", "akimat", "maslikhat"]),
        ("what", {"place": rw.tri("Солтүстік көше, мектеп жаны")}, ["assembly"]),
        ("why", {"goal": rw.tri(rw.LONG + " және балалар үшін")}, ["assembly"]),
        ("revenue", {"revenue": (replace(PASSPORT.revenue[0], base=400 * rw.THOUSAND),)}, ["economy"]),
        ("milestones", {"milestones": (*PASSPORT.milestones[:2], replace(PASSPORT.milestones[2], due=date(2026, 10, 30)))}, []),
        ("risks", {"responsible": rw.tri("Округ әкімінің орынбасары")}, []),
    ],
)  # fmt: skip
def test_a_change_asks_exactly_those_whom_it_concerns(
    world: World, step: str, changes: dict[str, object], asked: list[str]
) -> None:
    code = rw.approved(world)
    change, task = requested(world, code, step, **changes)
    assert steps_of(change) == asked
    assert (task is None) == (not asked)
    if not asked:  # a change that concerns nobody is in force at once, and is on record
        version, passport = in_force(code)
        assert version == 2
        assert all(getattr(passport, name) == value for name, value in changes.items())


def test_a_photograph_asks_nobody_and_an_estimate_asks_the_economists(world: World) -> None:
    for kind, asked in ((DocumentType.PHOTO, []), (DocumentType.ESTIMATE, ["economy"])):
        code = rw.approved(world)
        change = opened(world, code)
        with work(world.actor(Role.AKIM)) as unit:
            paper = passports.AttachPaper(code, kind, rw.tri("Қағаз"), "q.pdf", rw.PDF)
            passports.attach_paper(unit, paper)
        send(world, code, change)
        assert steps_of(change) == asked


def test_an_approved_change_is_the_version_in_force_everywhere(world: World) -> None:
    code = rw.approved(world)
    before = projects.find(db.session(), code)
    change, task = requested(world, code, "cost", **lines(transfer=5_900 * rw.THOUSAND))
    head = projects.find(db.session(), code)
    assert (head.approval, head.version, head.amount, head.changing) == (Approval.APPROVED, 1, before.amount, False)
    rw.approve_all(world, task)
    head = projects.find(db.session(), code)
    assert (head.approval, head.stage, head.version, head.published_version) == (
        Approval.APPROVED, Stage.PREPARATION, 2, 2,
    )  # fmt: skip
    version = projects.version(db.session(), head.id, 2)
    assert version.kind == "revised"
    assert head.amount == version.passport.amount == 9_900 * rw.THOUSAND
    summed = select(func.sum(ProjectLine.amount)).where(ProjectLine.project_id == head.id)
    assert db.session().scalar(summed) == head.amount
    assert projects.draft(db.session(), code).passport == version.passport
    asked = approvals.change(db.session(), change)
    assert (asked.state, asked.open) == (Approval.APPROVED, False)
    decided = [one for one in approvals.decisions(db.session(), head.id) if one.change_id == change]
    assert {one.digest for one in decided} == {version.digest}
    kinds = [each.kind for each in approvals.timeline(db.session(), head.id)]
    assert kinds == ["sent", *["decided"] * 6, "change_sent", *["decided"] * 5, "changed"]
    assert examination.verify(db.session()).broken is None


def test_while_a_change_is_written_the_approved_project_goes_on(world: World) -> None:
    code = rw.approved(world)
    opened(world, code)
    rw.save(world, code, "cost", **lines(own=100 * rw.THOUSAND))
    head = projects.find(db.session(), code)
    assert (head.amount, head.approval) == (PASSPORT.amount, Approval.APPROVED)
    with work(world.actor(Role.ACCOUNTANT)) as unit:
        delivery.pay(unit, delivery.Pay(code, "l1", date(2026, 1, 26), 2_000 * rw.THOUSAND))
    change = approvals.open_change(db.session(), head.id)
    assert change is not None
    with pytest.raises(Incomplete) as refusal:  # now the line would be below what is paid
        send(world, code, change.id)
    assert [problem.code for problem in refusal.value.problems] == ["delivery.below_paid"]
    assert in_force(code)[0] == 1


def test_money_paid_while_bodies_decide_keeps_the_last_one_from_approving_the_undoing(world: World) -> None:
    code = rw.approved(world)
    _change, task = requested(world, code, "cost", **lines(own=1_000 * rw.THOUSAND))
    assert task is not None
    while approvals.task(db.session(), task).step != "maslikhat":
        following = rw.decide(world, task).next_task
        assert following is not None
        task = following
    with work(world.actor(Role.ACCOUNTANT)) as unit:
        delivery.pay(unit, delivery.Pay(code, "l1", date(2026, 1, 26), 2_000 * rw.THOUSAND))
    with pytest.raises(WrongState) as refusal:
        rw.decide(world, task)
    assert refusal.value.code == "approvals.change_overtaken"
    assert in_force(code)[0] == 1
    rw.decide(world, task, Outcome.RETURNED)
    assert projects.find(db.session(), code).changing


def test_a_met_milestone_is_not_moved_by_a_change(world: World) -> None:
    code = rw.approved(world)
    with work(world.actor(Role.AKIM)) as unit:
        contract = delivery.Evidence(DocumentType.CONTRACT, rw.tri("Шарт"), "shart.pdf", rw.PDF)
        delivery.meet(unit, delivery.Meet(code, "m1", date(2026, 1, 26), evidence=(contract,)))
    change = opened(world, code)
    rw.save(
        world,
        code,
        "milestones",
        milestones=(replace(PASSPORT.milestones[0], due=date(2026, 5, 1)), *PASSPORT.milestones[1:]),
    )
    with pytest.raises(Incomplete) as refusal:
        send(world, code, change)
    assert [problem.code for problem in refusal.value.problems] == ["delivery.moves_met"]


def test_a_returned_change_is_mended_and_goes_on_by_the_same_rule(world: World) -> None:
    code = rw.approved(world)
    change, task = requested(world, code, "cost", **lines(transfer=5_900 * rw.THOUSAND))
    assert task is not None
    finance = rw.decide(world, task).next_task
    assert finance is not None
    rw.decide(world, finance, Outcome.RETURNED)
    asked = approvals.change(db.session(), change)
    assert asked.state is Approval.RETURNED
    assert projects.draft(db.session(), code).passport.lines[1].amount == 5_900 * rw.THOUSAND
    rw.save(world, code, "milestones", start=date(2026, 3, 9))
    again = send(world, code, change)
    assert again is not None
    assert approvals.task(db.session(), again).step == "finance"  # the dates concern nobody who had agreed
    rw.decide(world, again, Outcome.RETURNED)
    rw.save(world, code, "cost", **lines(transfer=5_500 * rw.THOUSAND))
    third = send(world, code, change)
    assert third is not None
    assert approvals.task(db.session(), third).step == "economy"  # the money does
    rw.approve_all(world, third)
    assert in_force(code)[1].lines[1].amount == 5_500 * rw.THOUSAND
    people = projects.contributors(db.session(), projects.find(db.session(), code).id)
    assert world.people[Role.FINANCIER] not in people  # returning is no authorship


@pytest.mark.parametrize("how", ["refused", "given up", "given up while written"])
def test_a_change_that_ends_without_approval_leaves_the_project_as_it_was(world: World, how: str) -> None:
    code = rw.approved(world)
    change = opened(world, code)
    rw.save(world, code, "cost", **lines(transfer=5_900 * rw.THOUSAND))
    if how != "given up while written":
        task = send(world, code, change)
        assert task is not None
        if how == "refused":
            rw.decide(world, task, Outcome.REJECTED)
    if how != "refused":
        with work(world.actor(Role.AKIM)) as unit:
            acts.withdraw_change(unit, change)
    head = projects.find(db.session(), code)
    assert (head.approval, head.version, head.amount, head.changing) == (Approval.APPROVED, 1, PASSPORT.amount, False)
    assert projects.draft(db.session(), code).passport == projects.version(db.session(), head.id, 1).passport
    assert approvals.open_task_of(db.session(), head.id) is None
    assert not approvals.change(db.session(), change).open
    with pytest.raises(WrongState), work(world.actor(Role.AKIM)) as unit:
        acts.withdraw_change(unit, change)
    second, task = requested(world, code, "cost", **lines(transfer=5_700 * rw.THOUSAND))
    assert approvals.change(db.session(), second).number == 2
    rw.approve_all(world, task)
    assert in_force(code)[1].lines[1].amount == 5_700 * rw.THOUSAND


def test_another_kind_in_law_goes_the_whole_route_of_that_kind(world: World) -> None:
    code = rw.approved(world)
    change = opened(world, code)
    rw.save(world, code, "what", legal_kind=LegalKind.CURRENT)
    assert send(world, code, change) is not None
    assert steps_of(change) == ["economy", "finance"]  # the same route: only those whom the nature concerns


Bad = Callable[[World, str], object]


def _stale(world: World, code: str) -> None:
    change = opened(world, code)
    rw.save(world, code, "cost", **lines(transfer=1))
    with work(world.actor(Role.AKIM)) as unit:
        acts.send_change(unit, SendChange(change, 1, REASON))


def _short(world: World, code: str) -> None:
    change = opened(world, code)
    rw.save(world, code, "cost", **lines(transfer=1))
    with work(world.actor(Role.AKIM)) as unit:
        revision = projects.find(unit.session, code).revision
        acts.send_change(unit, SendChange(change, revision, rw.tri("қысқа")))


def _twice(world: World, code: str) -> None:
    opened(world, code)
    opened(world, code)


def _by(role: Role) -> Bad:
    def act(world: World, code: str) -> None:
        with work(world.actor(role)) as unit:
            acts.open_change(unit, code)

    return act


def _stranger(world: World, code: str) -> None:
    with work(world.person(world.stranger)) as unit:
        acts.open_change(unit, code)


def _draft(world: World, _code: str) -> None:
    opened(world, rw.project(world))


def _given_up(world: World, code: str) -> None:
    with work(world.actor(Role.AKIM)) as unit:
        acts.withdraw(unit, acts.Withdraw(code, Approval.APPROVED, rw.WHY))
    opened(world, code)


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (lambda world, code: send(world, code, opened(world, code)), Incomplete),
        (_short, Incomplete), (_stale, Stale), (_twice, WrongState), (_by(Role.SPECIALIST), NotAllowed),
        (_by(Role.ADMIN), NotAllowed), (_by(Role.ECONOMIST), NotAllowed), (_stranger, Missing), (_draft, WrongState),
        (_given_up, WrongState), (lambda world, code: send(world, code, 999), Missing),
    ],
    ids=["nothing", "short", "stale", "twice", "specialist", "admin", "economist", "stranger", "draft", "given up", "unknown"],
)  # fmt: skip
def test_bad_requests_are_refused_and_change_nothing(world: World, act: Bad, kind: type[Exception]) -> None:
    code = rw.approved(world)
    with pytest.raises(kind):
        act(world, code)
    db.session().rollback()
    assert in_force(code)[0] == 1
    counted = select(func.count(ApprovalTask.id)).where(ApprovalTask.closed_at.is_(None))
    assert db.session().scalar(counted) == 0


def test_giving_up_the_project_ends_its_change(world: World) -> None:
    code = rw.approved(world)
    change, task = requested(world, code, "cost", **lines(transfer=5_900 * rw.THOUSAND))
    with work(world.actor(Role.AKIM)) as unit:
        acts.withdraw(unit, acts.Withdraw(code, Approval.APPROVED, rw.WHY))
    assert not approvals.change(db.session(), change).open
    assert task is not None
    assert approvals.task(db.session(), task).closed_as == "withdrawn"


def test_a_change_that_lost_its_returned_part_comes_into_force_where_all_others_agreed(world: World) -> None:
    """The economy returned the revenue; the akim leaves it as it was, and the assembly has agreed to the place."""
    code = rw.approved(world)
    change = opened(world, code)
    rw.save(world, code, "what", place=rw.tri("Солтүстік көше, мектеп жаны"))
    rw.save(world, code, "revenue", revenue=(replace(PASSPORT.revenue[0], base=400 * rw.THOUSAND),))
    economy = rw.decide(world, send(world, code, change) or 0).next_task
    rw.decide(world, economy or 0, Outcome.RETURNED)
    rw.save(world, code, "revenue", revenue=PASSPORT.revenue)
    assert send(world, code, change) is None
    version, passport = in_force(code)
    assert (version, passport.place, passport.revenue) == (2, rw.tri("Солтүстік көше, мектеп жаны"), PASSPORT.revenue)
    assert approvals.change(db.session(), change).state is Approval.APPROVED
