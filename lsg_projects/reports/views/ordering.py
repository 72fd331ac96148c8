"""Ordering a report: first the kind, with what each is for, then only what fits it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain import reporting
from lsg_projects.domain.access import Action, Subject, may, require
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.figures.changes import Changes
from lsg_projects.domain.reporting import KINDS, Kind
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.reports import queries
from lsg_projects.reports.forms import OrderForm
from lsg_projects.reports.queries import Asked, Preview
from lsg_projects.reports.usecases import order
from lsg_projects.reports.views.frame import blueprint
from lsg_projects.reports.views.offers import ended_and_running, offers, subjects
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t


@dataclass(frozen=True)
class Told:
    """One project that a new edition would tell otherwise."""

    code: str
    title: str
    what: str


@dataclass(frozen=True)
class Seen:
    """What a report would contain, in the reader's words."""

    preview: Preview
    edition: str
    projects: tuple[Told, ...]
    around: str
    moved: tuple[tuple[str, int | None, int | None], ...]
    """Figures of the period that differ: name, in the newest edition, now."""


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
        if "look" in request.form:
            return _look(form, kind)
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


def _look(form: OrderForm, kind: Kind) -> ResponseReturnValue:
    """Show what the report would contain, before it is ordered."""
    wish = form.command()
    try:
        period = reporting.period_of(kind, wish.period)
        about = queries.about(session(), kind, wish.subject)
        require(kind.action, current_actor(), Subject(about.unit_path, name=f"{kind.key}:{about.key}"))
        found = queries.preview(session(), Asked(kind, about.key, str(period), wish.language))
    except Incomplete as refusal:
        form.take(refusal)
        return _ask(form, kind, 422)
    return _ask(form, kind, shown=_seen(found))


def _ask(form: OrderForm, kind: Kind, status: int = 200, shown: Seen | None = None) -> ResponseReturnValue:
    """Show the form of one kind with what it is for, and with what it would contain where that was asked."""
    titles = {"title": t(f"reports.kind.{kind.key}"), "purpose": t(f"reports.purpose.{kind.key}")}
    return page("reports/order.html", form, status, seen=shown, **titles)


def _seen(found: Preview) -> Seen:
    """Give a preview with its changes in words."""
    told = found.changes or Changes()
    rows = [
        *(Told(code, _title(found, code), t("reports.look.added")) for code in told.added),
        *(Told(code, _title(found, code), t("reports.look.gone")) for code in told.gone),
        *(Told(each.code, _title(found, each.code), _listed(each.what)) for each in told.changed),
    ]
    names = ("in_delivery", "finished", "behind", "approved", "paid", "received")
    pairs = [(name, getattr(found.then, name, None), getattr(found.now, name, None)) for name in names]
    moved = tuple(pair for pair in pairs if found.then is not None and pair[1] != pair[2])
    edition = url_for("reports.office_edition", number=found.newest.number) if found.newest else ""
    return Seen(found, edition, tuple(rows), _listed(told.around), moved)


def _title(found: Preview, code: str) -> str:
    project = found.titles.get(code)
    return project.title.pick(language()) if project else ""


def _listed(what: tuple[str, ...]) -> str:
    return ", ".join(t(f"reports.differs.{each}") for each in what)


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
