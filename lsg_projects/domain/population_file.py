"""Files of population: how many people live in a territory on 1 January of a year, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.headings import known
from lsg_projects.domain.identifiers import valid_kato
from lsg_projects.domain.plan_file import FIRST_YEAR
from lsg_projects.domain.tables import Remark, Row, Table, failed, refused

COLUMNS: dict[str, tuple[str, ...]] = {
    "kato": ("kato", "като", "код като", "әаож", "әаож коды"),
    "year": ("year", "год", "жыл", "жылы"),
    "persons": (
        "population", "persons", "население", "численность", "численность населения", "численность населения, человек",
        "халық саны", "тұрғындар саны", "халық саны, адам",
    ),
    "source": ("source", "источник", "дереккөз", "дереккөзі"),
}  # fmt: skip
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
    columns = known(table.headings, COLUMNS)
    if not {"kato", "year", "persons"} <= set(columns):
        raise Incomplete("population.unknown_shape", headings=", ".join(table.headings[:12]))
    reading = Reading()
    for row in table.rows:
        try:
            reading.records.append(_record(row, columns, last_year, source))
        except Incomplete as refusal:
            reading.errors.append(refused(row.number, refusal))
    reading.errors += _repeated(reading.records)
    return reading


def _record(row: Row, columns: Mapping[str, str], last_year: int, source: str) -> PopulationRecord:
    kato = row.get(columns["kato"])
    if not valid_kato(kato):
        raise _wrong(columns["kato"], "territories.bad_kato", v=kato[:40])
    said = row.get(columns.get("source", "")) or source
    if not said:
        raise Incomplete("population.no_source", (Problem("source", "population.no_source"),))
    year, persons = _year(row, columns["year"], last_year), _persons(row, columns["persons"])
    return PopulationRecord(row.number, kato, year, persons, said[:300])


def _year(row: Row, column: str, last: int) -> int:
    typed = row.get(column)
    if not _YEAR.fullmatch(typed) or not FIRST_YEAR <= int(typed) <= last:
        raise _wrong(column, "budgets.bad_year", v=typed[:20], a=FIRST_YEAR, b=last)
    return int(typed)


def _persons(row: Row, column: str) -> int:
    typed = row.get(column)
    plain = " ".join(typed.split())
    if not _PERSONS.fullmatch(plain) or int(plain.replace(" ", "")) > MOST:
        raise _wrong(column, "population.not_persons", v=typed[:40])
    return int(plain.replace(" ", ""))


def _wrong(column: str, code: str, **details: object) -> Incomplete:
    return Incomplete(code, (Problem(column, code, details),), **details)


def _repeated(records: Iterable[PopulationRecord]) -> list[Remark]:
    first: dict[tuple[str, int], int] = {}
    errors = []
    for record in records:
        before = first.setdefault((record.kato, record.year), record.row)
        if before != record.row:
            errors.append(failed(record.row, "population.duplicate", kato=record.kato, year=record.year, first=before))
    return errors
