"""The limits of a year: what projects may take from each source."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries, usecases
from lsg_projects.budgets.forms import CeilingForm
from lsg_projects.budgets.queries import CeilingFacts
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain.access import Action, scope
from lsg_projects.domain.plan_file import FIRST_YEAR, LAST_YEAR
from lsg_projects.domain.states import Level
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web import deed
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page


@dataclass(frozen=True)
class CeilingsPage:
    """The ceilings of a year and the form for another."""

    year: int
    years: tuple[int, ...]
    ceilings: tuple[CeilingFacts, ...]
    form: CeilingForm


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get("/ceilings", endpoint="ceilings")(ceilings)
    blueprint.post("/ceilings/<int:year>", endpoint="set_ceiling")(set_ceiling)


@open_to(Action.SET_CEILING)
def ceilings() -> ResponseReturnValue:
    """Show the ceilings; ``?year=`` chooses the year."""
    asked = request.args.get("year", type=int)
    year = asked if asked and FIRST_YEAR <= asked <= LAST_YEAR else clock.today().year
    return page("budgets/ceilings.html", _page(year, _form(year)))


def _units() -> tuple[Unit, ...]:
    """Give the districts that one answers for, each with its settlements."""
    paths = scope(current_actor()) or ()
    found = [unit for path in paths for unit in territories.units_under(session(), path)]
    districts = [unit for unit in found if unit.level is Level.DISTRICT]
    return (*districts, *(unit for unit in found if unit.level is Level.OKRUG))


def _form(year: int) -> CeilingForm:
    return CeilingForm(_units(), classifiers.programmes(year, session()))


def _page(year: int, form: CeilingForm) -> CeilingsPage:
    paths = scope(current_actor()) or ()
    found = tuple(each for path in paths for each in queries.ceilings(session(), path, year))
    now = clock.today().year
    return CeilingsPage(year, tuple(sorted({year, *range(now - 1, now + 4)})), found, form)


@open_to(Action.SET_CEILING)
def set_ceiling(year: int) -> ResponseReturnValue:
    """Set a ceiling of a year."""
    form = _form(year)
    return deed.done(
        form, lambda unit: usecases.set_ceiling(unit, form.command(year)), "budgets.ceiling_set",
        url_for("budgets.ceilings", year=year), lambda: page("budgets/ceilings.html", _page(year, form), 422),
    )  # fmt: skip
