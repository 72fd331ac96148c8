"""Conflict of interest: found by the system, or declared by the member or for the member by the secretary."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.dialects import postgresql, sqlite

from lsg_projects.approvals.models import Interest
from lsg_projects.approvals.queries import meetings as queries
from lsg_projects.approvals.queries.meetings import Item, MeetingFacts
from lsg_projects.approvals.usecases.meetings import ground
from lsg_projects.domain.access import Action, may, require
from lsg_projects.domain.codec import plain
from lsg_projects.domain.errors import NotAllowed, Problem, WrongState
from lsg_projects.domain.meeting import Conflict, ItemState, MeetingState, named
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects

_OPEN = (MeetingState.NOTIFIED, MeetingState.OPEN)


@dataclass(frozen=True)
class DeclareInterest:
    """A member who has an interest in an item, and which."""

    meeting_id: int
    position: int
    person_id: int
    reason: str


def declare_interest(unit: Work, command: DeclareInterest) -> None:
    """Record a conflict of interest before the member votes on the item."""
    ground.locked(unit, command.meeting_id)
    facts = queries.meeting(unit.session, command.meeting_id)
    _allowed(unit, facts, command.person_id)
    item = facts.item(command.position)
    if facts.state not in _OPEN or item.state is not ItemState.WAITING:
        raise WrongState("meetings.item_over")
    if command.person_id not in {member.person_id for member in facts.members}:
        raise NotAllowed("meetings.not_a_member", subject=f"meeting:{facts.id}")
    motion = item.open_motion
    if motion is not None and command.person_id in motion.ballots:
        raise WrongState("meetings.voted_already")
    if not command.reason:
        ground.refuse([Problem("reason", "meetings.no_interest")])
    bar(unit, facts, item, command.person_id, Conflict.DECLARED, command.reason)


def _allowed(unit: Work, facts: MeetingFacts, person_id: int) -> None:
    """Let the secretary declare for anybody, and a member for themselves."""
    own = person_id == unit.actor.person_id and may(Action.VOTE, unit.actor, ground.subject(facts))
    if not own:
        require(Action.KEEP_MEETING, unit.actor, ground.subject(facts))


def bar(unit: Work, facts: MeetingFacts, item: Item, person_id: int, conflict: Conflict, reason: str = "") -> None:
    """Keep that a person does not vote on an item; what is known already stays."""
    make = postgresql.insert if unit.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {
        "item_id": item.id, "person_id": person_id, "conflict": conflict, "reason": reason[:300],
        "recorded_at": unit.now,
    }  # fmt: skip
    unit.session.execute(make(Interest).values(**values).on_conflict_do_nothing())
    ground.tell(unit, facts, "interest", project=item.head.code, person=f"person:{person_id}", why=conflict.value)


def find(unit: Work, facts: MeetingFacts, item: Item) -> None:
    """Bar the members who worked on the project, or whom its passport names."""
    people = projects.contributors(unit.session, item.head.id)
    content = plain(item.passport)
    for member in facts.members:
        if member.person_id in item.barred:
            continue
        if member.person_id in people:
            bar(unit, facts, item, member.person_id, Conflict.CONTRIBUTOR)
        elif named(member.name, content):
            bar(unit, facts, item, member.person_id, Conflict.NAMED)
