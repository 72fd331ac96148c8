"""Recommendations in the offices: by half-year and territory, and each on a page with what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, Subject, may, require
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.recommendation import State, Verdict
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.recommendations import queries
from lsg_projects.recommendations.forms import AnswerForm, DoneForm, WordsForm
from lsg_projects.recommendations.queries import Facts
from lsg_projects.recommendations.views.offers import offer
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page

blueprint = Blueprint("recommendations", __name__, url_prefix="/office")


@dataclass(frozen=True)
class Group:
    """The recommendations of one assembly for one half-year."""

    title: str
    rows: tuple[Facts, ...]
    give: str | None
    """Where the assembly's approval of the drafts is recorded, for those who may."""


@dataclass(frozen=True)
class DeskPage:
    """Everything that the official may read."""

    groups: tuple[Group, ...]
    may_record: bool


@dataclass(frozen=True)
class OnePage:
    """One recommendation with the form of what comes next, for those who may."""

    facts: Facts
    words: WordsForm | None = None
    answer: AnswerForm | None = None
    done: DoneForm | None = None

    def summary(self) -> list[tuple[str, str]]:
        """Give the problems of whichever form was sent."""
        return [each for form in (self.words, self.answer, self.done) if form for each in form.summary()]


def waiting(actor: Actor) -> int:
    """Count what the menu shows."""
    return queries.count_waiting(session(), actor)


COUNTERS = {"recommendations": waiting}


@blueprint.get("/recommendations")
@open_to(Action.READ_RECOMMENDATION)
def desk() -> ResponseReturnValue:
    """List the recommendations of the official's territories."""
    actor = current_actor()
    rows = groupby(queries.for_desk(session(), actor), key=lambda each: (each.period, each.unit_path))
    groups = tuple(_group(tuple(found)) for _key, found in rows)
    return page("recommendations/desk.html", DeskPage(groups, bool(may(Action.RECOMMEND, actor))))


def _group(found: tuple[Facts, ...]) -> Group:
    first = found[0]
    about = Subject(first.unit_path, first.body_id)
    able = may(Action.GIVE_RECOMMENDATIONS, current_actor(), about)
    kato = first.unit_path.rpartition("/")[2]
    drafts = any(each.state is State.DRAFT for each in found)
    give = url_for("recommendations.give", kato=kato, period=first.period) if able and drafts else None
    title = f"{first.unit_name.pick(language())}, {formats(language()).period(first.period)}"
    return Group(title, found, give)


@blueprint.get("/recommendations/<int:recommendation_id>")
@open_to(Action.READ_RECOMMENDATION)
def one(recommendation_id: int) -> ResponseReturnValue:
    """Show one recommendation."""
    return show(readable(recommendation_id))


def readable(recommendation_id: int) -> Facts:
    """Give a recommendation of the reader's own territory; any other one does not exist for them."""
    found = queries.one(session(), recommendation_id)
    require(Action.READ_RECOMMENDATION, current_actor(), Subject(found.unit_path, name=f"recommendation:{found.id}"))
    return found


def show(
    found: Facts, words: WordsForm | None = None, answer: AnswerForm | None = None, done: DoneForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:  # fmt: skip
    """Show a recommendation with the form that was sent, or a fresh one of what may come next."""
    actor = current_actor()
    answers = bool(may(Action.ANSWER_RECOMMENDATION, actor, Subject(found.unit_path)))
    if found.state is State.DRAFT and may(Action.RECOMMEND, actor, Subject(found.unit_path, found.body_id)):
        words = words or _words(found)
    if found.state is State.GIVEN and answers:
        answer = answer or AnswerForm(data={"revision": found.revision})
    if found.state is State.ANSWERED and found.verdict is not Verdict.DECLINED and answers:
        done = done or DoneForm(data={"revision": found.revision})
    return page("recommendations/one.html", OnePage(found, words, answer, done), status)


def _words(found: Facts) -> WordsForm:
    stored = {"text": found.text, "project": found.project, "due": found.due, "revision": found.revision}
    form = WordsForm(data=stored)
    offer(form, found)
    return form
