"""A project in delivery: taken for one piece of work, and its figures told to wherever lists read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from lsg_projects.delivery import queries
from lsg_projects.delivery.models import MilestoneUpdate
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.approval import Turn, stage_after
from lsg_projects.domain.errors import Incomplete, Problem, WrongState
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Approval, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects
from lsg_projects.projects import usecases as passports
from lsg_projects.projects.models import Project
from lsg_projects.projects.queries import ProjectHead

_BLOCK = 200
_TOLD = (
    Project.id, Project.paid, Project.work_percent, Project.delivery, Project.delivery_reason, Project.expected_end,
    Project.received,
)  # fmt: skip
"""What a project's head is told of its delivery, in the order of `DeliveryFacts`."""


def opened(unit: Work, code: str, action: Action, *, own_body: bool = True) -> ProjectHead:
    """Take an approved project for this piece of work, so that two reports about it come one after another."""
    head = projects.find(unit.session, code)
    require(action, unit.actor, Subject(head.unit_path, head.body_id if own_body else None, name=head.code))
    unit.session.execute(select(Project.id).where(Project.id == head.id).with_for_update())
    head = projects.by_id(unit.session, head.id)
    if head.approval is not Approval.APPROVED or head.stage is Stage.CANCELLED:
        raise WrongState("delivery.not_approved")
    return head


def passport(unit: Work, head: ProjectHead) -> Passport:
    """Give the passport that was approved."""
    return projects.version(unit.session, head.id, head.version).passport


def report(unit: Work, head: ProjectHead, milestone: str, kind: str, **values: object) -> MilestoneUpdate:
    """Append a report about a milestone, or about the project where *milestone* is empty."""
    filled: dict[str, object] = {"reported_on": unit.today, "reason": Tri(), "evidence": []}
    row = MilestoneUpdate(
        project_id=head.id,
        milestone_key=milestone,
        kind=kind,
        recorded_at=unit.now,
        person_id=unit.actor.person_id,
        **(filled | values),
    )
    unit.add(row)
    return row


def turn(unit: Work, head: ProjectHead, event: Turn) -> None:
    """Move the stage on, where the event does."""
    stage = stage_after(projects.by_id(unit.session, head.id).stage, event)
    if stage is not head.stage:
        passports.advance(unit, head.id, stage)


def refresh(unit: Work, project_id: int) -> bool:
    """Compute delivery anew and tell the project's head; gives whether anything changed."""
    return refresh_all(unit, (project_id,)) > 0


def refresh_all(unit: Work, only: Sequence[int] | None = None) -> int:
    """Compute approved projects (or *only* some) anew, since days pass by themselves; gives how many changed.

    Works block by block with the same few questions for each, however many projects there are.
    """
    ids = list(only) if only is not None else _in_delivery(unit)
    blocks = (ids[begin : begin + _BLOCK] for begin in range(0, len(ids), _BLOCK))
    return sum(_refresh_block(unit, block) for block in blocks)


def _in_delivery(unit: Work) -> list[int]:
    found = select(Project.id).where(Project.approval == Approval.APPROVED, Project.stage != Stage.CANCELLED)
    return list(unit.session.scalars(found.order_by(Project.id)))


def _refresh_block(unit: Work, block: Sequence[int]) -> int:
    known = {row.id: tuple(row[1:]) for row in unit.session.execute(select(*_TOLD).where(Project.id.in_(block)))}
    changed = 0
    for project_id, view in queries.facts_of(unit.session, block, unit.today).items():
        facts = passports.DeliveryFacts(
            paid_tiyn=view.paid,
            work_percent=view.percent,
            delivery=view.delivery,
            reason=view.reason.stored(),
            expected_end=view.expected_end,
            received_tiyn=view.received,
        )
        if known[project_id] != tuple(vars(facts).values()):
            passports.refresh(unit, project_id, facts)
            changed += 1
    return changed


def begin(unit: Work, project_id: int) -> None:
    """Note the day of the final approval: from now on dates count."""
    head = projects.by_id(unit.session, project_id)
    report(unit, head, "", "begun")
    refresh(unit, project_id)


def not_ahead(unit: Work, where: str, day: date | None) -> list[Problem]:
    """Name what is wrong with the day of a fact: it is missing, or it has not come yet."""
    if day is None:
        return [Problem(where, "delivery.no_day")]
    return [Problem(where, "shared.future_date")] if day > unit.today else []


def refuse(problems: list[Problem]) -> None:
    """Refuse (Incomplete) where anything is wrong."""
    if problems:
        raise Incomplete("delivery.incomplete", tuple(problems), n=len(problems))


def positive(amount: Tiyn | None) -> list[Problem]:
    """Name what is wrong with a sum that has to be above nought."""
    return [] if amount is not None and amount > 0 else [Problem("amount", "delivery.no_amount")]


def personal(where: str, *texts: Tri | str) -> list[Problem]:
    """Find what may be a person's number in words that everybody will read."""
    said = (part for text in texts for part in (text.as_dict().values() if isinstance(text, Tri) else (text,)))
    return [Problem(where, "delivery.personal")] if any(looks_personal(part) for part in said) else []
