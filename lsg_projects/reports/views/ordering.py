"""Ordering a report: first the kind, with what each is for, then only what fits it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain import periods
from lsg_projects.domain.access import Action, Subject, may, scope
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.periods import Length
from lsg_projects.domain.reporting import KINDS, Kind, SubjectKind
from lsg_projects.domain.states import Approval
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.reports.forms import OrderForm
from lsg_projects.reports.usecases import order
from lsg_projects.reports.views.frame import blueprint
from lsg_projects.territories import queries as territories
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t

_OFFERED = {Length.MONTH: 13, Length.QUARTER: 8, Length.HALF: 4, Length.YEAR: 4}
"""How many of the newest periods of each length are offered."""
_PROJECTS_OFFERED = 100


@dataclass(frozen=True)
class Offer:
    """One kind as the list of kinds shows it."""

    key: str
    title: str
    purpose: str
    about: str
    periods: str
    href: str


@blueprint.route("/office/reports/new", methods=["GET", "POST"], endpoint="order")
@open_to(Action.ORDER_REPORT, Action.ORDER_AUDIT)
def order_page() -> ResponseReturnValue:
    """Ask which kind is wanted, then of what, and put it into the queue."""
    kind = KINDS.get(request.values.get("kind", "")[:40])
    if kind is None:
        return page("reports/kinds.html", tuple(_offers()), 422 if request.method == "POST" else 200)
    form = OrderForm()
    _offer(form, kind)
    if request.method == "POST":
        if not form.validate():
            return _ask(form, kind, 422)
        try:
            with work(current_actor()) as unit:
                run_id = order(unit, form.command())
        except Incomplete as refusal:
            form.take(refusal)
            return _ask(form, kind, 422)
        flash.tell("reports.run.ordered_done")
        return redirect(url_for("reports.run", run_id=run_id), 303)
    return _ask(form, kind)


def _offers() -> Iterator[Offer]:
    """Give every kind that the official may order, in the order of the table: the auditor the audit alone."""
    for kind in (each for each in KINDS.values() if may(each.action, current_actor())):
        about = "project" if kind.subject is SubjectKind.PROJECT else "+".join(level.value for level in kind.levels)
        yield Offer(
            kind.key, t(f"reports.kind.{kind.key}"), t(f"reports.purpose.{kind.key}"), t(f"reports.about.{about}"),
            ", ".join(t(f"reports.length.{length.value}") for length in kind.lengths),
            url_for("reports.order", kind=kind.key),
        )  # fmt: skip


def _ask(form: OrderForm, kind: Kind, status: int = 200) -> ResponseReturnValue:
    """Show the form of one kind with what it is for."""
    titles = {"title": t(f"reports.kind.{kind.key}"), "purpose": t(f"reports.purpose.{kind.key}")}
    return page("reports/order.html", form, status, **titles)


def _offer(form: OrderForm, kind: Kind) -> None:
    """Offer what fits the kind: its subjects of the official's territories, its periods, its languages."""
    form.kind.offer([(kind.key, t(f"reports.kind.{kind.key}"))])
    form.subject.offer(_projects() if kind.subject is SubjectKind.PROJECT else _territories(kind))
    form.period.offer((str(period), formats(language()).period(str(period))) for period in _periods(kind))
    form.language.offer((lang, t(f"reports.language_name.{lang}")) for lang in kind.languages)
    if request.method == "GET":
        form.kind.data = kind.key
        form.subject.data = request.args.get("subject", "")[:20] or form.subject.data
        form.language.data = language() if language() in kind.languages else kind.languages[0]


def _territories(kind: Kind) -> list[tuple[str, str]]:
    """Give the territories that the official may order for, at the levels that the kind speaks of."""
    actor = current_actor()
    found = {
        unit.kato: unit.name.pick(language())
        for level in kind.levels
        for path in scope(actor) or ("",)
        for unit in territories.units_under(session(), path, level)
        if may(kind.action, actor, Subject(unit.path))
    }
    return list(found.items())


def _projects() -> list[tuple[str, str]]:
    """Give the newest published projects of the official's territories, for the kinds that are about one project."""
    filters = projects.Filters(approval=Approval.APPROVED, order="code", size=_PROJECTS_OFFERED)
    rows = projects.visible(session(), current_actor(), filters)
    return [(row.code, f"{row.code} · {row.title.pick(language())}") for row in rows if row.published]


def _periods(kind: Kind) -> list[periods.Period]:
    """Give the newest periods that have ended, the longest lengths last, and then those that still run."""
    ended, running = [], []
    for length in sorted(kind.lengths, key=list(_OFFERED).index):
        period = periods.of(clock.today(), length)
        running.append(period)
        for _ in range(_OFFERED[length]):
            period = period.previous
            ended.append(period)
    return ended + running
