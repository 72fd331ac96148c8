"""The facts of any report, by the kind of its subject."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lsg_projects.domain.figures.data import Facts
from lsg_projects.domain.reporting import SubjectKind
from lsg_projects.reports.queries import district, passport
from lsg_projects.reports.queries.subjects import Asked

__all__ = ["Asked", "gather"]


def gather(session: Session, asked: Asked) -> Facts:
    """Give what a report is made of; refuses (Missing, Incomplete) an unknown or unfitting subject."""
    if asked.kind.subject is SubjectKind.PROJECT:
        return passport.gather(session, asked)
    return district.gather(session, asked)
