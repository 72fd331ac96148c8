"""Filters as conditions on the public summaries, one filter at a time, so that facets can leave their own out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from lsg_projects.domain.text import search_terms
from lsg_projects.projects.models import ProjectMark, ProjectSummary
from lsg_projects.register.queries.filters import Filters, PaysBack
from lsg_projects.territories.queries import Unit

LEVELS = (ProjectSummary.oblast, ProjectSummary.district, ProjectSummary.okrug)
"""Columns of a territory by the depth of its path."""
FIVE_YEARS = 50
"""Tenths of a year."""
_CODE = re.compile(r"\d{6}-\d{2}-\d{3,6}")


def pays_back(rows: Any, value: PaysBack) -> ColumnElement[bool]:
    """Give the condition of one value of the filter on *rows*: the summaries, or an alias of them."""
    gains = or_(rows.yearly_gain > 0, rows.one_off_gain > 0)
    found: dict[PaysBack, ColumnElement[bool]] = {
        PaysBack.REVENUE: gains,
        PaysBack.FIVE: and_(gains, rows.payback_tenths <= FIVE_YEARS),
        PaysBack.NONE: and_(rows.yearly_gain <= 0, rows.one_off_gain <= 0),
        PaysBack.YES: rows.pays_back.is_(True),
        PaysBack.NO: rows.pays_back.is_(False),
    }
    return found[value]


def depth(unit: Unit) -> int:
    """Give how deep a unit stands in the tree: nought for an oblast."""
    return unit.path.count("/")


def conditions(filters: Filters, places: Iterable[Unit], but: str = "") -> list[ColumnElement[bool]]:
    """Give the conditions of all filters, *but* one."""
    found: dict[str, ColumnElement[bool]] = {}
    for column in (ProjectSummary.stage, ProjectSummary.approval, ProjectSummary.delivery, ProjectSummary.sector):
        if chosen := filters.values(column.key):
            found[column.key] = column.in_(chosen)
    if filters.territory:
        found["territory"] = or_(*(_within(unit) for unit in places))
    for name in ("year", "source"):
        if chosen := filters.values(name):
            found[name] = _marked(name, chosen)
    if filters.pays_back:
        found["pays_back"] = or_(*(pays_back(ProjectSummary, each) for each in filters.pays_back))
    found.pop(but, None)
    return [*found.values(), *_words(filters.q)]


def _within(unit: Unit) -> ColumnElement[bool]:
    deep = depth(unit)
    return LEVELS[deep] == unit.kato if deep < len(LEVELS) else _marked("settlement", [unit.kato])


def _marked(name: str, values: Iterable[Any]) -> ColumnElement[bool]:
    texts = [str(value) for value in values]
    marked = select(ProjectMark.project_id).where(ProjectMark.name == name, ProjectMark.value.in_(texts))
    return ProjectSummary.project_id.in_(marked)


def _words(query: str) -> list[ColumnElement[bool]]:
    """Find folded words anywhere in the folded text; a whole code is looked up as it is."""
    if _CODE.fullmatch(query):
        return [ProjectSummary.code == query]
    return [ProjectSummary.search.contains(term, autoescape=True) for term in search_terms(query)]
