"""A secretary calls a meeting, changes it before the notice goes out, or cancels it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import update

from lsg_projects.approvals.letters import Letter, cancelled
from lsg_projects.approvals.models import Meeting, MeetingItem, Notice
from lsg_projects.approvals.queries import meetings as queries
from lsg_projects.approvals.usecases.meetings import ground
from lsg_projects.domain import meeting as rules
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.codec import plain
from lsg_projects.domain.errors import Problem
from lsg_projects.domain.meeting import BodyRule, ItemState, Means, MeetingAct, MeetingKind, MeetingState
from lsg_projects.domain.text import Tri
from lsg_projects.kit.clock import ALMATY
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import BodyFacts

_FARTHEST = 366
MIN_REASON = 10


@dataclass(frozen=True)
class When:
    """When, where and by which means a meeting is held."""

    kind: MeetingKind
    means: Means
    day: date
    hour: time
    place: Tri = Tri()
    link: str = ""


@dataclass(frozen=True)
class CallMeeting:
    """A meeting to call: of which body, when and where."""

    body_id: int
    when: When


@dataclass(frozen=True)
class ChangeMeeting:
    """Another time or place for a meeting whose notice has not gone out."""

    meeting_id: int
    when: When


@dataclass(frozen=True)
class CancelMeeting:
    """A meeting that will not be held, and why."""

    meeting_id: int
    reason: str


def call(unit: Work, command: CallMeeting) -> int:
    """Call a meeting and give its number; refuses (Incomplete) a day before the lawful one."""
    body = territories.body(unit.session, command.body_id)
    require(Action.KEEP_MEETING, unit.actor, Subject(body.unit.path, body.id, name=f"body:{body.id}"))
    row = Meeting(
        body_id=body.id, state=MeetingState.CALLED, called_at=unit.now, called_by=unit.actor.person_id,
        speeches=Tri(), **_held(unit, body, command.when),
    )  # fmt: skip
    unit.add(row)
    ground.tell(unit, queries.meeting(unit.session, row.id), "called", **_said(command.when))
    return row.id


def change(unit: Work, command: ChangeMeeting) -> None:
    """Move a meeting to another time or place before its notice goes out."""
    facts = ground.taken(unit, command.meeting_id, MeetingAct.CHANGE)
    ground.alter(unit, facts, **_held(unit, facts.body, command.when))
    ground.tell(unit, facts, "changed", **_said(command.when))


def _said(when: When) -> dict[str, object]:
    return {"day": when.day, "kind": when.kind.value, "means": when.means.value}


def _held(unit: Work, body: BodyFacts, when: When) -> dict[str, Any]:
    """Check a time and place by the rule of that day, and give them as they are stored."""
    rule = rules.in_force(queries.rules(), body.kind, when.day)
    ground.refuse([*_problems(unit, rule, when, body.id)])
    return {
        "rule": plain(rule),
        "kind": when.kind,
        "means": when.means,
        "day": when.day,
        "year": when.day.year,
        "starts_at": datetime.combine(when.day, when.hour, ALMATY),
        "place": when.place,
        "link": when.link,
    }


def _problems(unit: Work, rule: BodyRule, when: When, body_id: int) -> Iterator[Problem]:
    earliest = rules.earliest(rule, when.kind, unit.today)
    if when.day < earliest:
        basis = rule.notice_basis.pick(unit.actor.language)
        said = {"n": rule.notice_days(when.kind), "d": f"{earliest:%d.%m.%Y}", "basis": basis or "–"}
        yield Problem("day", "meetings.too_early", said)
    elif (when.day - unit.today).days > _FARTHEST:
        yield Problem("day", "meetings.too_far")
    if when.means is not Means.HALL and not rule.digital:
        yield Problem("means", "meetings.not_digital")
    if when.means is not Means.DIGITAL and not when.place:
        yield Problem("place", "meetings.no_place")
    if when.means is not Means.HALL and not when.link.startswith(("https://", "http://")):
        yield Problem("link", "meetings.no_link")
    if not queries.members(unit.session, body_id, when.day):
        yield Problem("day", "meetings.no_members")


def cancel(unit: Work, command: CancelMeeting) -> tuple[Letter, ...]:
    """Cancel a meeting; its projects are free for another one. Gives the letters to those who had the notice."""
    facts = ground.taken(unit, command.meeting_id, MeetingAct.CANCEL)
    if len(command.reason) < MIN_REASON:
        ground.refuse([Problem("reason", "meetings.reason_short", {"n": MIN_REASON})])
    ground.alter(unit, facts, state=MeetingState.CANCELLED, reason=command.reason)
    release(unit, facts.id)
    ground.tell(unit, facts, "cancelled")
    if facts.notified_at is None:
        return ()
    for member in facts.members:
        unit.add(Notice(meeting_id=facts.id, person_id=member.person_id, kind="cancelled", language=member.language,
                        sent_at=unit.now))  # fmt: skip
    return tuple(cancelled(facts, member, command.reason) for member in facts.members)


def release(unit: Work, meeting_id: int) -> None:
    """Let the projects of an agenda that were not decided go to another meeting."""
    waiting = (MeetingItem.meeting_id == meeting_id, MeetingItem.state == ItemState.WAITING)
    unit.session.execute(update(MeetingItem).where(*waiting).values(state=ItemState.LEFT))
