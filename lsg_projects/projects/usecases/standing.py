"""What approval and delivery report back to the head of a project and to the public summary, in their transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from lsg_projects.domain.states import Approval, Delivery, Stage
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries
from lsg_projects.projects.models import Project, ProjectSummary
from lsg_projects.projects.usecases.publication import publish_if_whole


@dataclass(frozen=True)
class DeliveryFacts:
    """How delivery stands now; sums in tiyn, *reason* is a key or text that says why."""

    paid_tiyn: int = 0
    work_percent: int = 0
    delivery: Delivery = Delivery.NOT_STARTED
    reason: str = ""
    expected_end: date | None = None
    received_tiyn: int = 0


def settle(unit: Work, project_id: int, approval: Approval, stage: Stage) -> None:
    """Set the states that a decision led to; a final approval publishes by itself when nothing is missing."""
    states = {"approval": approval, "stage": stage, "updated_at": unit.now}
    moved(unit.session.execute(update(Project).where(Project.id == project_id).values(**states)))
    unit.session.execute(update(ProjectSummary).where(ProjectSummary.project_id == project_id).values(**states))
    if approval is Approval.APPROVED:
        publish_if_whole(unit, queries.by_id(unit.session, project_id))


def advance(unit: Work, project_id: int, stage: Stage) -> None:
    """Set the stage that delivery has reached; nothing of approval or publication changes."""
    values = {"stage": stage, "updated_at": unit.now}
    moved(unit.session.execute(update(Project).where(Project.id == project_id).values(**values)))
    unit.session.execute(update(ProjectSummary).where(ProjectSummary.project_id == project_id).values(**values))


def refresh(unit: Work, project_id: int, facts: DeliveryFacts) -> None:
    """Set the figures of delivery wherever lists read them."""
    values = {
        "paid": facts.paid_tiyn,
        "work_percent": facts.work_percent,
        "delivery": facts.delivery,
        "delivery_reason": facts.reason,
        "expected_end": facts.expected_end,
        "received": facts.received_tiyn,
        "updated_at": unit.now,
    }
    moved(unit.session.execute(update(Project).where(Project.id == project_id).values(**values)))
    unit.session.execute(update(ProjectSummary).where(ProjectSummary.project_id == project_id).values(**values))
