"""Results on the first page: values to type and send, values to approve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from lsg_projects.desk.queries import Waiting
from lsg_projects.domain.access import Action, posts_for
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.calendar import working_days_left
from lsg_projects.kit.workdays import day_off
from lsg_projects.strategy import queries as strategy


def waiting(session: Session, actor: Actor, today: date) -> Iterator[Waiting]:
    """Give what results ask of *actor*: of an office by period, of those who approve by project."""
    offices = {post.body_id: post for post in posts_for(Action.ENTER_RESULT, actor)}
    if offices:
        paths = sorted({post.unit_path for post in offices.values()})
        for row in strategy.owed(strategy.tracked(session, paths, today), today):
            if row.open and row.body_id in offices:
                facts: dict[str, object] = {"period": str(row.period), "n": row.count}
                left = working_days_left(today, row.closes, day_off)
                href = f"/office/indicators?period={row.period}"
                yield Waiting("results", offices[row.body_id].body_name, href, row.closes, left, facts)
    checks = sorted({post.unit_path for post in posts_for(Action.APPROVE_RESULT, actor)})
    for one in strategy.pending(session, checks) if checks else ():
        counted: dict[str, object] = {"code": one.code, "n": one.count}
        yield Waiting("results_approve", one.title, f"/office/projects/{one.code}/results", None, None, counted)
