"""The unified budget classification: codes with the years in which they hold.

A receipt code is digits only here (``1`` category, ``101`` class, ``1012`` subclass, ``101202`` specific), while acts
print ``101.2``, ``1.01.2`` or ``101202``. A functional code keeps its points: ``07.3.124.008``. What a 4th-level budget
may receive depends on the year: Budget Code 2008, art. 52-1 until 2024; Budget Code 2025, art. 27 since then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.text import Tri

NEW_NUMBERS_FROM = 2026
"""First budget year in which special receipts are category 4 and all later categories move up by one."""
CODE_OF_2025_FROM = 2025
"""First year whose receipts of the 4th level stand in the Budget Code of 2025 (art. 27), not of 2008 (art. 52-1)."""
FOURTH_LEVEL_FROM = 2018
"""First year of budgets of rural districts (law No. 90-VI of 11.07.2017)."""

_RECEIPT = re.compile(r"[1-9](?:\.?\d{2}(?:\.?\d(?:\.?\d{2})?)?)?")
_FUNCTIONAL = re.compile(r"\d{3}|\d{2}(?:\.\d(?:\.\d{3}(?:\.\d{3}(?:\.\d{3})?)?)?)?")


class Category(StrEnum):
    """What a category of receipts is, whatever its number in a year."""

    TAX = "tax"
    NON_TAX = "non_tax"
    CAPITAL_SALE = "capital_sale"
    SPECIAL = "special"
    TRANSFERS = "transfers"
    CREDIT_REPAYMENT = "credit_repayment"
    ASSET_SALE = "asset_sale"
    LOANS = "loans"
    BALANCES = "balances"


_UNTIL_2025 = dict(zip("12345678", [c for c in Category if c is not Category.SPECIAL], strict=True))
_FROM_2026 = dict(zip("123456789", Category, strict=True))
OWN = frozenset({Category.TAX, Category.NON_TAX, Category.CAPITAL_SALE})
INCOME = OWN | {Category.SPECIAL, Category.TRANSFERS}


class Standing(StrEnum):
    """Whether a receipt belongs to a 4th-level budget in a year."""

    BELONGS = "belongs"
    UNUSUAL = "unusual"
    """Listed by the order on distribution of receipts but no longer by the Code: old debts may still come."""
    OTHER_LEVEL = "other_level"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Span:
    """Budget years from *since* to *until*, both inclusive; None leaves that side open."""

    since: int | None = None
    until: int | None = None

    def meets(self, other: Span) -> bool:
        """Tell whether the two have a year in common."""
        after = self.until is not None and other.since is not None and other.since > self.until
        before = other.until is not None and self.since is not None and self.since > other.until
        return not (after or before)

    def covers(self, year: int) -> bool:
        """Tell whether *year* lies within."""
        return (self.since is None or year >= self.since) and (self.until is None or year <= self.until)


@dataclass(frozen=True)
class Receipt:
    """One code of receipts with its validity and the years in which the 4th level lawfully has it."""

    code: str
    name: Tri
    valid: Span = Span()
    fourth_level: Span | None = None
    """None: goes to another level of budget."""
    listed: Span | None = None
    """Years in which only the distribution table still lists it for the 4th level."""
    law: str = ""
    source: str = ""
    certainty: str = "confirmed"
    composed: tuple[str, ...] = ()
    """Languages whose name is composed, since no official one was found."""

    def standing(self, year: int) -> Standing:
        """Say whether the receipt belongs to a 4th-level budget of *year*."""
        if self.fourth_level is not None and self.fourth_level.covers(year):
            return Standing.BELONGS
        if self.listed is not None and self.listed.covers(year):
            return Standing.UNUSUAL
        return Standing.OTHER_LEVEL


@dataclass(frozen=True)
class Programme:
    """One functional code: group, subgroup, administrator or programme, with its validity."""

    code: str
    name: Tri
    valid: Span = Span()
    development: bool = False
    law: str = ""
    source: str = ""
    certainty: str = "confirmed"
    composed: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndexValue:
    """A yearly value that laws count in, in tenge; some changed within a year, so it holds from a day on."""

    key: str
    since: date
    tenge: Decimal
    source: str = ""
    certainty: str = "confirmed"


def receipt_code(text: str, where: str = "code") -> str:
    """Give a printed receipt code as digits; refuses (Incomplete) what is none."""
    if len(text) in (1, 3, 4, 6) and text.isdigit() and text.isascii() and text[0] != "0":  # as most files print it
        return text
    typed = "".join(text.split())
    if not _RECEIPT.fullmatch(typed) or not typed.isascii():
        raise Incomplete(
            "classifiers.bad_code", (Problem(where, "classifiers.bad_code", {"v": text[:40]}),), v=text[:40]
        )
    return typed.replace(".", "")


def programme_code(text: str, where: str = "code") -> str:
    """Give a functional code with its points; refuses (Incomplete) what is none."""
    typed = "".join(text.split())
    if not _FUNCTIONAL.fullmatch(typed) or not typed.isascii():
        raise Incomplete(
            "classifiers.bad_code", (Problem(where, "classifiers.bad_code", {"v": text[:40]}),), v=text[:40]
        )
    return typed


def printed(code: str) -> str:
    """Give a receipt code as the acts print it: ``1012`` as ``1.01.2``."""
    return ".".join(part for part in (code[:1], code[1:3], code[3:4], code[4:6]) if part)


def category(code: str, year: int) -> Category | None:
    """Say what the first digit of a receipt code means in *year*."""
    numbers = _FROM_2026 if year >= NEW_NUMBERS_FROM else _UNTIL_2025
    return numbers.get(code[:1])


def category_number(meaning: Category, year: int) -> str | None:
    """Give the number of a category in *year*; special receipts have none before 2026."""
    numbers = _FROM_2026 if year >= NEW_NUMBERS_FROM else _UNTIL_2025
    return next((number for number, each in numbers.items() if each is meaning), None)


def is_own_revenue(code: str, year: int) -> bool:
    """Tell whether a receipt is the settlement's own: tax, non-tax or sale of fixed capital."""
    return category(code, year) in OWN


