"""The plan of payments by month beside what was paid, and unspent money of past years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.delivery import queries, usecases
from lsg_projects.delivery.forms.financing import PlanForm, UnspentForm, plan_form
from lsg_projects.delivery.queries import Financing
from lsg_projects.delivery.views.frame import Opened, blueprint, opened
from lsg_projects.domain.access import Action
from lsg_projects.domain.delivery.financing import Unspent
from lsg_projects.domain.project import BudgetLine
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.web import deed
from lsg_projects.web.doors import open_to
from lsg_projects.web.render import language, page, t


@dataclass(frozen=True)
class FinancingPage:
    """A year's plan and payments by month, and what past years left."""

    at: Opened
    year: int
    years: tuple[int, ...]
    lines: tuple[BudgetLine, ...]
    money: Financing
    sentence: str
    columns: tuple[Mapping[str, Any], ...]
    plan: PlanForm | None
    unspent: tuple[Unspent, ...]
    settle: UnspentForm | None
    errors: list[tuple[str, str]]


@blueprint.get("/office/projects/<code>/financing")
@open_to(Action.READ_PROJECT)
def financing(code: str) -> ResponseReturnValue:
    """Show the plan of payments of a year beside what was paid."""
    return page("delivery/financing.html", _page(opened(code, "financing"), _asked(opened(code, "financing"))))


@blueprint.post("/office/projects/<code>/financing/<int:year>")
@open_to(Action.RECORD_PAYMENT)
def plan_payments(code: str, year: int) -> ResponseReturnValue:
    """Store the plan of a year as its next version."""
    at = opened(code, "financing")
    form = plan_form(_lines(at, year), None)
    return deed.done(
        form, lambda unit: usecases.plan_payments(unit, form.command(code, year)), "delivery.plan_stored",
        url_for("delivery.financing", code=code, year=year),
        lambda: page("delivery/financing.html", _page(at, year, plan=form), 422),
    )  # fmt: skip


@blueprint.post("/office/projects/<code>/unspent")
@open_to(Action.RECORD_PAYMENT)
def settle_unspent(code: str) -> ResponseReturnValue:
    """Record what became of money that a year left."""
    at = opened(code, "financing")
    rows = queries.unspent_lines(session(), at.view, clock.today())
    form, year = UnspentForm().furnish(rows), _asked(at)
    return deed.done(
        form, lambda unit: usecases.settle_unspent(unit, form.command(code)), "delivery.unspent_stored",
        url_for("delivery.financing", code=code, year=year),
        lambda: page("delivery/financing.html", _page(at, year, settle=form), 422),
    )  # fmt: skip


def _lines(at: Opened, year: int) -> tuple[BudgetLine, ...]:
    return tuple(row.line for row in at.view.lines if row.line.year == year)


def _years(at: Opened) -> tuple[int, ...]:
    paid = {payment.day.year for payment in at.view.payments}
    return tuple(sorted({row.line.year for row in at.view.lines} | paid)) or (clock.today().year,)


def _asked(at: Opened) -> int:
    """Read the year of the address; the present one, or the last there is, where none of ours is named."""
    years, typed = _years(at), request.args.get("year", "")
    now = clock.today().year
    return next((year for year in years if str(year) == typed), now if now in years else years[-1])


def _page(at: Opened, year: int, plan: PlanForm | None = None, settle: UnspentForm | None = None) -> FinancingPage:
    lines, money = _lines(at, year), queries.financing(session(), at.view, year)
    rows = queries.unspent_lines(session(), at.view, clock.today())
    errors = [*(plan.summary() if plan else []), *(settle.summary() if settle else [])]
    if at.may(Action.RECORD_PAYMENT):
        if plan is None and lines:
            plan = plan_form(lines, money.plan, empty=True)
        open_rows = [row for row in rows if row.undecided > 0]
        if settle is None and open_rows:
            settle = UnspentForm(formdata=None).furnish(open_rows)
    fmt, last = formats(language()), money.months[-1]
    sentence = t("delivery.plan_sentence", y=year, a=fmt.money(last.planned_total), b=fmt.money(last.paid_total))
    columns = tuple(
        {"label": str(one.number), "expected": one.planned, "received": one.paid or None,
         "text": fmt.rounded_money(one.paid or one.planned) if one.paid or one.planned else ""}
        for one in money.months
    )  # fmt: skip
    return FinancingPage(at, year, _years(at), lines, money, sentence, columns, plan, rows, settle, errors)
