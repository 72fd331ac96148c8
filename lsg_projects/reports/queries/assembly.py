"""Gathering the half-yearly monitoring of a settlement's assembly."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lsg_projects.domain.figures.assembly import AssemblyFacts
from lsg_projects.reports.queries import district
from lsg_projects.reports.queries.reform import as_fields
from lsg_projects.reports.queries.subjects import Asked


def gather(session: Session, asked: Asked) -> AssemblyFacts:
    """Give the facts of the monitoring; refuses (Missing, Incomplete) an unknown or unfitting territory."""
    return AssemblyFacts(**as_fields(district.gather(session, asked)))
