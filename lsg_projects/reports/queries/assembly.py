"""Gathering the half-yearly monitoring of a settlement's assembly."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lsg_projects.domain.figures.assembly import AssemblyFacts, Recommendation
from lsg_projects.domain.periods import Period, parse
from lsg_projects.domain.recommendation import State, Verdict
from lsg_projects.kit import clock
from lsg_projects.recommendations import queries as recommendations
from lsg_projects.recommendations.queries import Facts
from lsg_projects.reports.queries import district
from lsg_projects.reports.queries.reform import as_fields
from lsg_projects.reports.queries.subjects import Asked, fitting_unit


def gather(session: Session, asked: Asked) -> AssemblyFacts:
    """Give the facts of the monitoring; refuses (Missing, Incomplete) an unknown or unfitting territory."""
    unit = fitting_unit(session, asked.kind, asked.subject)
    period = parse(asked.period)
    given = recommendations.public(session, unit.id)
    return AssemblyFacts(
        **as_fields(district.gather(session, asked)),
        recommendations=tuple(_words(each) for each in given if each.period == asked.period),
        earlier=tuple(_words(each) for each in given if _concerns(each, period)),
    )


def _concerns(found: Facts, period: Period) -> bool:
    """Tell whether an earlier recommendation belongs into the report: the last ones, and whatever is still open."""
    if parse(found.period).start >= period.start:
        return False
    closed = found.state is State.DONE or found.verdict is Verdict.DECLINED
    return found.period == str(period.previous) or not closed


def _words(found: Facts) -> Recommendation:
    return Recommendation(
        period=found.period, number=found.number, day=found.minutes_day, minutes=found.minutes_no, text=found.text,
        project=found.project or "", due=found.due, verdict=found.verdict.value if found.verdict else "",
        reason=found.reason, action=found.action, until=found.until,
        answered=clock.local_day(found.answered_at) if found.answered_at else None, done=found.done,
        done_on=found.done_on,
    )  # fmt: skip
