"""The words of a quarter: the akim's about the settlement, and the note of each project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.delivery.models import Narrative, ProgressNote
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Words:
    """The akim's words about a quarter; revision nought where nothing was written."""

    text: Tri = Tri()
    revision: int = 0


@dataclass(frozen=True)
class Note:
    """What was done on a project in a quarter, and what stood in the way."""

    done: Tri = Tri()
    problems: Tri = Tri()
    revision: int = 0


def narrative(session: Session, unit_id: int, period: str) -> Words:
    """Give the akim's words about a quarter of a settlement."""
    return narratives(session, [unit_id], period)[unit_id]


def narratives(session: Session, unit_ids: Iterable[int], period: str) -> dict[int, Words]:
    """Give the words about a quarter of many settlements in one question."""
    ids = tuple(unit_ids)
    rows = session.scalars(
        select(Narrative)
        .where(Narrative.unit_id.in_(ids), Narrative.period == period)
        .execution_options(populate_existing=True)
    )
    return dict.fromkeys(ids, Words()) | {row.unit_id: Words(row.text, row.revision) for row in rows}


def note(session: Session, project_id: int, period: str) -> Note:
    """Give the note of a project about a quarter."""
    return notes(session, [project_id], period)[project_id]


def notes(session: Session, project_ids: Iterable[int], period: str) -> dict[int, Note]:
    """Give the notes of many projects about a quarter in one question."""
    ids = tuple(project_ids)
    rows = session.scalars(
        select(ProgressNote)
        .where(ProgressNote.project_id.in_(ids), ProgressNote.period == period)
        .execution_options(populate_existing=True)
    )
    return dict.fromkeys(ids, Note()) | {row.project_id: Note(row.done, row.problems, row.revision) for row in rows}
