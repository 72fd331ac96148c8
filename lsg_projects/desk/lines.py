"""The projects on an official's first page: counted by state, the ones met first, the days that are coming."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from lsg_projects.delivery.queries import DeliveryView
from lsg_projects.desk.queries import running_facts
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.states import Approval, Delivery
from lsg_projects.domain.text import Tri
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import Filters, ProjectHead

MOST = 10


@dataclass(frozen=True)
class Standing:
    """How many projects stand in one state: of delivery once they are approved, of approval before that."""

    approval: Approval
    delivery: Delivery | None
    count: int


@dataclass(frozen=True)
class ProjectLine:
    """A project with its next control point."""

    head: ProjectHead
    next_title: Tri | None
    next_due: date | None


@dataclass(frozen=True)
class Coming:
    """A day that is coming, and what it brings."""

    day: date
    title: Tri
    code: str


def project_lines(session: Session, actor: Actor, today: date) -> tuple[ProjectLine, ...]:
    """Give the projects that the official meets first: what needs somebody before what runs by itself."""
    heads = projects.visible(session, actor, Filters(size=100))
    facts = running_facts(session, heads, today)
    ordered = sorted(heads, key=lambda head: (_urgency(head), head.code))[:MOST]
    return tuple(_line(head, facts.get(head.id)) for head in ordered)


_RUNNING = (
    Delivery.STALLED, Delivery.LATE, Delivery.AT_RISK, Delivery.ON_TRACK, Delivery.NOT_STARTED, Delivery.FINISHED,
)  # fmt: skip
_BEFORE = (Approval.IN_REVIEW, Approval.RETURNED, Approval.DRAFT)


def standings(session: Session, actor: Actor) -> tuple[Standing, ...]:
    """Count the projects of the official's territory by state, the one that needs somebody first."""
    counted = projects.counts(session, actor)
    running = (Standing(Approval.APPROVED, state, counted.get((Approval.APPROVED, state), 0)) for state in _RUNNING)
    before = (Standing(state, None, sum(n for (at, _), n in counted.items() if at is state)) for state in _BEFORE)
    return tuple(one for one in (*running, *before) if one.count)


_URGENT = (Delivery.STALLED, Delivery.LATE, Delivery.AT_RISK)


def _urgency(head: ProjectHead) -> int:
    if head.delivery in _URGENT:
        return _URGENT.index(head.delivery)
    order = (Approval.RETURNED, Approval.IN_REVIEW, Approval.DRAFT, Approval.APPROVED)
    return 3 + (order.index(head.approval) if head.approval in order else len(order))


def _line(head: ProjectHead, view: DeliveryView | None) -> ProjectLine:
    waiting_ones = [m for m in view.milestones if m.view.met_on is None] if view else []
    first = min(waiting_ones, key=lambda m: m.view.promised or date.max, default=None)
    return ProjectLine(head, first.title if first else None, first.view.promised if first else None)


def coming(lines: Iterable[ProjectLine], today: date) -> tuple[Coming, ...]:
    """Give the next control points of the projects shown, by day; those already missed stand among what waits."""
    dated = [
        Coming(one.next_due, one.next_title, one.head.code)
        for one in lines
        if one.next_title and one.next_due and one.next_due >= today
    ]
    return tuple(sorted(dated, key=lambda one: (one.day, one.code)))[:6]
