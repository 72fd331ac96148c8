"""The plans of a district at a glance, and the plan of one settlement with its versions."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries, usecases
from lsg_projects.budgets.forms import PlanForm
from lsg_projects.budgets.queries import CeilingFacts, Plan
from lsg_projects.budgets.views.frame import settlement
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain import budget, classification
from lsg_projects.domain.access import Action, Subject, may, scope
from lsg_projects.domain.budget import Change, Contradiction, Figures, PrintedLine
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import Level
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page
from lsg_projects.web.tabs import Tab, budget_tabs


@dataclass(frozen=True)
class Area:
    """A district (or what of it one may see) with the newest plans of its settlements and their sum."""

    unit: Unit
    places: tuple[Unit, ...]
    plans: dict[str, Plan]
    total: Figures


@dataclass(frozen=True)
class OfficePage:
    """The areas that the reader may see, in one year."""

    areas: tuple[Area, ...]
    year: int
    years: tuple[int, ...]
    may_import: bool


@dataclass(frozen=True)
class LineRow:
    """A classified line as the page shows it: named by the classification, else as the act prints it."""

    section: str
    code: str
    name: Tri
    amount: Tiyn
    own: bool
    subtotal: bool


@dataclass(frozen=True)
class OkrugPage:
    """The plan of one settlement and year: its versions, the chosen one, and what binds it."""

    unit: Unit
    year: int
    years: tuple[int, ...]
    versions: tuple[Plan, ...]
    plan: Plan | None
    before: Plan | None
    changes: tuple[Change, ...]
    lines: tuple[LineRow, ...]
    contradictions: tuple[Contradiction, ...]
    ceilings: tuple[CeilingFacts, ...]
    may_record: bool
    tabs: tuple[Tab, ...]


@dataclass(frozen=True)
class PlanPage:
    """The form in which a plan is typed by hand."""

    unit: Unit
    year: int
    form: PlanForm


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get("/budgets", endpoint="office")(office)
    blueprint.get("/budgets/<kato>", endpoint="newest")(newest)
    blueprint.get("/budgets/<kato>/<int:year>", endpoint="okrug")(okrug)
    blueprint.get("/budgets/<kato>/<int:year>/new", endpoint="new_plan")(new_plan)
    blueprint.post("/budgets/<kato>/<int:year>/new", endpoint="record")(record)


@open_to(Action.READ_BUDGET)
def office() -> ResponseReturnValue:
    """Show the newest plans of every settlement that one may see; ``?year=`` chooses the year."""
    paths = scope(current_actor()) or ()
    found = sorted({year for path in paths for year in queries.years(session(), path)}, reverse=True)
    asked = request.args.get("year", type=int)
    year = asked if asked in found else next(iter(found), clock.today().year)
    areas = tuple(_area(path, year) for path in paths)
    may_import = bool(may(Action.IMPORT_PLAN, current_actor()))
    return page("budgets/office.html", OfficePage(areas, year, tuple(found), may_import))


def _area(path: str, year: int) -> Area:
    plans = queries.plans_under(session(), path, year)
    places = territories.units_under(session(), path, Level.OKRUG)
    unit = territories.unit(session(), path.rpartition("/")[2])
    return Area(unit, places, {plan.unit.kato: plan for plan in plans}, queries.total(plans))


@open_to(Action.READ_BUDGET)
def newest(kato: str) -> ResponseReturnValue:
    """Go to the newest year of a settlement."""
    unit = settlement(kato)
    year = next(iter(queries.years(session(), unit.path)), clock.today().year)
    return redirect(url_for("budgets.okrug", kato=kato, year=year), 303)


@open_to(Action.READ_BUDGET)
def okrug(kato: str, year: int) -> ResponseReturnValue:
    """Show the plan of one settlement and year; ``?version=`` chooses among its versions."""
    unit = settlement(kato, year=year)
    versions = queries.versions(session(), unit.id, year)
    asked = request.args.get("version", type=int)
    chosen = next((place for place, plan in enumerate(versions) if plan.number == asked), 0)
    plan = versions[chosen] if versions else None
    before = versions[chosen + 1] if chosen + 1 < len(versions) else None
    lines = queries.lines(session(), plan.id) if plan else ()
    shown = OkrugPage(
        unit=unit,
        year=year,
        years=queries.years(session(), unit.path),
        versions=versions,
        plan=plan,
        before=before,
        changes=budget.compare(before, plan) if before and plan else (),
        lines=_rows(lines, year),
        contradictions=plan.contradictions + queries.line_contradictions(plan, lines) if plan else (),
        ceilings=queries.ceilings_over(session(), unit.path, year),
        may_record=bool(may(Action.IMPORT_PLAN, current_actor(), Subject(unit.path))),
        tabs=budget_tabs(kato, year, "budgets.okrug"),
    )
    return page("budgets/okrug.html", shown)


def _rows(lines: tuple[PrintedLine, ...], year: int) -> tuple[LineRow, ...]:
    lowest = set(budget.leaves(lines))
    return tuple(
        LineRow(
            line.section,
            classification.printed(line.code) if line.section == "receipts" else line.code,
            _name(line, year),
            line.amount,
            line.section == "receipts" and classification.is_own_revenue(line.code, year),
            line not in lowest,
        )
        for line in lines
    )


def _name(line: PrintedLine, year: int) -> Tri:
    find = classifiers.receipt if line.section == "receipts" else classifiers.programme
    found = find(line.code, year, session())
    return found.name if found else Tri(ru=line.name)


@open_to(Action.IMPORT_PLAN)
def new_plan(kato: str, year: int) -> ResponseReturnValue:
    """Ask for a plan that no file holds."""
    return page("budgets/new_plan.html", PlanPage(settlement(kato, Action.IMPORT_PLAN, year), year, PlanForm()))


@open_to(Action.IMPORT_PLAN)
def record(kato: str, year: int) -> ResponseReturnValue:
    """Record a typed plan as a version."""
    form = PlanForm()
    shown = PlanPage(settlement(kato, Action.IMPORT_PLAN, year), year, form)
    if not form.validate():
        return page("budgets/new_plan.html", shown, 422)
    try:
        with work(current_actor()) as unit:
            outcome = usecases.record_plan(unit, form.command(kato, year))
    except Incomplete as refusal:
        form.take(refusal)
        return page("budgets/new_plan.html", shown, 422)
    flash.tell("budgets.nothing_new" if outcome is usecases.Recorded.UNCHANGED else "budgets.recorded")
    return redirect(url_for("budgets.okrug", kato=kato, year=year), 303)
