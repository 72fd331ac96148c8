"""Attributing what a settlement received in a month to its projects: what is free, who is credited, how far off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries as budgets
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.delivery import queries, usecases
from lsg_projects.delivery.forms.attribution import AttributeForm, CancelForm
from lsg_projects.delivery.queries import Forecast, MonthSources
from lsg_projects.delivery.views.frame import blueprint
from lsg_projects.domain import periods
from lsg_projects.domain.access import Action, Subject, may, require
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.periods import FIRST_YEAR, LAST_YEAR, Length
from lsg_projects.domain.states import Level
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page
from lsg_projects.web.tabs import Tab, budget_tabs


@dataclass(frozen=True)
class AttributionPage:
    """A month's receipts of a settlement with their lines, and the forms of the financier."""

    unit: Unit
    year: int
    month: date
    months: tuple[date, ...]
    tabs: tuple[Tab, ...]
    known: MonthSources
    names: dict[str, str]
    forecasts: tuple[Forecast, ...]
    complete: bool
    """The year is over, so that the forecast can be judged."""
    form: AttributeForm | None
    cancel: CancelForm | None
    errors: list[tuple[str, str]]


@blueprint.get("/office/budgets/<kato>/<int:year>/attribution")
@open_to(Action.READ_BUDGET)
def attribution(kato: str, year: int) -> ResponseReturnValue:
    """Show the receipts of a month; ``?month=`` (1 to 12) chooses it."""
    unit = _settlement(kato, year)
    return page("delivery/attribution.html", _page(unit, _month(unit, year)))


@blueprint.post("/office/budgets/<kato>/<int:year>/attribution")
@open_to(Action.ATTRIBUTE_REVENUE)
def attribute(kato: str, year: int) -> ResponseReturnValue:
    """Credit a project with a part of a receipt."""
    unit = _settlement(kato, year, Action.ATTRIBUTE_REVENUE)
    month = _month(unit, year)
    form = _form(unit, month)
    if form.validate():
        try:
            with work(current_actor()) as piece:
                usecases.attribute(piece, form.command(kato, month))
        except Incomplete as refusal:
            form.take(refusal)
        else:
            flash.tell("execution.attributed_done")
            return _back(unit, month)
    return page("delivery/attribution.html", _page(unit, month, form), 422)


@blueprint.post("/office/budgets/<kato>/<int:year>/attribution/cancel")
@open_to(Action.ATTRIBUTE_REVENUE)
def cancel_attribution(kato: str, year: int) -> ResponseReturnValue:
    """Append a line that cancels another."""
    unit, form = _settlement(kato, year, Action.ATTRIBUTE_REVENUE), CancelForm()
    month = _month(unit, year)
    if not form.validate():
        return page("delivery/attribution.html", _page(unit, month, None, form), 422)
    with work(current_actor()) as piece:
        usecases.cancel_attribution(piece, form.command(kato))
    flash.tell("execution.cancelled_done")
    return _back(unit, month)


def _back(unit: Unit, month: date) -> ResponseReturnValue:
    address = url_for("delivery.attribution", kato=unit.kato, year=month.year, month=month.month)
    return redirect(address, 303)


def _settlement(kato: str, year: int, action: Action = Action.READ_BUDGET) -> Unit:
    found = territories.unit(session(), kato)
    require(action, current_actor(), Subject(found.path, name=f"budget:{kato}"))
    if found.level is not Level.OKRUG or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Missing("budgets.unknown_plan")
    return found


def _month(unit: Unit, year: int) -> date:
    """Take the month asked for; else the last one that was brought in, else the last that has begun."""
    asked = request.args.get("month", type=int)
    if asked and 1 <= asked <= 12:
        return date(year, asked, 1)
    known = budgets.months(session(), unit.id, year)
    today = clock.today()
    begun = today.month if year == today.year else 12
    return known[-1].month if known else date(year, begun, 1)


def _form(unit: Unit, month: date) -> AttributeForm:
    known = queries.month_sources(session(), unit.id, month)
    return AttributeForm().furnish(known.sources, _names(known), queries.candidates(session(), unit.id))


def _names(known: MonthSources) -> dict[str, str]:
    """Name the receipts by the classification, else as the file prints them."""
    said = {line.code: line.name for line in known.execution.lines} if known.execution else {}
    found = ((each.code, classifiers.receipt(each.code, known.month.year, session())) for each in known.sources)
    return {code: receipt.name.pick(language()) if receipt else said.get(code, "") for code, receipt in found}


def _page(
    unit: Unit, month: date, form: AttributeForm | None = None, cancel: CancelForm | None = None
) -> AttributionPage:
    known = queries.month_sources(session(), unit.id, month)
    people = queries.candidates(session(), unit.id)
    allowed = bool(may(Action.ATTRIBUTE_REVENUE, current_actor(), Subject(unit.path)))
    errors = [*(form.summary() if form else ()), *(cancel.summary() if cancel else ())]
    end = periods.of(date(month.year, 1, 1), Length.YEAR).end
    return AttributionPage(
        unit=unit,
        year=month.year,
        month=month,
        months=tuple(date(month.year, number, 1) for number in range(1, 13)),
        tabs=budget_tabs(unit.kato, month.year, "delivery.attribution"),
        known=known,
        names=_names(known),
        forecasts=queries.forecasts(session(), people, month.year, min(end, clock.today())),
        complete=end < clock.today(),
        form=form or (AttributeForm(formdata=None).furnish(known.sources, _names(known), people) if allowed else None),
        cancel=cancel or (CancelForm(formdata=None) if allowed else None),
        errors=errors,
    )
