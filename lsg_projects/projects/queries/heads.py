"""The head of a project: what it is called, whose it is, where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from lsg_projects.domain.access import Subject
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.states import Approval, Delivery, Kind, LegalKind, Sector, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.projects.models import Project, ProjectContributor
from lsg_projects.territories.models import AdministrativeUnit, Body

EDITABLE = frozenset({Approval.DRAFT, Approval.RETURNED, Approval.REJECTED, Approval.DEFERRED, Approval.WITHDRAWN})
"""States in which the passport may be written: nobody decides on it then."""


@dataclass(frozen=True)
class ProjectHead:
    """A project without its passport; amounts in tiyn."""

    id: int
    code: str
    unit_id: int
    unit_path: str
    unit_name: Tri
    body_id: int
    body_name: Tri
    revision: int
    version: int
    approval: Approval
    stage: Stage
    delivery: Delivery
    delivery_reason: str
    title: Tri
    kind: Kind | None
    sector: Sector | None
    legal_kind: LegalKind | None
    amount: int
    own_amount: int
    transfer_amount: int
    yearly_gain: int
    one_off_gain: int
    paid: int
    received: int
    work_percent: int
    start: date | None
    end: date | None
    expected_end: date | None
    publication: str
    published_version: int | None
    published_at: datetime | None
    created_at: datetime
    updated_at: datetime
    changing: bool
    """A change of the approved passport is being written."""

    @property
    def kato(self) -> str:
        """Give the code of the owner's territory."""
        return self.unit_path.rpartition("/")[2]

    @property
    def editable(self) -> bool:
        """Tell whether the passport may be written now: before its approval, or as a change of an approved one."""
        return self.approval in EDITABLE or self.changing

    @property
    def sendable(self) -> bool:
        """Tell whether the project itself may be sent on its way."""
        return self.approval in EDITABLE

    @property
    def published(self) -> bool:
        """Tell whether citizens see the project."""
        return self.publication == "published"


def find(session: Session, code: str) -> ProjectHead:
    """Find a project by its code; refuses (Missing) an unknown one."""
    return _one(session, heads().where(Project.code == code[:20]))


def by_id(session: Session, project_id: int) -> ProjectHead:
    """Find a project by its number; refuses (Missing) an unknown one."""
    return _one(session, heads().where(Project.id == project_id))


def by_ids(session: Session, ids: Iterable[int]) -> dict[int, ProjectHead]:
    """Give many projects by their numbers in one question."""
    statement = heads().where(Project.id.in_(sorted(ids))).execution_options(populate_existing=True)
    return {found.id: found for found in (head_of(row) for row in session.execute(statement))}


def contributors(session: Session, project_id: int) -> frozenset[int]:
    """Give the persons who wrote in the passport, attached or submitted: they never decide on it."""
    found = select(ProjectContributor.person_id).where(ProjectContributor.project_id == project_id)
    return frozenset(session.scalars(found))


def subject(head: ProjectHead, people: frozenset[int] = frozenset()) -> Subject:
    """Give the project as a question about rights asks for it: the owner's office acts."""
    return Subject(head.unit_path, head.body_id, people, head.code)


def subject_of_territory(head: ProjectHead) -> Subject:
    """Give the project as a reader's question: any body of the territory or above it may look."""
    return Subject(head.unit_path, name=head.code)


def heads() -> Select[Project, Tri, Tri]:
    """Give the question for heads, with the names of unit and body."""
    return (
        select(Project, AdministrativeUnit.name, Body.name)
        .join(AdministrativeUnit, AdministrativeUnit.id == Project.unit_id)
        .join(Body, Body.id == Project.body_id)
    )


def _one(session: Session, statement: Select[Project, Tri, Tri]) -> ProjectHead:
    # what was read before may be older than this piece of work, so the row is read anew
    row = session.execute(statement.execution_options(populate_existing=True)).first()
    if row is None:
        raise Missing("projects.absent")
    return head_of(row)


def head_of(row: Row[Project, Tri, Tri]) -> ProjectHead:
    """Give a row of `heads` as plain facts."""
    project, unit_name, body_name = row
    own = {name: getattr(project, name) for name in ProjectHead.__dataclass_fields__ if hasattr(project, name)}
    return ProjectHead(unit_name=unit_name, body_name=body_name, **own)
