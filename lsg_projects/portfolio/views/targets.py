"""The share of own revenue that a settlement wants to reach: what was set, how far it is, and the form of its akim."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries, usecases
from lsg_projects.budgets.queries import Plan, TargetFacts
from lsg_projects.domain.access import Action, Subject, may, require
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.money import Tiyn, share
from lsg_projects.domain.plan_file import FIRST_YEAR, LAST_YEAR
from lsg_projects.domain.states import Level
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.portfolio.forms import TargetForm
from lsg_projects.portfolio.queries import Expected, expected
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page
from lsg_projects.web.tabs import Tab, budget_tabs


@dataclass(frozen=True)
class Way:
    """How far the target is with some projects: own revenue of a full year, its share, and what is still missing."""

    key: str
    adds: Expected
    own: Tiyn
    share: Decimal | None
    gap: Tiyn | None
    """Nought or below: reached."""


@dataclass(frozen=True)
class TargetPage:
    """The targets of a settlement beside the plan of a year, and what projects change about it."""

    unit: Unit
    year: int
    tabs: tuple[Tab, ...]
    plan: Plan | None
    targets: tuple[TargetFacts, ...]
    wanted: Tiyn | None
    gap: Tiyn | None
    ways: tuple[Way, ...]
    form: TargetForm | None


blueprint = Blueprint("targets", __name__, url_prefix="/office/budgets/<kato>/<int:year>/target")


def _settlement(kato: str, year: int, action: Action = Action.READ_BUDGET) -> Unit:
    """Find the settlement; refuses (Missing) another level, since its budget is not of the 4th."""
    found = territories.unit(session(), kato)
    require(action, current_actor(), Subject(found.path, name=f"budget:{kato}"))
    if found.level is not Level.OKRUG or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Missing("budgets.unknown_plan")
    return found


@blueprint.get("")
@open_to(Action.READ_BUDGET)
def target(kato: str, year: int) -> ResponseReturnValue:
    """Show the targets of a settlement."""
    unit = _settlement(kato, year)
    allowed = may(Action.SET_TARGET, current_actor(), Subject(unit.path))
    return page("portfolio/target.html", _page(unit, year, TargetForm() if allowed else None))


@blueprint.post("")
@open_to(Action.SET_TARGET)
def set_target(kato: str, year: int) -> ResponseReturnValue:
    """Set a target."""
    unit, form = _settlement(kato, year, Action.SET_TARGET), TargetForm()
    if not form.validate():
        return page("portfolio/target.html", _page(unit, year, form), 422)
    try:
        with work(current_actor()) as piece:
            usecases.set_target(piece, form.command(kato))
    except Incomplete as refusal:
        form.take(refusal)
        return page("portfolio/target.html", _page(unit, year, form), 422)
    flash.tell("execution.target_set")
    return redirect(url_for("targets.target", kato=kato, year=year), 303)


def _page(unit: Unit, year: int, form: TargetForm | None) -> TargetPage:
    plan = queries.newest_plan(session(), unit.id, year)
    known = queries.targets(session(), unit.id)
    now = known[0] if known else None
    return TargetPage(
        unit=unit,
        year=year,
        tabs=budget_tabs(unit.kato, year, "targets.target"),
        plan=plan,
        targets=known,
        wanted=now.sum_of(plan) if now and plan else None,
        gap=now.gap(plan) if now and plan else None,
        ways=_ways(unit, plan, now) if plan and plan.own_revenue is not None else (),
        form=form,
    )


def _ways(unit: Unit, plan: Plan, target: TargetFacts | None) -> tuple[Way, ...]:
    """Give the plan as it is, with what is approved, and with what is under consideration as well."""
    approved, waiting = expected(session(), unit.path)
    cases = (("now", Expected()), ("approved", approved), ("considered", approved + waiting))
    own, income = plan.own_revenue or 0, plan.income or 0
    return tuple(
        Way(
            key,
            adds,
            own + adds.yearly,
            share(own + adds.yearly, income + adds.yearly) if income else None,
            target.gap(plan, adds.yearly) if target else None,
        )
        for key, adds in cases
    )
