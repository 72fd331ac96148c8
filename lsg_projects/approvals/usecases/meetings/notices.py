"""The notice and the materials: sent to every member in force on the day, in time, and kept in the log."""

from __future__ import annotations

from lsg_projects.approvals.letters import Letter, materials, notice
from lsg_projects.approvals.models import Notice
from lsg_projects.approvals.queries.meetings import MeetingFacts
from lsg_projects.approvals.usecases.meetings import ground
from lsg_projects.domain import meeting as rules
from lsg_projects.domain.errors import WrongState
from lsg_projects.domain.meeting import ItemState, MeetingAct, MeetingState
from lsg_projects.kit.work import Work


def send_notice(unit: Work, meeting_id: int) -> tuple[Letter, ...]:
    """Send the notice with the agenda; gives the letters, to be sent when all this is stored.

    Refuses (WrongState) an empty agenda, and a notice that comes later than the rule of the body permits.
    """
    facts = ground.taken(unit, meeting_id, MeetingAct.NOTIFY)
    if not _waiting(facts):
        raise WrongState("meetings.empty_agenda")
    last = rules.last_day(facts.day, facts.rule.notice_days(facts.kind))
    if unit.today > last:
        raise WrongState("meetings.late_notice", n=facts.rule.notice_days(facts.kind), d=f"{last:%d.%m.%Y}")
    ground.alter(unit, facts, state=MeetingState.NOTIFIED, notified_at=unit.now)
    _log(unit, facts, "notice")
    return tuple(notice(facts, member) for member in facts.members)


def send_materials(unit: Work, meeting_id: int) -> tuple[Letter, ...]:
    """Send the materials; refuses (WrongState) when they went out already, or when their day is over."""
    facts = ground.taken(unit, meeting_id, MeetingAct.SEND_MATERIALS)
    if facts.materials_at is not None:
        raise WrongState("meetings.materials_sent")
    if not _waiting(facts):
        raise WrongState("meetings.empty_agenda")
    last = rules.last_day(facts.day, facts.rule.materials)
    if unit.today > last:
        raise WrongState("meetings.late_materials", n=facts.rule.materials, d=f"{last:%d.%m.%Y}")
    ground.alter(unit, facts, materials_at=unit.now)
    _log(unit, facts, "materials")
    return tuple(materials(facts, member) for member in facts.members)


def _waiting(facts: MeetingFacts) -> bool:
    return any(one.state is ItemState.WAITING for one in facts.items)


def _log(unit: Work, facts: MeetingFacts, kind: str) -> None:
    for member in facts.members:
        row = Notice(
            meeting_id=facts.id, person_id=member.person_id, kind=kind, language=member.language, sent_at=unit.now
        )
        unit.session.add(row)
    unit.flush()
    shown = {one.head.code: one.shown for one in facts.items if one.state is ItemState.WAITING}
    ground.tell(unit, facts, f"{kind}_sent", members=len(facts.members), shown=shown)
