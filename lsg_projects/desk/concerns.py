"""Risks and problems on the first page: the office's own by their days, the district's where it has to see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy.orm import Session

from lsg_projects.delivery import queries as delivery
from lsg_projects.delivery.queries import Raised
from lsg_projects.desk.queries import Waiting
from lsg_projects.domain.access import Action, posts_for
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.calendar import working_days_left
from lsg_projects.domain.delivery.concerns import SOON_DAYS
from lsg_projects.domain.states import Role
from lsg_projects.kit.workdays import day_off


def waiting(session: Session, actor: Actor, today: date) -> Iterator[Waiting]:
    """Give what is near or over in the office's projects; to the district, problems overdue or brought."""
    offices = {post.body_id: post.unit_path for post in posts_for(Action.REPORT_DELIVERY, actor)}
    if offices:
        for one in delivery.raised(session, sorted(set(offices.values()))):
            if one.body_id in offices and one.concern.due <= today + timedelta(days=SOON_DAYS):
                yield _line("problem" if one.concern.problem else "risk", one, today)
    districts = sorted({post.unit_path for post in actor.posts_as(Role.DISTRICT_AKIM)})
    for one in delivery.raised(session, districts) if districts else ():
        if one.concern.for_district(today):
            yield _line("problem_escalated" if one.concern.escalated_on else "problem_overdue", one, today)


def _line(kind: str, one: Raised, today: date) -> Waiting:
    due = one.concern.due
    facts: dict[str, object] = {
        "code": one.code, "what": one.concern.text, "owner": one.concern.owner, "request": one.concern.escalation,
    }  # fmt: skip
    href = f"/office/projects/{one.code}/risks"
    return Waiting(kind, one.title, href, due, working_days_left(today, due, day_off), facts)
