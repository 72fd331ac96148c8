"""Large files on their way in, as the pages of their owners show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsg_projects.budgets.models import ImportJob
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.importing import OPEN, JobState, Phase, of_plain
from lsg_projects.domain.tables import ImportAnswer


@dataclass(frozen=True)
class JobFacts:
    """How far a file is, and what came out."""

    id: int
    phase: Phase
    state: JobState
    stage: str
    done: int
    total: int
    ahead: int
    """Files that wait before it."""
    answer: ImportAnswer | None
    reason: str
    details: Mapping[str, Any]
    matches: Mapping[str, str]

    @property
    def open(self) -> bool:
        """Tell whether something will still happen by itself."""
        return self.state in OPEN


def job(session: Session, job_id: int, person_id: int | None) -> JobFacts:
    """Find a job of its owner; refuses (Missing) anybody else's."""
    row = session.scalar(select(ImportJob).where(ImportJob.id == job_id).execution_options(populate_existing=True))
    if row is None or row.ordered_by != person_id:
        raise Missing("shared.absent")
    before = select(func.count()).where(ImportJob.state.in_(OPEN), ImportJob.id < job_id)
    return JobFacts(
        id=row.id, phase=row.phase, state=row.state, stage=row.stage, done=row.done, total=row.total,
        ahead=session.scalar(before) or 0, answer=of_plain(row.answer) if row.answer else None, reason=row.reason,
        details=row.details, matches=row.facts.get("matches", {}),
    )  # fmt: skip
