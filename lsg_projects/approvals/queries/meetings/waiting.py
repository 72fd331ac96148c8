"""What meetings ask of an official: to come, to vote, to send the notice, to write the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from lsg_projects.approvals.models import Ballot, Interest, Meeting, MeetingItem, Motion, SeatRow
from lsg_projects.domain import codec
from lsg_projects.domain.access import RIGHTS, Action
from lsg_projects.domain.actor import Actor, Post
from lsg_projects.domain.calendar import add_working
from lsg_projects.domain.meeting import BodyRule, ItemState, MeetingState, Seat, last_day
from lsg_projects.domain.states import Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.kit.workdays import day_off

_LIVE = (MeetingState.CALLED, MeetingState.NOTIFIED, MeetingState.OPEN, MeetingState.CLOSED)


@dataclass(frozen=True)
class Duty:
    """One thing that a meeting asks: to come, vote, send the notice or the materials, hold it, write the minutes."""

    kind: str
    meeting_id: int
    body_name: Tri
    due: date
    day: date
    item: int | None = None
    """Place on the agenda, where a vote is asked for."""


def duties(session: Session, actor: Actor) -> tuple[Duty, ...]:
    """Give what meetings ask of *actor*, the nearest day first."""
    posts = actor.posts_as(Role.MEMBER, *RIGHTS[Action.KEEP_MEETING])
    if not posts:
        return ()
    rows = session.scalars(
        select(Meeting).where(Meeting.body_id.in_({post.body_id for post in posts}), Meeting.state.in_(_LIVE))
    ).all()
    found = [*_as_secretary(rows, posts), *_as_member(rows, posts), *_votes(session, actor, posts)]
    return tuple(sorted(found, key=lambda one: (one.due, one.meeting_id, one.kind)))


def count_duties(session: Session, actor: Actor) -> int:
    """Count what meetings ask of *actor* to do, for the menu; coming meetings are no work yet."""
    return sum(one.kind != "come" for one in duties(session, actor))


def _as_secretary(rows: Sequence[Meeting], posts: Sequence[Post]) -> Iterable[Duty]:
    bodies = {post.body_id: post.body_name for post in posts if post.role is not Role.MEMBER}
    for row in rows:
        if row.body_id in bodies:
            kind, due = _next_duty(row, codec.build(BodyRule, row.rule))
            yield Duty(kind, row.id, bodies[row.body_id], due, row.day)


def _next_duty(row: Meeting, rule: BodyRule) -> tuple[str, date]:
    if row.state is MeetingState.CALLED:
        return "notice", last_day(row.day, rule.notice_days(row.kind))
    if row.state is MeetingState.CLOSED:
        return "minutes", add_working(row.day, rule.minutes, day_off)
    if row.materials_at is None and row.state is MeetingState.NOTIFIED:
        return "materials", last_day(row.day, rule.materials)
    return "hold", row.day


def _as_member(rows: Sequence[Meeting], posts: Sequence[Post]) -> Iterable[Duty]:
    bodies = {post.body_id: post.body_name for post in posts if post.role is Role.MEMBER}
    today = clock.today()
    for row in rows:
        if row.body_id in bodies and row.state is MeetingState.NOTIFIED and row.day >= today:
            yield Duty("come", row.id, bodies[row.body_id], row.day, row.day)


def _votes(session: Session, actor: Actor, posts: Sequence[Post]) -> Iterable[Duty]:
    """Give the questions that are put now and that the member has not answered."""
    names = {post.body_id: post.body_name for post in posts if post.role is Role.MEMBER}
    if not names:
        return
    own = and_(SeatRow.meeting_id == Meeting.id, SeatRow.person_id == actor.person_id)
    given = select(Ballot.id).where(Ballot.motion_id == Motion.id, Ballot.person_id == actor.person_id)
    barred = select(Interest.id).where(Interest.item_id == MeetingItem.id, Interest.person_id == actor.person_id)
    rows = session.execute(
        select(Meeting.id, Meeting.body_id, Meeting.day, MeetingItem.position)
        .join(MeetingItem, MeetingItem.meeting_id == Meeting.id)
        .join(Motion, Motion.item_id == MeetingItem.id)
        .join(SeatRow, own)
        .where(
            Meeting.state == MeetingState.OPEN,
            MeetingItem.state == ItemState.WAITING,
            Motion.closed_at.is_(None),
            or_(false(), SeatRow.seat == Seat.PRESENT, SeatRow.seat == Seat.ONLINE),
            ~given.exists(),
            ~barred.exists(),
        )
    )
    for meeting_id, body_id, day, position in rows:
        if body_id in names:
            yield Duty("vote", meeting_id, names[body_id], day, day, position)
