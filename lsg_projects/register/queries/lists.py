"""Lists of published projects: a page by the last row seen, in a fixed number of questions whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from lsg_projects.approvals.models import ApprovalTask
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import Approval, BodyKind, Delivery, Kind, LegalKind, Sector, Source, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.kit import paging
from lsg_projects.projects.models import ProjectMark, ProjectSummary
from lsg_projects.register.queries.conditions import conditions
from lsg_projects.register.queries.filters import Filters, Order
from lsg_projects.territories.models import AdministrativeUnit
from lsg_projects.territories.queries import Unit

ORDERS: dict[Order, InstrumentedAttribute[Any]] = {
    Order.UPDATED: ProjectSummary.updated_at,
    Order.AMOUNT: ProjectSummary.amount,
    Order.GAIN: ProjectSummary.yearly_gain,
}


@dataclass(frozen=True)
class Row:
    """A project as lists show it; sums in tiyn."""

    id: int
    code: str
    title: Tri
    summary: Tri
    unit_kato: str
    unit_name: Tri
    villages: tuple[Tri, ...]
    kind: Kind
    sector: Sector
    legal_kind: LegalKind
    stage: Stage
    approval: Approval
    asked: BodyKind | None
    """The body that is asked now, while the project is in review."""
    delivery: Delivery
    delivery_reason: str
    amount: Tiyn
    own_amount: Tiyn
    transfer_amount: Tiyn
    sources: tuple[Source, ...]
    paid: Tiyn
    received: Tiyn
    work_percent: int
    yearly_gain: Tiyn
    one_off_gain: Tiyn
    payback_tenths: int | None
    pays_back: bool
    first_year: int | None
    last_year: int | None
    start: date | None
    expected_end: date | None
    published_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Page:
    """A page of a list: where it begins (from nought), its rows, how many there are, and its neighbours."""

    rows: tuple[Row, ...]
    begin: int
    total: int
    after: str | None
    before: str | None


@dataclass(frozen=True)
class Place:
    """Where a page stands: behind a row (or before it), the count of rows passed, and the direction."""

    values: list[Any]
    passed: int
    backwards: bool = False


def page_of(
    session: Session, filters: Filters, places: Sequence[Unit], place: Place | None, size: int, limit: int
) -> Page:
    """Give a page of rows and how many there are in all, counted up to just above *limit* (not at all for nought)."""
    wanted = select(ProjectSummary).where(*conditions(filters, places))
    total = paging.bounded_count(session, wanted, limit) if limit else 0
    back = place is not None and place.backwards
    columns = (ORDERS[filters.order], ProjectSummary.project_id)
    statement = paging.after(wanted, columns, place.values if place else None, down=not back).limit(size + 1)
    found = list(session.scalars(statement))
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    begin = _begin(place, len(found))
    earlier = begin > 0 and (more or not back)
    later = more or back
    return Page(
        rows=rows_of(session, found),
        begin=begin,
        total=total,
        after=_cursor(filters.order, found[-1], begin + len(found)) if found and later else None,
        before=_cursor(filters.order, found[0], begin) if found and earlier else None,
    )


def place_of(order: Order, after: str, before: str) -> Place | None:
    """Read a cursor of an address; one that is not ours for this order is nothing."""
    values = paging.decode(after or before, 3)
    if values is None or not isinstance(values[1], int) or not isinstance(values[2], int):
        return None
    first = _typed(order, values[0])
    if first is None or not 0 <= values[2] <= 10**9 or not 0 <= values[1] <= 2**31 - 1:
        return None
    return Place([literal(first, ORDERS[order].type), values[1]], values[2], backwards=not after)


def rows_of(session: Session, found: Sequence[ProjectSummary]) -> tuple[Row, ...]:
    """Add to summaries what they do not hold: sources, villages and the body that is asked."""
    ids = [row.project_id for row in found]
    marks = _marks(session, ids)
    asked = _asked(session, [row.project_id for row in found if row.approval is Approval.IN_REVIEW])
    return tuple(_row(row, marks.get(row.project_id, {}), asked.get(row.project_id)) for row in found)


def _begin(place: Place | None, count: int) -> int:
    if place is None:
        return 0
    return max(0, place.passed - count) if place.backwards else place.passed


def _cursor(order: Order, row: ProjectSummary, passed: int) -> str:
    value = getattr(row, ORDERS[order].key)
    return paging.encode([value.isoformat() if isinstance(value, datetime) else value, row.project_id, passed])


def _typed(order: Order, value: object) -> object:
    if order is not Order.UPDATED:
        return value if isinstance(value, int) and abs(value) < 2**62 else None
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _marks(session: Session, ids: list[int]) -> dict[int, dict[str, list[Any]]]:
    """Give the sources and the villages' names of many projects in one question."""
    statement = (
        select(ProjectMark.project_id, ProjectMark.name, ProjectMark.value, AdministrativeUnit.name)
        .join(AdministrativeUnit, AdministrativeUnit.kato == ProjectMark.value, isouter=True)
        .where(ProjectMark.project_id.in_(ids), ProjectMark.name.in_(("source", "settlement")))
        .order_by(ProjectMark.project_id, ProjectMark.value)
    )
    found: dict[int, dict[str, list[Any]]] = {}
    for project_id, name, value, village in session.execute(statement) if ids else ():
        found.setdefault(project_id, {}).setdefault(name, []).append(village if name == "settlement" else value)
    return found


def _asked(session: Session, ids: list[int]) -> dict[int, BodyKind]:
    """Give the body that each of these projects waits for."""
    if not ids:
        return {}
    statement = select(ApprovalTask.project_id, ApprovalTask.body_kind).where(
        ApprovalTask.project_id.in_(ids), ApprovalTask.closed_at.is_(None)
    )
    return {project_id: kind for project_id, kind in session.execute(statement)}  # noqa: C416 - rows are not pairs to mypy


_SAME = (
    "code", "title", "summary", "unit_name", "kind", "sector", "legal_kind", "stage", "approval", "delivery",
    "delivery_reason", "amount", "own_amount", "transfer_amount", "paid", "received", "work_percent", "yearly_gain",
    "one_off_gain", "payback_tenths", "pays_back", "first_year", "last_year", "start", "expected_end", "published_at",
    "updated_at",
)  # fmt: skip


def _row(row: ProjectSummary, marks: dict[str, list[Any]], asked: BodyKind | None) -> Row:
    known = frozenset(marks.get("source", ()))
    return Row(
        id=row.project_id,
        unit_kato=row.unit_path.rpartition("/")[2],
        villages=tuple(name for name in marks.get("settlement", ()) if name),
        sources=tuple(source for source in Source if source.value in known),
        asked=asked,
        **{name: getattr(row, name) for name in _SAME},
    )
