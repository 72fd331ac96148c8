"""Codes and index values in force: those of ``config/classification`` under those that the installation imported."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.classifiers.models import ClassificationEntry, ClassificationValue
from lsg_projects.domain import classification as rules
from lsg_projects.domain.calculators import Rate, RateBook, read_rates
from lsg_projects.domain.classification import IndexValue, Programme, Receipt, Span, Standing
from lsg_projects.domain.classification_file import RECEIPT
from lsg_projects.domain.text import Tri
from lsg_projects.domain.value_file import INDEX, RATE
from lsg_projects.kit import db
from lsg_projects.resources import folder

_KEPT = "classification"
_KEPT_VALUES = "classification_values"


@dataclass(frozen=True)
class Classification:
    """Every known code; what comes first goes before what comes later."""

    receipts: tuple[Receipt, ...]
    programmes: tuple[Programme, ...]

    @functools.cached_property
    def branches(self) -> Mapping[str, tuple[Receipt, ...]]:
        """Give the six-digit receipts that stand under each code, themselves included."""
        found: dict[str, list[Receipt]] = {}
        for each in self.receipts:
            for kept in (1, 3, 4, 6) if len(each.code) == 6 else ():
                found.setdefault(each.code[:kept], []).append(each)
        return {code: tuple(under) for code, under in found.items()}

    @functools.cached_property
    def by_code(self) -> Mapping[str, tuple[Receipt | Programme, ...]]:
        """Give the receipts and programmes of each code, what comes first before what comes later."""
        found: dict[str, list[Receipt | Programme]] = {}
        entries: tuple[Receipt | Programme, ...] = (*self.receipts, *self.programmes)
        for each in entries:
            found.setdefault(each.code, []).append(each)
        return {code: tuple(same) for code, same in found.items()}


@dataclass(frozen=True)
class Values:
    """Every index value and rate in force, and the places of those that were imported."""

    indices: tuple[IndexValue, ...]
    rates: RateBook
    imported: frozenset[tuple[str, str, date, str]] = frozenset()
    """Kind, key, first day and territory."""


def receipt(code: str, year: int, session: Session | None = None) -> Receipt | None:
    """Give the receipt that a code (digits only) means in the budget of *year*."""
    same = known(session).by_code.get(code, ())
    return next((each for each in same if isinstance(each, Receipt) and each.valid.covers(year)), None)


def receipts(year: int, session: Session | None = None) -> tuple[Receipt, ...]:
    """Give all receipts of *year*, categories to specifics, in order of their codes."""
    return _in_year(known(session).receipts, year)


def revenue_codes(year: int, session: Session | None = None) -> tuple[Receipt, ...]:
    """Give the six-digit receipts of *year* that a project may raise for the settlement's own budget."""
    return tuple(
        each
        for each in receipts(year, session)
        if len(each.code) == 6
        and rules.is_own_revenue(each.code, year)
        and each.standing(year) in (Standing.BELONGS, Standing.UNUSUAL)
    )


def standing(code: str, year: int, session: Session | None = None) -> Standing:
    """Say whether a receipt code of any length belongs to a 4th-level budget of *year*."""
    return rules.standing(code, year, known(session).branches.get(code, ()))


def programme(code: str, year: int, session: Session | None = None) -> Programme | None:
    """Give the functional code as it stands in the budget of *year*."""
    same = known(session).by_code.get(code, ())
    return next((each for each in same if isinstance(each, Programme) and each.valid.covers(year)), None)


def programmes(year: int, session: Session | None = None) -> tuple[Programme, ...]:
    """Give the budget programmes of *year* (group.subgroup.administrator.programme), in order of their codes."""
    return tuple(each for each in _in_year(known(session).programmes, year) if each.code.count(".") == 3)


def index_value(key: str, day: date, session: Session | None = None) -> IndexValue | None:
    """Give ``mrp``, ``min_wage`` or ``subsistence`` as in force on *day*."""
    return rules.value_on(index_values(session), key, day)


def rates(session: Session | None = None) -> RateBook:
    """Give the rates of taxes and fees of this installation, each with its days, article and certainty."""
    return values(session).rates


def index_values(session: Session | None = None) -> tuple[IndexValue, ...]:
    """Give all index values with the day from which each holds."""
    return values(session).indices


def values(session: Session | None = None) -> Values:
    """Give index values and rates, the imported ones before those of the files; read once in the life of a session."""
    asked = session or db.session()
    if _KEPT_VALUES not in asked.info:
        asked.info[_KEPT_VALUES] = _with_imported_values(asked)
    kept: Values = asked.info[_KEPT_VALUES]
    return kept


