"""Calculators of revenue: the list in the order of what matters, each with its formula, rates and years of arrival."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from lsg_projects.domain.access import Action, may
from lsg_projects.domain.calculators import CALCULATORS, Calculator, Estimate, YearSum, estimate, example
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.projects import queries, usecases
from lsg_projects.projects.forms.calculators import CalculatorForm, calculator_form
from lsg_projects.projects.queries import Filters
from lsg_projects.projects.usecases import AddEstimate
from lsg_projects.projects.views import calculated
from lsg_projects.projects.views.calculated import RateRow
from lsg_projects.projects.views.frame import blueprint, step_url
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t


@dataclass(frozen=True)
class CalculatorRow:
    """One calculator in the list, with what its worked example brings."""

    kind: str
    example: str
    result: str
    href: str
    brings: bool


@dataclass(frozen=True)
class ListPage:
    """All calculators."""

    rows: tuple[CalculatorRow, ...]
    project: str


@blueprint.get("/office/calculators")
@open_to(Action.READ_OFFICE)
def calculators() -> ResponseReturnValue:
    """List the calculators, the weightiest first."""
    project = request.args.get("project", "")[:20]
    rows = tuple(_row(each, project) for each in CALCULATORS.values())
    return page("projects/calculators.html", ListPage(rows, project))


def _row(calculator: Calculator, project: str) -> CalculatorRow:
    found = example(calculator, queries.ground(session()), _near(calculator))
    href = url_for("projects.calculator", kind=calculator.kind, project=project or None)
    shown = "; ".join(calculated.working_text(language(), each) for each in found.workings)
    return CalculatorRow(calculator.kind, shown, _brought(calculator, found), href, calculator.brings)


def _brought(calculator: Calculator, found: Estimate) -> str:
    text = calculated.sum_text(language(), found.full_year)
    if not calculator.brings:
        return t("calculators.example_nothing")
    return t("calculators.example_once", x=text) if calculator.once else t("calculators.example_sum", x=text)


@dataclass(frozen=True)
class Shown:
    """A calculation as its page shows it."""

    sentence: str
    years: tuple[tuple[int, str, str, str], ...]
    workings: tuple[tuple[str, str], ...]
    rates: list[RateRow]
    notes: tuple[str, ...]
    code: str
    receipt: str
    share: str
    share_law: str


@dataclass(frozen=True)
class CalculatorPage:
    """One calculator: its questions, its answer, and the projects that it may be added to."""

    calculator: Calculator
    form: CalculatorForm
    errors: list[tuple[str, str]]
    shown: Shown | None
    is_example: bool
    drafts: tuple[tuple[str, str], ...]
    project: str
    districts: bool


@blueprint.get("/office/calculators/<kind>")
@open_to(Action.READ_OFFICE)
def calculator(kind: str) -> ResponseReturnValue:
    """Show a calculator with its worked example, or with the answer to what was typed."""
    chosen = _known(kind)
    if "go" not in request.args:
        form = _form(chosen, None)
        return _answer(chosen, form, is_example=True)
    return _answer(chosen, _form(chosen, request.args))


@blueprint.post("/office/calculators/<kind>")
@open_to(Action.EDIT_PROJECT)
def add_calculation(kind: str) -> ResponseReturnValue:
    """Add a calculation to one of the reader's drafts: its object, its lines, the formula as their reasoning."""
    chosen = _known(kind)
    form = _form(chosen, request.form)
    code = (form.project.data or "")[:20]
    if not code:
        form.take(Incomplete("calculators.no_project"))
        return _page(chosen, form, None, 422)
    try:
        found = _counted(chosen, form)
        command = AddEstimate(code, found, calculated.object_name(found), calculated.reasoning(found))
        with work(current_actor()) as unit:
            usecases.add_estimate(unit, command)
    except Incomplete as refusal:
        form.take(refusal)
        return _page(chosen, form, None, 422)
    flash.tell("calculators.added", x=t(f"calculators.title_of.{kind}"))
    return redirect(step_url(code, "revenue"), 303)


