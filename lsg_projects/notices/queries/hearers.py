"""Whom an entry of the journal concerns, and what the sentence about it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.accounts import queries as accounts
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.models import ApprovalTask, Meeting
from lsg_projects.domain.chain import Entry
from lsg_projects.domain.notices import ASSEMBLY_ROLES, CERTIFIER_ROLES, CHECKER_ROLES, OFFICE_ROLES, Audience
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.projects.models import Project
from lsg_projects.strategy.queries import Owed
from lsg_projects.territories import queries as territories


@dataclass(frozen=True)
class Told:
    """What is told to whom: persons, what the sentence speaks of, and the page that it leads to."""

    persons: tuple[int, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    href: str = ""


def hearers(
    session: Session, entry: Entry, body: Mapping[str, Any], audience: Audience, today: date
) -> tuple[Told, ...]:
    """Give who should hear of *entry* as *audience*; nobody where what it asked for is over already."""
    if audience is Audience.ASKED:
        return _asked(session, entry, today)
    return (_FIND[audience](session, entry, body, today),)


def _office(session: Session, entry: Entry, body: Mapping[str, Any], today: date) -> Told:
    project = _project(session, entry.subject)
    if project is None:
        return Told()
    persons = accounts.persons_in(session, project.body_id, OFFICE_ROLES, today)
    if entry.action == "change.applied":
        return Told(persons, _about(project), f"/office/projects/{project.code}")
    if entry.action.startswith("results."):
        return Told(persons, _about(project), f"/office/projects/{project.code}/results")
    if entry.action == "question.received":
        facts = {**_about(project), "number": body.get("number"), "due": body.get("due")}
        return Told(persons, facts, "/office/questions")
    task = session.get(ApprovalTask, body.get("task"))
    facts = {**_about(project), "body": task.body_kind.value if task else "commission", "outcome": body.get("outcome")}
    return Told(persons, facts, f"/office/projects/{project.code}")


def _asked(session: Session, entry: Entry, today: date) -> tuple[Told, ...]:
    """Give whom the project waits for; steps that are asked at once have tasks of their own."""
    project = _project(session, entry.subject)
    if project is None:
        return ()
    waits = select(ApprovalTask).where(ApprovalTask.project_id == project.id, ApprovalTask.closed_at.is_(None))
    return tuple(_of_task(session, task, project, today) for task in session.scalars(waits.order_by(ApprovalTask.id)))


def _released(session: Session, entry: Entry, _body: Mapping[str, Any], today: date) -> Told:
    project = _project(session, entry.subject)
    if project is None:
        return Told()
    last = (
        select(ApprovalTask)
        .where(ApprovalTask.project_id == project.id, ApprovalTask.closed_as == "withdrawn")
        .order_by(ApprovalTask.id.desc())
        .limit(1)
    )
    task = session.scalar(last)
    return _of_task(session, task, project, today) if task else Told()


def _drafting(session: Session, _entry: Entry, body: Mapping[str, Any], today: date) -> Told:
    """Give whose turn it is inside a department; nobody where the answer was given meanwhile."""
    task = session.get(ApprovalTask, body.get("task"))
    project = session.get(Project, task.project_id) if task and task.closed_at is None else None
    return _of_task(session, task, project, today) if task and project else Told()


def _turn(session: Session, task: ApprovalTask) -> frozenset[Role]:
    """Give the roles that a task waits for: the executor until an answer is prepared, then the head."""
    if task.signatures == 1:
        return frozenset({task.role})
    draft = approvals.draft_of(session, task.id)
    return frozenset({Role.DEPARTMENT_HEAD if draft and draft.waits else task.role})


def _of_task(session: Session, task: ApprovalTask, project: Project, today: date) -> Told:
    persons = accounts.persons_in(session, task.body_id, _turn(session, task), today)
    facts = {**_about(project), "body": task.body_kind.value, "due": task.due_on.isoformat()}
    return Told(persons, facts, f"/office/inbox/{task.id}")


def task_hearers(session: Session, task_id: int, audience: Audience, today: date) -> Told:
    """Give who should be reminded of a task: those it is asked of, or the district akim above them."""
    found = session.execute(
        select(ApprovalTask, Project)
        .join(Project, Project.id == ApprovalTask.project_id)
        .where(ApprovalTask.id == task_id)
    ).first()
    if found is None:
        return Told()
    task, project = found
    told = _of_task(session, task, project, today)
    if audience is not Audience.ABOVE:
        return told
    persons = _above(session, project.unit_id, {Role.DISTRICT_AKIM}, today)
    return Told(persons, told.facts, f"/office/projects/{project.code}")


def results_hearers(session: Session, owed: Owed, audience: Audience, today: date) -> Told:
    """Give who should be reminded of the values of a period: the office that owes them, or the district akim."""
    facts: dict[str, Any] = {"period": str(owed.period), "due": owed.closes.isoformat(), "count": owed.count}
    href = f"/office/indicators?period={owed.period}"
    if audience is Audience.ABOVE:
        facts["title"] = territories.body(session, owed.body_id).name.as_dict()
        return Told(_above(session, owed.unit_id, {Role.DISTRICT_AKIM}, today), facts, href)
    return Told(accounts.persons_in(session, owed.body_id, OFFICE_ROLES, today), facts, href)


def _certifiers(session: Session, entry: Entry, body: Mapping[str, Any], today: date) -> Told:
    unit = territories.unit(session, body["unit"]) if body.get("unit") else None
    persons = _above(session, unit.id, CERTIFIER_ROLES, today) if unit else ()
    return Told(persons, {"number": entry.subject}, f"/office/reports/{entry.subject}")


def _orderer(_session: Session, entry: Entry, body: Mapping[str, Any], _today: date) -> Told:
    person = body.get("ordered_by")
    return Told((person,) if isinstance(person, int) else (), {"number": entry.subject}, "/office/reports")


def _above(
    session: Session, unit_id: int, roles: Collection[Role], today: date,
    kinds: tuple[BodyKind, ...] = (BodyKind.AKIMAT, BodyKind.OBLAST_OFFICE),
) -> tuple[int, ...]:  # fmt: skip
    """Give who holds *roles* in the nearest territory, from *unit_id* upwards, that has such people."""
    unit = territories.unit_by_id(session, unit_id)
    for place in (unit, *reversed(territories.ancestors(session, unit))):
        for kind in kinds:
            for body in territories.bodies_of(session, place.id, kind):
                if found := accounts.persons_in(session, body.id, roles, today):
                    return found
    return ()


def _checkers(session: Session, entry: Entry, _body: Mapping[str, Any], today: date) -> Told:
    """Give the head of the department of economy that lies nearest above the project, else the oblast's analyst."""
    project = _project(session, entry.subject)
    if project is None:
        return Told()
    kinds = (BodyKind.ECONOMY, BodyKind.OBLAST_OFFICE)
    persons = _above(session, project.unit_id, CHECKER_ROLES, today, kinds)
    return Told(persons, _about(project), f"/office/projects/{project.code}/results")


