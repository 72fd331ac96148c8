"""What the first page says: live figures of all published projects, the territories, what was updated last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsg_projects.domain.events import PUBLIC_ACTS
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import Approval, Delivery
from lsg_projects.domain.text import Tri
from lsg_projects.kit.journal import JournalEntry
from lsg_projects.projects.models import ProjectSummary
from lsg_projects.register.queries import lists, places
from lsg_projects.register.queries.district import District, district
from lsg_projects.register.queries.filters import Filters
from lsg_projects.territories import queries as territories

NEWEST = 5
_LOOKED_THROUGH = 60
"""Entries among which the newest of each project are found; a project that pays every day must not fill the list."""
_UNDER_WAY = (Delivery.ON_TRACK, Delivery.AT_RISK, Delivery.LATE, Delivery.STALLED)


@dataclass(frozen=True)
class Act:
    """Something that happened to a published project, as the journal has it."""

    code: str
    title: Tri
    unit_name: Tri
    action: str
    at: datetime
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Start:
    """The figures of the first page."""

    under_way: int
    yearly: Tiyn
    finished: int
    year: int
    total: int
    district: District | None
    newest: tuple[lists.Row, ...]
    happened: tuple[Act, ...]


def start(session: Session, today: date) -> Start:
    """Give the figures of all published projects and the territory of the installation."""
    top = places.top(session)
    approved = ProjectSummary.approval == Approval.APPROVED
    done = approved & (ProjectSummary.delivery == Delivery.FINISHED)
    begin, end = date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    row = session.execute(
        select(
            func.count(ProjectSummary.project_id).filter(approved & ProjectSummary.delivery.in_(_UNDER_WAY)),
            func.sum(ProjectSummary.yearly_gain).filter(approved),
            func.count(ProjectSummary.project_id).filter(done & ProjectSummary.expected_end.between(begin, end)),
            func.count(ProjectSummary.project_id),
        )
    ).one()
    page = lists.page_of(session, Filters(), (), None, NEWEST, 1)
    where = district(session, top, territories.ancestors(session, top), None) if top else None
    return Start(row[0], int(row[1] or 0), row[2], today.year - 1, row[3], where, page.rows, happened(session))


def happened(session: Session) -> tuple[Act, ...]:
    """Give the newest public acts on published projects, one of each project, the newest first."""
    rows = session.execute(
        select(JournalEntry.action, JournalEntry.at, JournalEntry.body, ProjectSummary)
        .join(ProjectSummary, ProjectSummary.code == JournalEntry.subject)
        .where(JournalEntry.action.in_(sorted(PUBLIC_ACTS)))
        .order_by(JournalEntry.id.desc())
        .limit(_LOOKED_THROUGH)
    )
    newest: dict[str, Act] = {}
    for action, at, body, row in rows:
        act = Act(row.code, row.title, row.unit_name, action, datetime.fromisoformat(at), json.loads(body))
        newest.setdefault(row.code, act)
    return tuple(newest.values())[:NEWEST]
