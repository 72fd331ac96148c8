"""Coming in and going out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.accounts import queries
from lsg_projects.accounts.forms import PasswordForm, SignInForm
from lsg_projects.accounts.usecases import entry as usecases
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.kit import clock, secrets
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.settings import current as settings
from lsg_projects.web import flash, identity, kept
from lsg_projects.web.doors import open_to_anyone, open_to_signed_in
from lsg_projects.web.render import language, page, t


@dataclass(frozen=True)
class DemoEntry:
    """One sign-in of a demonstration, as the page offers it."""

    role: str
    email: str
    password: str


@dataclass(frozen=True)
class SignInPage:
    """The sign-in page: the form, where to go afterwards, and a demonstration's sign-ins."""

    form: SignInForm
    next: str
    demo: tuple[DemoEntry, ...]
    ended: bool = False
    """True where a session ended while a form was being sent."""


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get("/sign-in")(sign_in)
    blueprint.post("/sign-in", endpoint="enter")(enter)
    blueprint.post("/sign-out")(sign_out)
    blueprint.get("/welcome/<token>")(welcome)
    blueprint.post("/welcome/<token>", endpoint="set_password")(set_password)
    blueprint.get("/kept", endpoint="kept")(kept_form)
    blueprint.post("/kept", endpoint="forget_kept")(forget_kept)


@open_to_anyone
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail and password."""
    return page("accounts/sign_in.html", _page(SignInForm()))


@open_to_anyone
def enter() -> ResponseReturnValue:
    """Take e-mail and password; a wrong pair and an unknown person get the same answer."""
    form = SignInForm()
    if not form.validate():
        return page("accounts/sign_in.html", _page(form), 422)
    try:
        with work(identity.current_actor()) as unit:
            person_id = usecases.sign_in(unit, form.command(request.remote_addr or ""), settings())
    except usecases.TooManyTries as refusal:
        until = formats(language()).moment(refusal.details["until"])  # type: ignore[arg-type]  # always a moment
        form.form_errors.append(t("refusal.accounts.throttled", until=until))
        return page("accounts/sign_in.html", _page(form), 429)
    actor = queries.actor(session(), person_id, clock.today()) if person_id else None
    if actor is None:
        form.form_errors.append(t("refusal.accounts.no_match"))
        return page("accounts/sign_in.html", _page(form), 422)
    identity.sign_in(actor)
    return redirect(own_path(request.form.get("next", "")), 303)


def _page(form: SignInForm) -> SignInPage:
    offered: Callable[[], tuple[DemoEntry, ...]] = current_app.extensions.get("demo_sign_ins", tuple)
    return SignInPage(form, own_path(request.values.get("next", "")), offered(), "ended" in request.args)


def own_path(asked: str) -> str:
    """Give *asked* where it is a path of our own office, else the desk: never another site."""
    parts = urlsplit(asked)
    safe = not parts.scheme and not parts.netloc and "\\" not in asked and asked.isprintable()
    return asked if safe and asked.startswith("/office") and not asked.startswith("//") else "/office/"


@open_to_signed_in
def sign_out() -> ResponseReturnValue:
    """End this session."""
    identity.sign_out()
    return redirect(url_for("accounts.sign_in"), 303)


@open_to_anyone
def welcome(token: str) -> ResponseReturnValue:
    """Ask for a first or a new password."""
    if queries.open_link(session(), secrets.one_way(token), clock.now()) is None:
        raise Missing("accounts.link_over")
    return page("accounts/welcome.html", PasswordForm())


@open_to_anyone
def set_password(token: str) -> ResponseReturnValue:
    """Set the password by the link, and lead to the sign-in."""
    form = PasswordForm()
    if not form.validate():
        return page("accounts/welcome.html", form, 422)
    try:
        with work(identity.current_actor()) as unit:
            usecases.use_link(unit, token, form.password.data or "")
    except Incomplete as refusal:
        form.take(refusal)
        return page("accounts/welcome.html", form, 422)
    flash.tell("accounts.password_set")
    return redirect(url_for("accounts.sign_in"), 303)


@open_to_signed_in
def kept_form() -> ResponseReturnValue:
    """Offer to send again what was typed before the session ended."""
    waiting = kept.waiting()
    return page("accounts/kept.html", waiting) if waiting else redirect(url_for("desk.home"))


@open_to_signed_in
def forget_kept() -> ResponseReturnValue:
    """Give up what was typed."""
    kept.forget()
    return redirect(url_for("desk.home"), 303)
