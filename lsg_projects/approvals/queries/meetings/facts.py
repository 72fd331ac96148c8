"""One meeting with all that belongs to it, read from the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.accounts.models import Appointment, Delegation, Person
from lsg_projects.accounts.queries import delegations
from lsg_projects.approvals.models import Ballot, Correction, Interest, Meeting, MeetingItem, Motion, Notice, SeatRow
from lsg_projects.approvals.queries import changes, processes, tasks
from lsg_projects.approvals.queries.meetings.members import members
from lsg_projects.approvals.queries.meetings.shapes import (
    CorrectionFacts,
    Interested,
    Item,
    MeetingFacts,
    MotionFacts,
    SeatFacts,
    Sent,
    StandIn,
)
from lsg_projects.domain import codec
from lsg_projects.domain.approval import Remark, Votes
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.meeting import BodyRule
from lsg_projects.domain.rights import SECRETARIES
from lsg_projects.domain.text import alphabetical
from lsg_projects.projects import queries as projects
from lsg_projects.territories import queries as territories

_PLAIN = tuple(
    name for name in MeetingFacts.__dataclass_fields__
    if name not in ("body", "rule", "members", "seats", "items", "sent", "corrections", "secretary", "acting")
)  # fmt: skip


def meeting(session: Session, meeting_id: int) -> MeetingFacts:
    """Give one meeting; refuses (Missing) an unknown one."""
    row = session.scalar(_fresh(select(Meeting).where(Meeting.id == meeting_id)))
    if row is None:
        raise Missing("meetings.absent")
    return MeetingFacts(
        **{name: getattr(row, name) for name in _PLAIN},
        body=territories.body(session, row.body_id),
        rule=codec.build(BodyRule, row.rule),
        members=members(session, row.body_id, row.day),
        seats=_seats(session, row.id),
        items=_items(session, row.id),
        sent=_sent(session, row.id),
        secretary=session.scalar(select(Person.name).where(Person.id == row.called_by)) or "",
        acting=_acting(session, row),
        corrections=_corrections(session, row.id),
    )


def _acting(session: Session, row: Meeting) -> StandIn | None:
    """Give the order by which the caller kept the meeting on its day, unless the post of a secretary is their own."""
    posts = (Appointment.body_id == row.body_id, Appointment.role.in_(SECRETARIES), delegations.held(row.day))
    own = select(Appointment.id).where(*posts, Appointment.person_id == row.called_by)
    if row.called_by is None or session.scalar(own.limit(1)) is not None:
        return None
    found = session.scalar(
        select(Delegation)
        .join(Appointment, Appointment.id == Delegation.appointment_id)
        .where(*posts, Delegation.deputy_id == row.called_by, delegations.in_force(row.day))
        .order_by(Delegation.id.desc())
        .limit(1)
    )
    return StandIn(found.kind, found.number, found.dated) if found else None


def meeting_of_item(session: Session, item_id: int) -> int:
    """Give the meeting on whose agenda an item stands; refuses (Missing) an unknown one."""
    return _known(session.scalar(select(MeetingItem.meeting_id).where(MeetingItem.id == item_id)))


def item_of_motion(session: Session, motion_id: int) -> int:
    """Give the item that a motion is about; refuses (Missing) an unknown one."""
    return _known(session.scalar(select(Motion.item_id).where(Motion.id == motion_id)))


def _known(found: int | None) -> int:
    if found is None:
        raise Missing("meetings.absent")
    return found


def _seats(session: Session, meeting_id: int) -> tuple[SeatFacts, ...]:
    rows = session.execute(
        _fresh(select(SeatRow, Person.name).join(Person, Person.id == SeatRow.person_id))
        .where(SeatRow.meeting_id == meeting_id)
    )  # fmt: skip
    found = (SeatFacts(s.person_id, name, s.seat, s.reason, s.arrived_at, s.left_at) for s, name in rows)
    return tuple(sorted(found, key=lambda one: (alphabetical(one.name), one.person_id)))


def _items(session: Session, meeting_id: int) -> tuple[Item, ...]:
    rows = session.scalars(
        _fresh(select(MeetingItem).where(MeetingItem.meeting_id == meeting_id).order_by(MeetingItem.position))
    ).all()
    ids = [row.id for row in rows]
    interests, motions = _interests(session, ids), _motions(session, ids)
    asked = tasks.tasks(session, (row.task_id for row in rows))
    runs = processes.by_ids(session, {task.process_id for task in asked.values()})
    heads = projects.by_ids(session, {row.project_id for row in rows})
    versions = changes.versions_asked(session, [(task, runs[task.process_id]) for task in asked.values()])
    return tuple(
        Item(
            row.id, row.position, row.task_id, heads[row.project_id],
            runs[asked[row.task_id].process_id].route.step(asked[row.task_id].step), row.version,
            versions[row.task_id].passport, row.shown, row.rapporteur, row.state, row.reason, row.speeches,
            row.decision_id, row.minutes_key, tuple(interests.get(row.id, ())), tuple(motions.get(row.id, ())),
        )
        for row in rows
    )  # fmt: skip


def _interests(session: Session, ids: Iterable[int]) -> dict[int, list[Interested]]:
    found: dict[int, list[Interested]] = {}
    for row in session.scalars(_fresh(select(Interest).where(Interest.item_id.in_(ids)).order_by(Interest.id))):
        found.setdefault(row.item_id, []).append(Interested(row.person_id, row.conflict, row.reason))
    return found


def _motions(session: Session, ids: Iterable[int]) -> dict[int, list[MotionFacts]]:
    rows = session.scalars(_fresh(select(Motion).where(Motion.item_id.in_(ids)).order_by(Motion.round))).all()
    ballots: dict[int, list[Ballot]] = {}
    for ballot in session.scalars(select(Ballot).where(Ballot.motion_id.in_([row.id for row in rows]))):
        ballots.setdefault(ballot.motion_id, []).append(ballot)
    found: dict[int, list[MotionFacts]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(_motion(row, ballots.get(row.id, [])))
    return found


def _motion(row: Motion, ballots: list[Ballot]) -> MotionFacts:
    votes = None
    if row.votes_for is not None:
        votes = Votes(row.votes_for, row.votes_against or 0, row.votes_abstained or 0, row.casting)
    return MotionFacts(
        row.id, row.item_id, row.round, row.outcome, row.reason,
        tuple(codec.build(Remark, each) for each in row.remarks), row.until, row.conclusion, row.language,
        row.put_at, row.closed_at, row.adopted, votes, {one.person_id: one.choice for one in ballots},
        frozenset(one.person_id for one in ballots if one.cast_by == one.person_id),
    )  # fmt: skip


def _sent(session: Session, meeting_id: int) -> tuple[Sent, ...]:
    rows = session.execute(
        select(Notice.kind, Person.name, Notice.language, Notice.sent_at)
        .join(Person, Person.id == Notice.person_id)
        .where(Notice.meeting_id == meeting_id)
        .order_by(Notice.id)
    )
    return tuple(Sent(*row) for row in rows)


def _corrections(session: Session, meeting_id: int) -> tuple[CorrectionFacts, ...]:
    rows = session.scalars(select(Correction).where(Correction.meeting_id == meeting_id).order_by(Correction.id))
    return tuple(CorrectionFacts(row.text, row.made_at) for row in rows)


def _fresh(statement: Any) -> Any:
    """Read what is stored now, not what this session saw before."""
    return statement.execution_options(populate_existing=True)
