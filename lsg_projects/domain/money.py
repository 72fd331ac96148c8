"""Money: whole tiyn inside, thousand tenge as people type and read it outside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from lsg_projects.domain.errors import Incomplete, Problem

Tiyn = int
TENGE: Tiyn = 100
THOUSAND: Tiyn = 100_000
MAX_AMOUNT: Tiyn = 10**15  # ten trillion tenge: more than any budget of the country, and safe in BIGINT

_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009\u2007\t'"), None)
_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,20})?")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d{1,20}", re.ASCII)
"""As English pages print it: only the point behind them tells commas between thousands from a decimal comma."""
_PLAIN_COLUMN = re.compile(r"(?:(?:\d{1,9}(?:[.,]\d{1,5})?)?(?:\n|\Z))*+", re.ASCII)
_PART = (0, 10_000, 1_000, 100, 10, 1)
"""Tiyn of the last digit behind the point, by how many digits stand there."""
_UNITS = re.compile(r"(?:мың\s*(?:тг|теңге|₸)?|тыс\.?\s*(?:тг|тенге|теңге|₸)?|теңге|тенге|тг|₸)\.?$")
_ZERO_WORDS = ("нөлге тең", "равно нулю", "нөл", "ноль")
_LETTER_O = str.maketrans("ОоOo", "0000")


def parse_thousand(text: str, *, negative: bool = False, where: str = "amount") -> Tiyn:
    """Read an amount in thousand tenge as people type it and give tiyn.

    Takes ``1 681,7``, ``1681.7``, ``1,681.7``, no-break spaces, ``1 681 700 ₸`` (then whole tenge), ``нөлге тең``.
    Refuses (Incomplete) what is not a sum, what is below zero unless *negative*, and parts of a tiyn.
    """
    if text.isascii():  # as most files print it: 1681.7
        whole, mark, part = text.partition("." if "." in text else ",")
        if whole.isdigit() and len(whole) <= 9 and (not mark or (part.isdigit() and len(part) <= 5)):
            return int(whole) * THOUSAND + int(part or 0) * _PART[len(part)]
    return _spelled(text.strip(), negative=negative, where=where)


def plain_thousands(column: Sequence[str]) -> list[Tiyn | None] | None:
    """Read a column of plain amounts such as ``1681.7`` at once, an empty cell as none; nothing if one is not plain.

    It gives what `parse_thousand` gives cell by cell.
    """
    if not _PLAIN_COLUMN.fullmatch("\n".join(column)):
        return None
    found: list[Tiyn | None] = []
    for text in column:
        whole, _mark, part = text.partition("." if "." in text else ",")
        found.append(int(whole) * THOUSAND + int(part or 0) * _PART[len(part)] if whole else None)
    return found


def _spelled(typed: str, *, negative: bool, where: str) -> Tiyn:
    """Read an amount with signs, spaces, words or a unit."""
    lowered = typed.lower()
    if lowered in _ZERO_WORDS:
        return 0
    unit = _UNITS.search(lowered)
    scale = THOUSAND
    if unit and not unit.group().startswith(("мың", "тыс")):
        scale = TENGE
    digits = (lowered[: unit.start()] if unit else lowered).translate(_SPACES).replace("\u2212", "-")
    return _scaled(typed, digits.replace("–", "-"), scale, negative=negative, where=where)


def _scaled(typed: str, digits: str, scale: Tiyn, *, negative: bool, where: str) -> Tiyn:
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    if not _NUMBER.fullmatch(digits) or not digits.isascii():
        repaired = digits.translate(_LETTER_O)
        if repaired != digits and _NUMBER.fullmatch(repaired):
            raise _wrong(where, "shared.letter_in_number", v=typed[:40], fix=repaired)
        raise _wrong(where, "shared.not_a_sum", v=typed[:40])
    amount = Decimal(digits.replace(",", ".")) * scale
    if amount != amount.to_integral_value():
        raise _wrong(where, "shared.too_many_decimals", v=typed[:40])
    if amount < 0 and not negative:
        raise _wrong(where, "shared.negative", v=typed[:40])
    if abs(amount) > MAX_AMOUNT:
        raise _wrong(where, "shared.too_large", v=typed[:40])
    return int(amount)


def _wrong(where: str, code: str, **details: object) -> Incomplete:
    return Incomplete(code, (Problem(where, code, details),), **details)


class Sum(int):
    """A sum in tiyn among the details of a refusal; its sentence writes it in thousand tenge, as the reader does."""


def thousand(amount: Tiyn) -> Decimal:
    """Give tiyn as thousand tenge, exactly: the form of files and of the public interface."""
    return Decimal(amount) / THOUSAND


def from_thousand(amount: Decimal | int) -> Tiyn:
    """Give thousand tenge as tiyn; refuses parts of a tiyn."""
    scaled = Decimal(amount) * THOUSAND
    if scaled != scaled.to_integral_value():
        raise Incomplete("shared.too_many_decimals", v=str(amount))
    return int(scaled)


def share(part: Tiyn, whole: Tiyn) -> Decimal | None:
    """Give *part* of *whole* in percent, or nothing where there is no whole to be a part of."""
    return None if whole == 0 else Decimal(part) * 100 / Decimal(whole)
