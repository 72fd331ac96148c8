"""Risks and problems: of one project, of many, and those that a district has to see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from lsg_projects.delivery.models import Concern as Row
from lsg_projects.domain.delivery.concerns import Concern, ordered
from lsg_projects.domain.states import Approval, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.projects.models import Project
from lsg_projects.territories import queries as territories


@dataclass(frozen=True)
class Raised:
    """A concern with the project that it belongs to."""

    code: str
    title: Tri
    body_id: int
    concern: Concern


def concerns(session: Session, project_id: int, day: date) -> tuple[Concern, ...]:
    """Give the risks and problems of a project in the order in which they ask for attention."""
    return ordered(concerns_of(session, [project_id])[project_id], day)


def concerns_of(session: Session, project_ids: Iterable[int]) -> dict[int, tuple[Concern, ...]]:
    """Give the risks and problems of some projects."""
    ids = list(project_ids)
    found: defaultdict[int, list[Concern]] = defaultdict(list)
    for row in session.scalars(select(Row).where(Row.project_id.in_(ids)).order_by(Row.id)):
        found[row.project_id].append(_concern(row))
    return {each: tuple(found[each]) for each in ids}


def raised(session: Session, paths: Sequence[str]) -> tuple[Raised, ...]:
    """Give the open concerns of approved projects in some territories, the nearest day first."""
    within = or_(false(), *(territories.under(Project.unit_path, path) for path in paths))
    rows = session.execute(
        select(Project.code, Project.title, Project.body_id, Row)
        .join(Row, Row.project_id == Project.id)
        .where(Row.closed_on.is_(None), Project.approval == Approval.APPROVED, Project.stage != Stage.CANCELLED, within)
        .order_by(Row.due, Row.id)
    )
    return tuple(Raised(code, title, body_id, _concern(row)) for code, title, body_id, row in rows)


def _concern(row: Row) -> Concern:
    return Concern(
        id=row.id, problem=row.problem, text=row.text, response=row.response, owner=row.owner,
        probability=row.probability, effect=row.effect, due=row.due, public=row.public, noted_on=row.noted_on,
        version=row.version, risk_key=row.risk_key, became_on=row.became_on, escalated_on=row.escalated_on,
        escalation=row.escalation, closed_on=row.closed_on, outcome=row.outcome,
    )  # fmt: skip
