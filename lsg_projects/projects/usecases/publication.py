"""Publication: an explicit act from the first sending on; what is public is a version, never the draft."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, update

from lsg_projects.documents import queries as documents
from lsg_projects.domain.access import Action, require
from lsg_projects.domain.completeness import Gap, blocking, gaps
from lsg_projects.domain.disclosure import public_view
from lsg_projects.domain.errors import Incomplete, Problem, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import DocumentType, Level
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries
from lsg_projects.projects.models import Project, ProjectMark, ProjectSummary
from lsg_projects.projects.queries import ProjectHead, Version
from lsg_projects.projects.usecases.figures import head_figures, return_figures, search_text
from lsg_projects.projects.usecases.freeze import refuse_gaps
from lsg_projects.territories import queries as territories

_DEPTH = {Level.OBLAST: 0, Level.DISTRICT: 1, Level.OKRUG: 2}


@dataclass(frozen=True)
class Unpublish:
    """A project to take from the public register, with the reason that stands in its place."""

    code: str
    reason: str


def publish(unit: Work, code: str) -> None:
    """Show the newest version to citizens; refuses (Incomplete) while something needed for it is missing."""
    head = queries.find(unit.session, code)
    require(Action.PUBLISH_PROJECT, unit.actor, queries.subject(head))
    if not head.version:
        raise WrongState("projects.not_sent")
    version = queries.version(unit.session, head.id, head.version)
    refuse_gaps(_in_the_way(unit, head, version))
    _show(unit, head, version)


def publish_if_whole(unit: Work, head: ProjectHead) -> bool:
    """Show the newest version if nothing is missing for it; otherwise the akim's office has to act."""
    version = queries.version(unit.session, head.id, head.version)
    if blocking(_in_the_way(unit, head, version), sending=False):
        return False
    _show(unit, head, version)
    return True


def unpublish(unit: Work, command: Unpublish) -> None:
    """Take a project from the public register; its address then says why."""
    head = queries.find(unit.session, command.code)
    require(Action.PUBLISH_PROJECT, unit.actor, queries.subject(head))
    if not command.reason:
        raise Incomplete("projects.reason", (Problem("reason", "projects.reason"),))
    taken = update(Project).where(Project.id == head.id, Project.publication == "published")
    values = {"publication": "withdrawn", "publication_reason": command.reason[:1000], "updated_at": unit.now}
    moved(unit.session.execute(taken.values(**values)))
    _forget(unit, head.id)
    unit.tell(Event(project_chain(head.code), "project.unpublished", head.code, {"version": head.published_version}))


def _in_the_way(unit: Work, head: ProjectHead, version: Version) -> tuple[Gap, ...]:
    held = {DocumentType(kind) for _key, kind, _sha256 in version.attachments}
    held |= documents.types_held(unit.session, head.id)
    return blocking(gaps(version.passport, held, queries.known_rules(unit.session, head)), sending=False)


def _show(unit: Work, head: ProjectHead, version: Version) -> None:
    values = {
        "publication": "published",
        "published_version": version.number,
        "published_at": head.published_at or unit.now,
        "publication_reason": "",
        "updated_at": unit.now,
    }
    moved(unit.session.execute(update(Project).where(Project.id == head.id).values(**values)))
    _forget(unit, head.id)
    shown = queries.by_id(unit.session, head.id)
    unit.add(_summary(unit, shown, public_view(version.passport), version.number))
    unit.session.add_all(_marks(head.id, version.passport))
    unit.flush()
    facts = {"version": version.number, "digest": version.digest}
    unit.tell(Event(project_chain(head.code), "project.published", head.code, facts))


def _forget(unit: Work, project_id: int) -> None:
    for table in (ProjectMark, ProjectSummary):
        unit.session.execute(delete(table).where(table.project_id == project_id))


def _summary(unit: Work, head: ProjectHead, passport: Passport, version: int) -> ProjectSummary:
    path = head.unit_path.split("/")
    villages = territories.units_under(unit.session, head.unit_path)
    names = (head.unit_name, *(each.name for each in villages if each.kato in passport.settlements))
    return ProjectSummary(
        project_id=head.id,
        code=head.code,
        version=version,
        unit_id=head.unit_id,
        body_id=head.body_id,
        unit_path=head.unit_path,
        unit_name=head.unit_name,
        **{level.value: path[depth] if depth < len(path) else "" for level, depth in _DEPTH.items()},
        **_states(head),
        **head_figures(passport),
        **return_figures(passport),
        beyond_plan=passport.yearly_beyond_plan,
        summary=passport.summary,
        works=passport.works,
        published_at=head.published_at,
        updated_at=unit.now,
        search=search_text(passport, head.code, names),
    )


def _states(head: ProjectHead) -> dict[str, object]:
    names = ("stage", "approval", "delivery", "delivery_reason", "paid", "received", "work_percent")
    return {name: getattr(head, name) for name in names} | {"expected_end": head.expected_end or head.end}


def _marks(project_id: int, passport: Passport) -> list[ProjectMark]:
    values = {
        "year": {str(line.year) for line in passport.lines},
        "source": {line.source.value for line in passport.lines},
        "settlement": set(passport.settlements),
    }
    return [
        ProjectMark(project_id=project_id, name=name, value=value)
        for name, found in values.items()
        for value in sorted(found)
    ]
