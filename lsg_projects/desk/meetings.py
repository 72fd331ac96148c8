"""Meetings on the first page: to come to, to vote at, to prepare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from lsg_projects.approvals.queries import meetings
from lsg_projects.approvals.queries.meetings import Duty
from lsg_projects.desk.queries import Waiting
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.calendar import working_days_left
from lsg_projects.kit.workdays import day_off


def waiting(session: Session, actor: Actor, today: date) -> Iterator[Waiting]:
    """Give what meetings ask of *actor*."""
    for duty in meetings.duties(session, actor):
        left = working_days_left(today, duty.due, day_off)
        facts: dict[str, object] = {"day": duty.day, "item": duty.item}
        yield Waiting(f"meeting_{duty.kind}", duty.body_name, _page(duty), duty.due, left, facts)


def _page(duty: Duty) -> str:
    address = f"/office/meetings/{duty.meeting_id}"
    if duty.kind == "vote":
        return f"{address}/items/{duty.item}/vote"
    return f"{address}/minutes" if duty.kind == "minutes" else address
