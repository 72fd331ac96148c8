"""Gathering the report on approvals: every decision of the period on published projects of a territory."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lsg_projects.domain.figures.audit import AuditFacts
from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.periods import parse
from lsg_projects.domain.states import Level
from lsg_projects.history.queries.audit import Period, Wanted, decisions
from lsg_projects.kit import installation
from lsg_projects.reports.queries.subjects import Asked, fitting_unit
from lsg_projects.territories import queries as territories


def gather(session: Session, asked: Asked) -> AuditFacts:
    """Give the facts of the report; refuses (Missing, Incomplete) an unknown or unfitting territory."""
    period = parse(asked.period)
    unit = fitting_unit(session, asked.kind, asked.subject)
    wanted = Wanted(Period(period.start, period.end), (unit.path,), public=True)
    return AuditFacts(
        kind=asked.kind.key, place=Place(unit.kato, unit.name), period=asked.period, language=asked.language,
        demonstration=installation.is_demonstration(session),
        many=len(territories.units_under(session, unit.path, Level.OKRUG)) != 1, rows=decisions(session, wanted),
    )  # fmt: skip
