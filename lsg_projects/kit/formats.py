"""Numbers, money and dates as the readers of each language write them; official forms are written by hand."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from lsg_projects.domain.money import THOUSAND, Sum, Tiyn
from lsg_projects.kit import clock
from lsg_projects.kit.words import words

NBSP = "\u00a0"
MINUS = "\u2212"
UNKNOWN = "–"
_ROMAN = ("I", "II", "III", "IV")


class Formats:
    """How one language writes values: kk and ru with spaces and a comma, en with commas and a point."""

    def __init__(self, lang: str) -> None:
        """Choose the language."""
        self.lang = lang
        self._group, self._point = (",", ".") if lang == "en" else (NBSP, ",")

    def number(self, value: Decimal | int | float | None, digits: int = 0) -> str:
        """Write a number with a fixed count of decimals; nothing known is a dash."""
        if value is None:
            return UNKNOWN
        step = Decimal(1).scaleb(-digits)
        rounded = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
        text = f"{abs(rounded):,.{digits}f}"
        text = text.replace(",", "\0").replace(".", self._point).replace("\0", self._group)
        return (MINUS if rounded < 0 else "") + text

    def plain_number(self, value: Decimal | int | None) -> str:
        """Write a number with the decimals that it has."""
        if value is None:
            return UNKNOWN
        exponent = Decimal(value).normalize().as_tuple().exponent
        return self.number(value, max(0, -exponent) if isinstance(exponent, int) else 0)

    def money(self, amount: Tiyn | None) -> str:
        """Write tiyn as thousand tenge with one decimal, with more where one would hide something."""
        if amount is None:
            return UNKNOWN
        value = Decimal(amount) / THOUSAND
        exponent = value.normalize().as_tuple().exponent
        return self.number(value, max(1, -exponent if isinstance(exponent, int) else 1))

    def rounded_money(self, amount: Tiyn | None) -> str:
        """Write tiyn as thousand tenge with exactly one decimal, for charts and columns."""
        return UNKNOWN if amount is None else self.number(Decimal(amount) / THOUSAND, 1)

    def signed_money(self, amount: Tiyn | None) -> str:
        """Write a gain or a difference with its sign."""
        return ("+" if amount and amount > 0 else "") + self.money(amount)

    def tenge(self, amount: Tiyn | None) -> str:
        """Write tiyn as whole tenge, for what people pay by the tenge."""
        return UNKNOWN if amount is None else self.number(Decimal(amount) / 100) + NBSP + "₸"

    def percent(self, value: Decimal | int | float | None, digits: int = 1) -> str:
        """Write a share, with the sign after a space that does not break."""
        return UNKNOWN if value is None else self.number(value, digits) + NBSP + "%"

    def day(self, value: date | datetime | None) -> str:
        """Write a day as dd.mm.yyyy."""
        if isinstance(value, datetime):
            value = clock.local_day(value)
        return UNKNOWN if value is None else value.strftime("%d.%m.%Y")

    def moment(self, value: datetime | None) -> str:
        """Write a moment as the offices' clocks showed it."""
        return UNKNOWN if value is None else clock.local(value).strftime("%d.%m.%Y, %H:%M")

    def long_day(self, value: date | None) -> str:
        """Write a day with the month's name, in the official form of each language."""
        if value is None:
            return UNKNOWN
        month = words(self.lang)(f"month.of.{value.month}")
        if self.lang == "kk":
            return f"{value.year} жылғы {value.day}{NBSP}{month}"
        tail = " года" if self.lang == "ru" else ""
        return f"{value.day}{NBSP}{month} {value.year}{tail}"

    def period(self, value: str) -> str:
        """Write a reporting period such as ``2025-Q4``, ``2025-H2``, ``2025-11`` or ``2025`` in words."""
        say = words(self.lang)
        year, _, part = value.partition("-")
        if part.startswith("Q"):
            return say("unit.period.quarter", year=year, roman=_ROMAN[int(part[1]) - 1], number=part[1])
        if part.startswith("H"):
            return say(f"unit.period.half_{part[1]}", year=year)
        if part:
            return say("unit.period.month", year=year, month=say(f"month.{int(part)}"))
        return say("unit.period.year", year=year)


def refusal(lang: str, code: str, details: Mapping[str, object]) -> str:
    """Give the sentence of a refusal; sums, numbers and days in its details are written as the reader writes them."""
    form = formats(lang)
    return words(lang)(f"refusal.{code}", **{name: _written(form, value) for name, value in details.items()})


def _written(form: Formats, value: object) -> object:
    if isinstance(value, Sum):
        return form.money(value)
    if isinstance(value, Decimal):
        return form.plain_number(value)
    return form.day(value) if isinstance(value, date) else value


@functools.cache
def formats(lang: str) -> Formats:
    """Give the forms of *lang*, made once."""
    return Formats(lang)
