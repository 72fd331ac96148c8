"""What other projects of the same akim say about one: earlier refusals of the same thing, a sum that may be split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from lsg_projects import settings
from lsg_projects.approvals.models import ApprovalProcess, ApprovalTask, Decision
from lsg_projects.approvals.queries.rules import mrp
from lsg_projects.delivery.models import Contract
from lsg_projects.domain import codec, likeness
from lsg_projects.domain.likeness import Tie, Traits
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Approval, Outcome
from lsg_projects.domain.text import Tri, fold
from lsg_projects.kit import clock
from lsg_projects.projects.models import Project, ProjectVersion
from lsg_projects.projects.queries import ProjectHead, Version
from lsg_projects.territories.models import Body

MOST = 100
"""Projects of one akim that are compared: the newest of the window."""
_COUNTED = (Approval.IN_REVIEW, Approval.DEFERRED, Approval.RETURNED, Approval.APPROVED)
_DAYS = 31


@dataclass(frozen=True)
class Refusal:
    """An earlier refusal of the same thing under another code."""

    code: str
    title: Tri
    body_name: Tri
    day: date
    reason: str
    language: str
    ties: frozenset[Tie]


@dataclass(frozen=True)
class Part:
    """A project that may be a part of the same whole."""

    code: str
    title: Tri
    amount: Tiyn
    ties: frozenset[Tie]


@dataclass(frozen=True)
class Split:
    """Projects that stay below a threshold one by one and reach it together; amounts in tiyn."""

    threshold: Tiyn
    whole: Tiyn
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Alike:
    """What the other projects of the same akim say."""

    refusals: tuple[Refusal, ...]
    split: Split | None


def alike(session: Session, head: ProjectHead, version: Version, sent: datetime) -> Alike:
    """Look at the other projects of the same akim around the day on which this one was sent."""
    rows = _others(session, head, sent)
    contractors = _contractors(session, [head.id, *(row.id for row, _content in rows)])
    copied = session.scalar(select(Project.copied_from).where(Project.id == head.id)) or ""
    own = _traits(head.code, version.passport, copied, contractors.get(head.id))
    tied = []
    for row, content in rows:
        other = _traits(row.code, codec.build(Passport, content), row.copied_from, contractors.get(row.id))
        if found := likeness.ties(own, other):
            tied.append((row, found))
    return Alike(_refusals(session, tied), _split(version.passport.amount, version.submitted_at, tied))


@dataclass(frozen=True)
class Flags:
    """What a list says beside a task: earlier refusals of the same thing, and a sum that may have been split."""

    refused: int
    split: bool


@dataclass(frozen=True)
class _Compared:
    """A project of an akim with what it is compared by."""

    row: Project
    passport: Passport
    sent: datetime
    traits: Traits


def flags(session: Session, task_ids: Iterable[int]) -> dict[int, Flags]:
    """Look at many tasks at once, akim by akim; a change of an approved project carries no flag."""
    asked = (
        select(ApprovalTask.id, Project, ProjectVersion)
        .join(Project, Project.id == ApprovalTask.project_id)
        .join(ApprovalProcess, ApprovalProcess.id == ApprovalTask.process_id)
        .join(
            ProjectVersion,
            (ProjectVersion.project_id == ApprovalTask.project_id) & (ProjectVersion.number == ApprovalTask.version),
        )
        .where(ApprovalTask.id.in_(list(task_ids)), ApprovalProcess.change_id.is_(None))
    )
    by_body: dict[int, list[tuple[int, Project, ProjectVersion]]] = {}
    for task_id, row, version in session.execute(asked):
        by_body.setdefault(row.body_id, []).append((task_id, row, version))
    return {task_id: found for rows in by_body.values() for task_id, found in _flagged(session, rows)}


def _flagged(session: Session, rows: list[tuple[int, Project, ProjectVersion]]) -> Iterator[tuple[int, Flags]]:
    """Compare the asked projects of one akim with that akim's others, read once for all of them."""
    window = timedelta(days=_DAYS * settings.current().split_months)
    sent = [version.submitted_at for _task, _row, version in rows]
    near = _near(rows[0][1].body_id, min(sent) - window, max(sent) + window)
    found = [(row, version) for row, version in session.execute(near)]
    ids = {row.id for row, _version in found} | {row.id for _task, row, _version in rows}
    contractors, refusals = _contractors(session, ids), _refused(session, ids)

    def compared(row: Project, version: ProjectVersion) -> _Compared:
        passport = codec.build(Passport, version.content)
        traits = _traits(row.code, passport, row.copied_from or "", contractors.get(row.id))
        return _Compared(row, passport, version.submitted_at, traits)

    others = [compared(*each) for each in found]
    for task_id, row, version in rows:
        own = compared(row, version)
        tied = [
            (other.row, ties)
            for other in others
            if other.row.id != row.id and abs(other.sent - own.sent) <= window
            and (ties := likeness.ties(own.traits, other.traits))
        ]  # fmt: skip
        count = refusals.get(row.id, 0) + sum(refusals.get(one.id, 0) for one, ties in tied if ties - {Tie.CONTRACTOR})
        yield task_id, Flags(count, _split(own.passport.amount, own.sent, tied) is not None)


