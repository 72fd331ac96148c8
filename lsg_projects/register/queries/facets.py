"""Facets: how many projects each value of each filter would leave, all of them counted in one question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from lsg_projects.projects.models import ProjectMark, ProjectSummary
from lsg_projects.register.queries.conditions import LEVELS, conditions, depth, pays_back
from lsg_projects.register.queries.filters import Filters, PaysBack
from lsg_projects.territories.queries import Unit

Counts = dict[str, dict[str, int]]
OFFERED = (PaysBack.REVENUE, PaysBack.FIVE, PaysBack.NONE)
Columns = Any
"""Columns by their names, of the table or of a part of it."""
_TABLE = ProjectSummary.__table__
_COUNTED = (
    "project_id", "stage", "approval", "delivery", "sector", "oblast", "district", "okrug", "yearly_gain",
    "one_off_gain", "payback_tenths", "pays_back",
)  # fmt: skip
_COLUMNS = (ProjectSummary.stage, ProjectSummary.approval, ProjectSummary.delivery, ProjectSummary.sector)


def counts(session: Session, filters: Filters, places: Sequence[Unit], top: Unit | None) -> Counts:
    """Count the values of every filter, each under all the other filters; a value that nothing has is not there.

    *top* is the territory of the installation: its parts are offered while no territory is chosen. A filter without
    a choice of its own is counted over the rows that the page shows, which are looked for once for all of them.
    """
    shown = _narrow(conditions(filters, places)).cte("shown").c if filters.narrowed else _TABLE.c
    asked = [
        *(_by_column(column.key, column, filters, places, shown) for column in _COLUMNS),
        _by_territory(_level(places, top), filters, places, shown),
        *(_by_mark(name, filters, places, shown) for name in ("year", "source")),
        *(_by_gain(value, filters, places, shown) for value in OFFERED),
    ]
    found: Counts = {}
    for facet, value, count in session.execute(union_all(*asked)):
        if value and count:
            found.setdefault(facet, {})[value] = count
    return found


def _narrow(where: list[ColumnElement[bool]]) -> Select[Any]:
    """Ask for the few columns that are counted, so that what the database keeps meanwhile stays small."""
    return select(*(_TABLE.c[name] for name in _COUNTED)).where(*where)


def _rows(name: str, filters: Filters, places: Sequence[Unit], shown: Columns) -> Columns:
    """Give the rows over which a filter is counted: those shown, or those that its own choice hides as well."""
    return _narrow(conditions(filters, places, name)).subquery().c if filters.values(name) else shown


def _level(places: Sequence[Unit], top: Unit | None) -> InstrumentedAttribute[str]:
    """Give the level that is offered next: below what is chosen, at most the rural districts."""
    above = depth(places[0]) if places else (depth(top) if top else -1)
    return LEVELS[min(above + 1, len(LEVELS) - 1)]


def _by_column(
    name: str, column: InstrumentedAttribute[Any], filters: Filters, places: Sequence[Unit], shown: Columns
) -> Select[str, str, int]:
    rows = _rows(name, filters, places, shown)
    value = rows[column.key]
    return select(literal(name, String), cast(value, String), func.count(rows.project_id)).group_by(value)


def _by_territory(
    level: InstrumentedAttribute[str], filters: Filters, places: Sequence[Unit], shown: Columns
) -> Select[str, str, int]:
    """Count the parts of the chosen territories; of rural districts, all those of the same district."""
    if not places or depth(places[0]) < len(LEVELS) - 1:
        value = shown[level.key]
        return select(literal("territory", String), value, func.count(shown.project_id)).group_by(value)
    districts = {unit.path.split("/")[1] for unit in places}
    return (
        select(literal("territory", String), level, func.count(ProjectSummary.project_id))
        .where(ProjectSummary.district.in_(districts), *conditions(filters, places, "territory"))
        .group_by(level)
    )


def _by_mark(name: str, filters: Filters, places: Sequence[Unit], shown: Columns) -> Select[str, str, int]:
    rows = _rows(name, filters, places, shown)
    return (
        select(literal(name, String), ProjectMark.value, func.count(ProjectMark.project_id))
        .where(ProjectMark.name == name, ProjectMark.project_id == rows.project_id)
        .group_by(ProjectMark.value)
    )


def _by_gain(value: PaysBack, filters: Filters, places: Sequence[Unit], shown: Columns) -> Select[str, str, int]:
    rows = _rows("pays_back", filters, places, shown)
    return select(literal("pays_back", String), literal(value.value, String), func.count(rows.project_id)).where(
        pays_back(rows, value)
    )
