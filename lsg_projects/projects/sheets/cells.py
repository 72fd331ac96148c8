"""What stands in one cell: each reader takes a text and gives a value, or refuses it with a reason."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.money import Tiyn, parse_thousand
from lsg_projects.domain.text import LANGUAGES, fold
from lsg_projects.kit.words import words

Kind = TypeVar("Kind", bound=StrEnum)
Reader = Callable[[str], object]

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
_YEARS = range(1991, 2101)
LONGEST = 2000


def text(cell: str) -> str:
    """Give a text of bearable length."""
    if len(cell) > LONGEST:
        raise Incomplete("shared.too_long", n=LONGEST)
    return cell


def number(cell: str) -> Decimal | None:
    """Give a number, or nothing for an empty cell."""
    typed = re.sub(r"[\s\u00a0\u202f]", "", cell).replace(",", ".")
    if not typed:
        return None
    if not _NUMBER.fullmatch(typed) or not typed.isascii():
        raise Incomplete("shared.not_a_number", v=cell[:40])
    return Decimal(typed)


def whole(cell: str) -> int | None:
    """Give a whole number, or nothing for an empty cell."""
    value = number(cell)
    if value is None:
        return None
    if value != int(value):
        raise Incomplete("projects.not_whole")
    return int(value)


def year(cell: str) -> int | None:
    """Give a year of a budget, or nothing for an empty cell."""
    value = whole(cell)
    if value is not None and value not in _YEARS:
        raise Incomplete("shared.year_range", a=_YEARS.start, b=_YEARS.stop - 1)
    return value


def money(cell: str) -> Tiyn | None:
    """Give tiyn for a sum in thousand tenge, or nothing for an empty cell."""
    return parse_thousand(cell) if cell else None


def day(cell: str) -> date | None:
    """Give a day, or nothing for an empty cell."""
    if not cell:
        return None
    match = _ISO.fullmatch(cell[:10]) or _DAY.fullmatch(cell)
    if match is None:
        raise Incomplete("shared.not_a_date", v=cell[:40])
    parts = [int(part) for part in match.groups()]
    try:
        return date(*(parts if parts[0] > 31 else reversed(parts)))
    except ValueError as error:
        raise Incomplete("shared.not_a_date", v=cell[:40]) from error


def yes_no(cell: str) -> bool | None:
    """Give an answer in any of the languages, or nothing for an empty cell."""
    if not cell:
        return None
    for answer, key in ((True, "projects.yes"), (False, "projects.no")):
        if fold(cell) in {fold(words(lang)(key)) for lang in LANGUAGES}:
            return answer
    raise Incomplete("shared.not_a_choice", v=cell[:40])


def one_of(kind: type[Kind], prefix: str) -> Callable[[str], Kind | None]:
    """Give a reader of a fixed list: a code, or its word in any of the languages."""

    def read(cell: str) -> Kind | None:
        return _found(kind, prefix, cell) if cell else None

    return read


def some_of(kind: type[Kind], prefix: str) -> Callable[[str], tuple[Kind, ...]]:
    """Give a reader of several values of a fixed list, separated by semicolons."""

    def read(cell: str) -> tuple[Kind, ...]:
        return tuple(_found(kind, prefix, part.strip()) for part in cell.split(";") if part.strip())

    return read


def coded(codes: tuple[str, ...], prefix: str, default: str = "") -> Callable[[str], str]:
    """Give a reader of a short list of codes that is no enumeration."""

    def read(cell: str) -> str:
        if not cell:
            return default
        known = {fold(words(lang)(f"{prefix}.{code}")): code for code in codes for lang in LANGUAGES}
        found = known.get(fold(cell), cell)
        if found not in codes:
            raise Incomplete("shared.not_a_choice", v=cell[:40])
        return found

    return read


def katos(cell: str) -> tuple[str, ...]:
    """Give KATO codes of nine digits, however they are separated."""
    codes = tuple(re.split(r"[;,\s]+", cell.strip())) if cell.strip() else ()
    for code in codes:
        if not re.fullmatch(r"[0-9]{9}", code):
            raise Incomplete("shared.bad_kato", v=code[:20])
    return codes


@functools.cache
def _labels(kind: type[StrEnum], prefix: str) -> dict[str, StrEnum]:
    return {fold(words(lang)(f"{prefix}.{item.value}")): item for item in kind for lang in LANGUAGES}


def _found(kind: type[Kind], prefix: str, cell: str) -> Kind:
    try:
        return kind(cell)
    except ValueError:
        found = _labels(kind, prefix).get(fold(cell))
    if found is None:
        raise Incomplete("shared.not_a_choice", v=cell[:40])
    return kind(found.value)
