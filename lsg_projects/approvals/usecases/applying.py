"""What a decision on a change request leads to: the change in force, the draft open again, or the end of the wish."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from lsg_projects.approvals import queries
from lsg_projects.approvals.models import ChangeRequest
from lsg_projects.approvals.queries import Change
from lsg_projects.delivery import usecases as delivery
from lsg_projects.domain.approval import Position
from lsg_projects.domain.errors import Incomplete, Stale, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.states import Approval
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects
from lsg_projects.projects import usecases as passports
from lsg_projects.projects.queries import ProjectHead, Version


def mark(unit: Work, change: Change, state: Approval) -> None:
    """Write the state of a change that is open; one that came to its end is closed."""
    ended = state in (Approval.APPROVED, Approval.REJECTED, Approval.WITHDRAWN)
    place = (ChangeRequest.id == change.id, ChangeRequest.closed_at.is_(None))
    values = {"state": state, "closed_at": unit.now if ended else None}
    moved(unit.session.execute(update(ChangeRequest).where(*place).values(**values)))


def reopen(unit: Work, change: Change, state: Approval) -> None:
    """Let a refused change be considered again; refuses (Stale) one that is not refused, or beside another request."""
    place = (ChangeRequest.id == change.id, ChangeRequest.state == Approval.REJECTED)
    try:
        moved(unit.session.execute(update(ChangeRequest).where(*place).values(state=state, closed_at=None)))
    except IntegrityError as error:  # another request of the same project was opened meanwhile
        raise Stale("approvals.change_open") from error


def settle_change(unit: Work, head: ProjectHead, change_id: int, at: Position, version: Version) -> None:
    """Let a decision on a change have its effect: applied when approved, written on when returned, else over."""
    change = queries.change(unit.session, change_id)
    if at.state is Approval.APPROVED:
        apply(unit, head, change, version)
        return
    mark(unit, change, at.state)
    if at.state is Approval.RETURNED:
        passports.let_write(unit, head.id, version.passport)


def apply(unit: Work, head: ProjectHead, change: Change, version: Version) -> None:
    """Make the change the version in force; refuses (WrongState) where money paid meanwhile stands in the way."""
    delivery.hold(unit, head.id)
    before = projects.version(unit.session, head.id, change.base).passport
    try:
        delivery.refuse_undone(unit, head.id, before, version.passport)
    except Incomplete as refusal:
        raise WrongState("approvals.change_overtaken") from refusal
    revised = passports.Revised(
        version.passport, [list(each) for each in version.attachments], version.directory, version.digest,
        version.submitted_by,
    )  # fmt: skip
    number = passports.revise(unit, head.id, revised)
    mark(unit, change, Approval.APPROVED)
    delivery.refresh(unit, head.id)
    facts = {"change": change.number, "version": number, "digest": version.digest}
    unit.tell(Event(project_chain(head.code), "change.applied", head.code, facts))
