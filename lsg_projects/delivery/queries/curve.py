"""How work and money grew, month by month, against the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from lsg_projects.delivery.queries.facts import view
from lsg_projects.delivery.queries.ledger import ledger
from lsg_projects.domain import codec
from lsg_projects.domain.project import Passport
from lsg_projects.projects.models import Project, ProjectVersion

MOST = 36
"""Points of a curve; a longer project is shown by its last ones."""


@dataclass(frozen=True)
class Point:
    """The end of a month: percent planned, and done and paid up to today."""

    day: date
    planned: int
    done: int | None
    paid: Decimal | None


def curve(session: Session, project_id: int, today: date) -> tuple[Point, ...]:
    """Give the curve of a project from its first month to its last; today stands in it as a point of its own."""
    row = session.execute(
        select(Project.approval, Project.stage, ProjectVersion.content)
        .join(
            ProjectVersion,
            and_(ProjectVersion.project_id == Project.id, ProjectVersion.number == Project.version),
        )
        .where(Project.id == project_id)
    ).first()
    if row is None:
        return ()
    passport, book = codec.build(Passport, row.content or {}), ledger(session, project_id)
    seen = [view(project_id, passport, row.approval, row.stage, book, day) for day in _days(passport, today)]
    return tuple(
        Point(
            each.as_of, each.schedule_percent, each.percent if each.as_of <= today else None,
            each.financial_percent if each.as_of <= today else None,
        )
        for each in seen
    )  # fmt: skip


def _days(passport: Passport, today: date) -> list[date]:
    dated = [milestone.due for milestone in passport.milestones if milestone.due]
    if not dated:
        return []
    first, last = min([passport.start or dated[0], *dated]), max(dated)
    ends, day = [], first.replace(day=1)
    while day <= last:
        day = (day + timedelta(days=32)).replace(day=1)
        ends.append(day - timedelta(days=1))
    if first <= today and today not in ends:
        ends.append(today)
    return sorted(ends)[-MOST:]
