"""What is done about recommendations: recorded, changed, struck, given to the akim, answered, fulfilled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import Work, work
from lsg_projects.recommendations import queries, usecases
from lsg_projects.recommendations.forms import AnswerForm, DoneForm, GiveForm, WordsForm
from lsg_projects.recommendations.queries import Facts
from lsg_projects.recommendations.views.desk import blueprint, readable, show
from lsg_projects.recommendations.views.offers import offer
from lsg_projects.territories import queries as territories
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.form import BaseForm
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page


@dataclass(frozen=True)
class GivePage:
    """The drafts of a half-year that the assembly has approved, with the form of its minutes."""

    title: str
    drafts: tuple[Facts, ...]
    form: GiveForm


@blueprint.route("/recommendations/new", methods=["GET", "POST"])
@open_to(Action.RECOMMEND)
def record() -> ResponseReturnValue:
    """Write down what the commission recommends."""
    form = WordsForm()
    offer(form)
    if request.method == "GET":
        return page("recommendations/new.html", form)
    if not form.validate() or not _did(form, lambda unit: usecases.record(unit, form.record())):
        return page("recommendations/new.html", form, 422)
    flash.tell("recommendations.said.recorded")
    return redirect(url_for("recommendations.desk"), 303)


@blueprint.post("/recommendations/<int:recommendation_id>/words")
@open_to(Action.RECOMMEND)
def change(recommendation_id: int) -> ResponseReturnValue:
    """Take other words for a draft."""
    found, form = readable(recommendation_id), WordsForm()
    offer(form, found)
    form.territory.data, form.period.data = found.unit_path.rpartition("/")[2], found.period
    if not form.validate() or not _did(form, lambda unit: usecases.change(unit, form.change(found.id))):
        return show(found, words=form, status=422)
    return _back(found, "recommendations.said.changed")


@blueprint.post("/recommendations/<int:recommendation_id>/strike")
@open_to(Action.RECOMMEND)
def strike(recommendation_id: int) -> ResponseReturnValue:
    """Strike a draft."""
    revision = request.form.get("revision", "")
    with work(current_actor()) as unit:
        usecases.strike(unit, recommendation_id, int(revision) if revision.isdecimal() and len(revision) < 9 else 0)
    flash.tell("recommendations.said.struck")
    return redirect(url_for("recommendations.desk"), 303)


@blueprint.route("/recommendations/<kato>/<period>/give", methods=["GET", "POST"])
@open_to(Action.GIVE_RECOMMENDATIONS)
def give(kato: str, period: str) -> ResponseReturnValue:
    """Record the assembly's approval and give the recommendations to the akim."""
    place = territories.unit(session(), kato[:9])
    require(Action.GIVE_RECOMMENDATIONS, current_actor(), Subject(place.path, name=f"recommendation:{place.kato}"))
    drafts = queries.drafts(session(), place.id, period[:7])
    form = GiveForm()
    if request.method == "GET":
        if not drafts:
            raise Missing("recommendations.none_to_give")
        form.show(drafts)
        return _ask(form, drafts)
    if not form.validate() or not _did(form, lambda unit: usecases.give(unit, form.command(kato[:9], period[:7]))):
        return _ask(form, drafts, 422)
    flash.tell("recommendations.said.given")
    return redirect(url_for("recommendations.desk"), 303)


def _ask(form: GiveForm, drafts: tuple[Facts, ...], status: int = 200) -> ResponseReturnValue:
    first = drafts[0] if drafts else None
    title = f"{first.unit_name.pick(language())}, {formats(language()).period(first.period)}" if first else ""
    return page("recommendations/give.html", GivePage(title, drafts, form), status)


@blueprint.post("/recommendations/<int:recommendation_id>/answer")
@open_to(Action.ANSWER_RECOMMENDATION)
def answer(recommendation_id: int) -> ResponseReturnValue:
    """Take the akim's answer."""
    found, form = readable(recommendation_id), AnswerForm()
    if not form.validate() or not _did(form, lambda unit: usecases.answer(unit, form.command(found.id))):
        return show(found, answer=form, status=422)
    return _back(found, "recommendations.said.answered")


@blueprint.post("/recommendations/<int:recommendation_id>/done")
@open_to(Action.ANSWER_RECOMMENDATION)
def done(recommendation_id: int) -> ResponseReturnValue:
    """Take what was done."""
    found, form = readable(recommendation_id), DoneForm()
    if not form.validate() or not _did(form, lambda unit: usecases.report_done(unit, form.command(found.id))):
        return show(found, done=form, status=422)
    return _back(found, "recommendations.said.done")


def _did(form: BaseForm, act: Callable[[Work], object]) -> bool:
    """Do the act; problems of what was typed are put at their fields."""
    try:
        with work(current_actor()) as unit:
            act(unit)
    except Incomplete as refusal:
        form.take(refusal)
        return False
    return True


def _back(found: Facts, said: str) -> ResponseReturnValue:
    flash.tell(said)
    return redirect(url_for("recommendations.one", recommendation_id=found.id), 303)