def _known(kind: str) -> Calculator:
    found = CALCULATORS.get(kind)
    if found is None:
        raise Missing("calculators.no_kind")
    return found


def _form(chosen: Calculator, typed: MultiDict[str, str] | None) -> Any:
    """Give the form; the district of the reader's own territory is chosen beforehand where it set its own rate."""
    own = [(code, name.pick(language())) for code, name in queries.own_rates(session(), chosen)]
    districts = [("", t("calculators.country_rate")), *own]
    form = calculator_form(chosen.kind, typed, districts, _near(chosen), clock.today())
    if typed is None:
        form.project.data = request.args.get("project", "")[:20]
    return form


def _near(chosen: Calculator) -> str:
    """Give the district of the reader's own territory, where it set its own rate for this source."""
    codes = [code for code, _name in queries.own_rates(session(), chosen)]
    return next((code for code in codes if any(code in post.unit_path for post in current_actor().posts)), "")


def _counted(chosen: Calculator, form: Any) -> Estimate:
    """Count; refuses (Incomplete) what the form or the law does not take."""
    if not form.validate():
        raise Incomplete("calculators.answers", n=len(form.errors))
    return estimate(chosen, form.answers(), queries.ground(session()), form.territory.data or "")


def _answer(chosen: Calculator, form: Any, *, is_example: bool = False) -> ResponseReturnValue:
    try:
        typed = is_example or form.validate()
        found = (
            estimate(chosen, form.answers(), queries.ground(session()), form.territory.data or "") if typed else None
        )
    except Incomplete as refusal:
        form.take(refusal)
        found = None
    return _page(chosen, form, found, 200 if found else 422, is_example=is_example)


def _page(
    chosen: Calculator, form: Any, found: Estimate | None, status: int, *, is_example: bool = False
) -> ResponseReturnValue:
    drafts = _drafts()
    shown = CalculatorPage(
        calculator=chosen,
        form=form,
        errors=form.summary(),
        shown=_shown(found) if found else None,
        is_example=is_example,
        drafts=drafts,
        project=form.project.data or "",
        districts=len(form.territory.choices) > 1,
    )
    return page("projects/calculator.html", shown, status)


def _drafts() -> tuple[tuple[str, str], ...]:
    """Give the drafts that the reader may write in, the last touched first."""
    actor = current_actor()
    rows = queries.visible(session(), actor, Filters(size=100))
    return tuple(
        (row.code, f"{row.title.pick(language()) or t('projects.untitled')} ({row.code})")
        for row in rows
        if row.editable and may(Action.EDIT_PROJECT, actor, queries.subject(row))
    )


def _shown(found: Estimate) -> Shown:
    lang = language()
    year = found.answers.year
    return Shown(
        sentence=_sentence(found),
        years=tuple(_year(each) for each in found.years),
        workings=tuple(
            (t(f"calculators.working.{each.name}"), calculated.working_text(lang, each)) for each in found.workings
        ),
        rates=calculated.rate_rows(lang, found.rates),
        notes=tuple(t(f"calculators.note.{each.code}", y=each.year) for each in found.notes),
        code=found.code,
        receipt=queries.receipt_name(session(), found.code, year).pick(lang),
        share=t("calculators.measure.percent", x=found.share.number),
        share_law=calculated.law_text(lang, found.share),
    )


def _year(each: YearSum) -> tuple[int, str, str, str]:
    low, base, high = (calculated.sum_text(language(), amount) for amount in (each.low, each.base, each.high))
    return each.year, low, base, high


def _sentence(found: Estimate) -> str:
    if not found.full_year:
        return t("calculators.sentence_nothing")
    text = calculated.sum_text(language(), found.full_year)
    return t("calculators.sentence_once", x=text) if found.once else t("calculators.sentence", x=text)
