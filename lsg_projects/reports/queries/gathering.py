"""The facts of any report: one gatherer for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from lsg_projects.domain.figures.data import Facts
from lsg_projects.reports.queries import (
    assembly,
    audit,
    board,
    civil,
    district,
    meeting,
    monthly,
    passport,
    programme,
    reform,
    transfers,
)
from lsg_projects.reports.queries.subjects import Asked

__all__ = ["GATHERERS", "Asked", "gather"]

Gatherer = Callable[[Session, Asked], Facts]

GATHERERS: Mapping[str, Gatherer] = {
    "district-progress": district.gather,
    "akim-quarter": district.gather,
    "project-passport": passport.gather,
    "information-board": board.gather,
    "civil-budget": civil.gather,
    "budget-execution": monthly.gather,
    "reform-5": reform.gather,
    "assembly-monitoring": assembly.gather,
    "akim-meeting": meeting.gather,
    "programme-passport": programme.gather,
    "transfer-results": transfers.gather,
    "approval-audit": audit.gather,
}
"""How the facts of each kind are read: in one short reading, dated up to the period's end, as known now."""


def gather(session: Session, asked: Asked) -> Facts:
    """Give what a report is made of; refuses (Missing, Incomplete) an unknown or unfitting subject."""
    return GATHERERS[asked.kind.key](session, asked)
