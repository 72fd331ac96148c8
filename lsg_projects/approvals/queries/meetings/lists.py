"""Lists of meetings, and the tasks of a body that can be put on an agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from lsg_projects.approvals.models import ApprovalTask, Meeting, MeetingItem
from lsg_projects.domain.access import RIGHTS, Action
from lsg_projects.domain.actor import Actor, Post
from lsg_projects.domain.meeting import ItemState, MeetingKind, MeetingState
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.text import Tri
from lsg_projects.projects.models import Project
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit, Body

_OWN_BODY = frozenset({Role.MEMBER}) | RIGHTS[Action.KEEP_MEETING]
MOST = 100


@dataclass(frozen=True)
class Listed:
    """One row of the list of meetings."""

    id: int
    body_id: int
    body_name: Tri
    kind: MeetingKind
    state: MeetingState
    day: date
    starts_at: datetime
    number: int | None
    items: int
    notified: bool
    materials: bool


@dataclass(frozen=True)
class Offered:
    """A task of the body that waits and may be put on an agenda; amounts in tiyn."""

    task_id: int
    code: str
    title: Tri
    unit_name: Tri
    amount: Tiyn
    version: int
    due_on: date
    elsewhere: int | None
    """The meeting on whose agenda it stands already."""


def page_of(session: Session, actor: Actor, limit: int = MOST) -> tuple[Listed, ...]:
    """List the meetings that *actor* may read, those to come first, then the newest."""
    standing = and_(MeetingItem.meeting_id == Meeting.id, MeetingItem.state != ItemState.STRUCK)
    statement = (
        select(Meeting, Body.name, func.count(MeetingItem.id))
        .join(Body, Body.id == Meeting.body_id)
        .join(AdministrativeUnit, AdministrativeUnit.id == Body.unit_id)
        .join(MeetingItem, standing, isouter=True)
        .where(readable(actor))
        .group_by(Meeting.id, Body.name)
        .order_by(Meeting.day.desc(), Meeting.id.desc())
        .limit(limit)
    )
    return tuple(
        Listed(
            row.id, row.body_id, name, row.kind, row.state, row.day, row.starts_at, row.number, items,
            row.notified_at is not None, row.materials_at is not None,
        )
        for row, name, items in session.execute(statement)
    )  # fmt: skip


def readable(actor: Actor) -> ColumnElement[bool]:
    """Keep to meetings of the actor's own bodies, and of the territories that the actor's other posts cover."""
    return or_(false(), *(_of_post(post) for post in actor.posts_as(*RIGHTS[Action.READ_MEETING])))


def _of_post(post: Post) -> ColumnElement[bool]:
    if post.role in _OWN_BODY:
        return Meeting.body_id == post.body_id
    condition: ColumnElement[bool] = territories.under(AdministrativeUnit.path, post.unit_path)
    return condition


def offered(session: Session, body_id: int, kind: BodyKind) -> tuple[Offered, ...]:
    """Give the open tasks of a body, the nearest deadline first."""
    live = and_(MeetingItem.task_id == ApprovalTask.id, MeetingItem.state == ItemState.WAITING)
    rows = session.execute(
        select(ApprovalTask, Project, AdministrativeUnit.name, MeetingItem.meeting_id)
        .join(Project, Project.id == ApprovalTask.project_id)
        .join(AdministrativeUnit, AdministrativeUnit.id == Project.unit_id)
        .join(MeetingItem, live, isouter=True)
        .where(ApprovalTask.body_id == body_id, ApprovalTask.body_kind == kind, ApprovalTask.closed_at.is_(None))
        .order_by(ApprovalTask.due_on, ApprovalTask.id)
    )
    return tuple(
        Offered(task.id, project.code, project.title, unit, project.amount, task.version, task.due_on, elsewhere)
        for task, project, unit, elsewhere in rows
    )


def live_item_of(session: Session, task_id: int) -> tuple[int, int] | None:
    """Give the meeting and the place on its agenda where a task waits, or nothing."""
    row = session.execute(
        select(MeetingItem.meeting_id, MeetingItem.position)
        .where(MeetingItem.task_id == task_id, MeetingItem.state.in_((ItemState.WAITING, ItemState.DECIDED)))
        .order_by(MeetingItem.id.desc())
        .limit(1)
    ).first()
    return (row.meeting_id, row.position) if row else None
