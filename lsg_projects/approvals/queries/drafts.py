"""Answers that executors of departments prepare: read inside the department alone, never by the akim or citizens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.accounts.models import Person
from lsg_projects.approvals.models import ApprovalTask, Draft
from lsg_projects.approvals.queries.shown import Parts
from lsg_projects.approvals.queries.tasks import Task
from lsg_projects.documents import queries as documents
from lsg_projects.documents.queries import Doc
from lsg_projects.domain.approval import Remark, Verdict
from lsg_projects.domain.codec import build
from lsg_projects.domain.states import DraftState


@dataclass(frozen=True)
class Prepared:
    """A prepared answer as the department reads it."""

    task_id: int
    revision: int
    state: DraftState
    version: int
    shown: str
    seen: Parts
    verdict: Verdict
    language: str
    writers: frozenset[int]
    name: str
    """Who prepared the newest words."""
    prepared_at: datetime
    note: str
    noted_at: datetime | None
    paper: Doc | None
    """The paper that comes with the answer; citizens and other offices know nothing of it before the signature."""

    @property
    def paper_hash(self) -> str:
        """Give the SHA-256 of the paper, which the signature covers; empty where there is none."""
        return self.paper.sha256 if self.paper else ""

    @property
    def waits(self) -> bool:
        """Tell whether it waits for the signature of the head."""
        return self.state is DraftState.PREPARED


def draft_of(session: Session, task_id: int) -> Prepared | None:
    """Give the answer that is prepared for a task, or nothing."""
    row = session.execute(
        select(Draft, Person.name)
        .join(Person, Person.id == Draft.person_id)
        .where(Draft.task_id == task_id)
        .execution_options(populate_existing=True)
    ).first()
    return None if row is None else _prepared(session, *row)


def earlier_draft(session: Session, task: Task) -> Prepared | None:
    """Give what was prepared at the step before the project came again and never signed: its words are kept."""
    row = session.execute(
        select(Draft, Person.name)
        .join(Person, Person.id == Draft.person_id)
        .join(ApprovalTask, ApprovalTask.id == Draft.task_id)
        .where(
            ApprovalTask.process_id == task.process_id,
            ApprovalTask.step == task.step,
            ApprovalTask.body_id == task.body_id,
            ApprovalTask.id < task.id,
            Draft.state != DraftState.SIGNED,
        )
        .order_by(Draft.id.desc())
        .limit(1)
    ).first()
    return None if row is None else _prepared(session, *row)


def _prepared(session: Session, row: Draft, name: str) -> Prepared:
    remarks = tuple(build(Remark, each) for each in row.remarks)
    verdict = Verdict(row.outcome, row.reason, row.conclusion, remarks, row.until)
    return Prepared(
        row.task_id, row.revision, row.state, row.version, row.shown, row.seen, verdict, row.language,
        frozenset(row.writers), name, row.prepared_at, row.note, row.noted_at,
        documents.of_draft(session, row.paper_key),
    )  # fmt: skip
