"""Extending the budget classification by a file: codes, index values, rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.classifiers import queries
from lsg_projects.classifiers.built_in import Values
from lsg_projects.classifiers.models import ClassificationEntry, ClassificationValue
from lsg_projects.domain import classification_file, value_file
from lsg_projects.domain.access import Action, require
from lsg_projects.domain.classification import Programme, Receipt
from lsg_projects.domain.classification_file import RECEIPT, CodeRecord
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.tables import ImportAnswer, Table, by_row
from lsg_projects.domain.text import LANGUAGES, Tri, fold
from lsg_projects.domain.value_file import INDEX, Known, ValueRecord
from lsg_projects.kit.work import Work


@dataclass
class _Plan:
    answer: ImportAnswer
    fresh: Sequence[CodeRecord | ValueRecord]


def preview_classification(session: Session, table: Table) -> ImportAnswer:
    """Say what `import_classification` would do with *table*; nothing is stored."""
    return (_plan_values(session, table) if value_file.holds_values(table) else _plan(session, table)).answer


def import_classification(unit: Work, table: Table, source: str) -> ImportAnswer:
    """Store the codes or values of a file that are new or differ, all of them or (with any error) none."""
    require(Action.IMPORT_DIRECTORY, unit.actor)
    plan = _plan_values(unit.session, table) if value_file.holds_values(table) else _plan(unit.session, table)
    if not plan.answer.ok or not plan.fresh:
        return plan.answer
    for record in plan.fresh:
        if isinstance(record, ValueRecord):
            _store_value(unit, record)
        else:
            _store(unit, record, source)
    unit.flush()
    queries.forget(unit.session)
    body = {"created": plan.answer.created, "updated": plan.answer.updated, "source": source}
    unit.tell(Event(INSTALLATION, "classifiers.imported", "classification", body))
    return plan.answer


def _plan(session: Session, table: Table) -> _Plan:
    records, errors = classification_file.read(table)
    if errors:
        return _Plan(ImportAnswer("classification", len(table.rows), errors=by_row(errors)), [])
    found = queries.known(session)
    created, updated = [], []
    for record in records:
        same_code = list(_met(record, found.receipts if record.kind == RECEIPT else found.programmes))
        if not same_code:
            created.append(record)
        elif _renames(record.name, same_code[0].name):
            updated.append(record)
    rest = len(records) - len(created) - len(updated)
    answer = ImportAnswer("classification", len(table.rows), len(created), len(updated), rest)
    return _Plan(answer, created + updated)


def _met(record: CodeRecord, known: tuple[Receipt, ...] | tuple[Programme, ...]) -> Iterator[Receipt | Programme]:
    return (each for each in known if each.code == record.code and each.valid.meets(record.valid))


def _renames(new: Tri, old: Tri) -> bool:
    """Tell whether a name says something else; marks, case and look-alike letters do not count."""
    return any(getattr(new, lang) and fold(getattr(new, lang)) != fold(getattr(old, lang)) for lang in LANGUAGES)


def _store(unit: Work, record: CodeRecord, source: str) -> None:
    key = {"kind": record.kind, "code": record.code, "since": record.valid.since or 0}
    row = unit.session.scalar(select(ClassificationEntry).filter_by(**key)) or ClassificationEntry(**key)
    known = queries.known(unit.session)
    before = next(_met(record, known.receipts if record.kind == RECEIPT else known.programmes), None)
    row.name = _laid_over(record.name, before.name if before else Tri())
    row.until = record.valid.until
    row.fourth_level, row.fourth_since = _fourth_level(record, before)
    row.source, row.certainty = record.source or source, record.certainty
    unit.session.add(row)


def _laid_over(new: Tri, old: Tri) -> Tri:
    """Keep the old name of a language that the file does not give."""
    return Tri(*(getattr(new, lang) or getattr(old, lang) for lang in LANGUAGES))


def _fourth_level(record: CodeRecord, before: Receipt | Programme | None) -> tuple[bool, int | None]:
    """Keep what was known of the 4th level, unless the file is the list of its receipts."""
    if record.fourth_level:
        return True, record.valid.since
    if isinstance(before, Receipt) and before.fourth_level is not None:
        return True, before.fourth_level.since
    return False, None


def _plan_values(session: Session, table: Table) -> _Plan:
    known = queries.values(session)
    records, errors = value_file.read(table, _known(known))
    if errors:
        return _Plan(ImportAnswer("classification", len(table.rows), errors=by_row(errors)), [])
    held: dict[tuple[str, str, date, str], Decimal | None] = {
        (INDEX, each.key, each.since, ""): each.tenge for each in known.indices
    }
    held |= {(value_file.RATE, each.key, each.since, each.territory): each.value for each in known.rates.rates}
    created = [record for record in records if record.place not in held]
    updated = [record for record in records if held.get(record.place, record.value) != record.value]
    rest = len(records) - len(created) - len(updated)
    return _Plan(ImportAnswer("classification", len(table.rows), len(created), len(updated), rest), created + updated)


def _known(values: Values) -> Known:
    """Say which rates there are: a new kind of rate needs a calculator that asks for it."""
    return Known(
        {each.key: each.unit for each in values.rates.rates if not each.bands},
        {each.key for each in values.rates.rates if each.bands},
    )


def _store_value(unit: Work, record: ValueRecord) -> None:
    kind, key, since, territory = record.place
    place = {"kind": kind, "key": key, "since": since, "territory": territory}
    row = unit.session.scalar(select(ClassificationValue).filter_by(**place)) or ClassificationValue(**place)
    row.value, row.unit, row.until = f"{record.value:f}", record.unit, record.until
    row.act, row.articles, row.decision = record.act, record.articles, record.decision
    row.source, row.certainty, row.recorded_at = record.source, record.certainty, unit.now
    unit.session.add(row)
