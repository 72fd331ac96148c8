"""What the page of a project offers where its akim may contest a no: the way of the law, its steps and the form."""

from __future__ import annotations

from dataclasses import dataclass

from lsg_projects.approvals import queries
from lsg_projects.approvals.forms import ContestForm
from lsg_projects.approvals.queries import Change, Decided, Process
from lsg_projects.domain import approval
from lsg_projects.domain.access import Action, may
from lsg_projects.domain.approval import Act, SpecialWay
from lsg_projects.domain.errors import WrongState
from lsg_projects.domain.states import Approval
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.web.identity import current_actor


@dataclass(frozen=True)
class Offer:
    """A way by which the last no may be contested."""

    way: SpecialWay
    of: Decided
    form: ContestForm
    edited: bool
    """The draft was written on since: the version that got the no can no longer be looked at again."""


def offer(head: ProjectHead, form: ContestForm | None = None, change: Change | None = None) -> Offer | None:
    """Give the way by which the reader may contest the last no on a project, or on its *change*."""
    process = queries.process_of(session(), change.id) if change else queries.newest(session(), head.id)
    if process is None or not may(Action.SUBMIT_PROJECT, current_actor(), projects.subject(head)):
        return None
    if not _contestable(head, process, change):
        return None
    last = queries.last_no(session(), head.id, change.id if change else None)
    way = approval.way_for(queries.special_ways(), process.route.step(last.step), clock.today()) if last else None
    if last is None or way is None:
        return None
    form = form or ContestForm(formdata=None)
    form.prepare(last.id)
    return Offer(way, last, form, _edited(head, process, change))


def _contestable(head: ProjectHead, process: Process, change: Change | None) -> bool:
    state = process.state if change else head.approval
    try:
        approval.moved(approval.Position(state, head.stage), Act.CONTEST)
    except WrongState:
        return False
    if change is None:
        return True
    newest = queries.changes_of(session(), head.id)[-1]
    return newest.id == change.id and change.base == head.version and head.approval is Approval.APPROVED


def _edited(head: ProjectHead, process: Process, change: Change | None) -> bool:
    """Tell whether the draft was written on since; a change that was refused has no draft any more."""
    if change is not None and not change.open:
        return False
    version = change.proposal if change else projects.version(session(), head.id, process.version)
    return version is None or projects.draft_of(session(), head.id).passport != version.passport