def _district(session: Session, entry: Entry, _body: Mapping[str, Any], today: date) -> Told:
    """Give the district akim before whom a problem of a project was brought."""
    project = _project(session, entry.subject)
    if project is None:
        return Told()
    persons = _above(session, project.unit_id, {Role.DISTRICT_AKIM}, today)
    return Told(persons, _about(project), f"/office/projects/{project.code}/risks")


def _members(session: Session, entry: Entry, _body: Mapping[str, Any], _today: date) -> Told:
    row = session.get(Meeting, int(entry.subject.removeprefix("meeting:")))
    if row is None:
        return Told()
    persons = accounts.persons_in(session, row.body_id, {Role.MEMBER}, row.day)
    facts = {"title": territories.body(session, row.body_id).name.as_dict(), "due": row.day.isoformat()}
    return Told(persons, facts, f"/office/meetings/{row.id}")


def _answerer(session: Session, _entry: Entry, body: Mapping[str, Any], today: date) -> Told:
    persons = accounts.persons_in(session, body["office"], OFFICE_ROLES, today) if body.get("office") else ()
    facts = {"number": body.get("count"), "period": body.get("period")}
    return Told(persons, facts, "/office/recommendations")


def _assembly(session: Session, entry: Entry, body: Mapping[str, Any], today: date) -> Told:
    persons = accounts.persons_in(session, body["assembly"], ASSEMBLY_ROLES, today)
    facts = {"number": body.get("number"), "period": body.get("period")}
    return Told(persons, facts, f"/office/recommendations/{entry.subject.removeprefix('recommendation:')}")


def _project(session: Session, code: str) -> Project | None:
    return session.scalar(select(Project).where(Project.code == code))


def _about(project: Project) -> dict[str, Any]:
    return {"code": project.code, "title": project.title.as_dict()}


_Find = Callable[[Session, Entry, Mapping[str, Any], date], Told]
_FIND: Mapping[Audience, _Find] = {
    Audience.OFFICE: _office,
    Audience.SIGNERS: _drafting,
    Audience.EXECUTORS: _drafting,
    Audience.RELEASED: _released,
    Audience.CERTIFIERS: _certifiers,
    Audience.ORDERER: _orderer,
    Audience.MEMBERS: _members,
    Audience.CHECKERS: _checkers,
    Audience.ABOVE: _district,
    Audience.ANSWERER: _answerer,
    Audience.ASSEMBLY: _assembly,
}
