"""Meetings of collective bodies: when they may be held, who makes a quorum, how votes become a decision."""

from lsg_projects.domain.meeting.conflict import Conflict, named
from lsg_projects.domain.meeting.rule import BodyRule, Majority, earliest, in_force, last_day, needed
from lsg_projects.domain.meeting.rule_file import read
from lsg_projects.domain.meeting.states import (
    MEETING_ACTS,
    ItemState,
    Means,
    MeetingAct,
    MeetingKind,
    MeetingState,
    Seat,
    moved,
    reseated,
)
from lsg_projects.domain.meeting.votes import Choice, Result, count, result

__all__ = [
    "MEETING_ACTS",
    "BodyRule",
    "Choice",
    "Conflict",
    "ItemState",
    "Majority",
    "Means",
    "MeetingAct",
    "MeetingKind",
    "MeetingState",
    "Result",
    "Seat",
    "count",
    "earliest",
    "in_force",
    "last_day",
    "moved",
    "named",
    "needed",
    "read",
    "reseated",
    "result",
]
