"""The akim contests a no where the law gives another body to ask: the same version goes on along a special way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lsg_projects.approvals import queries
from lsg_projects.approvals.queries import Change, Decided, Process
from lsg_projects.approvals.usecases import applying, storing
from lsg_projects.delivery import usecases as delivery
from lsg_projects.domain import approval
from lsg_projects.domain.access import Action, require
from lsg_projects.domain.approval import MAX_TEXT, MIN_REASON, Act, Position, SpecialWay
from lsg_projects.domain.contest import Contest
from lsg_projects.domain.errors import Incomplete, Missing, Problem, Stale, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.states import Approval, Stage
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects
from lsg_projects.projects import usecases as passports
from lsg_projects.projects.queries import ProjectHead, Version


@dataclass(frozen=True)
class ContestDecision:
    """The decision that the akim disagrees with, as it was shown, and why."""

    code: str
    decision: int
    reason: str
    language: str = ""
    change: int | None = None
    """The change request that was decided on; nothing where it was the project itself."""


@dataclass(frozen=True)
class _Ground:
    """What is contested, read after the run was taken for this piece of work."""

    head: ProjectHead
    process: Process
    last: Decided
    change: Change | None
    version: Version


def contest(unit: Work, command: ContestDecision) -> int:
    """Bring the version that got a no before the body that the law names, and give the number of its task.

    Where it is a change, the project stays approved meanwhile. Refuses (NotAllowed) everybody but the akim,
    (WrongState) a state or a no that is not contested, (Stale) a decision that was overtaken, (Incomplete) a reason
    that says nothing.
    """
    ground = _taken(unit, command)
    way = approval.way_for(queries.special_ways(), ground.process.route.step(ground.last.step), unit.today)
    if way is None:
        raise WrongState("approvals.not_contested")
    if ground.process.state is Approval.RETURNED or ground.change is None:
        _refuse_edited(unit, ground)
    _refuse_reason(command.reason)
    return _bring(unit, ground, way, command)


def _taken(unit: Work, command: ContestDecision) -> _Ground:
    """Take the run for this piece of work; refuses whoever's project it is not, and what was overtaken."""
    head = projects.find(unit.session, command.code)
    require(Action.SUBMIT_PROJECT, unit.actor, projects.subject(head))
    process = _run(unit, head, command)
    if process is not None:
        storing.locked(unit, process.id)
        process = _run(unit, head, command)
    if command.change is not None:
        delivery.hold(unit, head.id)
    head = projects.by_id(unit.session, head.id)
    approval.moved(storing.position(process, head), Act.CONTEST)
    last = queries.last_no(unit.session, head.id, command.change)
    if process is None or last is None or last.id != command.decision:
        raise Stale("approvals.overtaken")
    change = _newest_change(unit, head, command.change) if command.change is not None else None
    version = change.proposal if change else projects.version(unit.session, head.id, process.version)
    if version is None:
        raise Stale("approvals.overtaken")
    return _Ground(head, process, last, change, version)


def _run(unit: Work, head: ProjectHead, command: ContestDecision) -> Process | None:
    """Give the run of the project itself or of its change; refuses (Missing) the change of another project."""
    if command.change is None:
        return queries.newest(unit.session, head.id)
    if queries.change(unit.session, command.change).project_id != head.id:
        raise Missing("approvals.no_change")
    return queries.process_of(unit.session, command.change)


def _newest_change(unit: Work, head: ProjectHead, number: int) -> Change:
    """Give the change while it still is the difference to what is in force, and no other was asked for since."""
    newest = queries.changes_of(unit.session, head.id)[-1]
    if head.approval is not Approval.APPROVED or head.stage is Stage.CANCELLED:
        raise WrongState("approvals.change_not_approved")
    if newest.id != number or newest.base != head.version:
        raise Stale("approvals.overtaken")
    return newest


def _refuse_edited(unit: Work, ground: _Ground) -> None:
    """Refuse (WrongState) a draft that was written on: the very version that got the no is looked at again."""
    if projects.draft_of(unit.session, ground.head.id).passport != ground.version.passport:
        raise WrongState("approvals.contest_edited")


def _refuse_reason(reason: str) -> None:
    problems = []
    if not MIN_REASON <= len(reason) <= MAX_TEXT:
        problems.append(Problem("why", "approvals.reason_short", {"n": MIN_REASON}))
    if looks_personal(reason):
        problems.append(Problem("why", "approvals.personal"))
    if problems:
        raise Incomplete("approvals.incomplete", tuple(problems), n=len(problems))


def _bring(unit: Work, ground: _Ground, way: SpecialWay, command: ContestDecision) -> int:
    head, process, last, version = ground.head, ground.process, ground.last, ground.version
    at, ended = storing.position(process, head), process.state is Approval.REJECTED
    if ended:  # that run is closed: a new one goes on from the step that refused
        at = replace(at, step=last.step, done=approval.agreed_before(process.route, last.step))
    words = Contest(way.key, last.step, last.id, command.reason, command.language or unit.actor.language, unit.now)
    at, route = approval.contest(at, process.route, way, words)
    _settle(unit, ground, at)
    if ended:
        process_id = storing.begin(unit, head, version, route, at, command.change)
    else:
        process_id = process.id
        storing.close_tasks(unit, process_id, "replaced")
        storing.store(unit, process_id, at, version, route)
    _tell(unit, ground, {"version": version.number, "way": way.key, "of": last.step, "step": at.step})
    return storing.ask_all(unit, head, process_id, route, at, version)


def _settle(unit: Work, ground: _Ground, at: Position) -> None:
    """Tell the project its state, or its change: that one is open again, and no longer written on."""
    head, change = ground.head, ground.change
    if change is None:
        storing.settle(unit, head, at)
    elif change.open:
        applying.mark(unit, change, at.state)
        passports.close_draft(unit, head.id)
    else:
        applying.reopen(unit, change, at.state)


def _tell(unit: Work, ground: _Ground, told: dict[str, object]) -> None:
    body = told | {"decision": ground.last.id}
    action = "project.contested"
    if ground.change is not None:
        action, body = "change.contested", body | {"change": ground.change.number}
    unit.tell(Event(project_chain(ground.head.code), action, ground.head.code, body))
