"""Bad input to approval, as one table: refused with its reason, written where a right was refused, nothing changed.

Of every case four things are held: the kind and the code of the refusal, its sentence in three languages, one entry in
the chain of denials where it is a right that was refused and none elsewhere, and a picture of the whole database and
of the kept files that is the same before and after. What the pages make of the same refusals stands in
`test_refused_pages.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select, text

from lsg_projects.accounts.models import Appointment, Delegation
from lsg_projects.accounts.usecases.delegations import Delegate, delegate, revoke
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.models import ApprovalTask
from lsg_projects.approvals.usecases import ContestDecision, Prepare, SendBack, SendChange, Submit, Withdraw
from lsg_projects.approvals.usecases import meetings as sittings
from lsg_projects.documents import usecases as papers
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.approval import Votes
from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.errors import Incomplete, NotAllowed, Refusal
from lsg_projects.domain.meeting import MEETING_ACTS, Choice, Means, MeetingAct, MeetingState, Seat
from lsg_projects.domain.states import BodyKind, Outcome, Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import Work, work
from lsg_projects.projects import queries as projects
from tests.support import assembly as at
from tests.support import picture
from tests.support import route_world as rw
from tests.support.assembly import Hall
from tests.support.picture import Watch
from tests.support.route_world import World

TODAY = date(2026, 1, 26)
DAY = timedelta(days=1)
Try = Callable[[], object]


class _Undone(Exception):
    """Ends a piece of work that came through, so that nothing of it stays."""


def said(refusal: Refusal | None) -> str:
    """Name a refusal as the tables below do: its kind and its code, or the codes of its problems."""
    if refusal is None:
        return "done"
    codes = [problem.code for problem in refusal.problems] if isinstance(refusal, Incomplete) else []
    return " ".join([type(refusal).__name__, *(codes or [refusal.code])])


def held(watch: Watch, name: str, attempt: Try, wanted: str) -> list[str]:
    """Try something and give all that is not as the table says."""
    seen = watch.tried(attempt)
    faults = [f"{name}: changed {row}" for row in seen.changed]
    if said(seen.refusal) != wanted:
        faults.append(f"{name}: {said(seen.refusal)}, not {wanted}")
    if seen.refusal is not None:
        faults += [f"{name}: {fault}" for fault in _wordless(seen.refusal)]
    code = seen.refusal.code if isinstance(seen.refusal, NotAllowed) else None
    if [denied for _actor, denied in seen.denied] != ([code] if code else []):
        faults.append(f"{name}: among the denials {seen.denied}")
    return faults


def _wordless(refusal: Refusal) -> list[str]:
    """Say where a reader would see a code, or an empty line, instead of a reason."""
    found = {lang: picture.sentences(refusal, lang) for lang in picture.LANGUAGES}
    bare = [
        f"{lang}: {sentence!r}" for lang, each in found.items() for sentence in each
        if len(sentence) < 6 or refusal.code in sentence or "{" in sentence
    ]  # fmt: skip
    return bare + (["kk and ru say the same"] if found["kk"] == found["ru"] else [])


def whole(table: Mapping[str, tuple[Try, str]]) -> list[str]:
    """Try every line of a table."""
    watch = Watch()
    return [fault for name, (attempt, wanted) in table.items() for fault in held(watch, name, attempt, wanted)]


def by(actor: Actor, act: Callable[[Work], object]) -> Try:
    """Do a piece of work as somebody, and undo it where it is not refused."""

    def attempt() -> None:
        with suppress(_Undone), work(actor) as unit:
            act(unit)
            unit.flush()
            raise _Undone

    return attempt


# --- every verb at every state -----------------------------------------------------------------------------------


def stations(world: World) -> Iterator[tuple[str, str]]:
    """Lead a few projects along their ways and stop at each place that the table names."""
    yes, first = Outcome.APPROVED, rw.project(world)
    yield "draft", first
    rw.submit(world, first)
    yield "asked", first
    rw.decide(world, last_task(first), Outcome.RETURNED)
    yield "returned", first
    rw.submit(world, first)
    rw.decide(world, last_task(first), Outcome.DEFERRED)
    yield "deferred", first
    rw.decide(world, last_task(first), yes)
    yield "department", first
    rw.prepare(world, last_task(first))
    yield "prepared", first
    rw.decide(world, last_task(first), yes)
    rw.decide(world, last_task(first), Outcome.RETURNED)
    yield "finance_no", first
    rw.approve_all(world, rw.submit(world, first))
    yield "approved", first
    akim = world.actor(Role.AKIM)
    with work(akim) as unit:
        acts.open_change(unit, first)
    rw.save(world, first, "what", place=rw.tri("Солтүстік көше, мектеп жаны"))
    yield "writing", first
    with work(akim) as unit:
        acts.send_change(unit, the_change(first))
    yield "changing", first
    yield "given_up", withdrawn(world, first)
    second = rw.project(world)
    rw.submit(world, second)
    yield "withdrawn", withdrawn(world, second)
    rw.decide(world, rw.submit(world, second), Outcome.REJECTED)
    yield "rejected", second
    yield "left", withdrawn(world, second)


def withdrawn(world: World, code: str) -> str:
    with work(world.actor(Role.AKIM)) as unit:
        acts.withdraw(unit, Withdraw(code, projects.find(unit.session, code).approval, rw.WHY))
    return code


def last_task(code: str) -> int:
    db.session().rollback()
    head = projects.find(db.session(), code)
    return db.session().scalar(select(func.max(ApprovalTask.id)).where(ApprovalTask.project_id == head.id)) or 10**6


def the_change(code: str) -> SendChange:
    """Send the newest change of a project, as its page shows it."""
    db.session().rollback()
    head = projects.find(db.session(), code)
    changes = approvals.changes_of(db.session(), head.id)
    return SendChange(changes[-1].id if changes else 10**6, head.revision, rw.tri("Смета қайта есептелді, баға өсті"))


def verbs(world: World, code: str) -> dict[str, Try]:
    """Everything that those who may can try with a project, on what its page shows now."""
    db.session().rollback()
    head, akim = projects.find(db.session(), code), world.actor(Role.AKIM)
    told = approvals.decisions(db.session(), head.id)
    contest = ContestDecision(code, told[-1].id if told else 0, rw.WHY)
    change = the_change(code)
    found: dict[str, Try] = {
        "submit": by(akim, lambda unit: acts.submit(unit, Submit(code, head.revision))),
        "withdraw": by(akim, lambda unit: acts.withdraw(unit, Withdraw(code, head.approval, rw.WHY))),
        "contest": by(akim, lambda unit: acts.contest(unit, contest)),
        "open_change": by(akim, lambda unit: acts.open_change(unit, code)),
        "send_change": by(akim, lambda unit: acts.send_change(unit, change)),
        "withdraw_change": by(akim, lambda unit: acts.withdraw_change(unit, change.change_id)),
    }
    task = last_task(code)
    return found | (at_task(world, task) if task < 10**6 else {})


def at_task(world: World, task: int) -> dict[str, Try]:
    """What the body that was asked last can try."""
    asked = approvals.task(db.session(), task)
    seen, draft = approvals.shown(db.session(), task), approvals.draft_of(db.session(), task)
    decider = world.person(world.heads[asked.body_kind]) if asked.signatures > 1 else world.actor(asked.role)
    revision = draft.revision if draft else None
    command = replace(rw.command(task), draft=revision)
    answer = Prepare(task, seen.version, seen.digest, rw.answered(), revision or 0)

    def decided(outcome: Outcome) -> Try:
        return by(decider, lambda unit: acts.decide(unit, replace(command, verdict=rw.verdict(outcome))))

    tries = {f"decide {outcome.value}": decided(outcome) for outcome in Outcome}
    tries["prepare"] = by(world.actor(asked.role), lambda unit: acts.prepare(unit, answer))
    tries["send_back"] = by(decider, lambda unit: acts.send_back(unit, SendBack(task, revision or 1, rw.WHY)))
    return tries


OVER, ONE, NEVER = "Stale shared.outdated", "WrongState approvals.one_signature", "Missing approvals.no_change"
SENT, BACK, DISAGREED = (f"WrongState approvals.cannot_{act}" for act in ("submit", "withdraw", "contest"))
FIRST, OPEN = "WrongState approvals.change_not_approved", "WrongState approvals.change_open"
EMPTY = "WrongState approvals.not_prepared"
NO_CHANGE = {"open_change": FIRST, "send_change": NEVER, "withdraw_change": NEVER}
DECIDED = {f"decide {outcome.value}": OVER for outcome in Outcome}
SINGLE = {"prepare": ONE, "send_back": ONE}
ENDED = {"submit": SENT, "withdraw": BACK, "contest": DISAGREED, **NO_CHANGE, **DECIDED, **SINGLE}

WRONG: dict[str, dict[str, str]] = {
    "draft": {"withdraw": BACK, "contest": DISAGREED, **NO_CHANGE},
    "asked": {"submit": SENT, "contest": DISAGREED, **NO_CHANGE, **SINGLE},
    "department": {
        "submit": SENT, "contest": DISAGREED, **NO_CHANGE, **dict.fromkeys(DECIDED, EMPTY), "send_back": EMPTY,
    },
    "prepared": {"submit": SENT, "contest": DISAGREED, **NO_CHANGE},
    "returned": {**NO_CHANGE, **DECIDED, **SINGLE},
    "finance_no": {
        "contest": "WrongState approvals.not_contested", **NO_CHANGE, **DECIDED,
        "prepare": "Stale approvals.overtaken", "send_back": "Stale approvals.overtaken",
    },
    "rejected": {**NO_CHANGE, **DECIDED, **SINGLE},
    "deferred": {"contest": DISAGREED, **NO_CHANGE, **SINGLE},
    "withdrawn": {"withdraw": BACK, "contest": DISAGREED, **NO_CHANGE, **DECIDED, **SINGLE},
    "approved": {
        "submit": SENT, "contest": DISAGREED, "send_change": NEVER, "withdraw_change": NEVER, **DECIDED, **SINGLE,
    },
    "given_up": ENDED | dict.fromkeys(("send_change", "withdraw_change"), "WrongState approvals.change_over"),
    "left": ENDED,
    "writing": {"submit": SENT, "contest": DISAGREED, "open_change": OPEN, **DECIDED, **SINGLE},
    "changing": {"submit": SENT, "contest": DISAGREED, "open_change": OPEN, "send_change": SENT, **SINGLE},
}  # fmt: skip
"""State -> verb -> refusal; a verb that is not named comes through, and is undone."""


EVERY = 14 * 12 - 6
"""Cells: twelve verbs at fourteen places; a draft has no task at which six of them could be tried."""


SWEEPS = [
    ("sqlite", 1),
    pytest.param("postgres", 5, marks=pytest.mark.postgres),
    pytest.param("postgres", 1, marks=[pytest.mark.postgres, pytest.mark.slow]),
]
"""The whole of a sweep on one kind of database; on the other every fifth cell, and all of them with the slow tests."""


@pytest.mark.parametrize(("database", "every"), SWEEPS, indirect=["database"])
def test_every_verb_at_every_state(world: World, every: int) -> None:
    faults, table = [], []
    for state, code in stations(world):
        tries = verbs(world, code)
        chosen = [verb for place, verb in enumerate(tries, len(table)) if place % every == 0]
        table += list(tries)
        faults += whole({f"{verb} at {state}": (tries[verb], WRONG[state].get(verb, "done")) for verb in chosen})
    assert len(table) == EVERY
    assert not faults, "\n".join(faults)


# --- decisions -----------------------------------------------------------------------------------------------------


def test_bad_decisions(world: World) -> None:
    """On the task of an assembly that keeps its meetings on paper, and on those of a department."""
    code, other = rw.project(world), rw.project(world)
    task, beside = rw.submit(world, code), rw.submit(world, other)
    older = rw.command(task)
    with work(world.actor(Role.AKIM)) as unit:
        acts.withdraw(unit, Withdraw(code, projects.find(unit.session, code).approval, rw.WHY))
    task = rw.submit(world, code)
    secretary, good = world.actor(Role.ASSEMBLY_SECRETARY), rw.command(task)

    def on(actor: Actor = secretary, **more: object) -> Try:
        return by(actor, lambda unit: acts.decide(unit, replace(good, **more)))  # type: ignore[arg-type]

    def told(**more: object) -> Try:
        return on(verdict=rw.verdict(more.pop("outcome", Outcome.APPROVED), **more))  # type: ignore[arg-type]

    draft = projects.find(db.session(), rw.project(world))
    table = {
        "on a page of an older version": (by(secretary, lambda unit: acts.decide(unit, older)), OVER),
        "on the number of a newer version": (on(version=9), OVER),
        "on a forged digest": (on(shown="0" * 64), "Stale approvals.shown_changed"),
        "with the form of another task": (on(shown=rw.command(beside).shown), "Stale approvals.shown_changed"),
        "on a task that is not": (on(task_id=10**6), "Missing approvals.no_task"),
        "by the akim who wrote it": (on(world.actor(Role.AKIM)), "NotAllowed access.role"),
        "by another body": (on(world.actor(Role.FINANCIER)), "NotAllowed access.body"),
        "by the head of a department": (on(world.person(world.heads[BodyKind.ECONOMY])), "NotAllowed access.body"),
        "by the administrator": (on(world.actor(Role.ADMIN)), "NotAllowed access.role"),
        "by the installation itself": (on(SYSTEM), "NotAllowed approvals.needs_a_person"),
        "by a neighbour": (on(world.person(world.stranger)), "NotAllowed access.role"),
        "with an act of tomorrow": (told(dated=TODAY + DAY), "Incomplete approvals.date_of_act"),
        "with an act of yesterday": (told(dated=TODAY - DAY), "Incomplete approvals.act_before_sending"),
        "with an act of a time before": (told(dated=date(1991, 12, 1)), "Incomplete approvals.date_of_act"),
        "without a date": (told(dated=None), "Incomplete approvals.no_date"),
        "without a number": (told(number=""), "Incomplete approvals.no_number"),
        "without the paper": (on(paper=None), "Incomplete approvals.no_minutes"),
        "with a paper of which nobody said who may read it": (
            on(paper=acts.Enclosure("a.pdf", rw.PDF, None)), "Incomplete approvals.paper_public",
        ),
        "with a paper that is none": (on(paper=acts.Enclosure("a.pdf", b"MZ")), "Incomplete documents.not_taken"),
        "without votes": (told(votes=None), "Incomplete approvals.no_votes"),
        "with votes of nobody": (told(votes=Votes(0, 0, 0)), "Incomplete approvals.no_votes"),
        "with votes below nought": (told(votes=Votes(9, -1, 0)), "Incomplete approvals.votes_range"),
        "with more votes than people": (told(votes=Votes(1001, 0, 0)), "Incomplete approvals.votes_range"),
        "without a majority": (told(votes=Votes(4, 4, 0)), "Incomplete approvals.no_majority"),
        "a refusal without words": (
            told(outcome=Outcome.REJECTED, reason="жоқ"), "Incomplete approvals.reason_short",
        ),
        "a return without remarks": (
            told(outcome=Outcome.RETURNED, remarks=()), "Incomplete approvals.no_remarks",
        ),
        "a return until yesterday": (
            told(outcome=Outcome.RETURNED, until=TODAY - DAY), "Incomplete approvals.until_past",
        ),
        "a deferral until yesterday": (
            told(outcome=Outcome.DEFERRED, until=TODAY - DAY), "Incomplete approvals.until_past",
        ),
        "with the number of a person": (
            told(conclusion="Өтініш беруші 900101300017 келісті"), "Incomplete approvals.personal",
        ),
        "sent on an older draft": (
            by(world.actor(Role.AKIM), lambda unit: acts.submit(unit, Submit(draft.code, draft.revision - 1))),
            "Stale approvals.draft_changed",
        ),
        "sent by the specialist": (
            by(world.actor(Role.SPECIALIST), lambda unit: acts.submit(unit, Submit(draft.code, draft.revision))),
            "NotAllowed access.role",
        ),
        "sent by the neighbour": (
            by(world.person(world.stranger), lambda unit: acts.submit(unit, Submit(draft.code, draft.revision))),
            "Missing shared.absent",
        ),
        "taken back from another state than was shown": (
            by(world.actor(Role.AKIM), lambda unit: acts.withdraw(unit, Withdraw(code, draft.approval, rw.WHY))),
            "Stale approvals.overtaken",
        ),
        "taken back without words": (
            by(world.actor(Role.AKIM), lambda unit: acts.withdraw(
                unit, Withdraw(code, projects.find(unit.session, code).approval, "жоқ"))),
            "Incomplete approvals.reason_short",
        ),
    }  # fmt: skip
    faults = whole(table)
    rw.decide(world, task)
    again = {"once more, after it was taken": (on(), OVER)}
    assert not (faults + whole(again)), "\n".join(faults + whole(again))


# --- orders of substitution ----------------------------------------------------------------------------------------


def test_bad_orders(world: World) -> None:
    secretary, deputy = world.people[Role.ASSEMBLY_SECRETARY], world.people[Role.MEMBER]
    third = world.people[Role.ECONOMIST]
    post, other, member = (
        next(one.appointment_id for one in world.person(person).posts) for person in (secretary, third, deputy)
    )
    good = Delegate(post, deputy, OrderKind.ORDER, "7-к", TODAY, TODAY, TODAY + 14 * DAY, frozenset(Scope))
    task = rw.submit(world, rw.project(world))
    seen = rw.command(task)

    def named(actor: int = secretary, **more: object) -> Try:
        return by(world.person(actor), lambda unit: delegate(unit, replace(good, **more)))  # type: ignore[arg-type]

    past = {"dated": TODAY - 9 * DAY, "valid_from": TODAY - 9 * DAY, "valid_until": TODAY - DAY}
    faults = whole({
        "to oneself": (named(deputy_id=secretary), "Incomplete accounts.delegation_self"),
        "on days that are over": (named(**past), "Incomplete accounts.delegation_past"),
        "with its end before its beginning": (
            named(valid_from=TODAY + 3 * DAY, valid_until=TODAY + DAY), "Incomplete accounts.dates",
        ),
        "for more than a year": (named(valid_until=TODAY + 400 * DAY), "Incomplete accounts.delegation_long"),
        "of tomorrow": (named(dated=TODAY + DAY, valid_from=TODAY + DAY), "Incomplete shared.future_date"),
        "older than its act": (named(valid_from=TODAY - DAY), "Incomplete accounts.before_order"),
        "for nothing": (named(scope=frozenset()), "Incomplete accounts.no_scope"),
        "without a number": (named(number="  "), "Incomplete shared.required"),
        "to the administrator": (
            named(deputy_id=world.people[Role.ADMIN]), "Incomplete accounts.deputy_unfit",
        ),
        "to nobody": (named(deputy_id=10**6), "Missing shared.absent"),
        "of a post that is not": (named(appointment_id=10**6), "Missing shared.absent"),
        "by somebody else": (named(third), "NotAllowed accounts.not_your_post"),
        "by the administrator": (named(world.people[Role.ADMIN]), "NotAllowed access.role"),
        "with a paper that is none": (named(data=b"MZ", file_name="a.pdf"), "Incomplete accounts.order_kind"),
    })  # fmt: skip
    with work(world.person(secretary)) as unit:
        number = delegate(unit, good)
    standing = world.person(deputy)
    faults += whole({
        "once more": (named(deputy_id=third), "Incomplete accounts.delegated_already"),
        "in a circle": (
            named(deputy, appointment_id=member, deputy_id=secretary), "Incomplete accounts.delegation_circle",
        ),
        "in a chain: the deputy leaves the own post": (
            named(deputy, appointment_id=member, deputy_id=third), "Incomplete accounts.delegation_chain",
        ),
        "in a chain: to one who is away": (
            named(third, appointment_id=other, deputy_id=secretary), "Incomplete accounts.deputy_away",
        ),
        "the deputy hands on what is not the deputy's": (
            named(deputy, deputy_id=third), "NotAllowed accounts.not_your_post",
        ),
        "the deputy decides": (by(standing, lambda unit: acts.decide(unit, seen)), "done"),
        "ended by a stranger": (
            by(world.person(third), lambda unit: revoke(unit, number)), "NotAllowed accounts.not_your_post",
        ),
        "ended, though there is none": (
            by(world.person(secretary), lambda unit: revoke(unit, 10**6)), "Missing accounts.no_delegation",
        ),
    })  # fmt: skip
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("how", ["ended yesterday", "begins tomorrow", "revoked a moment ago"])
def test_a_deputy_without_an_order_in_force(world: World, how: str) -> None:
    """With a page that was opened while the order stood, and with the rights of this moment."""
    secretary, deputy = world.people[Role.ASSEMBLY_SECRETARY], world.people[Role.MEMBER]
    post = next(one.appointment_id for one in world.person(secretary).posts)
    good = Delegate(post, deputy, OrderKind.ORDER, "7-к", TODAY, TODAY, TODAY + DAY, frozenset(Scope))
    with work(world.person(secretary)) as unit:
        number = delegate(unit, good)
    task = rw.submit(world, rw.project(world))
    seen, standing = rw.command(task), world.person(deputy)
    if how == "revoked a moment ago":
        with work(world.person(secretary)) as unit:
            revoke(unit, number)
    else:
        days = {"ended yesterday": (TODAY - 2 * DAY, TODAY - DAY), "begins tomorrow": (TODAY + DAY, TODAY + 2 * DAY)}
        with work(SYSTEM) as unit:
            row = unit.session.get_one(Delegation, number)
            row.valid_from, row.valid_until = days[how]
    late = by(world.person(secretary), lambda unit: revoke(unit, number))
    faults = whole({
        "from an open page": (by(standing, lambda unit: acts.decide(unit, seen)), "NotAllowed accounts.post_gone"),
        "from a fresh one": (
            by(world.person(deputy), lambda unit: acts.decide(unit, seen)), "NotAllowed access.role",
        ),
        "and the order is ended once more": (
            late, "done" if how == "begins tomorrow" else "WrongState accounts.delegation_over",
        ),
    })  # fmt: skip
    assert not faults, "\n".join(faults)


# --- meetings ------------------------------------------------------------------------------------------------------


@pytest.fixture
def hall(world: World, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """An assembly of nine, quorum five."""
    return at.gather(world, monkeypatch)


def kept(hall: Hall, act: Callable[[Work], object], moment: object = at.HELD, actor: Actor | None = None) -> Try:
    """An act on a meeting at a moment, of the secretary or of somebody else."""
    attempt = by(actor or hall.secretary, act)

    def then() -> object:
        with clock.standing_at(moment):  # type: ignore[arg-type]
            return attempt()

    return then


MEETING_VERBS: dict[str, MeetingAct] = {
    "change": MeetingAct.CHANGE, "cancel": MeetingAct.CANCEL, "add": MeetingAct.ARRANGE, "move": MeetingAct.ARRANGE,
    "notice": MeetingAct.NOTIFY, "materials": MeetingAct.SEND_MATERIALS, "seat": MeetingAct.SEAT,
    "fail": MeetingAct.FAIL, "put": MeetingAct.VOTE, "close": MeetingAct.CLOSE, "write": MeetingAct.WRITE,
    "sign": MeetingAct.SIGN, "correct": MeetingAct.CORRECT,
}  # fmt: skip


def meeting_verbs(number: int) -> dict[str, Callable[[Work], object]]:
    """Everything that a secretary can try with a meeting."""
    upload = papers.inspected("hattama.pdf", rw.PDF)
    return {
        "change": lambda unit: sittings.change(unit, sittings.ChangeMeeting(number, at.when(date(2026, 3, 20)))),
        "cancel": lambda unit: sittings.cancel(unit, sittings.CancelMeeting(number, "Себебі осындай")),
        "add": lambda unit: sittings.add_items(unit, sittings.AddItems(number, (1,))),
        "move": lambda unit: sittings.move_item(unit, sittings.MoveItem(number, 1, up=True)),
        "notice": lambda unit: sittings.send_notice(unit, number),
        "materials": lambda unit: sittings.send_materials(unit, number),
        "seat": lambda unit: sittings.seat(unit, sittings.RecordSeats(number, 1, {}, None)),
        "fail": lambda unit: sittings.fail(unit, number),
        "put": lambda unit: sittings.put(unit, sittings.PutMotion(number, 1, Outcome.APPROVED)),
        "close": lambda unit: sittings.close(unit, number),
        "write": lambda unit: sittings.write_speeches(unit, sittings.WriteSpeeches(number, Tri("Сөз", "Слово"), {})),
        "sign": lambda unit: sittings.sign(unit, sittings.SignMinutes(number, upload, True)),
        "correct": lambda unit: sittings.correct(unit, sittings.CorrectMinutes(number, Tri("Түзету"))),
    }


def meetings(hall: Hall) -> Iterator[tuple[MeetingState, int]]:
    """Lead two meetings through all their states."""
    code = rw.project(hall.world)
    task = rw.submit(hall.world, code)
    with at.keeping(hall, at.CALLED) as unit:
        number = sittings.call(unit, sittings.CallMeeting(hall.body, at.when()))
        sittings.add_items(unit, sittings.AddItems(number, (task,)))
    yield MeetingState.CALLED, number
    with at.keeping(hall, at.CALLED) as unit:
        sittings.send_notice(unit, number)
    yield MeetingState.NOTIFIED, number
    at.seat(hall, number)
    yield MeetingState.OPEN, number
    at.decided(hall, number)
    with at.keeping(hall) as unit:
        sittings.close(unit, number)
    yield MeetingState.CLOSED, number
    with at.keeping(hall) as unit:
        sittings.sign(unit, sittings.SignMinutes(number, papers.inspected("hattama.pdf", rw.PDF), True))
    yield MeetingState.SIGNED, number
    one, two = (at.called(hall, rw.submit(hall.world, rw.project(hall.world))) for _ in range(2))
    at.seat(hall, one, absent=6)
    with at.keeping(hall) as unit:
        sittings.fail(unit, one)
    yield MeetingState.FAILED, one
    with at.keeping(hall, at.CALLED) as unit:
        sittings.cancel(unit, sittings.CancelMeeting(two, "Әкімнің өтініші бойынша"))
    yield MeetingState.CANCELLED, two


@pytest.mark.parametrize(("database", "every"), SWEEPS, indirect=["database"])
def test_every_verb_at_every_state_of_a_meeting(hall: Hall, every: int) -> None:
    faults, tried = [], set()
    for state, number in meetings(hall):
        tried.add(state)
        wrong = dict([each for each in MEETING_VERBS.items() if each[1] not in MEETING_ACTS[state]][::every])
        tries = meeting_verbs(number)
        faults += whole({
            f"{name} when {state}": (kept(hall, tries[name]), f"WrongState meetings.cannot_{act.value}")
            for name, act in wrong.items()
        })  # fmt: skip
        akim = hall.world.actor(Role.AKIM)
        others = {f"{name} by the akim": (kept(hall, tries[name], actor=akim), "NotAllowed access.role")
                  for name in list(tries)[:: 4 if state is MeetingState.OPEN else 13]}  # fmt: skip
        faults += whole(others)
    assert tried == set(MeetingState)
    assert not faults, "\n".join(faults)


def test_bad_meetings(hall: Hall) -> None:
    """A day, a notice, an agenda, a room that the law does not take."""
    task = rw.submit(hall.world, rw.project(hall.world))
    body = hall.body

    def called(actor: Actor | None = None, **more: object) -> Try:
        command = sittings.CallMeeting(int(more.pop("body", body)), at.when(**more))  # type: ignore[call-overload]
        return kept(hall, lambda unit: sittings.call(unit, command), at.CALLED, actor)

    faults = whole({
        "yesterday": (called(day=TODAY - DAY), "Incomplete meetings.too_early"),
        "before the days of notice": (called(day=date(2026, 2, 4)), "Incomplete meetings.too_early"),
        "in two years": (called(day=date(2028, 1, 1)), "Incomplete meetings.too_far"),
        "by digital means too soon": (
            called(means=Means.DIGITAL, link="https://meet.example"), "Incomplete meetings.not_digital",
        ),
        "nowhere": (called(place=Tri()), "Incomplete meetings.no_place"),
        "by a link that is none": (
            called(day=date(2026, 9, 1), means=Means.DIGITAL, link="javascript:1"), "Incomplete meetings.no_link",
        ),
        "of a body above": (called(body=hall.world.bodies[BodyKind.MASLIKHAT]), "Missing shared.absent"),
        "of another body of the district": (
            called(hall.world.actor(Role.COMMISSION_SECRETARY), body=hall.world.bodies[BodyKind.MASLIKHAT]),
            "NotAllowed access.body",
        ),
        "of a body that is not": (called(body=10**6), "Missing territories.unknown_body"),
        "by the akim": (called(hall.world.actor(Role.AKIM)), "NotAllowed access.role"),
        "by a member": (called(hall.member(3)), "NotAllowed access.role"),
        "minutes typed beside it": (
            by(hall.secretary, lambda unit: acts.decide(unit, rw.command(task))),
            "WrongState approvals.decided_at_meeting",
        ),
    })  # fmt: skip
    with at.keeping(hall, at.CALLED) as unit:
        number = sittings.call(unit, sittings.CallMeeting(body, at.when()))
        other = sittings.call(unit, sittings.CallMeeting(body, at.when(hour=time(15))))
    empty = {
        "the notice of an empty agenda": (
            kept(hall, lambda unit: sittings.send_notice(unit, number), at.CALLED), "WrongState meetings.empty_agenda",
        ),
        "nothing on the agenda": (
            kept(hall, lambda unit: sittings.add_items(unit, sittings.AddItems(number, ())), at.CALLED),
            "Incomplete meetings.no_choice",
        ),
        "what is not on the agenda": (
            kept(hall, lambda unit: sittings.add_items(unit, sittings.AddItems(number, (10**6,))), at.CALLED),
            "Missing approvals.no_task",
        ),
    }  # fmt: skip
    faults += whole(empty)
    with at.keeping(hall, at.CALLED) as unit:
        sittings.add_items(unit, sittings.AddItems(number, (task,)))
    faults += whole({
        "on two agendas": (
            kept(hall, lambda unit: sittings.add_items(unit, sittings.AddItems(other, (task,))), at.CALLED),
            "Stale meetings.on_agenda",
        ),
        "a late notice": (
            kept(hall, lambda unit: sittings.send_notice(unit, number), at.CALLED + 2 * DAY),
            "WrongState meetings.late_notice",
        ),
        "seated before the notice": (
            kept(hall, lambda unit: sittings.seat(unit, sittings.RecordSeats(number, 1, {}, None))),
            "WrongState meetings.cannot_seat",
        ),
    })  # fmt: skip
    with at.keeping(hall, at.CALLED) as unit:
        sittings.send_notice(unit, number)
    everybody = {person: sittings.Taken(Seat.PRESENT) for person in hall.members}
    page, first = at.facts(number).revision, hall.members[0]

    def seated(moment: object = at.HELD, **more: object) -> Try:
        whole_room = sittings.RecordSeats(number, page, everybody, first)
        return kept(hall, lambda unit: sittings.seat(unit, replace(whole_room, **more)), moment)  # type: ignore[arg-type]

    stranger = everybody | {hall.world.stranger: sittings.Taken(Seat.PRESENT)}
    faults += whole({
        "seated before the day": (seated(at.HELD - DAY), "WrongState meetings.not_yet"),
        "seated on an older page": (seated(revision=page + 7), "Stale shared.outdated"),
        "without a chair": (seated(chair_id=None), "Incomplete meetings.no_chair"),
        "with a chair from elsewhere": (seated(chair_id=hall.world.stranger), "Incomplete meetings.no_chair"),
        "with one who is no member": (seated(seats=stranger), "Incomplete meetings.not_members"),
        "absent without a reason": (
            seated(seats=everybody | {hall.members[8]: sittings.Taken(Seat.ABSENT)}), "Incomplete meetings.no_reason",
        ),
        "online in the hall": (
            seated(seats=everybody | {hall.members[8]: sittings.Taken(Seat.ONLINE)}), "Incomplete meetings.not_digital",
        ),
        "the materials too late": (
            kept(hall, lambda unit: sittings.send_materials(unit, number)), "WrongState meetings.late_materials",
        ),
        "failed before anybody was counted": (
            kept(hall, lambda unit: sittings.fail(unit, number)), "WrongState meetings.not_counted",
        ),
    })  # fmt: skip
    assert not at.seat(hall, number, absent=5)
    faults += whole({
        "a vote without a quorum": (
            kept(hall, lambda unit: sittings.put(unit, sittings.PutMotion(number, 1, Outcome.APPROVED))),
            "WrongState meetings.cannot_vote",
        )
    })  # fmt: skip
    assert not faults, "\n".join(faults)


def test_a_body_without_members_in_force_calls_no_meeting(hall: Hall) -> None:
    """All of them left the day before; and the maslikhat has never had any."""
    with work(SYSTEM) as unit:
        for post in unit.session.scalars(select(Appointment).where(Appointment.role == Role.MEMBER)):
            post.valid_until = at.DAY - DAY
    maslikhat = hall.world.bodies[BodyKind.MASLIKHAT]
    faults = whole({
        f"of {name}": (
            kept(hall, lambda unit, body=body: sittings.call(unit, sittings.CallMeeting(body, at.when(date(2026, 3, 20)))),
                 at.CALLED, actor),
            "Incomplete meetings.no_members",
        )
        for name, body, actor in (
            ("the assembly", hall.body, hall.secretary),
            ("the maslikhat", maslikhat, hall.world.actor(Role.MASLIKHAT_SECRETARY)),
        )
    })  # fmt: skip
    assert not faults, "\n".join(faults)


def test_bad_votes(hall: Hall) -> None:
    """Twice, for others, by those who came later, who are named in the project, or who are not in the room."""
    named = Tri("Көше жарығы, жауапты Демобеков Мүше-7", "Освещение, ответственный Демобеков Мүше-7")
    code = rw.project(hall.world, replace(rw.PASSPORT, responsible=named))
    task = rw.submit(hall.world, code)
    newcomer = at.join(hall, "Демокелін Жаңа", since=at.DAY + DAY)
    number = at.opened(hall, task, absent=1)
    motion = at.put(hall, number)
    barred, away, once, paper = hall.members[6], hall.members[8], hall.members[3], hall.members[4]
    assert at.facts(number).item(1).barred == {barred}

    def cast(person: int, actor: Actor | None = None, choice: Choice = Choice.AGAINST, of: int = motion) -> Try:
        command = sittings.Cast(of, {person: choice})
        return kept(hall, lambda unit: sittings.cast(unit, command), actor=actor)

    with clock.standing_at(at.HELD), work(hall.world.person(once)) as unit:
        sittings.cast(unit, sittings.Cast(motion, {once: Choice.FOR}))
    at.vote(hall, motion, {paper: Choice.FOR})
    faults = whole({
        "online, then online": (cast(once, hall.world.person(once)), "Stale meetings.voted_already"),
        "online, then on paper: the first stands": (cast(once), "done"),
        "on paper, then online": (cast(paper, hall.world.person(paper)), "Stale meetings.voted_already"),
        "for another member": (cast(hall.members[5], hall.member(1)), "NotAllowed access.role"),
        "by the akim": (cast(hall.members[5], hall.world.actor(Role.AKIM)), "NotAllowed access.role"),
        "by one who joined later": (cast(newcomer, hall.world.person(newcomer)), "NotAllowed access.role"),
        "on paper, of one who joined later": (cast(newcomer), "NotAllowed meetings.not_a_member"),
        "of one who joined later, on the day after": (
            kept(hall, lambda unit: sittings.cast(unit, sittings.Cast(motion, {newcomer: Choice.FOR})), at.HELD + DAY),
            "NotAllowed meetings.not_a_member",
        ),
        "of one who is named in the project": (cast(barred), "NotAllowed meetings.barred"),
        "by one who is named in the project": (cast(barred, hall.world.person(barred)), "NotAllowed meetings.barred"),
        "of one who is not there": (cast(away), "WrongState meetings.not_there"),
        "on a question that is not": (cast(paper, of=10**6), "Missing meetings.absent"),
        "ended before all have voted": (
            kept(hall, lambda unit: sittings.close_motion(unit, sittings.CloseMotion(motion))),
            "Incomplete meetings.not_all_voted",
        ),
        "ended by a member": (
            kept(hall, lambda unit: sittings.close_motion(unit, sittings.CloseMotion(motion)), actor=hall.member(1)),
            "NotAllowed access.role",
        ),
        "a second question at once": (
            kept(hall, lambda unit: sittings.put(unit, sittings.PutMotion(number, 1, Outcome.APPROVED))),
            "WrongState meetings.motion_open",
        ),
        "a question on an item that is not": (
            kept(hall, lambda unit: sittings.put(unit, sittings.PutMotion(number, 9, Outcome.APPROVED))),
            "Missing meetings.no_item",
        ),
        "the meeting closed over it": (
            kept(hall, lambda unit: sittings.close(unit, number)), "WrongState meetings.motion_open",
        ),
        "an interest after the vote": (
            kept(hall, lambda unit: sittings.declare_interest(
                unit, sittings.DeclareInterest(number, 1, once, "Мердігер туысым"))),
            "WrongState meetings.voted_already",
        ),
        "an interest of a stranger": (
            kept(hall, lambda unit: sittings.declare_interest(
                unit, sittings.DeclareInterest(number, 1, hall.world.stranger, "Оныкі"))),
            "NotAllowed meetings.not_a_member",
        ),
    })  # fmt: skip
    meeting = at.facts(number)
    at.vote(hall, motion, at.spread(meeting.item(1), meeting))
    with at.keeping(hall) as unit:
        sittings.close_motion(unit, sittings.CloseMotion(motion))
    faults += whole({
        "after the end": (cast(hall.members[5], hall.member(5)), "Stale meetings.motion_closed"),
        "ended once more": (
            kept(hall, lambda unit: sittings.close_motion(unit, sittings.CloseMotion(motion))),
            "Stale meetings.motion_closed",
        ),
        "asked once more": (
            kept(hall, lambda unit: sittings.put(unit, sittings.PutMotion(number, 1, Outcome.APPROVED))),
            "WrongState meetings.item_over",
        ),
    })  # fmt: skip
    assert not faults, "\n".join(faults)


# --- the table can fail --------------------------------------------------------------------------------------------


def test_what_the_table_does_not_let_pass(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that stays, a refusal that is written though it is none, one that is not, and one without words."""
    code = rw.project(world)

    def half() -> None:
        with work(SYSTEM) as unit:
            unit.session.execute(text("UPDATE project SET revision = revision + 1"))
        raise Incomplete("approvals.incomplete", n=1)

    def mute() -> None:
        raise Incomplete("approvals.unheard_of")

    found = held(Watch(), "half", half, "Incomplete approvals.incomplete")
    assert [line.split()[:4] for line in found] == [
        ["half:", "changed", "project", "-"], ["half:", "changed", "project", "+"],
    ]  # fmt: skip
    with pytest.raises(KeyError):
        held(Watch(), "mute", mute, "Incomplete approvals.unheard_of")
    sent = by(world.actor(Role.SPECIALIST), lambda unit: acts.submit(unit, Submit(code, 1)))
    assert held(Watch(), "sent", sent, "NotAllowed access.role") == []
    assert held(Watch(), "sent", sent, "NotAllowed access.body") == [
        "sent: NotAllowed access.role, not NotAllowed access.body"
    ]
