"""Taking an import of plans back: whole, and only while nothing refers to what it brought in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from lsg_projects.budgets.models import PlanLine, PlanVersion
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.chain import Entry
from lsg_projects.domain.errors import Missing, WrongState
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.kit import journal
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit
from lsg_projects.territories.queries import Unit

DECIDED, ISSUED = "step.decided", "report.issued"
_CODE = 6
"""Digits of a settlement's code with which the codes of its projects begin."""


@dataclass(frozen=True)
class UndoImport:
    """The import of one district's plans at a moment."""

    district: str
    recorded_at: datetime


def undo_import(unit: Work, command: UndoImport) -> int:
    """Take back every version of an import and give their number.

    Refuses (WrongState) when a later version stands on one of them, or when since then a decision on a project of the
    settlement or a report about it was made: they were made with these figures in view.
    """
    district = territories.unit(unit.session, command.district)
    require(Action.IMPORT_PLAN, unit.actor, Subject(district.path, name=f"budget:{command.district}"))
    territories.hold(unit.session, district.path)
    found = _versions(unit, district, command.recorded_at)
    if not found:
        raise Missing("budgets.nothing_to_undo")
    _refuse_referred(unit, found, command.recorded_at)
    ids = [version.id for version, _place in found]
    unit.session.execute(delete(PlanLine).where(PlanLine.version_id.in_(ids)))
    unit.session.execute(delete(PlanVersion).where(PlanVersion.id.in_(ids)))
    body = {"versions": len(ids), "recorded_at": command.recorded_at.isoformat(), "source": found[0][0].source}
    unit.tell(Event(INSTALLATION, "budgets.import_undone", f"budget:{command.district}", body))
    return len(ids)


def _versions(unit: Work, district: Unit, moment: datetime) -> Sequence[tuple[PlanVersion, AdministrativeUnit]]:
    under = territories.under(AdministrativeUnit.path, district.path)
    statement = (
        select(PlanVersion, AdministrativeUnit)
        .join(AdministrativeUnit, AdministrativeUnit.id == PlanVersion.unit_id)
        .where(under, PlanVersion.recorded_at == moment)
        .order_by(PlanVersion.id)
    )
    return [(version, place) for version, place in unit.session.execute(statement)]


def _refuse_referred(
    unit: Work, found: Sequence[tuple[PlanVersion, AdministrativeUnit]], moment: datetime
) -> None:  # fmt: skip
    for version, place in found:
        later = select(PlanVersion.id).where(
            PlanVersion.unit_id == version.unit_id,
            PlanVersion.year == version.year,
            PlanVersion.number > version.number,
        )
        if unit.session.scalar(later.limit(1)) is not None:
            raise WrongState("budgets.undo_later", place=place.name.ru or place.kato, year=version.year)
    acts = journal.since(unit.session, moment, (DECIDED, ISSUED))
    for act in acts:
        for _version, place in found:
            if _concerns(act, place):
                raise WrongState("budgets.undo_referred", what=act.subject)


def _concerns(act: Entry, place: AdministrativeUnit) -> bool:
    """Tell whether a decision is about a project of the settlement, or a report about it or a territory above it."""
    if act.action == DECIDED:
        return act.subject.startswith(place.kato[:_CODE])
    return any(f'"{kato}"' in act.body for kato in place.path.split("/"))