def one_off(code: str, year: int) -> bool:
    """Tell a sale, which comes once, from a revenue that comes every year."""
    return category(code, year) is Category.CAPITAL_SALE


def standing(code: str, year: int, known: Iterable[Receipt]) -> Standing:
    """Say whether a receipt code belongs to a 4th-level budget of *year*, by the *known* receipts.

    A class or subclass belongs when any specific under it does, since acts print receipts to the subclass.
    """
    rated = [receipt.standing(year) for receipt in known if _same_branch(receipt, code, year)]
    for answer in (Standing.BELONGS, Standing.UNUSUAL, Standing.OTHER_LEVEL):
        if answer in rated:
            return answer
    return Standing.UNKNOWN


def warning_of(found: Standing, year: int) -> str:
    """Name the warning that a receipt with this standing earns: the article is that of the year's Budget Code."""
    if found is Standing.UNUSUAL:
        return "unusual_code"
    return "code_not_4th_level" if year >= CODE_OF_2025_FROM else "code_not_4th_level_2008"


def _same_branch(receipt: Receipt, code: str, year: int) -> bool:
    """Tell whether a specific stands under *code*; a specific of another year counts only for itself."""
    if len(receipt.code) != 6:
        return False
    if receipt.code == code:
        return True
    return receipt.code.startswith(code) and receipt.valid.covers(year)


def value_on(values: Iterable[IndexValue], key: str, day: date) -> IndexValue | None:
    """Give the value of *key* in force on *day*."""
    held = [value for value in values if value.key == key and value.since <= day]
    return max(held, key=lambda value: value.since, default=None)
