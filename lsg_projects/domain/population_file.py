"""Files of population: how many people live in a territory on 1 January of a year, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.identifiers import valid_kato
from lsg_projects.domain.plan_file import FIRST_YEAR
from lsg_projects.domain.tables import Remark, Row, Table, failed, refused

KATO = ("kato", "като", "код като", "әаож", "әаож коды")
YEAR = ("year", "год", "жыл", "жылы")
PERSONS = ("population", "persons", "население", "численность", "численность населения", "халық саны", "тұрғындар саны")
SOURCE = ("source", "источник", "дереккөз", "дереккөзі")
MOST = 30_000_000
"""More than the whole country has."""

_PERSONS = re.compile(r"\d{1,3}(?: \d{3})+|\d{1,9}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True)
class PopulationRecord:
    """The number of people of one territory on 1 January of *year*."""

    row: int
    kato: str
    year: int
    persons: int
    source: str


@dataclass
class Reading:
    """What a file says, and the rows that could not be read."""

    records: list[PopulationRecord] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)


def read(table: Table, last_year: int, source: str = "") -> Reading:
    """Read every row; *source* stands where a row names none. Refuses (Incomplete) other headings."""
    headings = set(table.headings)
    if not all(headings & set(names) for names in (KATO, YEAR, PERSONS)):
        raise Incomplete("population.unknown_shape", headings=", ".join(table.headings[:12]))
    reading = Reading()
    for row in table.rows:
        try:
            reading.records.append(_record(row, last_year, source))
        except Incomplete as refusal:
            reading.errors.append(refused(row.number, refusal))
    reading.errors += _repeated(reading.records)
    return reading


def _record(row: Row, last_year: int, source: str) -> PopulationRecord:
    kato = row.get(*KATO)
    if not valid_kato(kato):
        raise _wrong(row, KATO, "territories.bad_kato", v=kato[:40])
    said = row.get(*SOURCE) or source
    if not said:
        raise Incomplete("population.no_source", (Problem(SOURCE[0], "population.no_source"),))
    return PopulationRecord(row.number, kato, _year(row, last_year), _persons(row), said[:300])


def _year(row: Row, last: int) -> int:
    typed = row.get(*YEAR)
    if not _YEAR.fullmatch(typed) or not FIRST_YEAR <= int(typed) <= last:
        raise _wrong(row, YEAR, "budgets.bad_year", v=typed[:20], a=FIRST_YEAR, b=last)
    return int(typed)


def _persons(row: Row) -> int:
    typed = row.get(*PERSONS)
    plain = " ".join(typed.split())
    if not _PERSONS.fullmatch(plain) or int(plain.replace(" ", "")) > MOST:
        raise _wrong(row, PERSONS, "population.not_persons", v=typed[:40])
    return int(plain.replace(" ", ""))


def _wrong(row: Row, names: Iterable[str], code: str, **details: object) -> Incomplete:
    column = next(name for name in names if name in row.places)
    return Incomplete(code, (Problem(column, code, details),), **details)


def _repeated(records: Iterable[PopulationRecord]) -> list[Remark]:
    first: dict[tuple[str, int], int] = {}
    errors = []
    for record in records:
        before = first.setdefault((record.kato, record.year), record.row)
        if before != record.row:
            errors.append(failed(record.row, "population.duplicate", kato=record.kato, year=record.year, first=before))
    return errors
