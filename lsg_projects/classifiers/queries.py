"""Codes and index values in force: those of ``config/classification`` under those that the installation imported."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.classifiers.built_in import Classification, Values, built_in, built_in_values
from lsg_projects.classifiers.models import ClassificationEntry, ClassificationValue
from lsg_projects.domain import classification as rules
from lsg_projects.domain.calculators import Rate, RateBook
from lsg_projects.domain.classification import IndexValue, Programme, Receipt, Span, Standing
from lsg_projects.domain.classification_file import RECEIPT
from lsg_projects.domain.value_file import INDEX, RATE
from lsg_projects.kit import db

_KEPT = "classification"
_KEPT_VALUES = "classification_values"


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
