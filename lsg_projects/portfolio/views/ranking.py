"""The question and its answer: what enters under the ceilings, what stays out and why."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action
from lsg_projects.domain.cashflow import Terms
from lsg_projects.domain.portfolio import Conditions, Ground, Measure, Posed, Why, pose
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.portfolio import queries, usecases
from lsg_projects.portfolio.forms import ConditionsForm, conditions_form
from lsg_projects.portfolio.queries import Answer, Outcome, Variant
from lsg_projects.portfolio.views import drawing, wording
from lsg_projects.portfolio.views.drawing import Bar, Steps
from lsg_projects.portfolio.views.frame import Place, districts, place
from lsg_projects.web.doors import open_to
from lsg_projects.web.render import page

TERMS = Terms()
"""The horizon and rate by which worth is counted: those that the payback page begins with."""

blueprint = Blueprint("portfolio", __name__, url_prefix="/office/ranking")


@dataclass(frozen=True)
class RankingPage:
    """The ranking of a district and year."""

    place: Place
    years: tuple[int, ...]
    ground: Ground
    form: ConditionsForm
    variants: tuple[Variant, ...]
    shown: Shown | None


@dataclass(frozen=True)
class Shown:
    """An answer as the page shows it."""

    answer: Answer
    measure: Measure
    verdict: str
    outcome: Outcome | None
    value: str
    quarrel: tuple[str, ...]
    reasons: dict[str, tuple[str, ...]]
    unfinished: frozenset[str]
    """Projects whose reason time did not suffice for: one may ask for one of them alone."""
    bars: tuple[Bar, ...]
    steps: Steps | None
    fills: bool
    """Something of no worth stays out although money is left: another measure would fill it."""


@blueprint.get("")
@open_to(Action.READ_RANKING)
def start() -> ResponseReturnValue:
    """Lead to the year in which the queue asks for money next."""
    known = districts()
    asked = queries.years(session(), known[0]) if known else ()
    now = clock.today().year
    return redirect(url_for("portfolio.ranking", year=next((year for year in asked if year >= now), now)))


@blueprint.get("/<int:year>")
@open_to(Action.READ_RANKING)
def ranking(year: int) -> ResponseReturnValue:
    """Answer with the ceilings in force, or under the conditions of a saved what-if (``?variant=``)."""
    here = place(year)
    ground = queries.ground(session(), here.district, year, TERMS)
    conditions = _conditions(here)
    form = conditions_form(ground, conditions)
    return page("portfolio/ranking.html", _page(here, ground, form, _answer(pose(ground, conditions))))


@blueprint.post("/<int:year>", endpoint="compute")
@open_to(Action.RANK_PROJECTS)
def compute(year: int) -> ResponseReturnValue:
    """Answer a typed question; nothing is stored."""
    here = place(year, Action.RANK_PROJECTS)
    ground = queries.ground(session(), here.district, year, TERMS)
    form = conditions_form(ground, typed=request.form)
    if not form.validate():
        return again(here, ground, form, 422)
    return page("portfolio/ranking.html", _page(here, ground, form, _answer(pose(ground, form.conditions()))))


def again(here: Place, ground: Ground, form: ConditionsForm, status: int) -> ResponseReturnValue:
    """Show the form with what was typed and what is wrong with it."""
    return page("portfolio/ranking.html", _page(here, ground, form, None), status)


def _conditions(here: Place) -> Conditions:
    number = request.args.get("variant", type=int)
    if number:
        return queries.variant(session(), here.district.id, here.year, number).conditions
    asked = request.args.get("measure", "")
    return Conditions(measure=Measure(asked)) if asked in set(Measure) else Conditions()


def _page(here: Place, ground: Ground, form: ConditionsForm, answer: Answer | None) -> RankingPage:
    now = clock.today().year
    years = sorted({here.year, now, now + 1, *queries.years(session(), here.district)})
    return RankingPage(
        place=here,
        years=tuple(years),
        ground=ground,
        form=form,
        variants=queries.variants(session(), here.district.id, here.year),
        shown=shown(answer) if answer else None,
    )


def _answer(posed: Posed) -> Answer | None:
    return queries.answer(posed, asked=request.values.get("why", "")) if posed.ground.waiting else None


def shown(answer: Answer) -> Shown:
    """Put an answer into words and drawings."""
    measure = answer.posed.conditions.measure
    outcome = usecases.outcome_of(answer) if answer.choice else None
    return Shown(
        answer=answer,
        measure=measure,
        verdict=wording.verdict(answer),
        outcome=outcome,
        value=wording.bare(answer.choice.value, measure) if answer.choice else "",
        quarrel=wording.quarrel(answer),
        reasons=wording.reasons(answer),
        unfinished=frozenset(
            answer.posed.ground.waiting[each.place].code for each in answer.reasons if each.why is Why.UNFINISHED
        ),
        bars=drawing.bars(answer),
        steps=drawing.steps(answer),
        fills=_fills(answer),
    )


def _fills(answer: Answer) -> bool:
    """Tell whether something that fits stays out for want of worth, which another measure would let in."""
    candidates = answer.posed.problem.candidates
    idle = any(candidates[each.place].weight <= 0 and not each.short for each in answer.reasons)
    return idle and answer.posed.conditions.measure in (Measure.NPV, Measure.NPV_OWN, Measure.YEARLY)
