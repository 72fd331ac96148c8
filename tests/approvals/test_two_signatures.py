"""Two signatures in a department: the executor prepares, the head signs; nothing is a decision before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lsg_projects.accounts.models import Appointment
from lsg_projects.accounts.usecases.delegations import Delegate, delegate
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.queries import Tab
from lsg_projects.approvals.usecases import Prepare, SendBack
from lsg_projects.documents import usecases as papers
from lsg_projects.domain import periods
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Refusal, Stale, WrongState
from lsg_projects.domain.states import Approval, BodyKind, DocumentType, DraftState, Outcome, Role
from lsg_projects.kit import db, examination, journal
from lsg_projects.kit.work import work
from lsg_projects.notices import usecases as notices
from lsg_projects.notices.models import Notice
from lsg_projects.projects import queries as projects
from lsg_projects.reports.queries import passport
from tests.support import route_world as rw
from tests.support.route_world import World

NOTE = "Базалық ставканың негізін көрсетіңіз"


def at_economy(world: World) -> tuple[str, int]:
    """A project that waits for the economy department."""
    code = rw.project(world)
    task = rw.decide(world, rw.submit(world, code)).next_task
    assert task is not None
    return code, task


def head_of(world: World) -> Actor:
    return world.person(world.heads[BodyKind.ECONOMY])


def sign(world: World, task: int, draft: int | None, actor: Actor | None = None, **more: object) -> acts.Answered:
    with work(actor or head_of(world)) as unit:
        return acts.decide(unit, replace(rw.command(task, **more), draft=draft))


def back(world: World, task: int, revision: int, note: str = NOTE, actor: Actor | None = None) -> None:
    with work(actor or head_of(world)) as unit:
        acts.send_back(unit, SendBack(task, revision, note))


def entries(code: str) -> list[str]:
    db.session().rollback()
    return [entry.action for entry in journal.entries(db.session(), f"project:{code}")]


def test_only_the_signature_of_the_head_decides(world: World) -> None:
    code, task = at_economy(world)
    project = projects.find(db.session(), code).id
    revision = rw.prepare(world, task)
    assert len(approvals.decisions(db.session(), project)) == 1  # the assembly's alone
    assert projects.find(db.session(), code).approval is Approval.IN_REVIEW
    answered = sign(world, task, revision)
    decided = approvals.decision_on(db.session(), task)
    assert decided is not None
    assert decided.conclusion == rw.answered().conclusion
    assert approvals.task(db.session(), answered.next_task or 0).step == "finance"
    assert entries(code).count("draft.prepared") == 1
    last = [entry for entry in journal.entries(db.session(), f"project:{code}") if entry.action == "step.decided"][-1]
    assert f'"persons":[{world.people[Role.ECONOMIST]}]' in last.body.replace(" ", "")
    assert examination.verify(db.session()).broken is None


def test_what_is_prepared_stays_in_the_department(world: World) -> None:
    """Neither the timeline nor the journal's entry holds a word of it, before and after it was sent back."""
    code, task = at_economy(world)
    words = "Есептеуде қате бар, мақсаты да дәлелденбеген"
    back(world, task, rw.prepare(world, task, conclusion=words))
    project = projects.find(db.session(), code).id
    told = repr(approvals.timeline(db.session(), project)) + repr(approvals.standing(db.session(), project))
    bodies = "".join(entry.body for entry in journal.entries(db.session(), f"project:{code}"))
    for text in (words, NOTE):
        assert text not in told
        assert text not in bodies


def test_the_turn_moves_between_executor_and_head(world: World) -> None:
    _code, task = at_economy(world)
    economist, head = world.actor(Role.ECONOMIST), head_of(world)

    def whose() -> list[int]:
        return [approvals.count_waiting(db.session(), one) for one in (economist, head)]

    assert whose() == [1, 0]
    revision = rw.prepare(world, task)
    assert whose() == [0, 1]
    assert [row.task_id for row in approvals.waiting_for(db.session(), economist, Tab.BESIDE)] == [task]
    back(world, task, revision)
    assert whose() == [1, 0]
    draft = approvals.draft_of(db.session(), task)
    assert draft is not None
    assert (draft.state, draft.note, draft.revision) == (DraftState.SENT_BACK, NOTE, revision + 1)
    again = rw.prepare(world, task, Outcome.RETURNED)
    assert sign(world, task, again, outcome=Outcome.RETURNED).state is Approval.RETURNED


def test_those_whose_turn_it_is_are_told_once(world: World) -> None:
    _code, task = at_economy(world)
    back(world, task, rw.prepare(world, task))
    rw.prepare(world, task)
    with work(SYSTEM) as unit:
        while notices.follow(unit):
            pass
    told = [(row.person_id, row.kind) for row in db.session().query(Notice).order_by(Notice.id) if "draft" in row.kind]
    # the draft waits for the head again: whoever reads the older entry now is told where it stands now, and once each
    head = world.heads[BodyKind.ECONOMY]
    assert told.count((head, "signers.draft_prepared")) == 2
    assert {person for person, _kind in told} <= {head, world.people[Role.ECONOMIST]}


