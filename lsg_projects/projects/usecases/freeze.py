"""A draft becomes a version: the content that is decided on, with a digest over all that a reader is shown."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, update

from lsg_projects.documents import queries as documents
from lsg_projects.domain.codec import digest, plain
from lsg_projects.domain.completeness import Gap, blocking
from lsg_projects.domain.errors import Incomplete, Problem, Stale, WrongState
from lsg_projects.domain.project import Passport
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries
from lsg_projects.projects.models import Project, ProjectGain, ProjectLine, ProjectVersion
from lsg_projects.projects.queries import Draft, Version
from lsg_projects.projects.usecases.figures import list_figures
from lsg_projects.projects.usecases.save import contribute
from lsg_projects.territories import queries as territories

Attachment = tuple[str, str, str]


def freeze(
    unit: Work, project_id: int, revision: int | None = None, attachments: Iterable[Attachment] | None = None
) -> Version:
    """Freeze the draft as the next version; refuses (Incomplete) while something needed for sending is missing.

    Refuses (Stale) a draft that is no longer of the *revision* that was seen.

    Part of the act of whoever sends: that act tells the journal the version and its digest.

    *attachments* are key, type and SHA-256 of the papers that belong to it: by default all that are attached now.
    """
    draft = queries.draft(unit.session, queries.by_id(unit.session, project_id).code)
    if revision not in (None, draft.head.revision):
        raise Stale("projects.outdated")
    if not draft.head.sendable:
        raise WrongState("projects.not_editable")
    refuse_gaps(blocking(queries.checked(unit.session, draft.head, draft.passport), sending=True))
    kept = documents.digests(unit.session, project_id) if attachments is None else tuple(sorted(attachments))
    row = _version(unit, draft, kept)
    own = (Project.id == project_id, Project.version == draft.head.version, Project.revision == draft.head.revision)
    names = (territories.unit_by_id(unit.session, draft.head.unit_id).name,)
    shown = list_figures(draft.passport, draft.head.code, names)  # while it was deferred lists kept what was decided on
    moved(unit.session.execute(update(Project).where(*own).values(version=row.number, updated_at=unit.now, **shown)))
    unit.add(row)
    write_rows(unit, project_id, draft.passport)
    contribute(unit, project_id)
    return queries.version(unit.session, project_id, row.number)


def content_digest(
    passport: Passport, attachments: Iterable[Attachment], directory: object, code: str, number: int
) -> str:
    """Give the digest of a version: any change of anything that was shown gives another one."""
    return digest(
        {
            "code": code,
            "version": number,
            "passport": plain(passport),
            "attachments": [list(each) for each in attachments],
            "directory": directory,
        }
    )


def refuse_gaps(found: Iterable[Gap]) -> None:
    """Refuse (Incomplete) with one problem for each gap."""
    problems = tuple(Problem(gap.field, f"completeness.{gap.code}", gap.details) for gap in found)
    if problems:
        raise Incomplete("projects.incomplete", problems, n=len(problems))


def _version(unit: Work, draft: Draft, kept: tuple[Attachment, ...]) -> ProjectVersion:
    head, number = draft.head, draft.head.version + 1
    names = queries.directory(unit.session, head, draft.passport)
    return ProjectVersion(
        project_id=head.id,
        number=number,
        content=plain(draft.passport),
        attachments=[list(each) for each in kept],
        directory=names,
        digest=content_digest(draft.passport, kept, names, head.code, number),
        submitted_at=unit.now,
        submitted_by=unit.actor.person_id,
    )


def write_rows(unit: Work, project_id: int, passport: Passport) -> None:
    """Replace the rows that sums are made of by those of the new version."""
    for table in (ProjectLine, ProjectGain):
        unit.session.execute(delete(table).where(table.project_id == project_id))
    for line in passport.lines:
        unit.session.add(
            ProjectLine(
                project_id=project_id, key=line.key, year=line.year, source=line.source,
                programme=line.programme, amount=line.amount,
            )
        )  # fmt: skip
    for gain in passport.revenue:
        unit.session.add(
            ProjectGain(
                project_id=project_id, key=gain.key, code=gain.code, year=gain.year, base=gain.base, low=gain.low,
                high=gain.high, without=gain.without, one_off=gain.one_off,
            )
        )  # fmt: skip
    unit.flush()
