"""What is known of territories and bodies, as plain facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select, true
from sqlalchemy.orm import Session

from lsg_projects.domain.errors import Missing
from lsg_projects.domain.states import BodyKind, Level
from lsg_projects.domain.territory import KnownName
from lsg_projects.domain.text import Tri, alphabetical
from lsg_projects.territories.models import AdministrativeUnit, Body, UnitAlias


@dataclass(frozen=True)
class Unit:
    """An administrative unit."""

    id: int
    kato: str
    level: Level
    name: Tri
    path: str
    parent_id: int | None
    kind: str = ""
    source: str = ""


@dataclass(frozen=True)
class Alias:
    """Another name of a unit, with its origin."""

    name: str
    source: str


@dataclass(frozen=True)
class BodyFacts:
    """A body with the territory that it acts in."""

    id: int
    kind: BodyKind
    name: Tri
    unit: Unit
    bin: str | None
    phone: str
    email: str
    address: Tri
    valid_from: date | None
    valid_until: date | None

    def in_force(self, day: date) -> bool:
        """Tell whether the body exists on *day*."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


def facts(row: AdministrativeUnit) -> Unit:
    """Give a stored unit as plain facts."""
    return Unit(row.id, row.kato, row.level, row.name, row.path, row.parent_id, row.kind, row.source)


def unit(session: Session, kato: str) -> Unit:
    """Find a unit by its code; refuses (Missing) an unknown one."""
    row = session.scalar(select(AdministrativeUnit).where(AdministrativeUnit.kato == kato))
    if row is None:
        raise Missing("territories.unknown_kato", kato=kato[:20])
    return facts(row)


def unit_by_id(session: Session, unit_id: int) -> Unit:
    """Find a unit by its number; refuses (Missing) an unknown one."""
    row = session.get(AdministrativeUnit, unit_id)
    if row is None:
        raise Missing("territories.unknown_kato", kato=str(unit_id))
    return facts(row)


def units(session: Session, unit_ids: Iterable[int]) -> dict[int, Unit]:
    """Find many units at once, by their numbers."""
    rows = session.scalars(select(AdministrativeUnit).where(AdministrativeUnit.id.in_(set(unit_ids))))
    return {row.id: facts(row) for row in rows}


_AT_ONCE = 5_000
"""Codes in one statement: both databases have a limit."""


