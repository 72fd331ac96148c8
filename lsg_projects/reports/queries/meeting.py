"""Gathering the page for the akim's yearly meeting with residents."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from lsg_projects.domain.figures.meeting import MeetingFacts, PlanItem, Questions
from lsg_projects.domain.periods import Period, parse
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.participation import queries as participation
from lsg_projects.reports.queries import district
from lsg_projects.reports.queries.projects import known
from lsg_projects.reports.queries.reform import as_fields
from lsg_projects.reports.queries.subjects import Asked, fitting_unit
from lsg_projects.territories.queries import Unit


def gather(session: Session, asked: Asked) -> MeetingFacts:
    """Give the facts of the page; refuses (Missing, Incomplete) an unknown or unfitting territory."""
    period = parse(asked.period)
    unit = fitting_unit(session, asked.kind, asked.subject)
    found = district.gather(session, asked)
    counted = participation.counts(session, unit.path, _moment(period.start), _moment(period.end + timedelta(days=1)))
    shown = {project.code for project in found.projects}
    return MeetingFacts(
        **as_fields(found), questions=Questions(counted.asked, counted.answered, counted.waiting),
        items=_items(session, unit, period, shown),
    )  # fmt: skip


def _moment(day: date) -> datetime:
    """Give the first moment of a local day."""
    return datetime(day.year, day.month, day.day, tzinfo=clock.ALMATY).astimezone(UTC)


def _items(session: Session, unit: Unit, period: Period, shown: set[str]) -> tuple[PlanItem, ...]:
    """Give the items of the development plan that projects name, with those projects."""
    named: dict[Tri, list[str]] = {}
    for each in known(session, unit, period):
        if each.passport.plan_item and each.code in shown:
            named.setdefault(each.passport.plan_item, []).append(each.code)
    found = (PlanItem(text, tuple(codes)) for text, codes in named.items())
    return tuple(sorted(found, key=lambda item: item.text.pick("kk")))
