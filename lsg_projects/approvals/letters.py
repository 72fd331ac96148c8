"""Letters about meetings to the members of a body, each in the member's language."""

from __future__ import annotations

from dataclasses import dataclass

from lsg_projects import settings
from lsg_projects.approvals.queries.meetings import MeetingFacts, Member
from lsg_projects.domain.meeting import ItemState
from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import words


@dataclass(frozen=True)
class Letter:
    """A letter before it is sent: to whom, about what, and the text."""

    to: str
    subject: str
    text: str


def notice(facts: MeetingFacts, member: Member) -> Letter:
    """Tell a member of the meeting: when, where, what stands on the agenda."""
    return _letter("notice", facts, member, agenda=_agenda(facts, member.language))


def materials(facts: MeetingFacts, member: Member) -> Letter:
    """Tell a member where the papers of every item stand."""
    return _letter("materials", facts, member, agenda=_agenda(facts, member.language))


def cancelled(facts: MeetingFacts, member: Member, reason: str) -> Letter:
    """Tell a member that the meeting will not be held."""
    return _letter("cancelled", facts, member, reason=reason)


def _letter(kind: str, facts: MeetingFacts, member: Member, **more: str) -> Letter:
    say, fmt = words(member.language), formats(member.language)
    body, when = facts.body.name.pick(member.language), fmt.moment(facts.starts_at)
    where = facts.place.pick(member.language) or facts.link
    url = f"{settings.current().base_url.rstrip('/')}/office/meetings/{facts.id}"
    text = say(f"meetings.letter.{kind}", body=body, when=when, where=where, url=url, **more)
    return Letter(member.email, say(f"meetings.letter.{kind}_subject", body=body, d=fmt.day(facts.day)), text)


def _agenda(facts: MeetingFacts, lang: str) -> str:
    waiting = [one for one in facts.items if one.state is ItemState.WAITING]
    lines = (f"{place}. {one.head.title.pick(lang)} ({one.head.code})" for place, one in enumerate(waiting, 1))
    return "\n".join(lines)
