"""Bringing in how many people live where, so that budgets can be compared per person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lsg_projects.budgets import queries
from lsg_projects.budgets.models import Population
from lsg_projects.domain import population_file
from lsg_projects.domain.access import Action, Subject, may, require
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.population_file import PopulationRecord
from lsg_projects.domain.tables import ImportAnswer, Remark, Table, by_row, failed
from lsg_projects.kit import clock
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit
from lsg_projects.territories.queries import Unit

KIND = "population"


@dataclass(frozen=True)
class ImportPopulation:
    """A file of numbers of people; *source* stands for the rows that name none."""

    table: Table
    source: str = ""
    file: str = ""


@dataclass(frozen=True)
class UndoPopulation:
    """The import of a moment under a territory, to be taken back."""

    kato: str
    recorded_at: datetime


@dataclass(frozen=True)
class _Outlook:
    """What a file would do."""

    answer: ImportAnswer
    fresh: tuple[PopulationRecord, ...]
    places: dict[str, Unit]


def preview_population(session: Session, actor: Actor, command: ImportPopulation) -> ImportAnswer:
    """Say what `import_population` would do; nothing is stored."""
    require(Action.IMPORT_PLAN, actor)
    return _work_out(session, actor, command).answer


def import_population(unit: Work, command: ImportPopulation) -> ImportAnswer:
    """Store the numbers that are new or differ; earlier ones stay readable, and with any error nothing is stored."""
    require(Action.IMPORT_PLAN, unit.actor)
    outlook = _work_out(unit.session, unit.actor, command)
    if not outlook.answer.ok or not outlook.fresh:
        return outlook.answer
    for each in outlook.fresh:
        unit.session.add(_row(unit, outlook.places[each.kato], each))
    unit.flush()
    answer = outlook.answer
    body = {"created": answer.created, "updated": answer.updated, "file": command.file[:120]}
    unit.tell(Event(INSTALLATION, "population.recorded", "population", body))
    return answer


def _row(unit: Work, place: Unit, record: PopulationRecord) -> Population:
    return Population(
        unit_id=place.id, year=record.year, persons=record.persons, source=record.source,
        recorded_at=unit.now, recorded_by=unit.actor.person_id,
    )  # fmt: skip


def _work_out(session: Session, actor: Actor, command: ImportPopulation) -> _Outlook:
    last = clock.today().year
    reading = population_file.read(command.table, last, command.source)
    places = territories.of_codes(session, {record.kato for record in reading.records})
    errors = [*reading.errors, *_strangers(actor, reading.records, places)]
    if errors:
        return _Outlook(ImportAnswer(KIND, len(command.table.rows), errors=by_row(errors)), (), {})
    known = queries.known_population(session, "", last)
    fresh = tuple(each for each in reading.records if not _same(each, known.get((each.kato, each.year))))
    created = sum((each.kato, each.year) not in known for each in fresh)
    rest = len(reading.records) - len(fresh)
    return _Outlook(ImportAnswer(KIND, len(command.table.rows), created, len(fresh) - created, rest), fresh, places)


def _same(record: PopulationRecord, known: queries.PopulationFacts | None) -> bool:
    return known is not None and (known.persons, known.source) == (record.persons, record.source)


def _strangers(actor: Actor, records: list[PopulationRecord], places: dict[str, Unit]) -> list[Remark]:
    """Name the rows of unknown territories and of those that are somebody else's."""
    errors = []
    for record in records:
        place = places.get(record.kato)
        if place is None:
            errors.append(failed(record.row, "territories.unknown_kato", kato=record.kato))
        elif not may(Action.IMPORT_PLAN, actor, Subject(place.path)):
            errors.append(failed(record.row, "population.outside", kato=record.kato))
    return errors


def undo_population(unit: Work, command: UndoPopulation) -> int:
    """Take back every number of an import and give how many there were; refuses (Missing) where there is none."""
    place = territories.unit(unit.session, command.kato)
    require(Action.IMPORT_PLAN, unit.actor, Subject(place.path, name="population"))
    under = select(AdministrativeUnit.id).where(territories.under(AdministrativeUnit.path, place.path))
    wanted = (Population.recorded_at == command.recorded_at, Population.unit_id.in_(under))
    ids = list(unit.session.scalars(select(Population.id).where(*wanted)))
    if not ids:
        raise Missing("budgets.nothing_to_undo")
    unit.session.execute(delete(Population).where(Population.id.in_(ids)))
    body = {"numbers": len(ids), "recorded_at": command.recorded_at.isoformat()}
    unit.tell(Event(INSTALLATION, "population.undone", "population", body))
    return len(ids)
