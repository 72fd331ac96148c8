"""One's own account: posts, password, and the browsers in which one is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, redirect, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue

from lsg_projects.accounts import queries
from lsg_projects.accounts.forms import OwnPasswordForm
from lsg_projects.accounts.queries import PersonRow, SessionRow
from lsg_projects.accounts.usecases import entry, people, sessions
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit import clock, secrets
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.settings import current as settings
from lsg_projects.web import flash, identity
from lsg_projects.web.doors import open_to_signed_in
from lsg_projects.web.render import language, page, t


@dataclass(frozen=True)
class Browser:
    """A browser in which the reader is signed in."""

    key: str
    device: str
    since: datetime
    seen_at: datetime
    this: bool


@dataclass(frozen=True)
class OwnPage:
    """The account of the one who reads it."""

    person: PersonRow
    browsers: tuple[Browser, ...]
    form: OwnPasswordForm
    errors: list[tuple[str, str]]


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get("/me")(me)
    blueprint.post("/me/password", endpoint="change_password")(change_password)
    blueprint.post("/me/sessions/end", endpoint="end_session")(end_session)
    blueprint.post("/me/sessions/end-others", endpoint="end_other_sessions")(end_other_sessions)


@open_to_signed_in
def me() -> ResponseReturnValue:
    """Show one's own account, and keep the language chosen in the frame."""
    actor = identity.current_actor()
    if actor.person_id is not None and request.args.get("lang") == language() != actor.language:
        with work(actor) as unit:
            people.choose_language(unit, language())
    return _page(OwnPasswordForm())


@open_to_signed_in
def change_password() -> ResponseReturnValue:
    """Take another password; all other browsers have to sign in again."""
    form, actor = OwnPasswordForm(), identity.current_actor()
    if not form.validate() or not _changed(form, actor):
        return _page(form, 422)
    identity.sign_in(actor)
    flash.tell("accounts.password_changed")
    return redirect(url_for("accounts.me"), 303)


def _changed(form: OwnPasswordForm, actor: Actor) -> bool:
    """Change the password, or put the reason why not into the form."""
    network = request.remote_addr or ""
    try:
        # a wrong password is counted, so the work is kept in either case
        with work(actor) as unit:
            good = entry.change_password(unit, form.present.data or "", form.password.data or "", network, settings())
    except entry.TooManyTries as refusal:
        until = formats(language()).moment(refusal.details["until"])  # type: ignore[arg-type]  # always a moment
        form.form_errors.append(t("refusal.accounts.throttled", until=until))
        return False
    except Incomplete as refusal:
        form.take(refusal)
        return False
    if not good:
        form.present.errors = (*form.present.errors, t("refusal.accounts.password_wrong"))
    return good


@open_to_signed_in
def end_session() -> ResponseReturnValue:
    """End one of one's own sessions."""
    with work(identity.current_actor()) as unit:
        sessions.end_own(unit, request.form.get("key", "")[:64])
    flash.tell("accounts.browser_ended")
    return redirect(url_for("accounts.me"), 303)


@open_to_signed_in
def end_other_sessions() -> ResponseReturnValue:
    """End every session of one's own but this."""
    with work(identity.current_actor()) as unit:
        sessions.end_others(unit, _token())
    flash.tell("accounts.browser_ended")
    return redirect(url_for("accounts.me"), 303)


def _page(form: OwnPasswordForm, status: int = 200) -> ResponseReturnValue:
    number = identity.current_actor().person_id or 0
    found = queries.sessions_of(session(), number, clock.now(), timedelta(minutes=settings().session_idle_minutes))
    shown = OwnPage(
        queries.person(session(), number, clock.today()), tuple(_browser(row) for row in found), form, form.summary()
    )
    return page("accounts/me.html", shown, status)


def _browser(row: SessionRow) -> Browser:
    this = row.key == secrets.one_way(_token())
    return Browser(row.key, str(row.data.get(identity.DEVICE) or ""), row.since, row.seen_at, this)


def _token() -> str:
    return str(getattr(browser, "token", None) or "")
