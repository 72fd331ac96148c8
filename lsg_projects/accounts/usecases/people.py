"""People and their appointments: registered, appointed, ended, never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lsg_projects.accounts import queries
from lsg_projects.accounts.models import Appointment, Person
from lsg_projects.accounts.usecases.sessions import end_sessions_of
from lsg_projects.domain.access import Action, require
from lsg_projects.domain.errors import Incomplete, Missing, Problem, WrongState
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.identifiers import mail_address, valid_number
from lsg_projects.domain.states import SEATS, Role
from lsg_projects.domain.text import LANGUAGES, clean
from lsg_projects.kit import secrets
from lsg_projects.kit.work import Work
from lsg_projects.territories.models import Body


@dataclass(frozen=True)
class RegisterPerson:
    """A new person: name, address for signing in, language, and the IIN if it is to tell two accounts apart."""

    name: str
    email: str
    language: str = "kk"
    iin: str = ""


@dataclass(frozen=True)
class Appoint:
    """A person is given a role in a body from a day on, by an order."""

    person_id: int
    body_id: int
    role: Role
    valid_from: date
    valid_until: date | None = None
    order_number: str = ""
    order_date: date | None = None


@dataclass(frozen=True)
class EndAppointment:
    """An appointment ends with a day."""

    appointment_id: int
    last_day: date


def register_person(unit: Work, command: RegisterPerson, key: str) -> int:
    """Add a person who may later be appointed; an e-mail or an IIN that is there already is refused."""
    require(Action.MANAGE_PEOPLE, unit.actor)
    person = Person(
        name=clean(command.name), email=_address(command.email), language=_language(command.language),
        iin_commitment=_commitment(command.iin, key), created_at=unit.now,
    )  # fmt: skip
    if not 2 <= len(person.name) <= 200:
        raise _problem("name", "shared.required")
    if queries.by_email(unit.session, person.email):
        raise _problem("email", "accounts.email_taken")
    if person.iin_commitment and queries.by_commitment(unit.session, person.iin_commitment):
        raise _problem("iin", "accounts.iin_taken")
    unit.add(person)
    unit.tell(Event(INSTALLATION, "person.registered", f"person:{person.id}"))
    return person.id


def _address(text: str) -> str:
    email = mail_address(text)
    if email is None:
        raise _problem("email", "shared.bad_email")
    return email


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise _problem("language", "shared.not_a_choice")
    return code


def _commitment(iin: str, key: str) -> str | None:
    if not iin:
        return None
    if not valid_number(iin):
        raise _problem("iin", "accounts.bad_iin")
    return secrets.commitment(key, f"iin:{iin}")


def _problem(where: str, code: str) -> Incomplete:
    return Incomplete(code, (Problem(where, code),))


def appoint(unit: Work, command: Appoint) -> int:
    """Give a person a role in a body; a role that has no seat there, or that is held already, is refused."""
    require(Action.MANAGE_PEOPLE, unit.actor)
    body = unit.session.get(Body, command.body_id)
    if body is None or unit.session.get(Person, command.person_id) is None:
        raise Missing("shared.absent")
    if body.kind not in SEATS.get(command.role, (body.kind,)):
        raise _problem("role", "accounts.no_seat")
    if command.valid_until and command.valid_until < command.valid_from:
        raise _problem("valid_until", "accounts.dates")
    row = Appointment(
        person_id=command.person_id, body_id=command.body_id, role=command.role, order_number=command.order_number,
        order_date=command.order_date, valid_from=command.valid_from, valid_until=command.valid_until,
    )  # fmt: skip
    if queries.overlapping(unit.session, row):
        raise _problem("role", "accounts.appointed_already")
    unit.add(row)
    told = {"role": command.role.value, "body": command.body_id, "from": command.valid_from}
    unit.tell(Event(INSTALLATION, "person.appointed", f"person:{command.person_id}", told))
    return row.id


def end_appointment(unit: Work, command: EndAppointment) -> None:
    """Let an appointment end; the person's sessions end with it, so that the right is gone at once."""
    require(Action.MANAGE_PEOPLE, unit.actor)
    row = unit.session.get(Appointment, command.appointment_id)
    if row is None:
        raise Missing("shared.absent")
    if row.valid_until is not None and row.valid_until < unit.today:
        raise WrongState("accounts.appointment_over")
    if command.last_day < row.valid_from:
        raise _problem("last_day", "accounts.dates")
    row.valid_until = command.last_day
    if command.last_day < unit.today:
        end_sessions_of(unit, row.person_id)
    body = {"appointment": row.id, "until": command.last_day}
    unit.tell(Event(INSTALLATION, "person.appointment_ended", f"person:{row.person_id}", body))


def set_active(unit: Work, person_id: int, *, active: bool) -> None:
    """Let a person sign in, or no longer; whoever may not is signed out in the same moment."""
    require(Action.MANAGE_PEOPLE, unit.actor)
    person = unit.session.get(Person, person_id)
    if person is None:
        raise Missing("shared.absent")
    person.active = active
    if not active:
        end_sessions_of(unit, person_id)
    unit.tell(Event(INSTALLATION, "person.activated" if active else "person.deactivated", f"person:{person_id}"))


def join_accounts(unit: Work, person_id: int, email: str) -> None:
    """Say that an account belongs to the person of another one, so that duties are separated between persons."""
    require(Action.MANAGE_PEOPLE, unit.actor)
    second, first = unit.session.get(Person, person_id), queries.by_email(unit.session, email)
    if second is None:
        raise Missing("shared.absent")
    if first is None:
        raise Incomplete("accounts.unknown_email", (Problem("same_as", "accounts.unknown_email", {"email": email}),))
    root = first.same_as or first.id
    if root == second.id:
        raise _problem("same_as", "accounts.same_self")
    if second.same_as or any(one != second.id for one in queries.same_person(unit.session, (second.id,))[second.id]):
        raise _problem("same_as", "accounts.same_already")
    second.same_as = root
    unit.tell(Event(INSTALLATION, "person.joined", f"person:{person_id}", {"person": root}))


def choose_language(unit: Work, language: str) -> None:
    """Keep the language in which a person works and gets letters."""
    person = unit.session.get(Person, unit.actor.person_id or 0)
    if person is not None:
        person.language = _language(language)
