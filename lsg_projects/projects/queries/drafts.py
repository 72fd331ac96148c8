"""The passport itself: as it is being written, and as it was sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.domain import codec
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.project import Passport
from lsg_projects.projects.models import ProjectDraft, ProjectSaving, ProjectVersion
from lsg_projects.projects.queries.heads import ProjectHead, by_id, find


@dataclass(frozen=True)
class Draft:
    """The passport as it was last saved."""

    head: ProjectHead
    passport: Passport
    revision: int
    saved_at: datetime


@dataclass(frozen=True)
class Version:
    """A passport as it was sent for approval, with the digest that decisions name."""

    number: int
    passport: Passport
    attachments: tuple[tuple[str, str, str], ...]
    directory: dict[str, object]
    digest: str
    submitted_at: datetime
    submitted_by: int | None
    kind: str = "original"


def draft(session: Session, code: str) -> Draft:
    """Give a project's draft; refuses (Missing) an unknown code."""
    return _draft(session, find(session, code))


def _draft(session: Session, head: ProjectHead) -> Draft:
    row = session.get(ProjectDraft, head.id, populate_existing=True)
    if row is None:
        raise Missing("projects.absent")
    return Draft(head, codec.build(Passport, row.content), head.revision, row.saved_at)


def version(session: Session, project_id: int, number: int) -> Version:
    """Give one version of a project; refuses (Missing) a number that it does not have."""
    row = session.scalar(
        select(ProjectVersion).where(ProjectVersion.project_id == project_id, ProjectVersion.number == number)
    )
    if row is None:
        raise Missing("projects.no_version")
    return _version(row)


def versions_among(session: Session, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Version]:
    """Give many versions by project and number in one question; one that does not exist is left out."""
    pairs = set(wanted)
    statement = select(ProjectVersion).where(
        ProjectVersion.project_id.in_(sorted({project for project, _number in pairs})),
        ProjectVersion.number.in_(sorted({number for _project, number in pairs})),
    )
    rows = (row for row in session.scalars(statement) if (row.project_id, row.number) in pairs)
    return {(row.project_id, row.number): _version(row) for row in rows}


def versions(session: Session, project_id: int) -> tuple[Version, ...]:
    """Give all versions of a project, the newest first."""
    rows = session.scalars(
        select(ProjectVersion).where(ProjectVersion.project_id == project_id).order_by(ProjectVersion.number.desc())
    )
    return tuple(_version(row) for row in rows)


def current(session: Session, code: str) -> Passport:
    """Give the passport of the newest version, or the draft where nothing was sent yet."""
    head = find(session, code)
    if head.version:
        return version(session, head.id, head.version).passport
    return _draft(session, head).passport


def earlier(session: Session, project_id: int, revision: int) -> Passport | None:
    """Give the draft as it stood at *revision*, or nothing where it stands so still or never did."""
    row = session.scalar(
        select(ProjectSaving)
        .where(ProjectSaving.project_id == project_id, ProjectSaving.revision > revision)
        .order_by(ProjectSaving.revision)
        .limit(1)
    )
    return codec.build(Passport, row.before) if row else None


def draft_of(session: Session, project_id: int) -> Draft:
    """Give the draft of a project by its number."""
    return _draft(session, by_id(session, project_id))


def _version(row: ProjectVersion) -> Version:
    attachments = tuple((key, kind, sha256) for key, kind, sha256 in row.attachments)
    passport = codec.build(Passport, row.content)
    return Version(
        row.number, passport, attachments, row.directory, row.digest, row.submitted_at, row.submitted_by, row.kind
    )  # fmt: skip
