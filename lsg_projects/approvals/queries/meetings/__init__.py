"""What we ask of meetings: the rule, the members of a day, one meeting with all that belongs to it, lists."""

from lsg_projects.approvals.queries.meetings.facts import item_of_motion, meeting, meeting_of_item
from lsg_projects.approvals.queries.meetings.laid import Laid, laid
from lsg_projects.approvals.queries.meetings.lists import Listed, Offered, live_item_of, offered, page_of
from lsg_projects.approvals.queries.meetings.members import Member, members
from lsg_projects.approvals.queries.meetings.rules import kept_here, rules
from lsg_projects.approvals.queries.meetings.shapes import (
    CorrectionFacts,
    Interested,
    Item,
    MeetingFacts,
    MotionFacts,
    SeatFacts,
    Sent,
)
from lsg_projects.approvals.queries.meetings.waiting import Duty, count_duties, duties

__all__ = [
    "CorrectionFacts",
    "Duty",
    "Interested",
    "Item",
    "Laid",
    "Listed",
    "MeetingFacts",
    "Member",
    "MotionFacts",
    "Offered",
    "SeatFacts",
    "Sent",
    "count_duties",
    "duties",
    "item_of_motion",
    "kept_here",
    "laid",
    "live_item_of",
    "meeting",
    "meeting_of_item",
    "members",
    "offered",
    "page_of",
    "rules",
]
