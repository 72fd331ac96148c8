"""The routes of this installation in words, and a tester: which route would a project take?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import request
from flask.typing import ResponseReturnValue

from lsg_projects.approvals import queries
from lsg_projects.approvals.forms import RouteTestForm
from lsg_projects.approvals.views import wording
from lsg_projects.approvals.views.frame import blueprint
from lsg_projects.domain import route as routes
from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.route import Facts, Route, Step, Way
from lsg_projects.domain.states import LegalKind, Source
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.web.doors import open_to
from lsg_projects.web.errors import said
from lsg_projects.web.render import language, page, t


@dataclass(frozen=True)
class RouteWords:
    """One route as an administrator reads it."""

    key: str
    when: str
    way: str
    steps: tuple[Step, ...]
    running: int
    """Projects that are on their way along it now."""
    chosen: bool
    old: bool
    """It applies no longer, or not yet."""


@dataclass(frozen=True)
class RoutesPage:
    """All routes in the order in which they are tried, and the answer of the tester."""

    rows: tuple[RouteWords, ...]
    form: RouteTestForm
    errors: list[tuple[str, str]]
    answer: RouteWords | None
    refusal: str | None
    mrp: int


@blueprint.get("/office/admin/routes")
@open_to(Action.MANAGE_BODIES)
def routes_page() -> ResponseReturnValue:
    """Show every route in words; with a question in the address, the one that a project would take."""
    form = RouteTestForm(formdata=request.args if request.args.get("test") else None)
    form.prepare(clock.today())
    valid = not request.args.get("test") or form.validate()
    facts = _facts(form) if request.args.get("test") and valid else None
    chosen, refusal = _chosen(facts)
    running = queries.running_by_route(session())
    today = facts.day if facts else clock.today()
    rows = tuple(_words(each, running.get(each.key, 0), chosen, today) for each in queries.routes())
    answer = next((row for row in rows if row.chosen), None)
    shown = RoutesPage(rows, form, form.summary(), answer, refusal, queries.mrp(today))
    return page("approvals/routes.html", shown, 200 if valid else 422)


def _facts(form: RouteTestForm) -> Facts:
    day = form.day.data or clock.today()
    source = frozenset({Source(form.source.data)}) if form.amount.data and form.source.data else frozenset()
    kind, way = LegalKind(form.legal.data or "current"), Way(form.way.data or "yearly")
    return Facts(way, kind, form.amount.data or 0, source, day, queries.mrp(day))


def _chosen(facts: Facts | None) -> tuple[Route | None, str | None]:
    if facts is None:
        return None, None
    try:
        return routes.choose(queries.routes(), facts), None
    except Missing as refusal:
        return None, said(refusal)


def _words(each: Route, running: int, chosen: Route | None, day: date) -> RouteWords:
    old = each.valid_from > day or (each.valid_until is not None and each.valid_until < day)
    is_chosen = chosen is not None and chosen.key == each.key
    return RouteWords(each.key, _when(each), _way(each), each.steps, running, is_chosen, old)


def _when(each: Route) -> str:
    """Say when a route applies: the budget, the days, the kind of spending, the sources, the sum."""
    fmt = formats(language())
    parts = [t(f"approvals.way_of.{each.way.value}"), t("approvals.route_since", d=fmt.day(each.valid_from))]
    if each.valid_until:
        parts.append(t("approvals.route_until", d=fmt.day(each.valid_until)))
    if each.legal_kinds:
        parts.append(", ".join(t(f"legal.{kind.value}") for kind in each.legal_kinds))
    if each.only_sources:
        named = ", ".join(t(f"source.{source.value}") for source in each.only_sources)
        parts.append(t("approvals.route_sources", x=named))
    return "; ".join([*parts, *_sums(each)])


def _sums(each: Route) -> list[str]:
    fmt = formats(language())
    if each.no_money:
        return [t("approvals.route_no_money")]
    found = []
    if each.amount_from:
        found.append(t("approvals.route_from", x=fmt.money(each.amount_from)))
    if each.amount_below is not None:
        found.append(t("approvals.route_below", x=fmt.money(each.amount_below)))
    if each.mrp_from is not None:
        found.append(t("approvals.route_mrp_from", n=fmt.plain_number(each.mrp_from)))
    if each.mrp_below is not None:
        found.append(t("approvals.route_mrp_below", n=fmt.plain_number(each.mrp_below)))
    return found


def _way(each: Route) -> str:
    """Give the steps as a line of arrows; those asked at once stand together."""
    done: frozenset[str] = frozenset()
    said_steps = []
    while asked := each.asked(done):
        said_steps.append(" + ".join(wording.step_title(step) for step in asked))
        done |= {step.key for step in asked}
    return " → ".join(said_steps)
