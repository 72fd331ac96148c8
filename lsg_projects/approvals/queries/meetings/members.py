"""Who is a member of a body on a day: by dated appointments, whatever came before or after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lsg_projects.accounts.models import Appointment, Person
from lsg_projects.domain.states import Role
from lsg_projects.domain.text import alphabetical


@dataclass(frozen=True)
class Member:
    """A member in force on a day."""

    person_id: int
    appointment_id: int
    name: str
    language: str
    email: str


def members(session: Session, body_id: int, day: date) -> tuple[Member, ...]:
    """Give the members of a body on *day*, in the order of the alphabet."""
    rows = session.execute(
        select(Person.id, Appointment.id, Person.name, Person.language, Person.email)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(
            Appointment.body_id == body_id,
            Appointment.role == Role.MEMBER,
            Appointment.valid_from <= day,
            or_(Appointment.valid_until.is_(None), Appointment.valid_until >= day),
        )
        .order_by(Appointment.id)
    )
    return tuple(sorted((Member(*row) for row in rows), key=lambda one: (alphabetical(one.name), one.person_id)))
