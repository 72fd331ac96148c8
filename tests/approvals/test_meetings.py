"""Meetings of the assembly by their use cases: lawful days, quorum, votes, decisions; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.exc import DBAPIError

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.models import Ballot
from lsg_projects.approvals.usecases import meetings as acts
from lsg_projects.documents import queries as documents
from lsg_projects.documents import usecases as papers
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Stale, WrongState
from lsg_projects.domain.meeting import Choice, Conflict, ItemState, Means, MeetingState, Result, Seat
from lsg_projects.domain.states import Approval, DocumentType, Outcome, Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock, db, examination, journal
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import assembly as at
from tests.support import route_world as rw
from tests.support.assembly import Hall
from tests.support.route_world import World


@pytest.fixture
def hall(world: World, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """An assembly of nine, quorum five."""
    return at.gather(world, monkeypatch)


def sent(hall: Hall) -> tuple[str, int]:
    """A project that waits for the assembly, and its task."""
    code = rw.project(hall.world)
    return code, rw.submit(hall.world, code)


def codes(refusal: pytest.ExceptionInfo[Incomplete]) -> list[str]:
    return [problem.code for problem in refusal.value.problems]


def test_a_project_moves_on_when_the_assembly_has_agreed(hall: Hall) -> None:
    code, task = sent(hall)
    number = at.opened(hall, task, absent=1)
    came = at.decided(hall, number, against=1)
    assert (came.result, came.number, came.votes.cast_for, came.votes.against) == (Result.ADOPTED, "1/1", 7, 1)
    head = projects.find(db.session(), code)
    decision = approvals.decisions(db.session(), head.id)[0]
    assert (decision.step, decision.number, decision.dated, decision.outcome) == (
        "assembly",
        "1/1",
        at.DAY,
        Outcome.APPROVED,
    )
    assert decision.votes == came.votes
    standing = approvals.standing(db.session(), head.id)
    assert standing is not None
    assert standing.asked is not None
    assert standing.asked.step.key == "economy"
    assert at.facts(number).items[0].state is ItemState.DECIDED
    with at.keeping(hall) as unit:
        acts.close(unit, number)
    assert at.facts(number).state is MeetingState.CLOSED
    assert examination.verify(db.session()).broken is None
    told = [entry.action for entry in journal.entries(db.session(), f"body:{hall.body}")]
    assert told == ["meeting.called", "meeting.item_added", "meeting.notice_sent", "meeting.materials_sent", "meeting.opened",
                    "meeting.motion_put", "meeting.voted", "meeting.motion_closed", "meeting.closed"]  # fmt: skip
    written = [entry for entry in journal.entries(db.session(), f"project:{code}") if entry.action == "step.decided"]
    assert len(written) == 1
    assert f'"meeting":{number}' in written[0].body


def test_an_earlier_day_than_the_lawful_one_is_refused(hall: Hall) -> None:
    with at.keeping(hall, at.CALLED) as unit, pytest.raises(Incomplete) as early:
        acts.call(unit, acts.CallMeeting(hall.body, at.when(date(2026, 2, 4))))
    assert codes(early) == ["meetings.too_early"]
    assert early.value.problems[0].details["d"] == "05.02.2026"
    with at.keeping(hall, at.CALLED) as unit:
        assert acts.call(unit, acts.CallMeeting(hall.body, at.when(date(2026, 2, 5))))
    for typed, code in (
        ({"means": Means.DIGITAL, "link": "https://meet.example"}, "meetings.not_digital"),
        ({"place": Tri()}, "meetings.no_place"),
        ({"day": date(2028, 1, 1)}, "meetings.too_far"),
    ):
        with at.keeping(hall, at.CALLED) as unit, pytest.raises(Incomplete) as bad:
            acts.call(unit, acts.CallMeeting(hall.body, at.when(**typed)))
        assert codes(bad)[0] == code


def test_digital_means_are_lawful_since_the_law_says_so(hall: Hall) -> None:
    wanted = at.when(date(2026, 9, 1), means=Means.DIGITAL, link="https://meet.example/a")
    with at.keeping(hall, at.CALLED) as unit:
        assert acts.call(unit, acts.CallMeeting(hall.body, wanted))


def test_a_late_notice_cannot_be_sent(hall: Hall) -> None:
    _code, task = sent(hall)
    with at.keeping(hall, at.CALLED) as unit:
        number = acts.call(unit, acts.CallMeeting(hall.body, at.when()))
        acts.add_items(unit, acts.AddItems(number, (task,)))
    with at.keeping(hall, at.CALLED + timedelta(days=2)) as unit, pytest.raises(WrongState, match="late_notice"):
        acts.send_notice(unit, number)
    with at.keeping(hall, at.CALLED + timedelta(days=2)) as unit:
        acts.change(unit, acts.ChangeMeeting(number, at.when(date(2026, 2, 10))))
        letters = acts.send_notice(unit, number)
    assert len(letters) == at.SIZE
    assert "10.02.2026" in letters[0].subject
    assert len(at.facts(number).sent) == at.SIZE


def test_without_a_quorum_no_vote_begins_and_the_step_stays_open(hall: Hall) -> None:
    _code, task = sent(hall)
    number = at.called(hall, task)
    assert not at.seat(hall, number, absent=5)
    meeting = at.facts(number)
    assert (meeting.state, meeting.needed, meeting.present) == (MeetingState.NOTIFIED, 5, 4)
    with pytest.raises(WrongState):
        at.put(hall, number)
    with at.keeping(hall) as unit:
        acts.fail(unit, number)
    assert at.facts(number).items[0].state is ItemState.LEFT
    assert approvals.task(db.session(), task).closed_at is None
    with at.keeping(hall) as unit:  # the project is free for another day
        again = acts.call(unit, acts.CallMeeting(hall.body, at.when(date(2026, 2, 20))))
        acts.add_items(unit, acts.AddItems(again, (task,)))


def test_five_of_nine_are_a_quorum(hall: Hall) -> None:
    _code, task = sent(hall)
    number = at.called(hall, task)
    assert at.seat(hall, number, absent=4)
    assert at.decided(hall, number, against=2).result is Result.ADOPTED


def test_when_members_leave_the_quorum_is_gone(hall: Hall) -> None:
    _code, task = sent(hall)
    number = at.opened(hall, task, absent=4)
    at.seat(hall, number, absent=4, **{f"p{hall.members[4]}": Seat.GONE})
    with pytest.raises(WrongState, match="no_quorum"):
        at.put(hall, number)


def test_a_late_member_votes_on_what_comes_after(hall: Hall) -> None:
    (_first, one), (_second, two) = sent(hall), sent(hall)
    number = at.opened(hall, one, two, absent=2)
    at.decided(hall, number, 1)
    at.seat(hall, number, absent=1, at=at.HELD + timedelta(minutes=30))
    late = next(seat for seat in at.facts(number).seats if seat.person_id == hall.members[7])
    assert late.arrived_at == at.HELD + timedelta(minutes=30)
    first = at.facts(number).item(1).motions[0]
    assert first.votes is not None
    assert first.votes.present == 7
    with pytest.raises(Stale, match="motion_closed"):
        at.vote(hall, first.id, {hall.members[7]: Choice.AGAINST})
    assert at.decided(hall, number, 2).votes.present == 8


def test_who_was_there_cannot_become_one_who_never_came(hall: Hall) -> None:
    _code, task = sent(hall)
    number = at.opened(hall, task)
    with pytest.raises(Incomplete):
        at.seat(hall, number, absent=1)


def test_the_first_vote_of_a_member_stands(hall: Hall) -> None:
    _code, task = sent(hall)
    number = at.opened(hall, task)
    motion = at.put(hall, number)
    person = hall.members[3]
    with clock.standing_at(at.HELD), work(hall.member(3)) as unit:
        acts.cast(unit, acts.Cast(motion, {person: Choice.FOR}))
    with clock.standing_at(at.HELD), pytest.raises(Stale, match="voted_already"), work(hall.member(3)) as unit:
        acts.cast(unit, acts.Cast(motion, {person: Choice.AGAINST}))
    assert at.vote(hall, motion, {person: Choice.AGAINST, hall.members[4]: Choice.FOR}) == (person,)
    ballots = at.facts(number).item(1).motions[0].ballots
    assert (ballots[person], ballots[hall.members[4]]) == (Choice.FOR, Choice.FOR)


def test_the_database_refuses_to_change_a_vote(hall: Hall) -> None:
    _code, task = sent(hall)
    number = at.opened(hall, task)
    motion = at.put(hall, number)
    at.vote(hall, motion, {hall.members[0]: Choice.FOR})
    with pytest.raises(DBAPIError):
        db.session().execute(update(Ballot).values(choice=Choice.AGAINST))
    db.session().rollback()


def test_a_member_votes_for_nobody_else(hall: Hall) -> None:
    _code, task = sent(hall)
    motion = at.put(hall, at.opened(hall, task))
    for actor, choices in (
        (hall.member(3), {hall.members[4]: Choice.FOR}),
        (hall.member(3), {hall.members[3]: Choice.FOR, hall.members[4]: Choice.FOR}),
        (hall.world.actor(Role.AKIM), {hall.members[4]: Choice.FOR}),
        (hall.world.actor(Role.COMMISSION_SECRETARY), {hall.members[4]: Choice.FOR}),
    ):
        with clock.standing_at(at.HELD), pytest.raises(NotAllowed), work(actor) as unit:
            acts.cast(unit, acts.Cast(motion, choices))
    assert db.session().scalar(select(func.count(Ballot.id))) == 0


def test_who_joined_later_cannot_vote_in_an_earlier_meeting(hall: Hall) -> None:
    _code, task = sent(hall)
    newcomer = at.join(hall, "Демокелін Жаңа", since=at.DAY + timedelta(days=1))
    gone = at.join(hall, "Деможол Кетті", until=at.DAY - timedelta(days=1))
    number = at.opened(hall, task)
    assert {newcomer, gone}.isdisjoint(seat.person_id for seat in at.facts(number).seats)
    motion = at.put(hall, number)
    later = at.HELD + timedelta(days=1)
    for person in (newcomer, gone):
        with at.keeping(hall, later) as unit, pytest.raises(NotAllowed, match="not_a_member"):
            acts.cast(unit, acts.Cast(motion, {person: Choice.FOR}))
    with pytest.raises(Incomplete) as refused:
        at.seat(hall, number, **{f"p{newcomer}": Seat.PRESENT})
    assert codes(refused) == ["meetings.not_members"]


def test_a_member_who_worked_on_the_project_does_not_vote(hall: Hall, world: World) -> None:
    rw.appoint(world, hall.members[2], Role.SPECIALIST)
    code = rw.project(world)
    with work(hall.member(2)) as unit:
        from_draft = projects.find(unit.session, code).revision
        deciding_step = rw.SaveStep(code, "risks", from_draft, {"responsible": rw.tri("Округ әкімі")})
        rw.passports.save_step(unit, deciding_step)
    number = at.opened(hall, rw.submit(world, code))
    motion = at.put(hall, number)
    item = at.facts(number).item(1)
    assert [(one.person_id, one.conflict) for one in item.interests] == [(hall.members[2], Conflict.CONTRIBUTOR)]
    with at.keeping(hall) as unit, pytest.raises(NotAllowed, match="barred"):
        acts.cast(unit, acts.Cast(motion, {hall.members[2]: Choice.FOR}))
    meeting = at.facts(number)
    at.vote(hall, motion, at.spread(item, meeting))
    with at.keeping(hall) as unit:
        assert acts.close_motion(unit, acts.CloseMotion(motion)).votes.present == at.SIZE - 1


def test_a_declared_interest_keeps_from_voting(hall: Hall) -> None:
    _code, task = sent(hall)
    number = at.opened(hall, task)
    with clock.standing_at(at.HELD), work(hall.member(5)) as unit:
        acts.declare_interest(unit, acts.DeclareInterest(number, 1, hall.members[5], "Мердігер туысым"))
    with clock.standing_at(at.HELD), pytest.raises(NotAllowed), work(hall.member(5)) as unit:
        acts.declare_interest(unit, acts.DeclareInterest(number, 1, hall.members[6], "Оныкі"))
    assert at.facts(number).item(1).barred == {hall.members[5]}
    motion = at.put(hall, number)
    at.vote(hall, motion, {hall.members[6]: Choice.FOR})
    with at.keeping(hall) as unit, pytest.raises(WrongState, match="voted_already"):
        acts.declare_interest(unit, acts.DeclareInterest(number, 1, hall.members[6], "Кеш айтты"))


def test_equal_votes_ask_for_the_chair(hall: Hall) -> None:
    code, task = sent(hall)
    number = at.opened(hall, task, absent=1)
    motion = at.put(hall, number)
    meeting = at.facts(number)
    at.vote(hall, motion, at.spread(meeting.item(1), meeting, against=4))
    with at.keeping(hall) as unit, pytest.raises(Incomplete) as tie:
        acts.close_motion(unit, acts.CloseMotion(motion))
    assert codes(tie) == ["meetings.tie"]
    with at.keeping(hall) as unit:
        came = acts.close_motion(unit, acts.CloseMotion(motion, casting=True))
    assert came.result is Result.ADOPTED
    decision = approvals.decisions(db.session(), projects.find(db.session(), code).id)[0]
    assert decision.votes is not None
    assert (decision.votes.cast_for, decision.votes.against, decision.votes.casting) == (4, 4, True)


def test_more_than_half_of_all_who_take_part_is_asked_for(hall: Hall) -> None:
    """Four for, two against, two abstained: not more than half of eight, and no tie either."""
    code, task = sent(hall)
    number = at.opened(hall, task, absent=1)
    assert at.decided(hall, number, against=2, abstained=2).result is Result.NOT_ADOPTED
    assert projects.find(db.session(), code).approval is Approval.IN_REVIEW
    assert approvals.task(db.session(), task).closed_at is None
    motion = at.put(hall, number, outcome=Outcome.REJECTED, reason=rw.WHY)
    meeting = at.facts(number)
    at.vote(hall, motion, at.spread(meeting.item(1), meeting))
    with at.keeping(hall) as unit:
        assert acts.close_motion(unit, acts.CloseMotion(motion)).result is Result.ADOPTED
    head = projects.find(db.session(), code)
    assert head.approval is Approval.REJECTED
    assert approvals.decisions(db.session(), head.id)[0].reason == rw.WHY


def test_a_vote_ends_when_everybody_has_voted(hall: Hall) -> None:
    _code, task = sent(hall)
    number = at.opened(hall, task)
    motion = at.put(hall, number)
    at.vote(hall, motion, dict.fromkeys(hall.members[:8], Choice.FOR))
    with at.keeping(hall) as unit, pytest.raises(Incomplete, match="not_all_voted"):
        acts.close_motion(unit, acts.CloseMotion(motion))
    with at.keeping(hall) as unit, pytest.raises(WrongState, match="motion_open"):
        acts.close(unit, number)


def attach(hall: Hall, code: str) -> None:
    with work(hall.world.actor(Role.AKIM)) as unit:
        head = projects.find(unit.session, code)
        papers.attach(unit, papers.Attach(head.id, code, DocumentType.OTHER, rw.tri("Қосымша"), "x.pdf", rw.PDF))


@pytest.mark.parametrize("moment", ["before the question", "before the end"])
def test_a_project_that_changed_is_struck(hall: Hall, moment: str) -> None:
    code, task = sent(hall)
    number = at.opened(hall, task)
    motion = 0
    if moment == "before the end":
        motion = at.put(hall, number)
        meeting = at.facts(number)
        at.vote(hall, motion, at.spread(meeting.item(1), meeting))
    attach(hall, code)
    end, question = acts.CloseMotion(motion), acts.PutMotion(number, 1, Outcome.APPROVED)
    with pytest.raises(Stale), at.keeping(hall) as unit:
        acts.close_motion(unit, end) if motion else acts.put(unit, question)
    with at.keeping(hall) as unit:
        assert acts.strike_changed(unit, number, 1)
    item = at.facts(number).item(1)
    assert (item.state, item.reason) == (ItemState.STRUCK, "changed")
    assert approvals.task(db.session(), task).closed_at is None
    assert not approvals.decisions(db.session(), projects.find(db.session(), code).id)


def test_what_did_not_change_is_not_struck(hall: Hall) -> None:
    _code, task = sent(hall)
    number = at.opened(hall, task)
    with at.keeping(hall) as unit:
        assert not acts.strike_changed(unit, number, 1)


def test_typed_minutes_are_refused_where_meetings_are_kept_here(hall: Hall) -> None:
    _code, task = sent(hall)
    with pytest.raises(WrongState, match="decided_at_meeting"):
        rw.decide(hall.world, task)
    assert approvals.task(db.session(), task).closed_at is None


def test_a_project_stands_on_one_agenda(hall: Hall) -> None:
    _code, task = sent(hall)
    at.called(hall, task)
    with at.keeping(hall, at.CALLED) as unit:
        other = acts.call(unit, acts.CallMeeting(hall.body, at.when(hour=time(15))))
    with pytest.raises(Stale, match="on_agenda"), at.keeping(hall, at.CALLED) as unit:
        acts.add_items(unit, acts.AddItems(other, (task,)))
    with pytest.raises(Missing), at.keeping(hall, at.CALLED) as unit:
        acts.add_items(unit, acts.AddItems(other, (10**6,)))


def test_the_agenda_keeps_its_order_and_takes_nothing_after_the_materials(hall: Hall) -> None:
    tasks = [sent(hall)[1] for _ in range(4)]
    number = at.called(hall, *tasks[:3])
    with at.keeping(hall, at.CALLED) as unit:
        acts.move_item(unit, acts.MoveItem(number, 3, up=True))
        acts.move_item(unit, acts.MoveItem(number, 1, up=True))  # nothing above it
        acts.strike_item(unit, acts.StrikeItem(number, 1, "Әкімнің өтініші бойынша"))
    meeting = at.facts(number)
    assert [item.task_id for item in meeting.items] == [tasks[0], tasks[2], tasks[1]]
    assert meeting.items[0].state is ItemState.STRUCK
    with pytest.raises(Incomplete) as late, at.keeping(hall, at.HELD - timedelta(days=3)) as unit:
        acts.add_items(unit, acts.AddItems(number, (tasks[3],)))
    assert codes(late) == ["meetings.after_materials"]


def test_signing_closes_the_minutes_and_shows_them_on_the_project(hall: Hall) -> None:
    code, task = sent(hall)
    number = at.opened(hall, task)
    at.decided(hall, number)
    upload = papers.inspected("hattama.pdf", rw.PDF)
    with pytest.raises(WrongState), at.keeping(hall) as unit:
        acts.sign(unit, acts.SignMinutes(number, upload, True))
    with at.keeping(hall) as unit:
        acts.write_speeches(unit, acts.WriteSpeeches(number, Tri(), {1: Tri("Жобаны қолдаймын", "Проект поддерживаю")}))
        acts.close(unit, number)
    with pytest.raises(Incomplete), at.keeping(hall) as unit:
        acts.sign(unit, acts.SignMinutes(number, upload, None))
    with at.keeping(hall) as unit:
        acts.sign(unit, acts.SignMinutes(number, upload, True))
    head = projects.find(db.session(), code)
    decision = approvals.decisions(db.session(), head.id)[0]
    doc = documents.by_key(db.session(), decision.paper_key)
    assert (doc.type, doc.number, doc.public) == (DocumentType.MINUTES, "1", True)
    for act in (
        lambda unit: acts.write_speeches(unit, acts.WriteSpeeches(number, Tri("Басқа"), {})),
        lambda unit: acts.sign(unit, acts.SignMinutes(number, upload, True)),
        lambda unit: acts.cancel(unit, acts.CancelMeeting(number, "Қатемен өткізілді")),
    ):
        with pytest.raises(WrongState), at.keeping(hall) as unit:
            act(unit)
    with at.keeping(hall) as unit:
        acts.correct(unit, acts.CorrectMinutes(number, Tri("2-бетте аты-жөні түзетілді", "Исправлено имя")))
    assert len(at.facts(number).corrections) == 1


def every_act(number: int, hall: Hall) -> dict[str, Callable[..., object]]:
    upload = papers.inspected("hattama.pdf", rw.PDF)
    return {
        "change": lambda unit: acts.change(unit, acts.ChangeMeeting(number, at.when(date(2026, 3, 20)))),
        "cancel": lambda unit: acts.cancel(unit, acts.CancelMeeting(number, "Себебі осындай")),
        "add": lambda unit: acts.add_items(unit, acts.AddItems(number, (1,))),
        "move": lambda unit: acts.move_item(unit, acts.MoveItem(number, 1, up=True)),
        "notice": lambda unit: acts.send_notice(unit, number),
        "materials": lambda unit: acts.send_materials(unit, number),
        "seat": lambda unit: acts.seat(unit, acts.RecordSeats(number, 1, {}, None)),
        "fail": lambda unit: acts.fail(unit, number),
        "put": lambda unit: acts.put(unit, acts.PutMotion(number, 1, Outcome.APPROVED)),
        "close": lambda unit: acts.close(unit, number),
        "sign": lambda unit: acts.sign(unit, acts.SignMinutes(number, upload, True)),
        "correct": lambda unit: acts.correct(unit, acts.CorrectMinutes(number, Tri("Түзету"))),
    }


@pytest.mark.parametrize("role", [Role.AKIM, Role.COMMISSION_SECRETARY, Role.MEMBER, Role.DISTRICT_AKIM, Role.ADMIN])
def test_nobody_but_the_secretary_of_the_body_keeps_its_meetings(hall: Hall, role: Role) -> None:
    _code, task = sent(hall)
    number = at.called(hall, task)
    before = at.facts(number)
    for name, act in every_act(number, hall).items():
        with clock.standing_at(at.HELD), pytest.raises((NotAllowed, Missing)), work(hall.world.actor(role)) as unit:
            act(unit)
        assert at.facts(number) == before, name


def test_every_act_at_the_wrong_state_is_refused_and_changes_nothing(hall: Hall) -> None:
    _code, task = sent(hall)
    number = at.called(hall, task)
    with at.keeping(hall, at.CALLED) as unit:
        acts.cancel(unit, acts.CancelMeeting(number, "Әкімнің өтініші бойынша"))
    before = at.facts(number)
    for act in every_act(number, hall).values():
        with at.keeping(hall) as unit, pytest.raises(WrongState):
            act(unit)
    assert at.facts(number) == before
    assert at.facts(number).items[0].state is ItemState.LEFT


def statements_of(number: int) -> int:
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine(), "before_cursor_execute", note)
    try:
        at.facts(number)
    finally:
        event.remove(db.engine(), "before_cursor_execute", note)
    return len(asked)


def test_an_agenda_of_many_projects_costs_no_more_statements_than_a_short_one(hall: Hall) -> None:
    first = at.called(hall, sent(hall)[1])
    long = at.called(hall, *(sent(hall)[1] for _ in range(5)))
    assert len(at.facts(long).items) == 5
    assert statements_of(long) == statements_of(first)
