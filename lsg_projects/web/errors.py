"""The one table from refusals to HTTP, and the page that says what happened and what to do."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass

from flask import Flask, Response, g, jsonify, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from lsg_projects.domain.actor import CITIZEN
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Refusal, Stale, Unavailable, WrongState
from lsg_projects.kit import db
from lsg_projects.kit.work import deny
from lsg_projects.web.identity import current_actor
from lsg_projects.web.language import accepted
from lsg_projects.web.render import page, refused, t

log = logging.getLogger(__name__)

STATUS: dict[type[Refusal], int] = {
    NotAllowed: 403,
    Missing: 404,
    Stale: 409,
    WrongState: 409,
    Incomplete: 422,
    Unavailable: 503,
}
_WORDED = frozenset({400, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503})


@dataclass(frozen=True)
class ErrorPage:
    """What an error page says: its code, the reason of a refusal, and a number to tell us."""

    code: int
    reason: str | None = None
    number: str | None = None


def said(refusal: Refusal) -> str:
    """Give the sentence of a refusal in the reader's language."""
    details = {name: value for name, value in refusal.details.items() if name != "subject"}
    return refused(refusal.code, details)


def answer(app: Flask) -> None:
    """Let *app* answer every refusal and fault with a page, or with JSON where data were asked for."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _no_database)
    app.register_error_handler(Exception, _fault)


def _refused(refusal: Refusal) -> Response:
    db.session().rollback()
    if isinstance(refusal, NotAllowed):  # also where only reading was refused, outside of any piece of work
        deny(current_actor(), refusal)
    status = next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 409)
    reason = None if status in (404, 503) else said(refusal)
    return _page(ErrorPage(status, reason))


def _http(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:
        return error.get_response()  # type: ignore[return-value]  # a redirect is a response of werkzeug's
    response = _page(ErrorPage(error.code or 500))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _no_database(error: OperationalError) -> Response:
    db.session().rollback()
    g.no_database = True  # the frame of the page asks nothing then
    g.actor = CITIZEN
    log.warning("the database did not answer: %s", type(error.orig).__name__)
    return _page(ErrorPage(503))


def _fault(error: Exception) -> Response:
    db.session().rollback()
    number = secrets.token_hex(4)
    log.error("fault %s on %s %s", number, request.method, request.path, exc_info=error)
    return _page(ErrorPage(InternalServerError.code, number=number))


def _page(shown: ErrorPage) -> Response:
    g.lang = g.get("lang") or accepted()
    if request.path.startswith("/api/"):
        body = {"error": {"code": shown.code, "message": shown.reason or t(f"error.{_worded(shown.code)}.title")}}
        response = jsonify(body)
        response.status_code = shown.code
    else:
        response = page("errors/error.html", shown, shown.code, worded=_worded(shown.code))
    if shown.code in (429, 503):
        response.headers["Retry-After"] = "30"
    return response


def _worded(code: int) -> int:
    return code if code in _WORDED else (400 if code < 500 else 500)
