"""What waits for whom: the inbox of a body, and one task with all that its page needs to know of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select
from sqlalchemy.orm import Session

from lsg_projects.approvals.models import ApprovalProcess, ApprovalTask, Draft
from lsg_projects.domain.access import Action, posts_for
from lsg_projects.domain.actor import Actor, Post
from lsg_projects.domain.calendar import working_days_left
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import Approval, BodyKind, DraftState, Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.kit.workdays import day_off
from lsg_projects.projects.models import Project, ProjectContributor
from lsg_projects.territories.models import AdministrativeUnit, Body

MOST = 200
"""Rows of one inbox page; a body with more has the oldest deadlines before it."""


class Tab(StrEnum):
    """Which tasks an inbox shows."""

    MINE = "mine"
    BESIDE = "beside"
    """With a colleague of the department: the head signs, or the executor prepares."""
    RETURNED = "returned"
    DECIDED = "decided"


@dataclass(frozen=True)
class Task:
    """A question to a body, as stored."""

    id: int
    process_id: int
    project_id: int
    version: int
    digest: str
    step: str
    role: Role
    body_id: int
    body_kind: BodyKind
    body_name: Tri
    opened_at: datetime
    due_on: date
    closed_at: datetime | None
    closed_as: str
    signatures: int


@dataclass(frozen=True)
class Waiting:
    """One row of an inbox; amounts in tiyn."""

    task_id: int
    code: str
    title: Tri
    unit_name: Tri
    step: str
    version: int
    role: Role
    amount: Tiyn
    own_amount: Tiyn
    first_year: int | None
    yearly_gain: Tiyn
    one_off_gain: Tiyn
    approval: Approval
    opened_on: date
    due_on: date
    days_left: int
    own_project: bool
    """The reader worked on it, so somebody else of the body decides."""
    closed_on: date | None = None
    closed_as: str = ""
    signatures: int = 1
    draft: DraftState | None = None
    """How far the prepared answer is, where the department answers with two signatures."""


def waiting_for(session: Session, actor: Actor, tab: Tab = Tab.MINE) -> tuple[Waiting, ...]:
    """List what waits for the actor's posts, the nearest deadline first, then the larger sum."""
    whose = {Tab.MINE: _turn_of(actor), Tab.BESIDE: and_(_asked_of(actor), not_(_turn_of(actor)))}
    statement = _rows(actor).where(whose.get(tab, _asked_of(actor)), _in_tab(tab))
    order = (
        (ApprovalTask.due_on, Project.amount.desc(), ApprovalTask.id)
        if tab in (Tab.MINE, Tab.BESIDE)
        else (ApprovalTask.closed_at.desc(), ApprovalTask.id.desc())
    )
    return tuple(_waiting(*row) for row in session.execute(statement.order_by(*order).limit(MOST)))


def count_waiting(session: Session, actor: Actor) -> int:
    """Count what waits for the actor, for the menu."""
    statement = select(func.count(ApprovalTask.id)).where(_turn_of(actor), ApprovalTask.closed_at.is_(None))
    return session.scalar(statement) or 0


def task(session: Session, task_id: int) -> Task:
    """Give one task; refuses (Missing) an unknown one."""
    found = tasks(session, (task_id,))
    if not found:
        raise Missing("approvals.no_task")
    return found[task_id]


def tasks(session: Session, ids: Iterable[int]) -> dict[int, Task]:
    """Give many tasks by their numbers in one question."""
    rows = session.execute(
        select(ApprovalTask, Body.name)
        .join(Body, Body.id == ApprovalTask.body_id)
        .where(ApprovalTask.id.in_(sorted(ids)))
        .execution_options(populate_existing=True)
    )
    return {row.id: _task(row, name) for row, name in rows}


def _task(row: ApprovalTask, name: Tri) -> Task:
    return Task(
        row.id, row.process_id, row.project_id, row.version, row.digest, row.step, row.role, row.body_id,
        row.body_kind, name, row.opened_at, row.due_on, row.closed_at, row.closed_as, row.signatures,
    )  # fmt: skip


def open_task_of(session: Session, project_id: int) -> int | None:
    """Give the task that a project waits for now, the first where there are several, or nothing."""
    opened = select(ApprovalTask.id).where(ApprovalTask.project_id == project_id, ApprovalTask.closed_at.is_(None))
    return session.scalar(opened.order_by(ApprovalTask.id).limit(1))


def _rows(actor: Actor) -> Select[ApprovalTask, Project, Tri, bool, DraftState]:
    own = select(ProjectContributor.person_id).where(
        ProjectContributor.project_id == Project.id, ProjectContributor.person_id.in_(actor.selves)
    )
    return (
        select(ApprovalTask, Project, AdministrativeUnit.name, own.exists(), Draft.state)
        .join(Project, Project.id == ApprovalTask.project_id)
        .join(AdministrativeUnit, AdministrativeUnit.id == Project.unit_id)
        .join(Draft, Draft.task_id == ApprovalTask.id, isouter=True)
    )


def _asked_of(actor: Actor) -> ColumnElement[bool]:
    """Keep to the tasks of the bodies and roles that the actor is appointed to."""
    posts = posts_for(Action.DECIDE, actor)
    return or_(false(), *(_of_post(post) for post in posts))


def _of_post(post: Post) -> ColumnElement[bool]:
    mine = ApprovalTask.body_id == post.body_id
    return mine if post.role is Role.DEPARTMENT_HEAD else and_(mine, ApprovalTask.role == post.role)


def _turn_of(actor: Actor) -> ColumnElement[bool]:
    """Keep to the tasks that wait for the actor now: the executor until a draft is prepared, then the head."""
    waits = select(Draft.id).where(Draft.task_id == ApprovalTask.id, Draft.state == DraftState.PREPARED)
    prepared = waits.correlate(ApprovalTask).exists()
    alone = ApprovalTask.signatures == 1
    turns = (
        and_(_of_post(post), or_(alone, prepared if post.role is Role.DEPARTMENT_HEAD else not_(prepared)))
        for post in posts_for(Action.DECIDE, actor)
    )
    return or_(false(), *turns)


def _in_tab(tab: Tab) -> ColumnElement[bool]:
    if tab in (Tab.MINE, Tab.BESIDE):
        return ApprovalTask.closed_at.is_(None)
    if tab is Tab.DECIDED:
        return ApprovalTask.closed_at.is_not(None)
    # returned by this body and not yet back: its process still stands at that very step
    back = select(ApprovalProcess.id).where(
        ApprovalProcess.id == ApprovalTask.process_id,
        ApprovalProcess.state == Approval.RETURNED,
        ApprovalProcess.version == ApprovalTask.version,
        ApprovalProcess.step == ApprovalTask.step,
    )
    return and_(ApprovalTask.closed_as == "returned", back.exists())


def _waiting(task: ApprovalTask, project: Project, unit_name: Tri, own: bool, draft: DraftState | None) -> Waiting:
    return Waiting(
        task_id=task.id,
        code=project.code,
        title=project.title,
        unit_name=unit_name,
        step=task.step,
        version=task.version,
        role=task.role,
        amount=project.amount,
        own_amount=project.own_amount,
        first_year=project.first_year,
        yearly_gain=project.yearly_gain,
        one_off_gain=project.one_off_gain,
        approval=project.approval,
        opened_on=clock.local_day(task.opened_at),
        due_on=task.due_on,
        days_left=working_days_left(clock.today(), task.due_on, day_off),
        own_project=own,
        closed_on=clock.local_day(task.closed_at) if task.closed_at else None,
        closed_as=task.closed_as,
        signatures=task.signatures,
        draft=draft,
    )
