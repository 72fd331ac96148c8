"""The share of own revenue that a settlement wants to reach: what was set, how far it is, and the form of its akim."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries, usecases
from lsg_projects.budgets.forms import TargetForm
from lsg_projects.budgets.queries import Plan, TargetFacts
from lsg_projects.budgets.views.frame import settlement
from lsg_projects.domain.access import Action, Subject, may
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.money import Tiyn
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.territories.queries import Unit
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page
from lsg_projects.web.tabs import Tab, budget_tabs


@dataclass(frozen=True)
class TargetPage:
    """The targets of a settlement beside the plan of a year."""

    unit: Unit
    year: int
    tabs: tuple[Tab, ...]
    plan: Plan | None
    targets: tuple[TargetFacts, ...]
    wanted: Tiyn | None
    gap: Tiyn | None
    form: TargetForm | None


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get("/budgets/<kato>/<int:year>/target", endpoint="target")(target)
    blueprint.post("/budgets/<kato>/<int:year>/target", endpoint="set_target")(set_target)


@open_to(Action.READ_BUDGET)
def target(kato: str, year: int) -> ResponseReturnValue:
    """Show the targets of a settlement."""
    unit = settlement(kato, year=year)
    allowed = may(Action.SET_TARGET, current_actor(), Subject(unit.path))
    return page("budgets/target.html", _page(unit, year, TargetForm() if allowed else None))


@open_to(Action.SET_TARGET)
def set_target(kato: str, year: int) -> ResponseReturnValue:
    """Set a target."""
    unit, form = settlement(kato, Action.SET_TARGET, year), TargetForm()
    if not form.validate():
        return page("budgets/target.html", _page(unit, year, form), 422)
    try:
        with work(current_actor()) as piece:
            usecases.set_target(piece, form.command(kato))
    except Incomplete as refusal:
        form.take(refusal)
        return page("budgets/target.html", _page(unit, year, form), 422)
    flash.tell("execution.target_set")
    return redirect(url_for("budgets.target", kato=kato, year=year), 303)


def _page(unit: Unit, year: int, form: TargetForm | None) -> TargetPage:
    plan = queries.newest_plan(session(), unit.id, year)
    known = queries.targets(session(), unit.id)
    now = known[0] if known else None
    return TargetPage(
        unit=unit,
        year=year,
        tabs=budget_tabs(unit.kato, year, "budgets.target"),
        plan=plan,
        targets=known,
        wanted=now.sum_of(plan) if now and plan else None,
        gap=now.gap(plan) if now and plan else None,
        form=form,
    )
