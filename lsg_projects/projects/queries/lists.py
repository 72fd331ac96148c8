"""Lists of the office: what an official may see, filtered, ordered, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import false, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from lsg_projects.domain.access import scope
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.states import Approval, Delivery, Sector, Source, Stage
from lsg_projects.domain.text import search_terms
from lsg_projects.kit import paging
from lsg_projects.projects.models import Project, ProjectLine
from lsg_projects.projects.queries.heads import ProjectHead, head_of, heads
from lsg_projects.territories import queries as territories

ProjectRow = ProjectHead
ORDERS: dict[str, InstrumentedAttribute[Any]] = {
    "updated": Project.updated_at,
    "amount": Project.amount,
    "gain": Project.yearly_gain,
    "code": Project.code,
}
_RISING = frozenset({"code"})


@dataclass(frozen=True)
class Filters:
    """What a list is asked for; an empty value asks for everything."""

    q: str = ""
    territory: str = ""
    approval: Approval | None = None
    stage: Stage | None = None
    delivery: Delivery | None = None
    sector: Sector | None = None
    source: Source | None = None
    year: int | None = None
    order: str = "updated"
    after: str = ""
    size: int = 50


def visible(session: Session, actor: Actor, filters: Filters) -> tuple[ProjectRow, ...]:
    """Give the rows of a page that *actor* may see."""
    return page_of(session, actor, filters)[0].rows


def page_of(
    session: Session, actor: Actor, filters: Filters, count_limit: int = 1000
) -> tuple[paging.Slice[ProjectRow], int]:
    """Give a page of rows, and how many there are up to just above *count_limit*."""
    statement = _filtered(_scoped(heads(), actor), filters)
    order = ORDERS.get(filters.order, Project.updated_at)
    begin = _start(filters.order, filters.after)
    ordered = paging.after(statement, (order, Project.id), begin, down=filters.order not in _RISING)
    size = max(1, min(filters.size, paging.MAX_SIZE))
    rows = [head_of(row) for row in session.execute(ordered.limit(size + 1))]
    more = paging.encode(_place(filters.order, rows[size - 1])) if len(rows) > size else None
    total = paging.bounded_count(session, statement, count_limit)
    return paging.Slice(tuple(rows[:size]), more), total


def counts(session: Session, actor: Actor) -> dict[tuple[Approval, Delivery], int]:
    """Count the projects that *actor* may see, by where their approval and their delivery stand."""
    statement = _scoped(select(Project.approval, Project.delivery, func.count()), actor)
    grouped = statement.group_by(Project.approval, Project.delivery)
    return {(approval, delivery): count for approval, delivery, count in session.execute(grouped)}


def _scoped(statement: Any, actor: Actor) -> Any:
    """Keep to the subtrees of the actor's posts: what lies outside does not exist for them."""
    paths = scope(actor)
    if paths is None:
        return statement
    return statement.where(or_(false(), *(territories.under(Project.unit_path, path) for path in paths)))


def _filtered(statement: Any, filters: Filters) -> Any:
    for column in (Project.approval, Project.stage, Project.delivery, Project.sector):
        value = getattr(filters, column.key)
        if value is not None:
            statement = statement.where(column == value)
    if filters.territory:
        statement = statement.where(Project.unit_path.contains(filters.territory[:9], autoescape=True))
    for term in search_terms(filters.q):
        statement = statement.where(Project.search.contains(term, autoescape=True))
    return _by_lines(statement, filters)


def _by_lines(statement: Any, filters: Filters) -> Any:
    if filters.year is not None:
        statement = statement.where(Project.first_year <= filters.year, Project.last_year >= filters.year)
    if filters.source is not None:
        paid = select(ProjectLine.project_id).where(ProjectLine.source == filters.source)
        statement = statement.where(Project.id.in_(paid))
    return statement


def _place(order: str, row: ProjectRow) -> list[object]:
    values = {"amount": row.amount, "gain": row.yearly_gain, "code": row.code}
    return [values.get(order, row.updated_at.isoformat()), row.id]


def _start(order: str, cursor: str) -> list[Any] | None:
    """Give where a page begins, in the types of its columns; a cursor that does not fit begins at the top."""
    values = paging.decode(cursor, 2) if cursor else None
    if values is None or not isinstance(values[1], int):
        return None
    column = ORDERS.get(order, Project.updated_at)
    try:
        first = datetime.fromisoformat(values[0]) if column is Project.updated_at else _same_kind(column, values[0])
    except (ValueError, TypeError):
        return None
    return [literal(first, column.type), values[1]]


def _same_kind(column: InstrumentedAttribute[Any], value: object) -> object:
    if isinstance(value, str) is not (column is Project.code):
        raise TypeError
    return value
