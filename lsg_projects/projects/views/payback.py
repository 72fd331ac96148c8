"""Is it worth it, and what does it hang on: payback, net present value, scenarios, what matters most."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from flask import request
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action
from lsg_projects.domain.cashflow import Appraisal, Terms, YearFlow, appraise
from lsg_projects.domain.project import Passport
from lsg_projects.domain.revenue import Outlook, Payback, Returns, Scenario, returns
from lsg_projects.domain.sensitivity import End, Lever, Swing, tornado
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.projects import queries
from lsg_projects.projects.forms.payback import TermsForm, terms_form
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.projects.views.frame import Opened, blueprint, opened
from lsg_projects.projects.views.live import payback_words
from lsg_projects.projects.views.office import tabs_of
from lsg_projects.web.doors import open_to
from lsg_projects.web.render import language, page, t


@dataclass(frozen=True)
class Line:
    """One line of the chart, in whole tiyn."""

    label: str
    points: tuple[int, ...]
    tone: str


@dataclass(frozen=True)
class Column:
    """One scenario beside the others."""

    name: str
    yearly: str
    own: str
    whole: str
    discounted: str
    npv: str
    per_own: str
    per_whole: str


@dataclass(frozen=True)
class TornadoRow:
    """One input at both ends, with the results there in tiyn."""

    label: str
    note: str
    worse: int
    better: int
    worse_text: str
    better_text: str
    worse_input: str
    better_input: str


@dataclass(frozen=True)
class Worth:
    """The answer under the terms that were asked for."""

    verdict: str
    detail: str
    columns: tuple[Column, ...]
    base: Column
    years: tuple[YearFlow, ...]
    table: tuple[tuple[YearFlow, str], ...]
    """Each year with its discounted net in words."""
    lines: tuple[Line, ...]
    chart: str
    swings: tuple[TornadoRow, ...]
    npv: int
    first: int


@dataclass(frozen=True)
class PaybackPage:
    """The payback page of a project."""

    head: ProjectHead
    tabs: tuple[tuple[str, str, bool], ...]
    form: TermsForm
    errors: list[tuple[str, str]]
    worth: Worth | None
    has_cost: bool
    has_revenue: bool
    no_upkeep: bool


@blueprint.get("/office/projects/<code>/payback")
@open_to(Action.READ_PROJECT)
def payback(code: str) -> ResponseReturnValue:
    """Show whether a project's money returns in own revenue, when, and what matters most for it."""
    found, form = opened(code), terms_form(request.args)
    sound = form.validate() if request.args.keys() & {"horizon", "rate"} else True
    shown = _page(found, form, form.terms() if sound else None)
    return page("projects/payback.html", shown, 200 if sound else 422)


def _page(found: Opened, form: TermsForm, terms: Terms | None) -> PaybackPage:
    passport = found.draft.passport
    ready = bool(passport.lines and passport.revenue)
    return PaybackPage(
        head=found.head,
        tabs=tabs_of(found.head.code, "payback"),
        form=form,
        errors=form.summary(),
        worth=_worth(passport, terms) if ready and terms else None,
        has_cost=bool(passport.lines),
        has_revenue=bool(passport.revenue),
        no_upkeep=passport.running.amount is None,
    )


def _worth(passport: Passport, terms: Terms) -> Worth:
    whole, own = appraise(passport, terms), appraise(passport, terms, own=True)
    columns = tuple(_column(passport, terms, each) for each in Scenario)
    verdict, detail = _verdict(returns(passport))
    return Worth(
        verdict=verdict,
        detail=detail,
        columns=columns,
        base=columns[1],
        years=whole.years,
        table=tuple((each, _money(each.discounted)) for each in whole.years),
        lines=_lines(own, whole),
        chart=_chart(whole),
        swings=tuple(_row(each) for each in tornado(passport, terms)),
        npv=_tiyn(whole.npv),
        first=whole.years[0].year,
    )


def _lines(own: Appraisal, whole: Appraisal) -> tuple[Line, ...]:
    """Give the lines of the chart; where all money is the okrug's own, one says it all."""
    first, second = (tuple(each.cumulative for each in found.years) for found in (own, whole))
    every = Line(t("payback.whole_money"), second, "transfer")
    return (Line(t("payback.own_money"), first, "primary"), *((every,) if first != second else ()))


def _verdict(base: Returns) -> tuple[str, str]:
    """Say the answer in one sentence, and what follows where the money does not return."""
    own, whole = payback_words(base.own), payback_words(base.whole)
    if base.own.outlook is Outlook.NEVER:
        return t("payback.verdict_never"), t("payback.goals")
    if base.whole.outlook is Outlook.NEVER:
        return t("payback.verdict_own", own=own), t("payback.goals")
    return t("payback.verdict", own=own, whole=whole), ""


def _column(passport: Passport, terms: Terms, scenario: Scenario) -> Column:
    simple = returns(passport, scenario)
    whole, own = (appraise(passport, terms, scenario, own=own) for own in (False, True))
    return Column(
        name=t(f"payback.scenario.{scenario.value}"),
        yearly=formats(language()).money(simple.yearly),
        own=payback_words(simple.own),
        whole=payback_words(simple.whole),
        discounted=_within(whole, terms),
        npv=_money(whole.npv),
        per_own=_per_tenge(own),
        per_whole=_per_tenge(whole),
    )


def _within(found: Appraisal, terms: Terms) -> str:
    """Say the discounted payback, or that it lies beyond the horizon."""
    if found.discounted_payback is None:
        return t("payback.beyond", n=terms.horizon)
    if not found.discounted_payback:
        return t("payback.first_year")
    return payback_words(Payback(Outlook.PAYS_BACK, found.discounted_payback))


def _per_tenge(found: Appraisal) -> str:
    if found.per_tenge is None:
        return "–"
    exact = Decimal(found.per_tenge.numerator) / Decimal(found.per_tenge.denominator)
    return t("payback.tenge", x=formats(language()).number(exact, 2))


def _chart(whole: Appraisal) -> str:
    last = whole.years[-1]
    return t("payback.chart", y=last.year, x=formats(language()).rounded_money(last.cumulative))


def _row(swing: Swing) -> TornadoRow:
    return TornadoRow(
        label=_label(swing),
        note="" if swing.typed or swing.lever is not Lever.REVENUE else t("payback.assumed"),
        worse=_tiyn(swing.worse.npv),
        better=_tiyn(swing.better.npv),
        worse_text=_money(swing.worse.npv),
        better_text=_money(swing.better.npv),
        worse_input=_input(swing, swing.worse),
        better_input=_input(swing, swing.better),
    )


def _label(swing: Swing) -> str:
    if swing.lever is Lever.REVENUE:
        name = queries.receipt_name(session(), swing.code, 2026)
        return f"{swing.code} {name.pick(language())}"
    return t(f"payback.lever.{swing.lever.value}")


def _input(swing: Swing, end: End) -> str:
    """Write what the input is at one end."""
    if swing.lever is Lever.RATE:
        return formats(language()).percent(Decimal(end.value.numerator) / Decimal(end.value.denominator))
    if swing.lever is Lever.DELAY:
        return t("payback.on_time") if not end.value else t("payback.year_late")
    return t("payback.sum", x=_money(end.value))


def _tiyn(amount: Fraction) -> int:
    """Give a fraction of tiyn as whole tiyn, rounded half up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def _money(amount: Fraction) -> str:
    return formats(language()).rounded_money(_tiyn(amount))
