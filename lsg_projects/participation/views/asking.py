"""Asking the akim's office about a published project."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.actor import CITIZEN
from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit import mail
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.participation import letters, queries, usecases
from lsg_projects.participation.forms import AskForm
from lsg_projects.settings import current as settings
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.language import public_pages
from lsg_projects.web.render import language, page, t

blueprint = public_pages("participation_public", __name__)


@dataclass(frozen=True)
class AskPage:
    """The form, what it is about, and in how many working days an answer is due."""

    form: AskForm
    asked: queries.Addressee
    days: int


@blueprint.get("/projects/<code>/ask")
@open_to_anyone
def ask(code: str) -> ResponseReturnValue:
    """Show the form."""
    return page("participation/ask.html", _page(code, AskForm()))


@blueprint.post("/projects/<code>/ask", endpoint="send")
@open_to_anyone
def send(code: str) -> ResponseReturnValue:
    """Take a question; the office is told after it is stored."""
    form, shown = AskForm(), queries.addressee(session(), code)
    if form.trapped:
        return redirect(url_for("register.card", code=shown.code), 303)
    if not form.validate():
        return _again(code, form, 422)
    try:
        with work(CITIZEN) as unit:
            key = usecases.ask(unit, form.command(code, request.remote_addr or ""), settings())
    except Incomplete as refusal:
        form.take(refusal)
        return _again(code, form, 422)
    except usecases.TooManyQuestions as refusal:
        until = formats(language()).moment(refusal.details["until"])  # type: ignore[arg-type]  # always a moment
        form.form_errors.append(t("refusal.participation.too_many", until=until))
        return _again(code, form, 429)
    _tell_office(shown, key)
    return redirect(url_for("participation_public.receipt", code=shown.code, key=key), 303)


@blueprint.get("/projects/<code>/ask/<key>")
@open_to_anyone
def receipt(code: str, key: str) -> ResponseReturnValue:
    """Show the number of a question and the day until which it is answered; no cache keeps the page."""
    response = page("participation/receipt.html", queries.receipt(session(), code, key))
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(code: str, form: AskForm) -> AskPage:
    return AskPage(form, queries.addressee(session(), code), settings().answer_working_days)


def _again(code: str, form: AskForm, status: int) -> Response:
    return page("participation/ask.html", _page(code, form), status)


def _tell_office(asked: queries.Addressee, key: str) -> None:
    if not asked.email:
        return
    taken = queries.receipt(session(), asked.code, key)
    address = settings().base_url + url_for("participation.desk")
    letter = letters.to_office(asked, taken.number, taken.due_on, address)
    mail.send(settings(), mail.letter(settings(), letter.to, letter.subject, letter.text))
