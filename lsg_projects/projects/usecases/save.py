"""One step of the form is saved: a draft may be incomplete, only what cannot be is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select, update

from lsg_projects.domain.access import Action, require
from lsg_projects.domain.codec import plain
from lsg_projects.domain.diff import changed_fields
from lsg_projects.domain.errors import Incomplete, Missing, Problem, Stale, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.project import STEPS, Passport
from lsg_projects.domain.revenue import with_used_objects
from lsg_projects.domain.states import Approval, Level
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries
from lsg_projects.projects.models import Project, ProjectContributor, ProjectDraft, ProjectSaving
from lsg_projects.projects.queries import Draft, ProjectHead
from lsg_projects.projects.usecases.figures import list_figures
from lsg_projects.territories import queries as territories

MOST_ROWS = {
    "beneficiaries": 12,
    "goals": 3,
    "results": 10,
    "milestones": 15,
    "lines": 40,
    "revenue": 60,
    "objects": 20,
    "risks": 10,
    "settlements": 40,
}


@dataclass(frozen=True)
class SaveStep:
    """What one step of the form says: the passport's fields that it holds, typed on the draft of *revision*."""

    code: str
    step: str
    revision: int
    changes: Mapping[str, object]


def save_step(unit: Work, command: SaveStep) -> int:
    """Save a step and give the new revision; refuses (Stale) when somebody saved since the page was opened."""
    head = queries.find(unit.session, command.code)
    require(Action.EDIT_PROJECT, unit.actor, queries.subject(head))
    if not head.editable:
        raise WrongState("projects.not_editable")
    _check_fields(command)
    _check_places(unit, head, command.changes)
    _check_earlier(unit, head, command.changes.get("earlier_project"))
    draft = queries.draft(unit.session, command.code)
    after = with_used_objects(draft.passport.with_changes(**command.changes))
    if after == draft.passport:
        return draft.head.revision
    if command.revision != draft.head.revision:  # of the draft that is written on: the head above may be older
        raise Stale("projects.outdated")
    store_draft(unit, draft, after, command.step)
    return draft.head.revision + 1


def contribute(unit: Work, project_id: int) -> None:
    """Remember that the actor worked on a project, so that the same person never decides on it."""
    person = unit.actor.person_id
    if person is not None and unit.session.get(ProjectContributor, (project_id, person)) is None:
        unit.add(ProjectContributor(project_id=project_id, person_id=person, first_at=unit.now))


def rebased(base: Passport | None, theirs: Passport, changes: Mapping[str, object]) -> frozenset[str]:
    """Give the fields that both somebody else and this page changed since *base*: where one has to choose."""
    if base is None:
        return frozenset()
    mine = changed_fields(base, base.with_changes(**changes))
    return mine & changed_fields(base, theirs)


def _check_fields(command: SaveStep) -> None:
    if command.step not in STEPS:
        raise Missing("projects.no_step")
    foreign = set(command.changes) - set(STEPS[command.step])
    if foreign:
        raise Incomplete("projects.foreign_field", names=", ".join(sorted(foreign)))
    for name, most in MOST_ROWS.items():
        rows = command.changes.get(name, ())
        if isinstance(rows, tuple) and len(rows) > most:
            raise Incomplete("projects.too_many_rows", (Problem(name, "projects.too_many_rows", {"n": most}),), n=most)


def _check_places(unit: Work, head: ProjectHead, changes: Mapping[str, object]) -> None:
    """Refuse villages that lie in another territory."""
    chosen = changes.get("settlements", ())
    if not isinstance(chosen, tuple) or not chosen:
        return
    own = {each.kato for each in territories.units_under(unit.session, head.unit_path, Level.SETTLEMENT)} | {head.kato}
    for code in chosen:
        if code not in own:
            problem = Problem("settlements", "projects.foreign_settlement", {"value": code})
            raise Incomplete("projects.foreign_settlement", (problem,), value=code)


def _check_earlier(unit: Work, head: ProjectHead, code: object) -> None:
    """Refuse an earlier project that this territory does not have."""
    if not code:
        return
    known = select(Project.id).where(Project.code == str(code), Project.unit_id == head.unit_id)
    if unit.session.scalar(known) is None:
        problem = Problem("earlier_project", "projects.unknown_code", {"value": str(code)})
        raise Incomplete("projects.unknown_code", (problem,), value=str(code))


def store_draft(unit: Work, draft: Draft, after: Passport, step: str) -> None:
    """Store *after* as the next revision of a draft; refuses (Stale) when somebody was faster."""
    head, revision = draft.head, draft.head.revision + 1
    place = (Project.id == head.id, Project.revision == head.revision, Project.approval == head.approval)
    names = (territories.unit_by_id(unit.session, head.unit_id).name,)
    figures: dict[str, object] = {"revision": revision, "updated_at": unit.now}
    if not head.changing and head.approval is not Approval.DEFERRED:  # what is decided on or in force stays in lists
        figures |= list_figures(after, head.code, names)
    moved(unit.session.execute(update(Project).where(*place).values(**figures)))
    person = unit.actor.person_id
    saved = {"content": plain(after), "saved_at": unit.now, "saved_by": person}
    unit.session.execute(update(ProjectDraft).where(ProjectDraft.project_id == head.id).values(**saved))
    unit.add(
        ProjectSaving(
            project_id=head.id,
            revision=revision,
            step=step,
            before=plain(draft.passport),
            saved_at=unit.now,
            saved_by=person,
        )
    )
    contribute(unit, head.id)
    unit.tell(Event(project_chain(head.code), "passport.saved", head.code, {"step": step, "revision": revision}))