def of_codes(session: Session, codes: Iterable[str]) -> dict[str, Unit]:
    """Find many units at once, by their codes; unknown ones are left out."""
    wanted, found = sorted(set(codes)), {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = AdministrativeUnit.kato.in_(wanted[start : start + _AT_ONCE])
        found.update({row.kato: facts(row) for row in session.scalars(select(AdministrativeUnit).where(some))})
    return found


def _sorted(session: Session, statement: Select[AdministrativeUnit]) -> tuple[Unit, ...]:
    """Give units in the order of the Kazakh alphabet, which no database keeps the same."""
    found = (facts(row) for row in session.scalars(statement))
    return tuple(sorted(found, key=lambda each: (alphabetical(each.name.pick("kk")), each.kato)))


def hold(session: Session, path: str) -> None:
    """Let others who record for the same district wait until this transaction ends (SQLite has one writer anyway)."""
    near = path.split("/")[:2]
    session.execute(
        select(AdministrativeUnit.id)
        .where(AdministrativeUnit.kato.in_(near))
        .order_by(AdministrativeUnit.kato.desc())
        .limit(1)
        .with_for_update(key_share=True)
    )


def children(session: Session, kato: str | None) -> tuple[Unit, ...]:
    """Give the units right below *kato*, or the oblasts where no code is given."""
    above = None if kato is None else unit(session, kato).id
    return _sorted(session, select(AdministrativeUnit).where(AdministrativeUnit.parent_id == above))


def under(column: Any, path: str) -> Any:
    """Give the condition that a stored path lies in the subtree of *path*; an empty path is the whole tree."""
    return true() if not path else or_(column == path, column.startswith(path + "/", autoescape=True))


def units_under(session: Session, path: str, level: Level | None = None) -> tuple[Unit, ...]:
    """Give the units of a subtree, itself included; of one *level* where it is named."""
    statement = select(AdministrativeUnit).where(under(AdministrativeUnit.path, path))
    if level is not None:
        statement = statement.where(AdministrativeUnit.level == level)
    return _sorted(session, statement)


def ancestors(session: Session, one: Unit) -> tuple[Unit, ...]:
    """Give the units above *one*, from the top down."""
    codes = one.path.split("/")[:-1]
    rows = session.scalars(select(AdministrativeUnit).where(AdministrativeUnit.kato.in_(codes)))
    return tuple(sorted((facts(row) for row in rows), key=lambda each: len(each.path)))


def by_code(session: Session, start: str, limit: int = 50) -> tuple[Unit, ...]:
    """Find units whose code begins with *start*."""
    matches = AdministrativeUnit.kato.startswith(start, autoescape=True)
    return _sorted(session, select(AdministrativeUnit).where(matches).order_by(AdministrativeUnit.kato).limit(limit))


def known_names(session: Session, path: str, level: Level) -> tuple[KnownName, ...]:
    """Give every name by which the units of one level in a subtree are known: official ones and aliases."""
    found = units_under(session, path, level)
    names = [
        KnownName(each.kato, name) for each in found for name in dict.fromkeys((each.name.kk, each.name.ru)) if name
    ]
    by_id = {each.id: each.kato for each in found}
    aliases = session.execute(select(UnitAlias.unit_id, UnitAlias.alias).where(UnitAlias.unit_id.in_(by_id)))
    return (*names, *(KnownName(by_id[unit_id], alias, alias=True) for unit_id, alias in aliases))


def aliases(session: Session, unit_id: int) -> tuple[Alias, ...]:
    """Give the other names of a unit with their origin."""
    rows = session.scalars(select(UnitAlias).where(UnitAlias.unit_id == unit_id).order_by(UnitAlias.id))
    return tuple(Alias(row.alias, row.source) for row in rows)


def _body(row: Body, unit_row: AdministrativeUnit) -> BodyFacts:
    return BodyFacts(
        row.id, row.kind, row.name, facts(unit_row), row.bin, row.phone, row.email, row.address,
        row.valid_from, row.valid_until,
    )  # fmt: skip


def _bodies() -> Select[Body, AdministrativeUnit]:
    return select(Body, AdministrativeUnit).join(AdministrativeUnit, AdministrativeUnit.id == Body.unit_id)


def body(session: Session, body_id: int) -> BodyFacts:
    """Find a body; refuses (Missing) an unknown one."""
    found = session.execute(_bodies().where(Body.id == body_id)).first()
    if found is None:
        raise Missing("territories.unknown_body")
    row, place = found
    return _body(row, place)


def bodies_of(session: Session, where: int | str, kind: BodyKind | None = None) -> tuple[BodyFacts, ...]:
    """Give the bodies of a unit (by its number) or of a subtree (by its path), of one *kind* where it is named."""
    own = isinstance(where, int)
    condition = Body.unit_id == where if own else under(AdministrativeUnit.path, str(where))
    statement = _bodies().where(condition).order_by(AdministrativeUnit.path, Body.id)
    if kind is not None:
        statement = statement.where(Body.kind == kind)
    return tuple(_body(row, place) for row, place in session.execute(statement))


def installation_name(session: Session, kato: str) -> Tri:
    """Give the name of the territory that the installation serves: the unit of *kato*, else the top of the tree."""
    statement = select(AdministrativeUnit.name)
    if kato:
        statement = statement.where(AdministrativeUnit.kato == kato)
    else:
        statement = statement.where(AdministrativeUnit.parent_id.is_(None)).order_by(AdministrativeUnit.kato)
    return session.scalar(statement.limit(1)) or Tri()
