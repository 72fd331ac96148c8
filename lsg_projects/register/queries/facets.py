"""Facets: how many projects each value of each filter would leave, all of them counted in one question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from lsg_projects.projects.models import ProjectMark, ProjectSummary
from lsg_projects.register.queries.conditions import LEVELS, PAYS_BACK, conditions, depth
from lsg_projects.register.queries.filters import Filters, PaysBack
from lsg_projects.territories.queries import Unit

Counts = dict[str, dict[str, int]]
OFFERED = (PaysBack.REVENUE, PaysBack.FIVE, PaysBack.NONE)
_COLUMNS = (ProjectSummary.stage, ProjectSummary.approval, ProjectSummary.delivery, ProjectSummary.sector)


def counts(session: Session, filters: Filters, places: Sequence[Unit], top: Unit | None) -> Counts:
    """Count the values of every filter, each under all the other filters; a value that nothing has is not there.

    *top* is the territory of the installation: its parts are offered while no territory is chosen.
    """
    asked = [
        *(_by_column(column.key, column, filters, places) for column in _COLUMNS),
        _by_column("territory", _level(places, top), filters, places),
        *(_by_mark(name, filters, places) for name in ("year", "source")),
        *(_by_gain(value, filters, places) for value in OFFERED),
    ]
    found: Counts = {}
    for facet, value, count in session.execute(union_all(*asked)):
        if value and count:
            found.setdefault(facet, {})[value] = count
    return found


def _level(places: Sequence[Unit], top: Unit | None) -> InstrumentedAttribute[str]:
    """Give the level that is offered next: below what is chosen, at most the rural districts."""
    above = depth(places[0]) if places else (depth(top) if top else -1)
    return LEVELS[min(above + 1, len(LEVELS) - 1)]


def _by_column(
    name: str, column: InstrumentedAttribute[Any], filters: Filters, places: Sequence[Unit]
) -> Select[str, str, int]:
    found = select(literal(name, String), cast(column, String), func.count(ProjectSummary.project_id))
    if name == "territory":
        return found.where(*_neighbourhood(filters, places)).group_by(column)
    return found.where(*conditions(filters, places, name)).group_by(column)


def _neighbourhood(filters: Filters, places: Sequence[Unit]) -> list[ColumnElement[bool]]:
    """Keep to the parts of the chosen territories; of rural districts, to all those of the same district."""
    if not places or depth(places[0]) < len(LEVELS) - 1:
        return conditions(filters, places)
    districts = {unit.path.split("/")[1] for unit in places}
    return [ProjectSummary.district.in_(districts), *conditions(filters, places, "territory")]


def _by_mark(name: str, filters: Filters, places: Sequence[Unit]) -> Select[str, str, int]:
    return (
        select(literal(name, String), ProjectMark.value, func.count(ProjectMark.project_id))
        .join(ProjectSummary, ProjectSummary.project_id == ProjectMark.project_id)
        .where(ProjectMark.name == name, *conditions(filters, places, name))
        .group_by(ProjectMark.value)
    )


def _by_gain(value: PaysBack, filters: Filters, places: Sequence[Unit]) -> Select[str, str, int]:
    return select(
        literal("pays_back", String), literal(value.value, String), func.count(ProjectSummary.project_id)
    ).where(PAYS_BACK[value], *conditions(filters, places, "pays_back"))