def test_the_head_may_change_what_is_signed(world: World) -> None:
    code, task = at_economy(world)
    revision = rw.prepare(world, task)
    sign(world, task, revision, conclusion="Басшы нақтылаған қорытынды мәтіні")
    decided = approvals.decision_on(db.session(), task)
    assert decided is not None
    assert decided.conclusion == "Басшы нақтылаған қорытынды мәтіні"
    assert '"changed":true' in next(
        entry.body for entry in reversed(list(journal.entries(db.session(), f"project:{code}")))
        if entry.action == "step.decided"
    ).replace(" ", "")  # fmt: skip


def test_a_draft_of_an_older_state_is_not_signed_and_keeps_its_words(world: World) -> None:
    code, task = at_economy(world)
    revision = rw.prepare(world, task, conclusion="Бұрынғы күйге жазылған қорытынды")
    with work(world.actor(Role.AKIM)) as unit:
        number = projects.find(unit.session, code).id
        papers.attach(unit, papers.Attach(number, code, DocumentType.PHOTO, rw.tri("Сурет"), "a.pdf", rw.PDF))
    with pytest.raises(Stale, match="draft_overtaken"):
        sign(world, task, revision)
    draft = approvals.draft_of(db.session(), task)
    assert draft is not None
    assert draft.waits
    assert draft.verdict.conclusion == "Бұрынғы күйге жазылған қорытынды"
    now = approvals.shown(db.session(), task)
    assert [one.kind.value for one in approvals.moved(draft.seen, now.parts)] == ["paper"]
    back(world, task, revision)
    sign(world, task, rw.prepare(world, task))


def test_the_words_are_kept_when_the_project_comes_again(world: World) -> None:
    """An executor's draft of an earlier version is offered anew where it was never signed."""
    code, task = at_economy(world)
    revision = rw.prepare(world, task, conclusion="Басы артық еңбек болмасын")
    sign(world, task, revision, outcome=Outcome.RETURNED)
    rw.save(world, code, "cost", cost_note=rw.tri("Смета нақтыланды"))
    fresh = rw.submit(world, code)
    asked = approvals.task(db.session(), fresh)
    assert asked.step == "economy"
    assert approvals.earlier_draft(db.session(), asked) is None  # that one was signed
    rw.prepare(world, fresh, conclusion="Жаңа қорытынды дайындалды")
    with work(world.actor(Role.AKIM)) as unit:
        acts.withdraw(unit, acts.Withdraw(code, Approval.IN_REVIEW, rw.WHY))
    with pytest.raises(Refusal):
        sign(world, fresh, 1)


def _twice(world: World, task: int) -> None:
    rw.prepare(world, task)
    seen = approvals.shown(db.session(), task)
    with work(world.actor(Role.ECONOMIST)) as unit:
        acts.prepare(unit, Prepare(task, seen.version, seen.digest, rw.answered(), 0))


def _executor_signs(world: World, task: int) -> None:
    sign(world, task, rw.prepare(world, task), world.actor(Role.ECONOMIST))


def _nothing_prepared(world: World, task: int) -> None:
    sign(world, task, 1)


def _older_revision(world: World, task: int) -> None:
    rw.prepare(world, task)
    rw.prepare(world, task)
    sign(world, task, 1)


def _sent_back(world: World, task: int) -> None:
    back(world, task, rw.prepare(world, task))
    sign(world, task, 2)


def _back_twice(world: World, task: int) -> None:
    revision = rw.prepare(world, task)
    back(world, task, revision)
    back(world, task, revision)


def _short_note(world: World, task: int) -> None:
    back(world, task, rw.prepare(world, task), "жоқ")


def _executor_sends_back(world: World, task: int) -> None:
    back(world, task, rw.prepare(world, task), actor=world.actor(Role.ECONOMIST))


def _other_department(world: World, task: int) -> None:
    sign(world, task, rw.prepare(world, task), world.person(world.heads[BodyKind.FINANCE]))


def _akim_prepares(world: World, task: int) -> None:
    _prepare_as(world, world.actor(Role.AKIM), task)


def _financier_prepares(world: World, task: int) -> None:
    _prepare_as(world, world.actor(Role.FINANCIER), task)


def _prepare_as(world: World, actor: Actor, task: int, **more: object) -> None:
    seen = approvals.shown(db.session(), task)
    with work(actor) as unit:
        acts.prepare(unit, replace(Prepare(task, seen.version, seen.digest, rw.answered()), **more))  # type: ignore[arg-type]


