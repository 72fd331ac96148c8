"""Closed until opened: every view says who may enter, and a view that says nothing refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from lsg_projects.domain.access import RIGHTS, Action
from lsg_projects.domain.errors import NotAllowed
from lsg_projects.web import kept
from lsg_projects.web.identity import current_actor
from lsg_projects.web.language import is_public

View = TypeVar("View", bound=Callable[..., Any])

ANYONE = "anyone"
SIGNED_IN = "signed in"
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})

csrf = CSRFProtect()


def open_to(*actions: Action) -> Callable[[View], View]:
    """Open a view to officials who hold a role of any of *actions*; the use case checks the subject itself."""

    def mark(view: View) -> View:
        view.open_to = actions  # type: ignore[attr-defined]  # the mark that the door reads
        return view

    return mark


def open_to_anyone(view: View) -> View:
    """Open a view to every citizen, without a sign-in."""
    view.open_to = ANYONE  # type: ignore[attr-defined]  # the mark that the door reads
    return view


def open_to_signed_in(view: View) -> View:
    """Open a view to whoever is signed in, whatever the role."""
    view.open_to = SIGNED_IN  # type: ignore[attr-defined]  # the mark that the door reads
    return view


def stand_at(app: Flask) -> None:
    """Put the door before every request of *app*."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # the session's own end is the limit
    csrf.init_app(app)
    app.before_request(_door)


def _door() -> Response | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None  # no such address: the router answers 404
    if "\0" in request.path:
        raise NotFound  # nothing has such a name, and one of the databases cannot even be asked for it
    opened = getattr(view, "open_to", None)
    if opened is None:
        raise NotAllowed("access.closed", subject=request.endpoint or "")
    _same_site()
    if opened != ANYONE and not current_actor().signed_in:
        return _ask_to_sign_in()
    _same_session()
    return None if opened == ANYONE else _official(opened)


def _ask_to_sign_in() -> Response:
    """Lead to the sign-in; what was typed waits there to be sent again."""
    if request.method in UNSAFE:
        kept.keep()
        return redirect(url_for("accounts.sign_in", next=url_for("accounts.kept"), ended=1), 303)
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))


def _official(opened: object) -> Response | None:
    actor = current_actor()
    if isinstance(opened, tuple) and not any(RIGHTS[action] & actor.roles for action in opened):
        raise NotAllowed("access.role", subject=request.endpoint or "")
    if request.method in UNSAFE:
        kept.sent(request.path)
    return None


def _same_site() -> None:
    """Refuse a change that another site's page sends."""
    if request.method in UNSAFE and request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        raise BadRequest


def _same_session() -> None:
    """Refuse a change whose form was not given out in this session; public pages have none."""
    if request.method not in UNSAFE or is_public(request.path):
        return
    try:
        csrf.protect()
    except CSRFError as error:
        raise BadRequest from error
