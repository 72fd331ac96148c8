"""How good the forecasts were: expected beside received by project, receipt, sector, year or rural district."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.classifiers import queries as classifiers
from lsg_projects.delivery import queries
from lsg_projects.delivery.queries import Promise
from lsg_projects.delivery.views.frame import blueprint
from lsg_projects.domain import forecasting
from lsg_projects.domain.access import Action, scope
from lsg_projects.domain.forecasting import Group, Judged
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t

Key = tuple[str, str]
"""What a group is called, and the address behind its name."""


def _project(each: Promise) -> Key:
    return each.title.pick(language()) or each.code, url_for("delivery.revenue", code=each.code)


def _receipt(each: Promise) -> Key:
    found = classifiers.receipt(each.receipt, each.year, session())
    return f"{each.receipt} {found.name.pick(language()) if found else ''}".strip(), ""


def _sector(each: Promise) -> Key:
    return (t(f"sector.{each.sector.value}") if each.sector else "–"), ""


def _year(each: Promise) -> Key:
    return str(each.year), ""


def _place(each: Promise) -> Key:
    return each.place.pick(language()), ""


GROUPS: Mapping[str, Callable[[Promise], Key]] = {
    "project": _project, "receipt": _receipt, "sector": _sector, "year": _year, "place": _place,
}  # fmt: skip


@dataclass(frozen=True)
class ForecastsPage:
    """The forecasts of one year, or of all that are over, in groups and as a whole."""

    by: str
    groups_by: tuple[str, ...]
    year: int
    """0: all years that are over."""
    years: tuple[int, ...]
    whole: Judged
    groups: tuple[Group[Key], ...]
    open_year: bool


@blueprint.get("/office/forecasts")
@open_to(Action.READ_BUDGET)
def forecasts() -> ResponseReturnValue:
    """Show the forecasts of one's territory: ``?by=`` and ``?year=``."""
    today = clock.today()
    known = queries.promises(session(), scope(current_actor()) or (), today)
    years = tuple(sorted({each.year for each in known}, reverse=True))
    asked = request.args.get("year", type=int)
    year = asked if asked in years else 0
    by = request.args.get("by", "")
    by = by if by in GROUPS else "project"
    chosen = [each for each in known if each.year == year or (not year and each.year < today.year)]
    whole = forecasting.judged((each.expected, each.received) for each in chosen)
    groups = forecasting.grouped(chosen, GROUPS[by], lambda each: (each.expected, each.received))
    return page(
        "delivery/forecasts.html",
        ForecastsPage(by, tuple(GROUPS), year or 0, years, whole, groups, year == today.year),
    )