def _forged(world: World, task: int) -> None:
    _prepare_as(world, world.actor(Role.ECONOMIST), task, shown="0" * 64)


def _no_words(world: World, task: int) -> None:
    _prepare_as(world, world.actor(Role.ECONOMIST), task, verdict=rw.answered(conclusion=""))


def _signed_already(world: World, task: int) -> None:
    sign(world, task, rw.prepare(world, task))
    rw.prepare(world, task)


def _at_another_step(world: World, task: int) -> None:
    """A form of the economy's task sent to the task of the finance department."""
    finance = sign(world, task, rw.prepare(world, task)).next_task or 0
    sign(world, finance, 2)


def _unknown(world: World, _task: int) -> None:
    back(world, 10**6, 1)


BAD = {
    _twice: Stale, _executor_signs: NotAllowed, _nothing_prepared: WrongState, _older_revision: Stale,
    _sent_back: WrongState, _back_twice: WrongState, _short_note: Incomplete, _executor_sends_back: NotAllowed,
    _other_department: NotAllowed, _akim_prepares: NotAllowed, _financier_prepares: NotAllowed, _forged: Stale,
    _no_words: Incomplete, _signed_already: Stale, _at_another_step: NotAllowed, _unknown: Missing,
}  # fmt: skip


def test_bad_input_is_refused_with_its_reason_and_changes_nothing(world: World) -> None:
    for attempt, kind in BAD.items():
        code, task = at_economy(world)
        with pytest.raises(kind) as refusal:
            attempt(world, task)
        assert type(refusal.value) is kind, attempt.__name__
        decided = {"_signed_already": 2, "_at_another_step": 2}.get(attempt.__name__, 1)
        project = projects.find(db.session(), code).id
        assert len(approvals.decisions(db.session(), project)) == decided, attempt.__name__
        assert entries(code).count("step.decided") == decided, attempt.__name__
    assert examination.verify(db.session()).broken is None


def test_one_signature_takes_no_draft(world: World) -> None:
    code = rw.project(world)
    task = rw.submit(world, code)
    with pytest.raises(WrongState, match="one_signature"):
        rw.prepare(world, task)


def _order(world: World, deputy: int) -> None:
    head = head_of(world)
    today = date(2026, 1, 26)
    last = today + timedelta(days=3)
    post = head.posts[0].appointment_id
    with work(head) as unit:
        delegate(unit, Delegate(post, deputy, OrderKind.ORDER, "5", today, today, last, frozenset({Scope.DECIDE})))


def test_an_acting_head_signs_what_somebody_else_prepared(world: World) -> None:
    code, task = at_economy(world)
    with work(SYSTEM) as unit:
        body = world.bodies[BodyKind.ECONOMY]
        colleague = rw._person(unit, Role.ECONOMIST, body)
    _order(world, colleague)
    sign(world, task, rw.prepare(world, task), world.person(colleague))
    decided = approvals.decision_on(db.session(), task)
    assert decided is not None
    assert decided.order is not None
    assert decided.order.number == "5"
    head, period = projects.find(db.session(), code), periods.parse("2026-Q1")
    printed = passport._route(db.session(), head, approvals.decisions(db.session(), head.id), period)
    assert [(step.order_kind, step.order, step.order_day) for step in printed][:3] == [
        ("", "", ""), ("order", "5", "2026-01-26"), ("", "", ""),
    ]  # fmt: skip


def test_an_executor_who_acts_for_the_head_does_not_sign_the_own_draft(world: World) -> None:
    _code, task = at_economy(world)
    economist = world.people[Role.ECONOMIST]
    _order(world, economist)
    with pytest.raises(NotAllowed, match="own_draft"):
        sign(world, task, rw.prepare(world, task), world.person(economist))


def test_a_second_account_of_the_executor_does_not_sign(world: World) -> None:
    _code, task = at_economy(world)
    with work(SYSTEM) as unit:
        second = rw._person(unit, Role.DEPARTMENT_HEAD, world.bodies[BodyKind.ECONOMY])
        unit.session.get_one(rw.Person, second).same_as = world.people[Role.ECONOMIST]
    with pytest.raises(NotAllowed, match="own_draft"):
        sign(world, task, rw.prepare(world, task), world.person(second))


def test_whoever_worked_on_the_project_prepares_nothing(world: World) -> None:
    _code, task = at_economy(world)
    with work(SYSTEM) as unit:
        unit.add(
            Appointment(person_id=world.people[Role.AKIM], body_id=world.bodies[BodyKind.ECONOMY], role=Role.ECONOMIST,
                        valid_from=date(2024, 1, 1))
        )  # fmt: skip
    with pytest.raises(NotAllowed, match="own_project"):
        _prepare_as(world, world.actor(Role.AKIM), task)
