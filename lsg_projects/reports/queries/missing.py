"""Reports that are due by their schedule and have not been issued: absence is visible too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from lsg_projects.domain.periods import closed_since, parse
from lsg_projects.domain.text import Tri
from lsg_projects.reports.models import ReportDocument, ReportSchedule
from lsg_projects.reports.queries.documents import Filters
from lsg_projects.territories.models import AdministrativeUnit

MOST = 25
"""Rows of absence on one page, the newest periods first."""


@dataclass(frozen=True)
class Absent:
    """A report that should be there: since which day it is due."""

    kind: str
    unit_name: Tri
    period: str
    language: str
    due: date


def absent(session: Session, filters: Filters, today: date) -> tuple[Absent, ...]:
    """Give what schedules that are not paused owe up to *today*, under the same filters as the list."""
    issued = {tuple(row) for row in session.execute(_issued())}
    found = [
        Absent(schedule.kind, name, str(period), language, period.end + timedelta(days=1))
        for schedule, name, path in session.execute(_schedules())
        if filters.kind in ("", schedule.kind) and (not filters.territory or filters.territory in path)
        for period in closed_since(parse(schedule.first_period), today)
        if filters.period in ("", str(period))
        for language in schedule.languages
        if (schedule.kind, schedule.subject, str(period), language) not in issued
    ]
    return tuple(sorted(found, key=lambda each: each.due, reverse=True)[:MOST])


def _schedules() -> Any:
    return (
        select(ReportSchedule, AdministrativeUnit.name, AdministrativeUnit.path)
        .join(AdministrativeUnit, AdministrativeUnit.id == ReportSchedule.unit_id)
        .where(ReportSchedule.paused.is_(False))
        .order_by(ReportSchedule.id)
    )


def _issued() -> Any:
    same = and_(ReportSchedule.kind == ReportDocument.kind, ReportSchedule.subject == ReportDocument.subject)
    return (
        select(ReportDocument.kind, ReportDocument.subject, ReportDocument.period, ReportDocument.language)
        .join(ReportSchedule, same)
        .where(ReportDocument.annulled_at.is_(None))
        .distinct()
    )
