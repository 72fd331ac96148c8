"""Unspent money on the office's first page, before the days by which the law wants it listed, settled or returned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from lsg_projects.delivery import queries as delivery
from lsg_projects.desk.queries import Waiting
from lsg_projects.domain.access import Action, posts_for
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.calendar import working_days_left
from lsg_projects.kit.workdays import day_off


def waiting(session: Session, actor: Actor, today: date) -> Iterator[Waiting]:
    """Give what the actor's own office owes about the money of its projects."""
    offices = {post.body_id: post.unit_path for post in posts_for(Action.RECORD_PAYMENT, actor)}
    for one in delivery.owed_in(session, sorted(set(offices.values())), today) if offices else ():
        if one.body_id in offices:
            owed = one.owed
            facts: dict[str, object] = {"code": one.code, "amount": owed.amount}
            href = f"/office/projects/{one.code}/financing"
            left = working_days_left(today, owed.due, day_off)
            yield Waiting(f"unspent_{owed.kind}", one.title, href, owed.due, left, facts)
