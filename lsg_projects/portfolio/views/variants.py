"""Saved what-ifs: keeping one, reading and printing it, giving it to the commission, two side by side."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.portfolio import Measure, pose
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.portfolio import queries, usecases
from lsg_projects.portfolio.forms import ceiling_label, conditions_form
from lsg_projects.portfolio.queries import Line, Used, Variant
from lsg_projects.portfolio.usecases import GiveVariant, SaveVariant
from lsg_projects.portfolio.views import wording
from lsg_projects.portfolio.views.frame import Place, place
from lsg_projects.portfolio.views.ranking import TERMS, again
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.form import BaseForm
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page


class GiveForm(BaseForm):
    """Giving a proposal to the commission: nothing to type, only to press."""


@dataclass(frozen=True)
class VariantPage:
    """One saved what-if."""

    place: Place
    variant: Variant
    value: str
    used: tuple[tuple[str, Used], ...]
    form: GiveForm | None


@dataclass(frozen=True)
class Side:
    """One of two what-ifs: where it stands and its figures in words."""

    variant: Variant
    measure: Measure
    value: str
    asks: int
    npv: int
    yearly: int
    people: int


@dataclass(frozen=True)
class ComparePage:
    """Two saved what-ifs side by side."""

    place: Place
    variants: tuple[Variant, ...]
    sides: tuple[Side, Side] | None
    rows: tuple[tuple[Line, bool | None, bool | None], ...]
    """Each project with whether it is in, or nothing where a what-if does not know it."""
    ceilings: tuple[tuple[str, Used | None, Used | None], ...]


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.post("/<int:year>/variants", endpoint="save")(save)
    blueprint.get("/<int:year>/variants/<int:number>", endpoint="variant")(variant)
    blueprint.post("/<int:year>/variants/<int:number>/give", endpoint="give")(give)
    blueprint.get("/<int:year>/compare", endpoint="compare")(compare)


@open_to(Action.RANK_PROJECTS)
def save(year: int) -> ResponseReturnValue:
    """Compute once more what is typed and keep it by its name."""
    here = place(year, Action.RANK_PROJECTS)
    ground = queries.ground(session(), here.district, year, TERMS)
    form = conditions_form(ground, typed=request.form)
    if not form.validate():
        return again(here, ground, form, 422)
    conditions = form.conditions()
    try:
        outcome = usecases.outcome_of(queries.answer(pose(ground, conditions), told=False))
        command = SaveVariant(here.district.kato, year, form.name.data, conditions, outcome)
        with work(current_actor()) as unit:
            number = usecases.save_variant(unit, command)
    except Incomplete as refusal:
        form.take(refusal)
        return again(here, ground, form, 422)
    flash.tell("portfolio.saved")
    return redirect(url_for("portfolio.variant", year=year, number=number, district=here.carried), 303)


@open_to(Action.READ_RANKING)
def variant(year: int, number: int) -> ResponseReturnValue:
    """Show a saved what-if as it was known when it was saved."""
    here = place(year)
    found = queries.variant(session(), here.district.id, year, number)
    form = GiveForm() if here.may_rank and found.given_at is None else None
    value = wording.bare(found.outcome.value, found.conditions.measure)
    used = tuple((ceiling_label(each), each) for each in found.outcome.used)
    return page("portfolio/variant.html", VariantPage(here, found, value, used, form))


@open_to(Action.RANK_PROJECTS)
def give(year: int, number: int) -> ResponseReturnValue:
    """Give a what-if to the budget commission as a proposal."""
    here = place(year, Action.RANK_PROJECTS)
    with work(current_actor()) as unit:
        usecases.give_variant(unit, GiveVariant(here.district.kato, year, number))
    flash.tell("portfolio.given")
    return redirect(url_for("portfolio.variant", year=year, number=number, district=here.carried), 303)


@open_to(Action.READ_RANKING)
def compare(year: int) -> ResponseReturnValue:
    """Show two what-ifs side by side; ``?a=`` and ``?b=`` choose them, the two newest are shown first."""
    here = place(year)
    known = queries.variants(session(), here.district.id, year)
    if len(known) < 2:
        return page("portfolio/compare.html", ComparePage(here, known, None, (), ()))
    first = _chosen(known, "a", known[1])
    other = _chosen(known, "b", known[0])
    sides = (_side(first), _side(other))
    return page("portfolio/compare.html", ComparePage(here, known, sides, _rows(first, other), _ceilings(first, other)))


def _chosen(known: tuple[Variant, ...], name: str, otherwise: Variant) -> Variant:
    asked = request.args.get(name, type=int)
    return next((each for each in known if each.id == asked), otherwise)


def _side(found: Variant) -> Side:
    taken = found.outcome.taken
    return Side(
        variant=found,
        measure=found.conditions.measure,
        value=wording.measured(found.outcome.value, found.conditions.measure),
        asks=sum(line.asks for line in taken),
        npv=sum(line.npv for line in taken),
        yearly=sum(line.yearly for line in taken),
        people=sum(line.people for line in taken),
    )


def _rows(first: Variant, other: Variant) -> tuple[tuple[Line, bool | None, bool | None], ...]:
    """Give every project that either knows; those on which they differ stand first."""
    one, two = ({line.code: line for line in each.outcome.lines} for each in (first, other))
    rows = []
    for code in sorted(one.keys() | two.keys()):
        a, b = one.get(code), two.get(code)
        line = b or a
        if line is not None:
            rows.append((line, a.taken if a else None, b.taken if b else None))
    return tuple(sorted(rows, key=lambda row: (row[1] == row[2], row[0].code)))


def _ceilings(first: Variant, other: Variant) -> tuple[tuple[str, Used | None, Used | None], ...]:
    one, two = ({each.key: each for each in found.outcome.used} for found in (first, other))
    labels = {each.key: ceiling_label(each) for each in (*first.outcome.used, *other.outcome.used)}
    return tuple((label, one.get(key), two.get(key)) for key, label in labels.items())
