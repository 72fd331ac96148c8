"""Who may answer is asked again at the very moment of the answer, and above a set sum two persons are needed."""

from __future__ import annotations

from sqlalchemy import select

from lsg_projects import settings
from lsg_projects.accounts import queries as accounts
from lsg_projects.approvals.models import ApprovalTask, Decision
from lsg_projects.approvals.queries import Process
from lsg_projects.domain.actor import Post
from lsg_projects.domain.errors import NotAllowed
from lsg_projects.domain.money import from_thousand
from lsg_projects.kit.work import Work
from lsg_projects.projects.queries import ProjectHead, Version


def hold(unit: Work, process: Process, head: ProjectHead, post: Post, version: Version, step: str) -> None:
    """Refuse (NotAllowed) whoever no longer holds the post by which they answer, or answered at another step.

    The rows of the appointment and of the order are taken, so that an end or a revocation comes before or after.
    """
    if not accounts.still_holds(unit.session, post, unit.actor, unit.today):
        raise NotAllowed("accounts.post_gone", subject=head.code)
    if version.passport.amount >= from_thousand(settings.current().two_persons_from) and _answered(unit, process, step):
        raise NotAllowed("approvals.second_step", subject=head.code)


def _answered(unit: Work, process: Process, step: str) -> bool:
    """Tell whether this person already agreed at another step of the route that still holds.

    Steps of a special way do not count: there the law itself names the same body, or the district akim, once more.
    """
    ordinary = process.done - process.route.special
    if step in process.route.special:
        return False
    found = (
        select(Decision.step)
        .join(ApprovalTask, ApprovalTask.id == Decision.task_id)
        .where(ApprovalTask.process_id == process.id, Decision.person_id.in_(unit.actor.selves), Decision.step != step)
    )
    return any(step in ordinary for step in unit.session.scalars(found))
