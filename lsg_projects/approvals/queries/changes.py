"""Change requests: what stands open, what was asked and decided, and what a task about a change shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lsg_projects.approvals.models import ApprovalProcess, ChangeRequest
from lsg_projects.approvals.queries import processes
from lsg_projects.approvals.queries.processes import Asked, Process
from lsg_projects.approvals.queries.tasks import Task
from lsg_projects.documents import queries as documents
from lsg_projects.documents.queries import Digests
from lsg_projects.domain import approval, codec
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.project import Passport
from lsg_projects.domain.route import Concern
from lsg_projects.domain.states import Approval
from lsg_projects.domain.text import Tri
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import Version


@dataclass(frozen=True)
class Change:
    """A change request as stored; *proposal* is what was sent, nothing while it is written."""

    id: int
    project_id: int
    number: int
    base: int
    state: Approval
    reason: Tri
    concerns: frozenset[Concern]
    had: tuple[tuple[str, str, str], ...]
    proposal: Version | None
    opened_at: datetime
    sent_at: datetime | None
    closed_at: datetime | None

    @property
    def open(self) -> bool:
        """Tell whether it still may lead to something."""
        return self.closed_at is None


def change(session: Session, change_id: int) -> Change:
    """Give one change request; refuses (Missing) an unknown one."""
    row = session.scalar(_fresh().where(ChangeRequest.id == change_id))
    if row is None:
        raise Missing("approvals.no_change")
    return _change(row)


def open_change(session: Session, project_id: int) -> Change | None:
    """Give the change request of a project that is written or decided on now, or nothing."""
    row = session.scalar(_fresh().where(ChangeRequest.project_id == project_id, ChangeRequest.closed_at.is_(None)))
    return _change(row) if row else None


def changes_of(session: Session, project_id: int) -> tuple[Change, ...]:
    """Give every change request of a project, the oldest first."""
    rows = session.scalars(_fresh().where(ChangeRequest.project_id == project_id).order_by(ChangeRequest.number))
    return tuple(_change(row) for row in rows)


def process_of(session: Session, change_id: int) -> Process | None:
    """Give the run on which a change is decided; nothing before it was sent, or where nobody had to be asked."""
    found = select(ApprovalProcess).where(ApprovalProcess.change_id == change_id).order_by(ApprovalProcess.id.desc())
    row = session.scalar(found.limit(1).execution_options(populate_existing=True))
    return processes.of_row(row) if row else None


def asked_of(session: Session, process: Process) -> tuple[Asked, ...]:
    """Give who is asked about a change now."""
    return processes.asked(session, process)


def version_asked(session: Session, task: Task, process: Process) -> Version:
    """Give the version that a task is about: one that was sent, or the proposal of a change."""
    if process.change_id is None:
        return projects.version(session, task.project_id, task.version)
    proposal = change(session, process.change_id).proposal
    if proposal is None:
        raise Missing("approvals.no_change")
    return proposal


def versions_asked(session: Session, runs: Sequence[tuple[Task, Process]]) -> dict[int, Version]:
    """Give the versions that many tasks are about, by the number of the task; few statements for all."""
    own = [task for task, process in runs if process.change_id is None]
    sent = projects.versions_among(session, ((task.project_id, task.version) for task in own))
    found = {task.id: sent[task.project_id, task.version] for task in own if (task.project_id, task.version) in sent}
    return found | {task.id: version_asked(session, task, run) for task, run in runs if task.id not in found}


def concerned(
    session: Session, before: Passport, after: Passport, had: Digests = (), has: Digests = ()
) -> frozenset[Concern]:  # fmt: skip
    """Tell what differs between two versions; the paper of a decision that came between them is no change of theirs."""
    own = [documents.without_decisions(session, papers) for papers in (had, has)]
    return approval.concerns(before, after, *own)


def _fresh() -> Select[ChangeRequest]:
    return select(ChangeRequest).execution_options(populate_existing=True)


def _change(row: ChangeRequest) -> Change:
    return Change(
        row.id, row.project_id, row.number, row.base, row.state, row.reason,
        frozenset(Concern(each) for each in row.concerns), _papers(row.had), _proposal(row), row.opened_at,
        row.sent_at, row.closed_at,
    )  # fmt: skip


def _papers(rows: list[list[str]]) -> tuple[tuple[str, str, str], ...]:
    return tuple((key, kind, sha256) for key, kind, sha256 in rows)


def _proposal(row: ChangeRequest) -> Version | None:
    if row.content is None or row.sent_at is None:
        return None
    passport, number = codec.build(Passport, row.content), row.base + 1
    return Version(
        number, passport, _papers(row.attachments), row.directory, row.digest, row.sent_at, row.opened_by, "revised"
    )
