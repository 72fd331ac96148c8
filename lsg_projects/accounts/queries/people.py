"""What we ask of people: who is this, what are they appointed to today, which sessions live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from lsg_projects.accounts.models import Appointment, OneTimeLink, Person, SignInAttempt, WebSession
from lsg_projects.accounts.queries.delegations import held, posts_for_others, same_person
from lsg_projects.domain.actor import Actor, Post
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.text import Tri
from lsg_projects.territories.models import AdministrativeUnit, Body


@dataclass(frozen=True)
class AppointmentRow:
    """An appointment as people read it."""

    id: int
    role: Role
    body_id: int
    body_name: Tri
    order_number: str
    order_date: date | None
    valid_from: date
    valid_until: date | None
    in_force: bool


@dataclass(frozen=True)
class PersonRow:
    """A person as the administrator sees them."""

    id: int
    name: str
    email: str
    language: str
    active: bool
    has_password: bool
    same_as: int | None = None
    """The first account of the same person, where this is another one."""
    appointments: tuple[AppointmentRow, ...] = ()


def actor(session: Session, person_id: int, today: date) -> Actor | None:
    """Give the actor behind a person with the posts in force on *today*; nothing for one who may not sign in."""
    person = session.get(Person, person_id)
    if person is None or not person.active:
        return None
    accounts = same_person(session, (person_id,))[person_id]
    posts = tuple(_post(a, body, path) for a, body, path in session.execute(_posts_of(person_id, today)))
    acting = posts_for_others(session, accounts, today)
    return Actor(
        person.id, person.name, person.language, (*posts, *acting), accounts=accounts - {person_id},
        technical=_administers(session, accounts, today),
    )  # fmt: skip


def _administers(session: Session, accounts: frozenset[int], today: date) -> bool:
    """Tell whether any account of a person administers the installation."""
    found = select(Appointment.id).where(
        Appointment.person_id.in_(accounts), Appointment.role == Role.ADMIN, held(today)
    )
    return session.scalar(found.limit(1)) is not None


def _posts_of(person_id: int, today: date) -> Select[Appointment, Body, str]:
    return (
        select(Appointment, Body, AdministrativeUnit.path)
        .join(Body, Body.id == Appointment.body_id)
        .join(AdministrativeUnit, AdministrativeUnit.id == Body.unit_id)
        .where(Appointment.person_id == person_id, held(today))
        .order_by(Appointment.id)
    )


def _post(appointment: Appointment, body: Body, path: str) -> Post:
    return Post(appointment.id, appointment.role, body.id, BodyKind(body.kind), body.name, body.unit_id, path)


def by_email(session: Session, email: str) -> Person | None:
    """Find a person by the name under which they sign in."""
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))


def person(session: Session, person_id: int, today: date) -> PersonRow:
    """Give one person with every appointment, or refuse (Missing)."""
    found = session.get(Person, person_id)
    if found is None:
        raise Missing("shared.absent")
    return _row(found, _appointments(session, [found.id], today).get(found.id, ()))


def people(session: Session, today: date, after: str = "", limit: int = 100) -> tuple[PersonRow, ...]:
    """Give people by name, a page at a time, with the appointments of each."""
    found = list(session.scalars(select(Person).where(Person.name > after).order_by(Person.name).limit(limit)))
    posts = _appointments(session, [one.id for one in found], today)
    return tuple(_row(one, posts.get(one.id, ())) for one in found)


def _row(found: Person, appointments: tuple[AppointmentRow, ...]) -> PersonRow:
    has_password = found.password_hash is not None
    return PersonRow(
        found.id, found.name, found.email, found.language, found.active, has_password, found.same_as, appointments
    )


def _appointments(session: Session, ids: Sequence[int], today: date) -> dict[int, tuple[AppointmentRow, ...]]:
    rows = session.execute(
        select(Appointment, Body.name)
        .join(Body, Body.id == Appointment.body_id)
        .where(Appointment.person_id.in_(ids))
        .order_by(Appointment.valid_from.desc(), Appointment.id)
    )
    found: dict[int, list[AppointmentRow]] = {}
    for row, body_name in rows:
        found.setdefault(row.person_id, []).append(_appointment(row, body_name, today))
    return {person_id: tuple(items) for person_id, items in found.items()}


def _appointment(row: Appointment, body_name: Tri, today: date) -> AppointmentRow:
    in_force = row.valid_from <= today and (row.valid_until is None or row.valid_until >= today)
    return AppointmentRow(
        row.id, row.role, row.body_id, body_name, row.order_number, row.order_date, row.valid_from, row.valid_until,
        in_force,
    )  # fmt: skip


def emails_in(session: Session, body_id: int, role: Role, today: date) -> tuple[tuple[str, str], ...]:
    """Give the addresses, with their languages, of those who hold *role* in a body today."""
    rows = session.execute(
        select(Person.email, Person.language)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(
            Appointment.body_id == body_id,
            Appointment.role == role,
            held(today),
            Person.active,
        )
    )
    return tuple((row.email, row.language) for row in rows)


def live_session(session: Session, token_hash: str, now: datetime) -> WebSession | None:
    """Find a session that has not come to its end."""
    return session.scalar(select(WebSession).where(WebSession.token_hash == token_hash, WebSession.expires_at > now))


@dataclass(frozen=True)
class SessionRow:
    """A browser in which somebody is signed in."""

    key: str
    """One-way form of the browser's secret: it names the row and opens nothing."""
    data: Mapping[str, object]
    since: datetime
    seen_at: datetime


def sessions_of(session: Session, person_id: int, now: datetime, idle: timedelta) -> tuple[SessionRow, ...]:
    """Give the sessions of a person that still live, the one used last first."""
    own = (WebSession.person_id == person_id, WebSession.expires_at > now, WebSession.seen_at > now - idle)
    rows = session.scalars(select(WebSession).where(*own).order_by(WebSession.seen_at.desc(), WebSession.token_hash))
    return tuple(SessionRow(row.token_hash, row.data, row.created_at, row.seen_at) for row in rows)


def failures_since(session: Session, key: str, since: datetime) -> int:
    """Count the failed sign-ins under a key within the window."""
    counted = select(func.count()).where(SignInAttempt.key == key, SignInAttempt.at > since)
    return session.scalar(counted) or 0


def open_link(session: Session, token_hash: str, now: datetime) -> OneTimeLink | None:
    """Find a one-time link that is neither used nor over."""
    return session.scalar(
        select(OneTimeLink).where(
            OneTimeLink.token_hash == token_hash, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now
        )
    )


def by_commitment(session: Session, commitment: str) -> Person | None:
    """Find a person by the one-way form of the IIN."""
    return session.scalar(select(Person).where(Person.iin_commitment == commitment))


def overlapping(session: Session, wanted: Appointment) -> bool:
    """Tell whether the person holds the same role in the same body at any time of *wanted*."""
    ends_later = or_(Appointment.valid_until.is_(None), Appointment.valid_until >= wanted.valid_from)
    statement = select(Appointment.id).where(
        Appointment.person_id == wanted.person_id,
        Appointment.body_id == wanted.body_id,
        Appointment.role == wanted.role,
        ends_later,
    )
    if wanted.valid_until is not None:
        statement = statement.where(Appointment.valid_from <= wanted.valid_until)
    return session.scalar(statement.limit(1)) is not None