def known(session: Session | None = None) -> Classification:
    """Give all codes; the imported ones are read once in the life of a session."""
    asked = session or db.session()
    if _KEPT not in asked.info:
        asked.info[_KEPT] = _with_imported(asked)
    kept: Classification = asked.info[_KEPT]
    return kept


def forget(session: Session) -> None:
    """Let the next question of this session read the imported codes and values anew."""
    session.info.pop(_KEPT, None)
    session.info.pop(_KEPT_VALUES, None)


def _in_year(entries: tuple[Any, ...], year: int) -> tuple[Any, ...]:
    first: dict[str, Any] = {}
    for each in entries:
        if each.valid.covers(year):
            first.setdefault(each.code, each)
    return tuple(first[code] for code in sorted(first))


def _with_imported(session: Session) -> Classification:
    own = built_in()
    rows = list(session.scalars(select(ClassificationEntry).order_by(ClassificationEntry.since.desc())))
    if not rows:
        return own
    return Classification(
        (*(_receipt_of(row) for row in rows if row.kind == RECEIPT), *own.receipts),
        (*(_programme_of(row) for row in rows if row.kind != RECEIPT), *own.programmes),
    )


def _receipt_of(row: ClassificationEntry) -> Receipt:
    fourth = Span(row.fourth_since, row.until) if row.fourth_level else None
    valid = Span(row.since or None, row.until)
    return Receipt(row.code, row.name, valid, fourth, source=row.source, certainty=row.certainty)


def _programme_of(row: ClassificationEntry) -> Programme:
    return Programme(row.code, row.name, Span(row.since or None, row.until), source=row.source, certainty=row.certainty)


@functools.cache
def built_in() -> Classification:
    """Give the codes that travel with the program."""
    return Classification(
        tuple(_receipt(each) for each in _file("receipts")["receipt"]),
        tuple(_programme(each) for each in _file("programmes")["programme"]),
    )


@functools.cache
def built_in_values() -> Values:
    """Give the values that travel with the program."""
    return Values(
        tuple(
            IndexValue(each["key"], each["since"], Decimal(each["tenge"]), each["source"], each["certainty"])
            for each in _file("index_values")["value"]
        ),
        read_rates(_file("rates")["rate"]),
    )


def _with_imported_values(session: Session) -> Values:
    own = built_in_values()
    rows = list(session.scalars(select(ClassificationValue).order_by(ClassificationValue.id)))
    if not rows:
        return own
    places = frozenset((row.kind, row.key, row.since, row.territory) for row in rows)
    indices = [_index_of(row) for row in rows if row.kind == INDEX]
    imported = [_rate_of(row) for row in rows if row.kind == RATE]
    return Values(
        (*indices, *(each for each in own.indices if (INDEX, each.key, each.since, "") not in places)),
        RateBook(
            (
                *imported,
                *(each for each in own.rates.rates if (RATE, each.key, each.since, each.territory) not in places),
            )
        ),
        places,
    )


def _index_of(row: ClassificationValue) -> IndexValue:
    return IndexValue(row.key, row.since, Decimal(row.value), row.source, row.certainty)


def _rate_of(row: ClassificationValue) -> Rate:
    return Rate(
        row.key, row.since, Decimal(row.value), row.unit, until=row.until, territory=row.territory, act=row.act,
        articles=row.articles, decision=row.decision, source=row.source, certainty=row.certainty,
    )  # fmt: skip


def _file(name: str) -> Mapping[str, Any]:
    return tomllib.loads((folder("config") / "classification" / f"{name}.toml").read_text("utf-8"))


def _receipt(entry: Mapping[str, Any]) -> Receipt:
    return Receipt(
        code=entry["code"],
        name=Tri.of(entry["name"]),
        valid=Span(entry.get("since"), entry.get("until")),
        fourth_level=_span(entry, "fourth"),
        listed=_span(entry, "listed"),
        law=entry.get("law", ""),
        source=entry["source"],
        certainty=entry["certainty"],
        composed=tuple(entry.get("composed", ())),
    )


def _span(entry: Mapping[str, Any], name: str) -> Span | None:
    since, until = entry.get(f"{name}_since"), entry.get(f"{name}_until")
    return None if since is None and until is None else Span(since, until)


def _programme(entry: Mapping[str, Any]) -> Programme:
    return Programme(
        code=entry["code"],
        name=Tri.of(entry["name"]),
        valid=Span(entry.get("since"), entry.get("until")),
        development=entry.get("development", False),
        law=entry.get("law", ""),
        source=entry["source"],
        certainty=entry["certainty"],
        composed=tuple(entry.get("composed", ())),
    )
