"""The office's desk of questions: what waits, and one question with its answer."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit import mail
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.participation import letters, queries, usecases
from lsg_projects.participation.forms import AnswerForm
from lsg_projects.settings import current as settings
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page

blueprint = Blueprint("participation", __name__, url_prefix="/office")


@dataclass(frozen=True)
class DeskPage:
    """The questions of one tab."""

    questions: tuple[queries.DeskQuestion, ...]
    answered: bool


@dataclass(frozen=True)
class QuestionPage:
    """One question, with the form where it still waits."""

    question: queries.DeskQuestion
    form: AnswerForm


def waiting(actor: Actor) -> int:
    """Count what the menu shows."""
    return queries.count_for_desk(session(), actor)


@blueprint.get("/questions")
@open_to(Action.ANSWER_QUESTION)
def desk() -> ResponseReturnValue:
    """List the questions that wait, or those that were answered."""
    answered = request.args.get("tab") == "answered"
    questions = queries.for_desk(session(), current_actor(), answered=answered)
    return page("participation/desk.html", DeskPage(questions, answered))


@blueprint.get("/questions/<int:question_id>")
@open_to(Action.ANSWER_QUESTION)
def question(question_id: int) -> ResponseReturnValue:
    """Show one question and the form of its answer."""
    return page("participation/question.html", QuestionPage(_readable(question_id), AnswerForm()))


@blueprint.post("/questions/<int:question_id>", endpoint="answer")
@open_to(Action.ANSWER_QUESTION)
def answer(question_id: int) -> ResponseReturnValue:
    """Take the answer; the asker is told after it is stored."""
    form, shown = AnswerForm(), _readable(question_id)
    if not form.validate():
        return page("participation/question.html", QuestionPage(shown, form), 422)
    try:
        with work(current_actor()) as unit:
            answered = usecases.answer(unit, form.command(question_id))
    except Incomplete as refusal:
        form.take(refusal)
        return page("participation/question.html", QuestionPage(_readable(question_id), form), 422)
    _tell_asker(answered)
    flash.tell("participation.said." + answered.state, n=answered.number)
    return redirect(url_for("participation.desk"), 303)


def _readable(question_id: int) -> queries.DeskQuestion:
    """Give a question of the reader's own territory; any other one does not exist for them."""
    found = queries.one_for_desk(session(), min(question_id, 2**31 - 1))
    require(Action.ANSWER_QUESTION, current_actor(), Subject(found.unit_path, name=found.code))
    return found


def _tell_asker(answered: queries.DeskQuestion) -> None:
    address = settings().base_url + url_for("register.card", lang=answered.lang, code=answered.code)
    letter = letters.to_asker(answered, address)
    mail.send(settings(), mail.letter(settings(), letter.to, letter.subject, letter.text))
