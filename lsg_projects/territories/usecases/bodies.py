"""The directory of bodies: offices, departments and collective bodies with their BIN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.identifiers import require_bin
from lsg_projects.domain.states import BodyKind
from lsg_projects.domain.text import Tri
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries
from lsg_projects.territories.models import Body


@dataclass(frozen=True)
class SaveBody:
    """What a body is; *body_id* names the one to change, none registers a new one."""

    kind: BodyKind
    kato: str
    name: Tri
    bin: str = ""
    phone: str = ""
    email: str = ""
    address: Tri = Tri()
    valid_from: date | None = None
    valid_until: date | None = None
    body_id: int | None = None


def save_body(unit: Work, command: SaveBody) -> int:
    """Register a body or change one, and give its number; BIN, names and dates are checked."""
    place = queries.unit(unit.session, command.kato)
    require(Action.MANAGE_BODIES, unit.actor, Subject(place.path, name=command.kato))
    number = _checked(unit, command)
    row = unit.session.get(Body, command.body_id) if command.body_id else Body()
    if row is None:
        queries.body(unit.session, command.body_id or 0)  # refuses in the one way of a missing body
        row = Body()
    row.kind, row.unit_id, row.name, row.bin = command.kind, place.id, command.name, number
    row.phone, row.email, row.address = command.phone, command.email, command.address
    row.valid_from, row.valid_until = command.valid_from, command.valid_until
    unit.add(row)
    action = "territories.body_changed" if command.body_id else "territories.body_registered"
    unit.tell(Event(INSTALLATION, action, f"body:{row.id}", {"kind": command.kind.value, "kato": command.kato}))
    return row.id


def _checked(unit: Work, command: SaveBody) -> str | None:
    """Give the BIN, or nothing where none was typed; refuses what cannot be stored with the field of each problem."""
    problems = []
    if not command.name.official():
        problems.append(Problem("name", "territories.name_kk_ru"))
    if command.valid_from and command.valid_until and command.valid_until < command.valid_from:
        dates = {"a": command.valid_from.isoformat(), "b": command.valid_until.isoformat()}
        problems.append(Problem("valid_until", "shared.date_order", dates))
    number = None
    try:
        number = require_bin(command.bin) if command.bin.strip() else None
    except Incomplete as refusal:
        problems.extend(refusal.problems)
    if number and _taken(unit.session, number, command.body_id):
        problems.append(Problem("bin", "territories.bin_taken"))
    if problems:
        raise Incomplete("territories.body", tuple(problems))
    return number


def _taken(session: Session, number: str, body_id: int | None) -> bool:
    other = session.scalar(select(Body.id).where(Body.bin == number))
    return other is not None and other != body_id
