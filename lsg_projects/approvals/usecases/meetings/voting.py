"""Votes: a question is put, each member answers once, the result is computed and becomes the decision of the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from lsg_projects.approvals.models import Ballot, MeetingItem, Motion
from lsg_projects.approvals.queries import meetings as queries
from lsg_projects.approvals.queries.meetings import Item, MeetingFacts, MotionFacts
from lsg_projects.approvals.usecases.decision import Decide, decide
from lsg_projects.approvals.usecases.meetings import ground, interests
from lsg_projects.approvals.usecases.meetings.agenda import changed
from lsg_projects.documents import queries as documents
from lsg_projects.domain import approval, meeting
from lsg_projects.domain.access import Action, may, require
from lsg_projects.domain.approval import Remark, Verdict, Votes
from lsg_projects.domain.codec import digest, plain
from lsg_projects.domain.errors import Incomplete, NotAllowed, Problem, Stale, WrongState
from lsg_projects.domain.meeting import Choice, ItemState, MeetingAct, MeetingState, Result
from lsg_projects.domain.states import Outcome
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work


@dataclass(frozen=True)
class PutMotion:
    """What the body is asked to answer on an item."""

    meeting_id: int
    position: int
    outcome: Outcome
    reason: str = ""
    remarks: tuple[Remark, ...] = ()
    until: date | None = None
    conclusion: str = ""
    language: str = ""


@dataclass(frozen=True)
class Cast:
    """Votes on a motion by person: a member's own, or those that the secretary counted."""

    motion_id: int
    choices: Mapping[int, Choice]


@dataclass(frozen=True)
class CloseMotion:
    """A motion on which all have voted; *casting* is the chair's deciding voice where votes are equal."""

    motion_id: int
    casting: bool | None = None


@dataclass(frozen=True)
class Closed:
    """What a vote led to: the result and, where it was adopted, the number of the decision."""

    result: Result
    votes: Votes
    number: str = ""


def put(unit: Work, command: PutMotion) -> int:
    """Put a question to the vote and give its number.

    Refuses (WrongState) without a quorum in the room, (Stale) a project that is not what was put on the agenda.
    """
    facts = ground.taken(unit, command.meeting_id, MeetingAct.VOTE)
    item = facts.item(command.position)
    if item.state is not ItemState.WAITING or item.open_motion is not None:
        raise WrongState("meetings.item_over" if item.open_motion is None else "meetings.motion_open")
    if len(facts.there) < (facts.needed or 0):
        raise WrongState("meetings.no_quorum", n=facts.needed, p=len(facts.there))
    if changed(unit, item):
        raise Stale("meetings.item_changed")
    verdict = _verdict(command, f"{facts.number}/{item.position}", unit.today, Votes(1, 0, 0))
    approval.check(verdict, item.step, unit.today, documents.types_held(unit.session, item.head.id))
    interests.find(unit, facts, item)
    facts = queries.meeting(unit.session, facts.id)
    if not facts.voters(facts.item(command.position)):
        raise WrongState("meetings.nobody_votes")
    return _put(unit, facts, item, command)


def _put(unit: Work, facts: MeetingFacts, item: Item, command: PutMotion) -> int:
    row = Motion(
        item_id=item.id, round=len(item.motions) + 1, outcome=command.outcome, reason=command.reason,
        remarks=plain(command.remarks), until=command.until, conclusion=command.conclusion,
        language=command.language or unit.actor.language, put_at=unit.now,
    )  # fmt: skip
    unit.add(row)
    ground.tell(unit, facts, "motion_put", project=item.head.code, motion=row.id, outcome=command.outcome.value)
    return row.id


def _verdict(asked: PutMotion | MotionFacts, number: str, day: date, votes: Votes) -> Verdict:
    return Verdict(
        outcome=asked.outcome, reason=asked.reason, conclusion=asked.conclusion, remarks=asked.remarks,
        until=asked.until, number=number, dated=day, votes=votes, minutes=True,
    )  # fmt: skip


def cast(unit: Work, command: Cast) -> tuple[int, ...]:
    """Record votes; the first vote of a member stands. Gives the persons for whom another vote stood already.

    Refuses (NotAllowed) one who is no member or has a conflict of interest, (Stale) a member's own second vote.
    """
    facts, item, motion = _taken(unit, command.motion_id)
    own = set(command.choices) == {unit.actor.person_id} and bool(may(Action.VOTE, unit.actor, ground.subject(facts)))
    if not own:
        require(Action.KEEP_MEETING, unit.actor, ground.subject(facts))
    if facts.state is not MeetingState.OPEN or motion.closed_at is not None:
        raise Stale("meetings.motion_closed")
    for person_id in command.choices:
        _may_vote(facts, item, person_id)
    stored = [person for person, choice in command.choices.items() if _store(unit, motion, person, choice)]
    if own and not stored:
        raise Stale("meetings.voted_already")
    if stored:
        ground.tell(unit, facts, "voted", motion=motion.id, voters=len(stored), own=own)
    return tuple(
        person
        for person, choice in command.choices.items()
        if person not in stored and motion.ballots.get(person) is not choice
    )