def _near(body_id: int, begin: datetime, end: datetime) -> Select[Project, ProjectVersion]:
    newest = (ProjectVersion.project_id == Project.id) & (ProjectVersion.number == Project.version)
    return (
        select(Project, ProjectVersion)
        .join(ProjectVersion, newest)
        .where(Project.body_id == body_id, ProjectVersion.submitted_at.between(begin, end))
        .order_by(Project.id.desc())
        .limit(MOST)
    )


def _refused(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """Count the refusals of each project."""
    counted = (
        select(Decision.project_id, func.count(Decision.id))
        .where(Decision.project_id.in_(list(ids)), Decision.outcome == Outcome.REJECTED)
        .group_by(Decision.project_id)
    )
    return {row[0]: row[1] for row in session.execute(counted)}


def _others(session: Session, head: ProjectHead, sent: datetime) -> list[tuple[Project, dict[str, object]]]:
    window = timedelta(days=_DAYS * settings.current().split_months)
    rows = session.execute(
        select(Project, ProjectVersion.content)
        .join(
            ProjectVersion,
            (ProjectVersion.project_id == Project.id) & (ProjectVersion.number == Project.version),
        )
        .where(Project.body_id == head.body_id, Project.id != head.id, ProjectVersion.submitted_at >= sent - window)
        .where(ProjectVersion.submitted_at <= sent + window)
        .order_by(Project.id.desc())
        .limit(MOST)
    )
    return [(row, content) for row, content in rows]


def _contractors(session: Session, ids: Iterable[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    rows = session.execute(
        select(Contract.project_id, Contract.supplier_bin, Contract.supplier).where(Contract.project_id.in_(list(ids)))
    )
    for project_id, number, name in rows:
        found.setdefault(project_id, set()).add(number or fold(name))
    return {project_id: frozenset(names) for project_id, names in found.items()}


def _traits(code: str, passport: Passport, copied: str, contractors: frozenset[str] | None) -> Traits:
    earlier = frozenset(filter(None, (passport.earlier_project, copied)))
    return Traits(
        code, passport.title.kk, passport.kind, passport.place.kk, frozenset(passport.settlements), earlier,
        contractors or frozenset(),
    )  # fmt: skip


def _refusals(session: Session, tied: list[tuple[Project, frozenset[Tie]]]) -> tuple[Refusal, ...]:
    known = {row.id: (row, found - {Tie.CONTRACTOR}) for row, found in tied if found - {Tie.CONTRACTOR}}
    rows = session.execute(
        select(Decision, Body.name)
        .join(Body, Body.id == Decision.body_id)
        .where(Decision.project_id.in_(known), Decision.outcome == Outcome.REJECTED)
        .order_by(Decision.id.desc())
    )
    return tuple(
        Refusal(
            known[row.project_id][0].code, known[row.project_id][0].title, name, clock.local_day(row.decided_at),
            row.reason, row.language, known[row.project_id][1],
        )
        for row, name in rows
    )  # fmt: skip


def _split(amount: Tiyn, sent: datetime, tied: list[tuple[Project, frozenset[Tie]]]) -> Split | None:
    day = clock.local_day(sent)
    threshold = int(settings.current().split_mrp * mrp(day))
    found = {Tie.TITLE, Tie.OBJECT, Tie.CONTRACTOR}
    parts = tuple(
        Part(row.code, row.title, row.amount, ties & found)
        for row, ties in tied
        if ties & found and row.approval in _COUNTED and 0 < row.amount < threshold
    )
    whole = likeness.split_sum(amount, (part.amount for part in parts), threshold)
    return Split(threshold, whole, parts) if whole is not None else None
