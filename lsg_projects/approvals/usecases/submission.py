"""The akim sends a project for approval, or sends it again after a return."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from lsg_projects.approvals import queries
from lsg_projects.approvals.queries import Process
from lsg_projects.approvals.usecases import storing
from lsg_projects.domain import approval, route
from lsg_projects.domain.access import Action, require
from lsg_projects.domain.approval import Act, Position
from lsg_projects.domain.errors import Stale
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.route import Concern
from lsg_projects.kit import clock
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects
from lsg_projects.projects import usecases as passports
from lsg_projects.projects.queries import ProjectHead, Version


@dataclass(frozen=True)
class Submit:
    """The project to send, and the revision of its draft that the akim saw."""

    code: str
    revision: int


def submit(unit: Work, command: Submit) -> int:
    """Freeze the draft as a version, find its route, and open the first task; gives the task's number.

    Refuses (Incomplete) a draft with gaps, (Stale) one that was written on meanwhile, (WrongState) one on its way.
    """
    head = projects.find(unit.session, command.code)
    require(Action.SUBMIT_PROJECT, unit.actor, projects.subject(head))
    process = _resumed(unit, head)
    head = projects.find(unit.session, command.code)  # what stood before the lock may be older
    at = storing.position(process, head)
    approval.moved(at, Act.SUBMIT)
    if head.revision != command.revision:
        raise Stale("approvals.draft_changed")
    version = passports.freeze(unit, head.id, command.revision)
    try:
        return _send(unit, head, process, at, version)
    except IntegrityError as error:  # somebody else's run of the same project came first
        raise Stale("approvals.draft_changed") from error


def _resumed(unit: Work, head: ProjectHead) -> Process | None:
    """Give the run that goes on, locked; nothing where a new one has to begin."""
    process = queries.newest(unit.session, head.id)
    if process is None or process.closed_at is not None:
        return None
    storing.locked(unit, process.id)
    return queries.newest(unit.session, head.id)


def _send(unit: Work, head: ProjectHead, process: Process | None, at: Position, version: Version) -> int:
    changed = _changed(unit, head, process, version)
    if process is not None and not _same_kind(unit, head, process, version):
        storing.close_tasks(unit, process.id, "replaced")
        left = projects.version(unit.session, head.id, process.version)
        storing.store(unit, process.id, approval.withdraw(at), left)
        process, at = None, Position(head.approval, head.stage)
    rule = process.route if process else route.choose(queries.routes(), queries.facts(version.passport, unit.today))
    at = approval.submit(at, rule, changed)
    if process is None:
        process_id = storing.begin(unit, head, version, rule, at)
    else:
        process_id = process.id
        storing.close_tasks(unit, process_id, "replaced")
        storing.store(unit, process_id, at, version)
    storing.settle(unit, head, at)
    unit.tell(_event(head, version, rule.key, at, changed))
    return storing.ask_all(unit, head, process_id, rule, at, version)


def _same_kind(unit: Work, head: ProjectHead, process: Process, version: Version) -> bool:
    """Tell whether the project still is of the kind that its route was chosen for.

    Both versions are held against the rules of one day, so that a rule changed meanwhile changes nothing.
    """
    before, day = projects.version(unit.session, head.id, process.version), clock.local_day(process.opened_at)
    chosen = [
        route.choose(queries.routes(), queries.facts(passport, day)).key
        for passport in (before.passport, version.passport)
    ]
    return chosen[0] == chosen[1]


def _changed(unit: Work, head: ProjectHead, process: Process | None, version: Version) -> frozenset[Concern]:
    if process is None:
        return frozenset()
    before = projects.version(unit.session, head.id, process.version)
    return queries.concerned(
        unit.session, before.passport, version.passport, before.attachments, version.attachments
    )  # fmt: skip


def _event(head: ProjectHead, version: Version, rule: str, at: Position, changed: frozenset[Concern]) -> Event:
    body = {
        "version": version.number,
        "digest": version.digest,
        "route": rule,
        "step": at.step,
        "agreed": sorted(at.done),
        "changed": sorted(changed),
    }
    return Event(project_chain(head.code), "project.submitted", head.code, body)
