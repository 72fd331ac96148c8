"""Proposals of the ranking that lie on the table of a meeting: those given since the body's meeting before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsg_projects.approvals.models import LaidProposal, Meeting
from lsg_projects.approvals.queries.meetings.shapes import MeetingFacts
from lsg_projects.domain.meeting import MeetingState
from lsg_projects.domain.text import Tri

_NOT_HELD = (MeetingState.FAILED, MeetingState.CANCELLED)


@dataclass(frozen=True)
class Laid:
    """A proposal: where it is found, and the projects that it takes in and leaves out."""

    year: int
    variant: int
    name: str
    entering: tuple[tuple[str, Tri], ...]
    staying: tuple[tuple[str, Tri], ...]
    laid_at: datetime


def laid(session: Session, facts: MeetingFacts) -> tuple[Laid, ...]:
    """Give the proposals for a meeting, the newest first; a meeting that is not held passes them on to the next one."""
    if facts.state in _NOT_HELD:
        return ()
    before = select(func.max(Meeting.starts_at)).where(
        Meeting.body_id == facts.body.id, Meeting.starts_at < facts.starts_at, Meeting.state.not_in(_NOT_HELD)
    )
    since = session.scalar(before) or datetime.min.replace(tzinfo=UTC)
    statement = select(LaidProposal).where(
        LaidProposal.body_id == facts.body.id, LaidProposal.laid_at > since, LaidProposal.laid_at <= facts.starts_at
    )
    rows = session.scalars(statement.order_by(LaidProposal.id.desc()))
    return tuple(
        Laid(row.year, row.variant, row.name, _named(row.entering), _named(row.staying), row.laid_at) for row in rows
    )


def _named(rows: list[list[object]]) -> tuple[tuple[str, Tri], ...]:
    return tuple((str(code), Tri.of(title)) for code, title in rows)