def _taken(unit: Work, motion_id: int) -> tuple[MeetingFacts, Item, MotionFacts]:
    """Take a motion for this piece of work: votes and the end of the vote follow one another."""
    unit.session.execute(select(Motion.id).where(Motion.id == motion_id).with_for_update())
    item_id = queries.item_of_motion(unit.session, motion_id)
    facts = queries.meeting(unit.session, queries.meeting_of_item(unit.session, item_id))
    item = next(one for one in facts.items if one.id == item_id)
    return facts, item, next(one for one in item.motions if one.id == motion_id)


def _may_vote(facts: MeetingFacts, item: Item, person_id: int) -> None:
    seated = next((one for one in facts.seats if one.person_id == person_id), None)
    if seated is None:
        raise NotAllowed("meetings.not_a_member", subject=f"meeting:{facts.id}")
    if person_id in item.barred:
        raise NotAllowed("meetings.barred", subject=f"meeting:{facts.id}")
    if not seated.seat.there:
        raise WrongState("meetings.not_there")


def _store(unit: Work, motion: MotionFacts, person_id: int, choice: Choice) -> bool:
    """Insert a vote unless one is there; the unique key of the database decides who was first."""
    make = postgresql.insert if unit.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {
        "motion_id": motion.id, "person_id": person_id, "choice": choice, "cast_by": unit.actor.person_id,
        "cast_at": unit.now,
    }  # fmt: skip
    done = unit.session.execute(make(Ballot).values(**values).on_conflict_do_nothing().returning(Ballot.id))
    return done.first() is not None


def close_motion(unit: Work, command: CloseMotion) -> Closed:
    """End a vote on which everybody who may vote has voted; an adopted one is decided in this same transaction."""
    item_id = queries.item_of_motion(unit.session, command.motion_id)
    ground.taken(unit, queries.meeting_of_item(unit.session, item_id), MeetingAct.VOTE)
    facts, item, motion = _taken(unit, command.motion_id)
    if motion.closed_at is not None:
        raise Stale("meetings.motion_closed")
    missing = [one.name for one in facts.voters(item) if one.person_id not in motion.ballots]
    if missing:
        raise Incomplete("meetings.not_all_voted", (), n=len(missing), names=", ".join(missing))
    votes, came = _result(facts, item, motion, command.casting)
    still = (Motion.id == motion.id, Motion.closed_at.is_(None))
    values = {
        "closed_at": unit.now, "adopted": came is Result.ADOPTED, "votes_for": votes.cast_for,
        "votes_against": votes.against, "votes_abstained": votes.abstained, "casting": votes.casting,
    }  # fmt: skip
    moved(unit.session.execute(update(Motion).where(*still).values(**values)))
    number = _decide(unit, facts, item, motion, votes) if came is Result.ADOPTED else ""
    _tell(unit, facts, item, motion, votes, came)
    return Closed(came, votes, number)


def _result(facts: MeetingFacts, item: Item, motion: MotionFacts, casting: bool | None) -> tuple[Votes, Result]:
    """Count and judge; a tie asks for the chair's voice, if the chair is there and has no interest."""
    entitled = facts.entitled or len(facts.seats)
    votes = meeting.count(motion.ballots.values())
    came = meeting.result(facts.rule, votes, entitled)
    if came is not Result.TIE:
        return votes, came
    if facts.chair_id not in {one.person_id for one in facts.voters(item)}:
        return votes, Result.NOT_ADOPTED
    if casting is None:
        raise Incomplete("meetings.incomplete", (Problem("casting", "meetings.tie"),), n=1)
    votes = meeting.count(motion.ballots.values(), casting)
    return votes, meeting.result(facts.rule, votes, entitled)


def _decide(unit: Work, facts: MeetingFacts, item: Item, motion: MotionFacts, votes: Votes) -> str:
    """Close the task by the one way to decide: on the version and the digest that stood on the agenda."""
    number = f"{facts.number}/{item.position}"
    verdict = _verdict(motion, number, facts.day, votes)
    answered = decide(
        unit, Decide(item.task_id, item.version, item.shown, verdict, language=motion.language, meeting=facts.id)
    )
    waiting = (MeetingItem.id == item.id, MeetingItem.state == ItemState.WAITING)
    values = {"state": ItemState.DECIDED, "decision_id": answered.number}
    moved(unit.session.execute(update(MeetingItem).where(*waiting).values(**values)))
    return number


def _tell(
    unit: Work, facts: MeetingFacts, item: Item, motion: MotionFacts, votes: Votes, came: Result
) -> None:  # fmt: skip
    """Write the counts, and a digest of who voted how: the votes themselves stay in the minutes."""
    ballots = sorted((person, choice.value) for person, choice in motion.ballots.items())
    ground.tell(
        unit, facts, "motion_closed", project=item.head.code, motion=motion.id, result=came.value, votes=plain(votes),
        ballots=digest([list(each) for each in ballots]),
    )  # fmt: skip
