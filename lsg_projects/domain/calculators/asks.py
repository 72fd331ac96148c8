"""What a calculator asks: the question, its unit and range, a worked example; and the answers, checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.money import MAX_AMOUNT, TENGE, Tiyn
from lsg_projects.domain.project import Given

FIRST_YEAR, LAST_YEAR = 2018, 2050
"""Budgets of rural districts began in 2018; nobody plans revenue beyond 2050."""

Value = Decimal | Tiyn | str
Answered = Mapping[str, Value | None]


class Sort(StrEnum):
    """How a question is answered."""

    NUMBER = "number"
    WHOLE = "whole"
    MONEY = "money"
    """A sum: thousand tenge as typed, tiyn as given here."""
    CHOICE = "choice"


@dataclass(frozen=True)
class Ask:
    """One question; the words stand under ``calculators.ask.<key>``."""

    key: str
    sort: Sort = Sort.NUMBER
    unit: str = ""
    low: int = 0
    high: int = 0
    example: str = ""
    choices: tuple[str, ...] = ()

    def read(self, value: Value | None) -> Value:
        """Give the answer within its range; refuses (Incomplete) what is absent, no number or out of range."""
        if value is None or value == "":
            raise _wrong(self.key, "shared.required")
        if self.sort is Sort.CHOICE:
            if value not in self.choices:
                raise _wrong(self.key, "shared.not_a_choice")
            return value
        return self._number(value)

    def _number(self, value: Value) -> Value:
        if self.sort is Sort.MONEY:
            if not isinstance(value, int):
                raise _wrong(self.key, "shared.not_a_sum")
            if not 0 <= value <= MAX_AMOUNT:
                raise _wrong(self.key, "shared.too_large")
            return value
        if isinstance(value, str) or not Decimal(value).is_finite():
            raise _wrong(self.key, "shared.not_a_number", v=str(value)[:40])
        if not self.low <= value <= self.high:
            raise _wrong(self.key, "shared.number_range", a=self.low, b=self.high)
        if self.sort is Sort.WHOLE and value != int(value):
            raise _wrong(self.key, "projects.not_whole")
        return Decimal(value)

    @property
    def shown_example(self) -> Value:
        """Give the answer of the worked example."""
        if self.sort is Sort.CHOICE:
            return self.example
        return int(self.example) * TENGE if self.sort is Sort.MONEY else Decimal(self.example)


@dataclass(frozen=True)
class Answers:
    """Checked answers by key."""

    values: Mapping[str, Value]

    def number(self, key: str) -> Fraction:
        """Give a number exactly."""
        return Fraction(self.values[key])

    def whole(self, key: str) -> int:
        """Give a whole number."""
        return int(self.values[key])

    def tenge(self, key: str) -> Fraction:
        """Give a sum in tenge."""
        return Fraction(int(self.values[key]), TENGE)

    def tiyn(self, key: str) -> Tiyn:
        """Give a sum in tiyn."""
        return int(self.values[key])

    def choice(self, key: str) -> str:
        """Give what was chosen."""
        return str(self.values[key])

    @property
    def year(self) -> int:
        """Give the first year of accrual."""
        return self.whole("year")

    @property
    def month(self) -> int:
        """Give the first month of accrual; January where the calculator does not ask."""
        return self.whole("month") if "month" in self.values else 1

    @property
    def territory(self) -> str:
        """Give the district whose own rates count, or nothing."""
        return str(self.values.get("territory") or "")

    def given(self) -> tuple[Given, ...]:
        """Give the answers as plain text, for storing with the tax-base object."""
        return tuple(Given(key, _text(value)) for key, value in self.values.items() if value != "")


def answered(asks: Iterable[Ask], values: Answered, territory: str = "") -> Answers:
    """Check every answer; refuses (Incomplete) with one problem for each that cannot be taken."""
    read: dict[str, Value] = {}
    problems: list[Problem] = []
    for ask in asks:
        try:
            read[ask.key] = ask.read(values.get(ask.key))
        except Incomplete as refusal:
            problems += refusal.problems
    if problems:
        raise Incomplete("calculators.answers", tuple(problems), n=len(problems))
    return Answers(read | {"territory": territory})


def _text(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def _wrong(key: str, code: str, **details: object) -> Incomplete:
    return Incomplete(code, (Problem(key, code, details),), **details)


def number(key: str, unit: str, high: int, example: str, low: int = 0) -> Ask:
    """Ask for a number, parts of one included."""
    return Ask(key, Sort.NUMBER, unit, low, high, example)


def whole(key: str, unit: str, high: int, example: str, low: int = 1) -> Ask:
    """Ask for a whole number."""
    return Ask(key, Sort.WHOLE, unit, low, high, example)


def money(key: str, example: str) -> Ask:
    """Ask for a sum; the example is in tenge."""
    return Ask(key, Sort.MONEY, "thousand", example=example)


def choice(key: str, *choices: str) -> Ask:
    """Ask for one of a few; the first is the example."""
    return Ask(key, Sort.CHOICE, choices=choices, example=choices[0])


YEAR = whole("year", "", LAST_YEAR, "2026", FIRST_YEAR)
MONTH = whole("month", "", 12, "1")
YEARS = whole("years", "year", 15, "5")
WITHOUT = money("without", "0")
LOW = whole("low", "percent", 100, "80", 0)
HIGH = whole("high", "percent", 300, "110", 100)
PLACE = choice("place", "village", "settlement", "town")
INSIDE = choice("inside", "yes", "no")
"""Whether the plot lies inside a settlement (Budget Code 2025, art. 26(1)10, 26(3)3-4)."""
