"""The akim contests a no where the law gives another body to ask: the same version goes on along a special way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lsg_projects.approvals import queries
from lsg_projects.approvals.queries import Decided, Process
from lsg_projects.approvals.usecases import storing
from lsg_projects.domain import approval
from lsg_projects.domain.access import Action, require
from lsg_projects.domain.approval import MAX_TEXT, MIN_REASON, Act, Position, SpecialWay
from lsg_projects.domain.contest import Contest
from lsg_projects.domain.errors import Incomplete, Problem, Stale, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.states import Approval
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead


@dataclass(frozen=True)
class ContestDecision:
    """The decision that the akim disagrees with, as it was shown, and why."""

    code: str
    decision: int
    reason: str
    language: str = ""


def contest(unit: Work, command: ContestDecision) -> int:
    """Bring the version that got a no before the body that the law names, and give the number of its task.

    Refuses (NotAllowed) everybody but the akim, (WrongState) a state or a no that is not contested, (Stale) a decision
    that was overtaken, (Incomplete) a reason that says nothing.
    """
    head, process = _taken(unit, command.code)
    at = storing.position(process, head)
    approval.moved(at, Act.CONTEST)
    last = queries.last_no(unit.session, head.id)
    if process is None or last is None or last.id != command.decision:
        raise Stale("approvals.overtaken")
    way = approval.way_for(queries.special_ways(), process.route.step(last.step), unit.today)
    if way is None:
        raise WrongState("approvals.not_contested")
    _refuse_edited(unit, head, process)
    _refuse_reason(command.reason)
    return _bring(unit, head, process, at, last, way, command)


def _taken(unit: Work, code: str) -> tuple[ProjectHead, Process | None]:
    """Take the run for this piece of work; refuses whoever's project it is not."""
    head = projects.find(unit.session, code)
    require(Action.SUBMIT_PROJECT, unit.actor, projects.subject(head))
    process = queries.newest(unit.session, head.id)
    if process is not None:
        storing.locked(unit, process.id)
        process = queries.newest(unit.session, head.id)
    return projects.find(unit.session, code), process


def _refuse_edited(unit: Work, head: ProjectHead, process: Process) -> None:
    """Refuse (WrongState) a draft that was written on: the very version that got the no is looked at again."""
    version = projects.version(unit.session, head.id, process.version)
    if projects.draft_of(unit.session, head.id).passport != version.passport:
        raise WrongState("approvals.contest_edited")


def _refuse_reason(reason: str) -> None:
    problems = []
    if not MIN_REASON <= len(reason) <= MAX_TEXT:
        problems.append(Problem("why", "approvals.reason_short", {"n": MIN_REASON}))
    if looks_personal(reason):
        problems.append(Problem("why", "approvals.personal"))
    if problems:
        raise Incomplete("approvals.incomplete", tuple(problems), n=len(problems))


def _bring(
    unit: Work, head: ProjectHead, process: Process, at: Position, last: Decided, way: SpecialWay,
    command: ContestDecision,
) -> int:  # fmt: skip
    if at.state is Approval.REJECTED:  # that run is closed: a new one goes on from the step that refused
        at = replace(at, step=last.step, done=approval.agreed_before(process.route, last.step))
    language = command.language or unit.actor.language
    words = Contest(way.key, last.step, last.id, command.reason, language, unit.now)
    ended = at.state is Approval.REJECTED
    at, route = approval.contest(at, process.route, way, words)
    version = projects.version(unit.session, head.id, process.version)
    if ended:
        process_id = storing.begin(unit, head, version, route, at)
    else:
        process_id = process.id
        storing.close_tasks(unit, process_id, "replaced")
        storing.store(unit, process_id, at, version, route)
    storing.settle(unit, head, at)
    body = {"version": version.number, "way": way.key, "of": last.step, "decision": last.id, "step": at.step}
    unit.tell(Event(project_chain(head.code), "project.contested", head.code, body))
    return storing.ask_all(unit, head, process_id, route, at, version)
