"""An approved passport is written anew by a change request: as a draft first, and as a version once it is approved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from lsg_projects.domain.codec import plain
from lsg_projects.domain.errors import WrongState
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Approval, Stage
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries
from lsg_projects.projects.models import Project, ProjectDraft, ProjectSaving, ProjectVersion
from lsg_projects.projects.usecases.figures import list_figures
from lsg_projects.projects.usecases.freeze import write_rows
from lsg_projects.projects.usecases.publication import publish_if_whole
from lsg_projects.territories import queries as territories


@dataclass(frozen=True)
class Revised:
    """A passport that was decided on as a change, with what belongs to it."""

    passport: Passport
    attachments: list[Any]
    directory: dict[str, Any]
    digest: str
    sent_by: int | None


def let_write(unit: Work, project_id: int, passport: Passport) -> None:
    """Open the draft of an approved project for a change, beginning with *passport*."""
    head = queries.by_id(unit.session, project_id)
    if head.approval is not Approval.APPROVED or head.stage is Stage.CANCELLED:
        raise WrongState("projects.not_approved")
    _put(unit, project_id, passport, changing=True)


def close_draft(unit: Work, project_id: int) -> None:
    """Let the draft be what is in force again: a change was sent, refused or given up."""
    head = queries.by_id(unit.session, project_id)
    _put(unit, project_id, queries.version(unit.session, project_id, head.version).passport, changing=False)


def _put(unit: Work, project_id: int, passport: Passport, *, changing: bool) -> None:
    """Write the draft as the next revision, and keep what it held, so that an older page is told apart."""
    draft = queries.draft_of(unit.session, project_id)
    revision = draft.head.revision + 1
    place = (Project.id == project_id, Project.revision == draft.head.revision)
    moved(unit.session.execute(update(Project).where(*place).values(revision=revision, changing=changing)))
    saved = {"content": plain(passport), "saved_at": unit.now, "saved_by": unit.actor.person_id}
    unit.session.execute(update(ProjectDraft).where(ProjectDraft.project_id == project_id).values(**saved))
    unit.add(
        ProjectSaving(
            project_id=project_id, revision=revision, step="change", before=plain(draft.passport), saved_at=unit.now,
            saved_by=unit.actor.person_id,
        )
    )  # fmt: skip


def revise(unit: Work, project_id: int, revised: Revised) -> int:
    """Make an approved change the version in force, wherever it is shown, and give its number; the change tells it."""
    head = queries.by_id(unit.session, project_id)
    number, passport = head.version + 1, revised.passport
    unit.add(
        ProjectVersion(
            project_id=project_id, number=number, content=plain(passport), attachments=revised.attachments,
            directory=revised.directory, digest=revised.digest, submitted_at=unit.now, submitted_by=revised.sent_by,
            kind="revised",
        )
    )  # fmt: skip
    names = (territories.unit_by_id(unit.session, head.unit_id).name,)
    figures = list_figures(passport, head.code, names) | {"version": number, "updated_at": unit.now}
    moved(unit.session.execute(update(Project).where(Project.id == project_id).values(**figures)))
    write_rows(unit, project_id, passport)
    close_draft(unit, project_id)
    if head.published:
        publish_if_whole(unit, queries.by_id(unit.session, project_id))
    return number
