"""Everything that a decision page shows of one task, as frozen facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from lsg_projects.approvals.queries import alike, changes, processes, tasks, timeline
from lsg_projects.approvals.queries.alike import Alike
from lsg_projects.approvals.queries.changes import Change as ChangeAsked
from lsg_projects.approvals.queries.limits import Money, money
from lsg_projects.approvals.queries.processes import Process
from lsg_projects.approvals.queries.shown import Parts, parts, seal
from lsg_projects.approvals.queries.tasks import Task
from lsg_projects.approvals.queries.timeline import Decided
from lsg_projects.documents import queries as documents
from lsg_projects.documents.queries import Doc
from lsg_projects.domain.completeness import blocking
from lsg_projects.domain.diff import Change, differences
from lsg_projects.domain.project import Passport
from lsg_projects.domain.revenue import Returns, returns
from lsg_projects.domain.route import Step
from lsg_projects.domain.states import TRANSFERS, DocumentType, Outcome
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead, Version

FIELDS = len(Passport.__dataclass_fields__)
TRANSFER_BASIS_SINCE = 2026
"""From this year on each transfer owes its legal basis (Budget Code 2025, art. 83, 172(3))."""


class Check(StrEnum):
    """What the system looks at by itself before anybody decides."""

    WHOLE = "whole"
    PAPERS = "papers"
    UNTOUCHED = "untouched"
    NOT_AUTHOR = "not_author"
    REFUSALS = "refusals"
    SPLIT = "split"
    TRANSFER_BASIS = "transfer_basis"
    FORECAST = "forecast"


@dataclass(frozen=True)
class Checked:
    """One check with its answer; *count* says how much there is to look at."""

    check: Check
    good: bool
    count: int = 0


@dataclass(frozen=True)
class Compared:
    """The version that this body saw last beside the present one."""

    before: int
    mine: Decided | None
    """The return by this same step, whose remark is answered now."""
    changes: tuple[Change, ...]
    papers_before: int
    papers_now: int
    new_papers: tuple[str, ...]
    """Keys of the documents that came since."""
    unchanged: int
    """How many fields of the passport are as they were."""


@dataclass(frozen=True)
class Deciding:
    """What the page of a task shows."""

    task: Task
    step: Step
    process: Process
    head: ProjectHead
    version: Version
    decided: tuple[Decided, ...]
    compared: Compared | None
    money: Money
    returns: Returns
    docs: tuple[Doc, ...]
    checks: tuple[Checked, ...]
    contributors: frozenset[int]
    shown: str
    """Digest of all this, which a decision has to name."""
    parts: Parts
    """The parts that the digest is made of: a later page tells by them what changed."""
    outcome: Decided | None
    """The decision that closed the task."""
    alike: Alike
    """Earlier refusals of the same thing under another code, and a sum that may have been split."""
    change: ChangeAsked | None = None
    """The change request that is decided on; nothing where it is the project itself."""

    @property
    def owed(self) -> tuple[DocumentType, ...]:
        """Give the papers without which the step may not agree."""
        held = {doc.type for doc in self.docs}
        return tuple(kind for kind in self.step.documents if kind not in held)


def deciding(session: Session, task_id: int, reader: frozenset[int]) -> Deciding:
    """Gather the page of a task for *reader*, all accounts of one person; refuses (Missing) an unknown task."""
    task = tasks.task(session, task_id)
    process, head = processes.by_id(session, task.process_id), projects.by_id(session, task.project_id)
    version = changes.version_asked(session, task, process)
    decided = timeline.decisions(session, head.id)
    docs = documents.of_project(session, head.id)
    step = process.route.step(task.step)
    people = projects.contributors(session, head.id)
    beside = alike.alike(session, head, version, version.submitted_at)
    return Deciding(
        task=task,
        step=step,
        process=process,
        head=head,
        version=version,
        decided=decided,
        compared=_compared(session, task, process, version, decided),
        money=money(session, head, version.passport),
        returns=returns(version.passport),
        docs=docs,
        checks=_checks(session, head, version, decided, docs, step, beside, own=bool(reader & people)),
        alike=beside,
        contributors=people,
        shown=seal(session, head, version),
        parts=parts(session, head, version),
        outcome=next((one for one in decided if one.task_id == task.id), None),
        change=changes.change(session, process.change_id) if process.change_id else None,
    )


def compare(session: Session, project_id: int, before: int, after: Version, mine: Decided | None = None) -> Compared:
    """Hold two versions of a project beside each other."""
    old = projects.version(session, project_id, before)
    changes = differences(old.passport, after.passport)
    had = {key for key, _kind, _sha256 in old.attachments}
    fields = {change.field for change in changes}
    return Compared(
        before=before,
        mine=mine,
        changes=changes,
        papers_before=len(old.attachments),
        papers_now=len(after.attachments),
        new_papers=tuple(key for key, _kind, _sha256 in after.attachments if key not in had),
        unchanged=FIELDS - len(fields),
    )


def _compared(
    session: Session, task: Task, process: Process, version: Version, decided: tuple[Decided, ...]
) -> Compared | None:
    """Compare with what this step saw last, else with the version before; nothing the first time.

    A change is always held against the version in force, which it would replace.
    """
    if process.change_id is not None:
        same = [one for one in decided if one.change_id == process.change_id and one.step == task.step]
        returned = same[-1] if same and same[-1].outcome is Outcome.RETURNED else None
        return compare(session, task.project_id, task.version - 1, version, returned)
    earlier = [one for one in decided if one.version < version.number]
    own = [one for one in earlier if one.step == task.step]
    before = own[-1].version if own else (earlier[-1].version if earlier else None)
    if before is None:
        return None
    mine = own[-1] if own and own[-1].outcome is Outcome.RETURNED else None
    return compare(session, task.project_id, before, version, mine)


def _checks(
    session: Session, head: ProjectHead, version: Version, decided: tuple[Decided, ...], docs: tuple[Doc, ...],
    step: Step, beside: Alike, *, own: bool,
) -> tuple[Checked, ...]:  # fmt: skip
    passport = version.passport
    gaps = len(blocking(projects.checked(session, head, passport), sending=True))
    held = {doc.type for doc in docs}
    owed = sum(kind not in held for kind in step.documents)
    now = {(doc.key, doc.sha256) for doc in docs}
    gone = sum((key, sha256) not in now for key, _kind, sha256 in version.attachments)
    refused = sum(one.outcome is Outcome.REJECTED for one in decided) + len(beside.refusals)
    parts = len(beside.split.parts) + 1 if beside.split else 0
    bare = sum(
        line.source in TRANSFERS and line.year >= TRANSFER_BASIS_SINCE and not line.transfer_basis
        for line in passport.lines
    )
    unexplained = sum(not line.reasoning for line in passport.revenue)
    return (
        Checked(Check.WHOLE, not gaps, gaps),
        Checked(Check.PAPERS, not owed, owed),
        Checked(Check.UNTOUCHED, not gone, gone),
        Checked(Check.NOT_AUTHOR, not own),
        Checked(Check.REFUSALS, not refused, refused),
        Checked(Check.SPLIT, not parts, parts),
        Checked(Check.TRANSFER_BASIS, not bare, bare),
        Checked(Check.FORECAST, not unexplained, unexplained),
    )
