"""Files of values that laws count in: index values and single rates, each in force from a day on, with its source.

A rate that is a scale of steps is changed in ``config/classification/rates.toml``: one row cannot hold it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.tables import Remark, Row, Table, failed, refused
from lsg_projects.domain.text import Tri

INDEX = "index"
RATE = "rate"
INDEX_KEYS = ("mrp", "min_wage", "subsistence")
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?", re.ASCII)
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009\u2007"), None)
_FORMATS = ("%Y-%m-%d", "%d.%m.%Y")


@dataclass(frozen=True)
class ValueRecord:
    """One value of a file; *territory* (KATO) makes a rate that of one district only."""

    row: int
    kind: str
    key: str
    since: date
    value: Decimal
    until: date | None = None
    unit: str = ""
    territory: str = ""
    act: str = ""
    articles: str = ""
    decision: Tri = Tri()
    source: str = ""
    certainty: str = "confirmed"

    @property
    def place(self) -> tuple[str, str, date, str]:
        """Give what no two values may share."""
        return (self.kind, self.key, self.since, self.territory)


@dataclass(frozen=True)
class Known:
    """What a rate may be: its unit, or that it is a scale."""

    units: dict[str, str] = field(default_factory=dict)
    scales: Collection[str] = ()


def holds_values(table: Table) -> bool:
    """Tell whether a table is one of values and not of codes."""
    return table.has("key", "since") and (table.has("tenge") or table.has("value", "unit"))


def read(table: Table, known: Known) -> tuple[list[ValueRecord], list[Remark]]:
    """Read every row; the rows that cannot be read are told, never guessed."""
    reader: Callable[[Row, Known], ValueRecord] = _index if table.has("tenge") else _rate
    records: list[ValueRecord] = []
    errors: list[Remark] = []
    for row in table.rows:
        try:
            records.append(reader(row, known))
        except Incomplete as refusal:
            errors.append(refused(row.number, refusal))
    return records, errors + _repeated(records)


def _index(row: Row, _known: Known) -> ValueRecord:
    key = row.get("key")
    if key not in INDEX_KEYS:
        raise _wrong("key", "classifiers.unknown_key", v=key[:40], known=", ".join(INDEX_KEYS))
    value = _number(row, "tenge")
    if not value:
        raise _wrong("tenge", "classifiers.not_a_value", v=row.get("tenge")[:40])
    return ValueRecord(row.number, INDEX, key, _day(row, "since"), value, source=_source(row), certainty=_sure(row))


def _rate(row: Row, known: Known) -> ValueRecord:
    key, unit = row.get("key"), row.get("unit")
    if key in known.scales:
        raise _wrong("key", "classifiers.is_a_scale", v=key[:40])
    if key not in known.units:
        raise _wrong("key", "classifiers.unknown_key", v=key[:40], known=", ".join(sorted(known.units)))
    if unit != known.units[key]:
        raise _wrong("unit", "classifiers.other_unit", v=unit[:40], unit=known.units[key])
    since, until = _day(row, "since"), _day(row, "until") if row.get("until") else None
    if until is not None and until < since:
        raise _wrong("until", "classifiers.ends_before", v=row.get("until")[:40])
    return ValueRecord(
        row.number, RATE, key, since, _number(row, "value"), until, unit, _territory(row),
        "local" if row.get("territory") else (row.get("act") or "tax")[:20], row.get("articles")[:120],
        Tri(row.get("decision_kk"), row.get("decision_ru"), row.get("decision_en")), _source(row), _sure(row),
    )  # fmt: skip


def _territory(row: Row) -> str:
    code = row.get("territory")
    if code and not re.fullmatch(r"\d{9}", code, re.ASCII):
        raise _wrong("territory", "territories.bad_kato", v=code[:40])
    if code and not (row.get("decision_kk") and row.get("decision_ru")):
        raise _wrong("decision_kk", "classifiers.no_decision", v=code)
    return code


def _source(row: Row) -> str:
    source = row.get("source")
    if not source:
        raise _wrong("source", "classifiers.no_source", v=row.get("key")[:40])
    return source[:300]


def _sure(row: Row) -> str:
    return (row.get("certainty", "status") or "confirmed")[:120]


def _number(row: Row, column: str) -> Decimal:
    typed = row.get(column)
    plain = typed.translate(_SPACES).replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise _wrong(column, "classifiers.not_a_value", v=typed[:40])
    return Decimal(plain)


def _day(row: Row, column: str) -> date:
    typed = row.get(column)
    for shape in _FORMATS if typed.isascii() else ():
        try:
            day = datetime.strptime(typed, shape).date()  # noqa: DTZ007 - a day of a law, not a moment
        except ValueError:
            continue
        if FIRST_DAY <= day <= LAST_DAY:
            return day
    raise _wrong(column, "classifiers.not_a_day", v=typed[:40], a=FIRST_DAY.year, b=LAST_DAY.year)


def _wrong(column: str, code: str, **details: object) -> Incomplete:
    return Incomplete(code, (Problem(column, code, details),), **details)


def _repeated(records: list[ValueRecord]) -> list[Remark]:
    first: dict[tuple[str, str, date, str], int] = {}
    errors = []
    for record in records:
        before = first.setdefault(record.place, record.row)
        if before != record.row:
            errors.append(failed(record.row, "classifiers.duplicate", v=record.key, first=before))
    return errors
