"""Territories as the register asks for them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.domain.territory import KnownName, match
from lsg_projects.kit import installation
from lsg_projects.settings import current as settings
from lsg_projects.territories.models import AdministrativeUnit
from lsg_projects.territories.queries import Unit, facts, units_under


def top(session: Session) -> Unit | None:
    """Give the territory that the installation serves: the one set, the one its data name, else the top of the tree."""
    kato = settings().territory or installation.fact(session, "territory")
    statement = select(AdministrativeUnit)
    if kato:
        statement = statement.where(AdministrativeUnit.kato == str(kato))
    else:
        statement = statement.where(AdministrativeUnit.parent_id.is_(None)).order_by(AdministrativeUnit.kato)
    row = session.scalar(statement.limit(1))
    return None if row is None else facts(row)


def named(session: Session, codes: Iterable[str]) -> dict[str, Unit]:
    """Find units by their codes; unknown codes are simply not there."""
    wanted = sorted(set(codes))
    if not wanted:
        return {}
    rows = session.scalars(select(AdministrativeUnit).where(AdministrativeUnit.kato.in_(wanted)))
    return {row.kato: facts(row) for row in rows}


def near(session: Session, top: Unit | None, words: str) -> tuple[Unit, ...]:
    """Find the territories of the installation whose name is *words*, or near to it in spelling."""
    if top is None:
        return ()
    units = {unit.kato: unit for unit in units_under(session, top.path)}
    names = [KnownName(unit.kato, name) for unit in units.values() for name in {unit.name.kk, unit.name.ru} if name]
    found = match(words, names)
    codes = (found.kato,) if found.kato else tuple(each.kato for each in found.candidates)
    return tuple(units[code] for code in codes)
