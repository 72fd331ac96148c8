"""Who sends this request: Flask-Login behind one module, and the actor that use cases work for."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Flask, g, has_request_context, request, session
from flask_login import LoginManager, current_user, login_user, logout_user

from lsg_projects.domain.actor import CITIZEN, Actor
from lsg_projects.web import kept
from lsg_projects.web.device import device

UNPROVED = "_unproved"
"""Set in a session after a pause: a decision then asks for the password, until it is given."""

DEVICE = "_device"
"""The browser that a session began in, by name."""

ActorLoader = Callable[[int], Actor | None]


class SignedIn:
    """What Flask-Login asks of a user, around the actor."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, actor: Actor) -> None:
        """Wrap the *actor* of this session."""
        self.actor = actor

    def get_id(self) -> str:
        """Give the person's number as Flask-Login keeps it."""
        return str(self.actor.person_id)


def recognise(app: Flask, load: ActorLoader) -> None:
    """Let *app* know its officials: *load* gives the actor of a person with the posts in force today."""
    manager = LoginManager()
    manager.session_protection = None  # the session is a row on the server, bound to nothing that can change
    manager.init_app(app)

    def user(person_id: str) -> SignedIn | None:
        actor = load(int(person_id)) if person_id.isdigit() else None
        return SignedIn(actor) if actor else None

    manager.user_loader(user)


def current_actor() -> Actor:
    """Give the one who sends this request, a citizen where nobody is signed in."""
    if not has_request_context():
        return CITIZEN
    if "actor" not in g:
        user = current_user
        g.actor = cast(SignedIn, user).actor if user.is_authenticated else CITIZEN
    return cast(Actor, g.actor)


def sign_in(actor: Actor) -> None:
    """Begin a session for *actor* under a new id, so that a planted one is worth nothing."""
    language, typed = session.get("lang"), kept.carry()
    session.clear()
    kept.restore(typed)
    if language:
        session["lang"] = language
    session[DEVICE] = device(request.user_agent.string)
    session["_renew"] = True
    login_user(SignedIn(actor))
    g.actor = actor


def sign_out() -> None:
    """End the session; its row goes, and the cookie is worth nothing."""
    logout_user()
    session.clear()
    session["_end"] = True
    g.actor = CITIZEN


def proved() -> bool:
    """Tell whether this session had no long pause since the password was last given."""
    return not session.get(UNPROVED)


def prove() -> None:
    """Note that the password was given just now."""
    session.pop(UNPROVED, None)
