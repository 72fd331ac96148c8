"""The rule by which a body meets: terms of notice, quorum, majority; each with its article, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lsg_projects.domain.errors import Missing
from lsg_projects.domain.meeting.states import MeetingKind
from lsg_projects.domain.states import BodyKind
from lsg_projects.domain.text import Tri


class Majority(StrEnum):
    """Of whom more than half must be for it."""

    PARTICIPANTS = "participants"
    """Those who take part in the vote."""
    MEMBERS = "members"
    """All members of the body, present or not."""


@dataclass(frozen=True)
class BodyRule:
    """How one kind of body meets from a day on. A basis without words is a datum of the installation."""

    body: BodyKind
    valid_from: date
    notice: int
    """Calendar days between the notice and the meeting."""
    notice_extraordinary: int
    materials: int
    """Calendar days before the meeting by which members have the materials."""
    quorum_part: int
    quorum_of: int
    """At least *quorum_part* of each *quorum_of* members make a quorum."""
    majority: Majority
    casting: bool
    """Whether the chair's voice decides when votes are equal."""
    digital: bool
    """Whether members may take part by digital means."""
    minutes: int
    """Working days within which the minutes are handed to the akim."""
    valid_until: date | None = None
    notice_basis: Tri = Tri()
    materials_basis: Tri = Tri()
    quorum_basis: Tri = Tri()
    majority_basis: Tri = Tri()
    casting_basis: Tri = Tri()
    digital_basis: Tri = Tri()
    minutes_basis: Tri = Tri()

    def notice_days(self, kind: MeetingKind) -> int:
        """Give the days of notice that a meeting of this *kind* owes."""
        return self.notice if kind is MeetingKind.REGULAR else self.notice_extraordinary


def in_force(rules: Iterable[BodyRule], body: BodyKind, day: date) -> BodyRule:
    """Give the rule of a kind of body on *day*; refuses (Missing) where the installation has none."""
    for rule in rules:
        if rule.body is body and rule.valid_from <= day and (rule.valid_until is None or day <= rule.valid_until):
            return rule
    raise Missing("meetings.no_rule")


def needed(rule: BodyRule, entitled: int) -> int:
    """Give how many of *entitled* members make a quorum: half of 9 is 5, two thirds of 9 are 6."""
    return -(-entitled * rule.quorum_part // rule.quorum_of)


def earliest(rule: BodyRule, kind: MeetingKind, today: date) -> date:
    """Give the first lawful day of a meeting whose notice goes out *today*."""
    return today + timedelta(days=rule.notice_days(kind))


def last_day(day: date, days: int) -> date:
    """Give the last day on which something that is owed *days* before a meeting may still be done."""
    return day - timedelta(days=days)
