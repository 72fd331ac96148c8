"""How a position on the route is written down: the process, the open task, the states of the project."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from lsg_projects.approvals.models import ApprovalProcess, ApprovalTask
from lsg_projects.approvals.queries.processes import Process
from lsg_projects.domain import route as routes
from lsg_projects.domain.approval import Position
from lsg_projects.domain.codec import plain
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.route import Route, Step
from lsg_projects.domain.states import Approval, BodyKind
from lsg_projects.kit.work import Work
from lsg_projects.kit.workdays import day_off
from lsg_projects.projects import usecases as projects
from lsg_projects.projects.queries import ProjectHead, Version
from lsg_projects.territories import queries as territories

_ENDED = frozenset({Approval.APPROVED, Approval.REJECTED, Approval.WITHDRAWN})


def locked(unit: Work, process_id: int) -> None:
    """Take the process for this piece of work; every act on a route takes it first, so none waits crosswise."""
    unit.session.execute(select(ApprovalProcess.id).where(ApprovalProcess.id == process_id).with_for_update())


def position(process: Process | None, head: ProjectHead) -> Position:
    """Give where a project stands, as the rule takes it."""
    if process is None:
        return Position(head.approval, head.stage)
    state = head.approval if process.change_id is None else process.state
    return Position(state, head.stage, process.step, process.done)


def begin(
    unit: Work, head: ProjectHead, version: Version, route: Route, at: Position, change_id: int | None = None
) -> int:
    """Open a new run along *route* and give its number; *change_id* names the change that it decides on."""
    row = ApprovalProcess(
        project_id=head.id,
        version=version.number,
        digest=version.digest,
        route_key=route.key,
        route=plain(route),
        state=at.state,
        step=at.step,
        done=sorted(at.done),
        opened_at=unit.now,
        moved_at=unit.now,
        change_id=change_id,
    )
    unit.add(row)
    return row.id


def store(unit: Work, process_id: int, at: Position, version: Version, route: Route | None = None) -> None:
    """Write where the process stands now, and its *route* where that is another one; an ended process is closed."""
    values: dict[str, object] = {
        "state": at.state,
        "step": at.step,
        "done": sorted(at.done),
        "version": version.number,
        "digest": version.digest,
        "moved_at": unit.now,
        "closed_at": unit.now if at.state in _ENDED else None,
    }
    if route is not None:
        values |= {"route": plain(route), "route_key": route.key}
    unit.session.execute(update(ApprovalProcess).where(ApprovalProcess.id == process_id).values(**values))


def close_tasks(unit: Work, process_id: int, closed_as: str) -> None:
    """Close what is still open of a process, without a decision."""
    unit.session.execute(
        update(ApprovalTask)
        .where(ApprovalTask.process_id == process_id, ApprovalTask.closed_at.is_(None))
        .values(closed_at=unit.now, closed_as=closed_as)
    )


def ask_all(
    unit: Work, head: ProjectHead, process_id: int, route: Route, at: Position, version: Version,
    until: date | None = None,
) -> int:  # fmt: skip
    """Open a task for every step that is asked now and has none, and give the number of the first one."""
    opened = select(ApprovalTask.step, ApprovalTask.id).where(
        ApprovalTask.process_id == process_id, ApprovalTask.closed_at.is_(None)
    )
    known: dict[str, int] = {step: number for step, number in unit.session.execute(opened)}  # noqa: C416
    for step in route.asked(at.done):
        if step.key not in known:
            known[step.key] = ask(unit, head, process_id, step, version, until)
    return known[at.step or ""]


def ask(unit: Work, head: ProjectHead, process_id: int, step: Step, version: Version, until: date | None = None) -> int:
    """Open the task of the body that is asked next and give its number; *until* puts its deadline off."""
    body_id, kind = _body_of(unit, head, step)
    due = routes.due(step, unit.today, version.passport.years[0] if version.passport.years else None, day_off)
    row = ApprovalTask(
        process_id=process_id,
        project_id=head.id,
        version=version.number,
        digest=version.digest,
        step=step.key,
        body_kind=kind,
        role=step.role,
        body_id=body_id,
        opened_at=unit.now,
        due_on=max(due, until) if until else due,
        signatures=step.signatures,
    )
    unit.add(row)
    return row.id


def _body_of(unit: Work, head: ProjectHead, step: Step) -> tuple[int, BodyKind]:
    """Find the body of the step in the project's own territory, else in the nearest one above."""
    for kind in filter(None, (step.body, step.else_body)):
        own = territories.unit_by_id(unit.session, head.unit_id)
        for place in (own, *reversed(territories.ancestors(unit.session, own))):
            for body in territories.bodies_of(unit.session, place.id, kind):
                if body.in_force(unit.today):
                    return body.id, kind
    raise Missing("approvals.no_body", step=step.key)


def settle(unit: Work, head: ProjectHead, at: Position) -> None:
    """Tell the project its new states."""
    projects.settle(unit, head.id, at.state, at.stage)
