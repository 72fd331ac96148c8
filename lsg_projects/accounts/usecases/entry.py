"""Coming in: by e-mail and password, or by a one-time link that sets the password."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, update

from lsg_projects.accounts import queries
from lsg_projects.accounts.models import OneTimeLink, Person, SignInAttempt
from lsg_projects.accounts.usecases.sessions import end_sessions_of
from lsg_projects.domain.access import Action, require
from lsg_projects.domain.errors import Incomplete, Missing, Problem, Refusal
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.kit import secrets
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.settings import Settings

hasher = PasswordHasher()
PASSWORD_LENGTH = 12


class TooManyTries(Refusal):
    """Sign-in is paused for this account or network; *until* says how long (HTTP 429)."""


@dataclass(frozen=True)
class SignIn:
    """Who wants to come in, and from where."""

    email: str
    password: str
    network: str


def sign_in(unit: Work, command: SignIn, settings: Settings) -> int | None:
    """Give the person's number where e-mail and password belong together, else nothing.

    Unknown and wrong take the same time. Raises TooManyTries when the account or the network tried too often.
    """
    keys = _keys(command, settings)
    since = unit.now - timedelta(minutes=settings.sign_in_window_minutes)
    unit.session.execute(delete(SignInAttempt).where(SignInAttempt.at <= since))
    if any(queries.failures_since(unit.session, key, since) >= settings.sign_in_tries for key in keys):
        raise TooManyTries("accounts.throttled", until=unit.now + timedelta(minutes=settings.sign_in_window_minutes))
    found = queries.by_email(unit.session, command.email)
    if _matches(found, command.password) and found is not None:
        return found.id
    for key in keys:
        unit.add(SignInAttempt(key=key, at=unit.now))
    return None


def confirm(unit: Work, person_id: int, password: str, network: str, settings: Settings) -> bool:
    """Tell whether the one who works here knows the password; counted with the failed sign-ins of the account.

    Raises TooManyTries like the sign-in.
    """
    found = unit.session.get(Person, person_id)
    return found is not None and sign_in(unit, SignIn(found.email, password, network), settings) == person_id


def _keys(command: SignIn, settings: Settings) -> tuple[str, str]:
    key = secrets.installation_key(settings)
    email = command.email.strip().lower()
    return secrets.commitment(key, f"account:{email}"), secrets.commitment(key, f"network:{command.network}")


@cache
def _nobodys() -> str:
    """Give the hash that an unknown person's password is held against, so that both answers take the same time."""
    return hasher.hash("no such person, and yet the same time")


def _matches(found: Person | None, password: str) -> bool:
    known = found.password_hash if found and found.active else None
    try:
        hasher.verify(known or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return known is not None


def give_link(unit: Work, person_id: int, settings: Settings) -> str:
    """Give the secret of a one-time link with which a person sets a password; earlier links end."""
    require(Action.MANAGE_PEOPLE, unit.actor)
    if unit.session.get(Person, person_id) is None:
        raise Missing("shared.absent")
    unit.session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.person_id == person_id, OneTimeLink.used_at.is_(None))
        .values(used_at=unit.now)
    )
    token = secrets.token()
    ends = unit.now + timedelta(hours=settings.one_time_link_hours)
    unit.add(OneTimeLink(token_hash=secrets.one_way(token), person_id=person_id, created_at=unit.now, expires_at=ends))
    unit.tell(Event(INSTALLATION, "person.link_given", f"person:{person_id}"))
    return token


def use_link(unit: Work, token: str, password: str) -> int:
    """Set a password by a one-time link, and give the person's number; the same link works once, even in a race."""
    link = queries.open_link(unit.session, secrets.one_way(token), unit.now)
    if link is None:
        raise Missing("accounts.link_over")
    check_password(password)
    moved(
        unit.session.execute(
            update(OneTimeLink)
            .where(OneTimeLink.token_hash == link.token_hash, OneTimeLink.used_at.is_(None))
            .values(used_at=unit.now)
            .execution_options(synchronize_session=False)
        )
    )
    _set_password(unit, link.person_id, password)
    unit.tell(Event(INSTALLATION, "person.password_set", f"person:{link.person_id}"))
    return link.person_id


def change_password(unit: Work, old: str, new: str, network: str, settings: Settings) -> bool:
    """Give the person who acts a *new* password, where the *old* one is right; all sessions end, this one too.

    Tells whether it was. A wrong one counts as a failed sign-in. Raises TooManyTries like the sign-in.
    """
    person_id = unit.actor.person_id
    if person_id is None or not confirm(unit, person_id, old, network, settings):
        return False
    check_password(new)
    _set_password(unit, person_id, new)
    unit.tell(Event(INSTALLATION, "person.password_set", f"person:{person_id}"))
    return True


def check_password(password: str) -> None:
    """Refuse a password that is too short or too long to be one; no rule about signs, since length is what helps."""
    if not PASSWORD_LENGTH <= len(password) <= 200:
        raise Incomplete(
            "accounts.password_length", (Problem("password", "accounts.password_length", {"n": PASSWORD_LENGTH}),),
            n=PASSWORD_LENGTH,
        )  # fmt: skip


def _set_password(unit: Work, person_id: int, password: str) -> None:
    person = unit.session.get(Person, person_id)
    if person is None:
        raise Missing("shared.absent")
    person.password_hash = hasher.hash(password)
    end_sessions_of(unit, person_id)


def set_passwords(unit: Work, person_ids: Iterable[int], password: str) -> None:
    """Give many new accounts of a demonstration one known password, hashed once, since a hash is slow on purpose."""
    require(Action.MANAGE_PEOPLE, unit.actor)
    check_password(password)
    known = hasher.hash(password)
    for person_id in person_ids:
        unit.session.execute(update(Person).where(Person.id == person_id).values(password_hash=known))
        unit.tell(Event(INSTALLATION, "person.password_set", f"person:{person_id}"))


def set_password(unit: Work, person_id: int, password: str) -> None:
    """Set a person's password from the command line or for a demonstration; their sessions end."""
    require(Action.MANAGE_PEOPLE, unit.actor)
    check_password(password)
    _set_password(unit, person_id, password)
    unit.tell(Event(INSTALLATION, "person.password_set", f"person:{person_id}"))
