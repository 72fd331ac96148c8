"""Ordering a report: first the kind, with what each is for, then only what fits it."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, may
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.reporting import KINDS, Kind
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.reports.forms import OrderForm
from lsg_projects.reports.usecases import order
from lsg_projects.reports.views.frame import blueprint
from lsg_projects.reports.views.offers import ended_and_running, offers, subjects
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t


@blueprint.route("/office/reports/new", methods=["GET", "POST"], endpoint="order")
@open_to(Action.ORDER_REPORT, Action.ORDER_AUDIT)
def order_page() -> ResponseReturnValue:
    """Ask which kind is wanted, then of what, and put it into the queue."""
    kind = KINDS.get(request.values.get("kind", "")[:40])
    if kind is None:
        kinds = tuple(offers(may_order, "reports.order"))
        return page("reports/kinds.html", kinds, 422 if request.method == "POST" else 200, title=t("reports.new"))
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


def may_order(kind: Kind) -> bool:
    """Tell whether the official may order the kind: the auditor the audit alone."""
    return bool(may(kind.action, current_actor()))


def _ask(form: OrderForm, kind: Kind, status: int = 200) -> ResponseReturnValue:
    """Show the form of one kind with what it is for."""
    titles = {"title": t(f"reports.kind.{kind.key}"), "purpose": t(f"reports.purpose.{kind.key}")}
    return page("reports/order.html", form, status, **titles)


def _offer(form: OrderForm, kind: Kind) -> None:
    """Offer what fits the kind: its subjects of the official's territories, its periods, its languages."""
    form.kind.offer([(kind.key, t(f"reports.kind.{kind.key}"))])
    form.subject.offer(subjects(kind, kind.action))
    form.period.offer((str(period), formats(language()).period(str(period))) for period in ended_and_running(kind))
    form.language.offer((lang, t(f"reports.language_name.{lang}")) for lang in kind.languages)
    if request.method == "GET":
        form.kind.data = kind.key
        form.subject.data = request.args.get("subject", "")[:20] or form.subject.data
        form.language.data = language() if language() in kind.languages else kind.languages[0]
