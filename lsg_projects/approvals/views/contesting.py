"""What the page of a project offers where its akim may contest a no: the way of the law, its steps and the form."""

from __future__ import annotations

from dataclasses import dataclass

from lsg_projects.approvals import queries
from lsg_projects.approvals.forms import ContestForm
from lsg_projects.approvals.queries import Decided
from lsg_projects.domain import approval
from lsg_projects.domain.access import Action, may
from lsg_projects.domain.approval import Act, SpecialWay
from lsg_projects.domain.errors import WrongState
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


def offer(head: ProjectHead, form: ContestForm | None = None) -> Offer | None:
    """Give the way that is open to the reader, or nothing."""
    process = queries.newest(session(), head.id)
    if process is None or not may(Action.SUBMIT_PROJECT, current_actor(), projects.subject(head)):
        return None
    try:
        approval.moved(approval.Position(head.approval, head.stage), Act.CONTEST)
    except WrongState:
        return None
    last = queries.last_no(session(), head.id)
    way = approval.way_for(queries.special_ways(), process.route.step(last.step), clock.today()) if last else None
    if last is None or way is None:
        return None
    form = form or ContestForm(formdata=None)
    form.prepare(last.id)
    version = projects.version(session(), head.id, process.version)
    return Offer(way, last, form, projects.draft_of(session(), head.id).passport != version.passport)
