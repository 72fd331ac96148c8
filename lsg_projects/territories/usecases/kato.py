"""Changing territories: imports of the classifier and of official names, and other names of a unit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.domain import kato_file
from lsg_projects.domain.access import Action, require
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.kato_file import Reading, Shape, UnitRecord
from lsg_projects.domain.tables import ImportAnswer, Remark, Table, by_row, failed
from lsg_projects.domain.text import LANGUAGES, Tri, fold
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries
from lsg_projects.territories.models import AdministrativeUnit, UnitAlias


@dataclass(frozen=True)
class AddAlias:
    """Another name of a unit and where it was seen."""

    kato: str
    alias: str
    source: str


@dataclass
class _Change:
    """A record with the stored row that it meets, if there is one, and the unit above it."""

    record: UnitRecord
    row: AdministrativeUnit | None
    above: str
    aliases: frozenset[str] = frozenset()
    """Names of the record that are not known yet."""


@dataclass
class _Plan:
    """What a file would do, and the rows that are stored now by their codes."""

    answer: ImportAnswer
    changes: list[_Change]
    stored: dict[str, AdministrativeUnit]


def preview_kato(session: Session, table: Table) -> ImportAnswer:
    """Say what `import_kato` would do with *table*; nothing is stored."""
    return _plan(session, table).answer


def import_kato(unit: Work, table: Table, source: str) -> ImportAnswer:
    """Store a file of territories or of their names: all of it, or nothing. Old names stay as aliases."""
    require(Action.IMPORT_DIRECTORY, unit.actor)
    plan = _plan(unit.session, table)
    answer = plan.answer
    if not answer.ok:
        return answer
    _store(unit, plan, source)
    if answer.created or answer.updated:
        body = {"created": answer.created, "updated": answer.updated, "rows": answer.rows, "source": source}
        unit.tell(Event(INSTALLATION, "territories.imported", "kato", body))
    return answer


def _plan(session: Session, table: Table) -> _Plan:
    reading = kato_file.read(table)
    stored = {row.kato: row for row in session.scalars(select(AdministrativeUnit))}
    names = kato_file.shape_of(table) is Shape.NAMES
    changes = _named(session, reading, stored) if names else _placed(reading, stored)
    fresh = sum(change.row is None for change in changes)
    moved = sum(change.row is not None and _differs(change) for change in changes)
    rows, warnings, errors = len(table.rows), by_row(reading.warnings), by_row(reading.errors)
    if errors:
        return _Plan(ImportAnswer("kato", rows, warnings=warnings, errors=errors), [], stored)
    return _Plan(ImportAnswer("kato", rows, fresh, moved, len(changes) - fresh - moved, warnings), changes, stored)


def _named(session: Session, reading: Reading, stored: dict[str, AdministrativeUnit]) -> list[_Change]:
    """Meet names with the units that they belong to; a name never makes a unit and never moves one."""
    known = {(unit_id, folded) for unit_id, folded in session.execute(select(UnitAlias.unit_id, UnitAlias.folded))}
    changes = []
    for record in reading.records:
        row = stored.get(record.kato)
        if row is None:
            reading.errors.append(failed(record.row, "territories.unknown_kato", kato=record.kato))
            continue
        fresh = frozenset(alias for alias in record.aliases if (row.id, fold(alias)) not in known)
        changes.append(_Change(replace(record, level=row.level), row, _above(row), fresh))
    return changes


def _above(row: AdministrativeUnit) -> str:
    """Give the code of the unit above a stored one, or "" for an oblast."""
    return "/".join(row.path.split("/")[-2:-1])


def _placed(reading: Reading, stored: dict[str, AdministrativeUnit]) -> list[_Change]:
    """Find the unit above each record, top down, among the file's own and the stored units."""
    levels = {kato: row.level for kato, row in stored.items()} | {each.kato: each.level for each in reading.records}
    changes = []
    for record in sorted(reading.records, key=lambda each: kato_file.ORDER.index(each.level)):
        above = kato_file.place(record, levels)
        if isinstance(above, Remark):
            reading.errors.append(above)
        else:
            changes.append(_Change(record, stored.get(record.kato), above))
    return changes


def _new_name(change: _Change) -> Tri:
    """Lay the record's name over the stored one: an empty language erases nothing, a derived name replaces nothing."""
    record, row = change.record, change.row
    if row is None:
        return record.name
    first, second = (row.name, record.name) if record.provisional else (record.name, row.name)
    return Tri(*(getattr(first, lang) or getattr(second, lang) for lang in LANGUAGES))


def _differs(change: _Change) -> bool:
    record, row = change.record, change.row
    if row is None or _new_name(change) != row.name or (record.kind and record.kind != row.kind):
        return True
    return row.level != record.level or _above(row) != change.above or bool(change.aliases)


def _store(unit: Work, plan: _Plan, source: str) -> None:
    rows = plan.stored
    for level in kato_file.ORDER:
        for change in plan.changes:
            if change.record.level is level and (change.row is None or _differs(change)):
                rows[change.record.kato] = _apply(unit, change, rows.get(change.above), source)
        unit.flush()  # the numbers of one level are the parents of the next
    _lay_paths(rows)
    unit.flush()


def _apply(unit: Work, change: _Change, above: AdministrativeUnit | None, source: str) -> AdministrativeUnit:
    record, name = change.record, _new_name(change)
    row = change.row or AdministrativeUnit(kato=record.kato, kind="", name=name, source=source)
    if change.row is None:
        unit.session.add(row)
    else:
        for old in sorted(_names(row.name) - _names(name)):
            _alias(unit, row.id, old, row.source)
        for alias in sorted(change.aliases):
            _alias(unit, row.id, alias, source)
    row.level, row.name, row.source = record.level, name, source
    row.kind = record.kind or row.kind
    row.parent_id = above.id if above else None
    row.path = f"{above.path}/{record.kato}" if above else record.kato
    return row


def _lay_paths(rows: dict[str, AdministrativeUnit]) -> None:
    """Write the path of every unit anew, so that what lies under a moved unit moves with it."""
    by_id = {row.id: row for row in rows.values()}
    for row in sorted(rows.values(), key=lambda each: kato_file.ORDER.index(each.level)):
        above = by_id.get(row.parent_id or 0)
        path = f"{above.path}/{row.kato}" if above else row.kato
        if row.path != path:
            row.path = path


def _names(name: Tri) -> set[str]:
    return {name.kk, name.ru} - {""}


def _alias(unit: Work, unit_id: int, alias: str, source: str) -> bool:
    """Keep another name of a unit once, however it is written; tells whether it is new."""
    folded = fold(alias)[:200]
    known = select(UnitAlias.id).where(UnitAlias.unit_id == unit_id, UnitAlias.folded == folded)
    if unit.session.scalar(known) is not None:
        return False
    unit.add(UnitAlias(unit_id=unit_id, alias=alias[:200], folded=folded, source=source))
    return True


def add_alias(unit: Work, command: AddAlias) -> None:
    """Record another name by which files may call a unit; the same name again changes nothing."""
    require(Action.IMPORT_DIRECTORY, unit.actor)
    if not fold(command.alias):
        raise Incomplete("shared.required", (Problem("alias", "shared.required"),))
    found = queries.unit(unit.session, command.kato)
    if _alias(unit, found.id, command.alias, command.source):
        body = {"alias": command.alias, "source": command.source}
        unit.tell(Event(INSTALLATION, "territories.alias_added", found.kato, body))
