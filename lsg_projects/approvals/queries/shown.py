"""The digest of everything that a decision page shows, so that a decision lands on nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from lsg_projects.approvals.queries import tasks
from lsg_projects.documents import queries as documents
from lsg_projects.domain.codec import digest
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead, Version


def seal(session: Session, head: ProjectHead, version: Version) -> str:
    """Give the digest of a version with the papers that are attached and the names that stand in directories now."""
    return digest(
        {
            "version": version.digest,
            "papers": [list(each) for each in documents.digests(session, head.id)],
            "names": projects.directory(session, head, version.passport),
        }
    )


@dataclass(frozen=True)
class Shown:
    """What a decision on a task has to name: the version, and the digest of all that the page shows."""

    version: int
    digest: str


def shown(session: Session, task_id: int) -> Shown:
    """Give what the page of a task shows now; refuses (Missing) an unknown task."""
    asked = tasks.task(session, task_id)
    head = projects.by_id(session, asked.project_id)
    version = projects.version(session, head.id, asked.version)
    return Shown(asked.version, seal(session, head, version))
