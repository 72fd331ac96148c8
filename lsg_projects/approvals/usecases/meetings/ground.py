"""What every act on a meeting begins with and ends in: the lock, the right, the state, the journal."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from lsg_projects.approvals.models import Meeting
from lsg_projects.approvals.queries import meetings as queries
from lsg_projects.approvals.queries.meetings import MeetingFacts
from lsg_projects.domain import meeting as rules
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.events import Event
from lsg_projects.domain.meeting import MeetingAct
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work


def subject(facts: MeetingFacts) -> Subject:
    """Give a meeting as the question about rights asks for it: the body's own secretary or member acts."""
    return Subject(facts.body.unit.path, facts.body.id, name=f"meeting:{facts.id}")


def taken(unit: Work, meeting_id: int, act: MeetingAct) -> MeetingFacts:
    """Lock a meeting for its secretary's *act* and give it as it stands; refuses others and a wrong state."""
    locked(unit, meeting_id)
    facts = queries.meeting(unit.session, meeting_id)
    require(Action.KEEP_MEETING, unit.actor, subject(facts))
    rules.moved(facts.state, act)
    return facts


def locked(unit: Work, meeting_id: int) -> None:
    """Take the meeting for this piece of work; acts on one meeting follow one another."""
    unit.session.execute(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update())


def alter(unit: Work, facts: MeetingFacts, **values: Any) -> None:
    """Write *values* into a meeting that still stands as it was read; refuses (Stale) one that moved."""
    same = (Meeting.id == facts.id, Meeting.state == facts.state, Meeting.revision == facts.revision)
    moved(unit.session.execute(update(Meeting).where(*same).values(**values)))


def tell(unit: Work, facts: MeetingFacts, action: str, **body: object) -> None:
    """Write an act into the chain of the body."""
    unit.tell(Event(f"body:{facts.body.id}", f"meeting.{action}", f"meeting:{facts.id}", body))


def refuse(problems: list[Problem]) -> None:
    """Refuse (Incomplete) where there are problems."""
    if problems:
        raise Incomplete("meetings.incomplete", tuple(problems), n=len(problems))
