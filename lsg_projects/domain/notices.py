"""Who is told of what: one table from acts to those who should know, and how each wishes to be written to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lsg_projects.domain.calendar import DayOff, working_days_left
from lsg_projects.domain.states import Role


class Audience(StrEnum):
    """Those who should know of an act, by what it is to them."""

    OFFICE = "office"
    """The akim's office whose project it is."""
    ASKED = "asked"
    """Whom the project waits for after the act."""
    SIGNERS = "signers"
    """The head of a department, whose signature a prepared answer waits for."""
    EXECUTORS = "executors"
    """Those who prepare the answer of a department."""
    RELEASED = "released"
    """Whom the project waited for until the act."""
    CERTIFIERS = "certifiers"
    """Who may certify a report of the territory."""
    ORDERER = "orderer"
    """Who ordered the report."""
    MEMBERS = "members"
    """The members of the body that meets; letters about meetings go out with their notice."""
    CHECKERS = "checkers"
    """Who may approve the values that were sent: the department of economy of the district, else the oblast."""
    ANSWERER = "answerer"
    """The akim's office of the territory whose assembly recommends."""
    ASSEMBLY = "assembly"
    """The assembly whose recommendation was answered or fulfilled."""
    ABOVE = "above"
    """The district akim: what is overdue below."""


OFFICE_ROLES = frozenset({Role.AKIM, Role.SPECIALIST})
CHECKER_ROLES = frozenset({Role.ECONOMIST, Role.DEPARTMENT_HEAD, Role.ANALYST})
ASSEMBLY_ROLES = frozenset({Role.ASSEMBLY_SECRETARY, Role.MEMBER})
CERTIFIER_ROLES = frozenset({Role.DISTRICT_AKIM, Role.ANALYST})

ACTS: Mapping[str, tuple[Audience, ...]] = {
    "project.submitted": (Audience.ASKED,),
    "project.contested": (Audience.ASKED,),
    "step.decided": (Audience.OFFICE, Audience.ASKED),
    "draft.prepared": (Audience.SIGNERS,),
    "draft.sent_back": (Audience.EXECUTORS,),
    "project.withdrawn": (Audience.RELEASED,),
    "change.sent": (Audience.ASKED,),
    "change.contested": (Audience.ASKED,),
    "change.applied": (Audience.OFFICE,),
    "meeting.notice_sent": (Audience.MEMBERS,),
    "meeting.changed": (Audience.MEMBERS,),
    "meeting.cancelled": (Audience.MEMBERS,),
    "meeting.signed": (Audience.MEMBERS,),
    "question.received": (Audience.OFFICE,),
    "problem.escalated": (Audience.ABOVE,),
    "results.sent": (Audience.CHECKERS,),
    "results.corrected": (Audience.CHECKERS,),
    "results.approved": (Audience.OFFICE,),
    "results.returned": (Audience.OFFICE,),
    "recommendation.given": (Audience.ANSWERER,),
    "recommendation.answered": (Audience.ASSEMBLY,),
    "recommendation.done": (Audience.ASSEMBLY,),
    "report.issued": (Audience.ORDERER, Audience.CERTIFIERS),
}
"""What the journal tells, and to whom. Who did the act is never told of it."""


class Letters(StrEnum):
    """How a person wishes to get letters."""

    EACH = "each"
    DAILY = "daily"
    NONE = "none"


@dataclass(frozen=True)
class Reminder:
    """What a day says of a term: its kind, to whom, and whether the one above is told as well."""

    kind: str
    audience: Audience


def reminders(today: date, due: date, day_off: DayOff, before: int) -> tuple[Reminder, ...]:
    """Say what has to be reminded of on *today* about a term that ends on *due*.

    *before* working days ahead those who are asked hear of it; once it is over, they and the one above do.
    """
    left = working_days_left(today, due, day_off)
    if left < 0:
        return (Reminder("overdue", Audience.ASKED), Reminder("overdue", Audience.ABOVE))
    return (Reminder("soon", Audience.ASKED),) if left <= before else ()
