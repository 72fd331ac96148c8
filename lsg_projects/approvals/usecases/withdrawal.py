"""The akim takes a project back, or gives it up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update

from lsg_projects.approvals import queries
from lsg_projects.approvals.models import ApprovalProcess
from lsg_projects.approvals.usecases import changes, storing
from lsg_projects.domain import approval
from lsg_projects.domain.access import Action, require
from lsg_projects.domain.approval import MIN_REASON, Act
from lsg_projects.domain.errors import Incomplete, Problem, Stale
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.states import Approval
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects


@dataclass(frozen=True)
class Withdraw:
    """The project to take back in the state that was shown, and why."""

    code: str
    state: Approval
    reason: str


def withdraw(unit: Work, command: Withdraw) -> None:
    """Take a project back; an approved or refused one is given up for good (stage cancelled)."""
    head = projects.find(unit.session, command.code)
    require(Action.WITHDRAW_PROJECT, unit.actor, projects.subject(head))
    process = queries.newest(unit.session, head.id)
    if process is not None:
        storing.locked(unit, process.id)
        process, head = queries.newest(unit.session, head.id), projects.find(unit.session, command.code)
    at = storing.position(process, head)
    approval.moved(at, Act.WITHDRAW)
    if head.approval is not command.state or process is None:
        raise Stale("approvals.overtaken")
    if len(command.reason) < MIN_REASON:
        raise Incomplete("approvals.incomplete", (Problem("reason", "approvals.reason_short", {"n": MIN_REASON}),), n=1)
    left = approval.withdraw(at)
    storing.close_tasks(unit, process.id, "withdrawn")
    values = {
        "state": left.state,
        "step": None,
        "moved_at": unit.now,
        "closed_at": unit.now,
        "withdrawn_at": unit.now,
        "withdrawn_reason": command.reason,
    }
    unit.session.execute(update(ApprovalProcess).where(ApprovalProcess.id == process.id).values(**values))
    if change := queries.open_change(unit.session, head.id):
        changes.withdraw_change(unit, change.id)
    storing.settle(unit, head, left)
    body = {"version": process.version, "state": left.state.value, "stage": left.stage.value}
    unit.tell(Event(project_chain(head.code), "project.withdrawn", head.code, body))
