"""Report periods: a quarter, a half-year, a year, a month; their local dates, neighbours and ends."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lsg_projects.domain.errors import Incomplete

_WRITTEN = re.compile(r"(\d{4})(?:-(?:(Q[1-4])|(H[12])|(0[1-9]|1[0-2])))?")
FIRST_YEAR, LAST_YEAR = 2018, 2099
"""The 4th-level budget exists since 2018 (Law 90-VI of 11.07.2017)."""


class Length(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


_MONTHS = {Length.MONTH: 1, Length.QUARTER: 3, Length.HALF: 6, Length.YEAR: 12}
_LETTER = {Length.QUARTER: "Q", Length.HALF: "H"}


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of local dates (Asia/Almaty) that a report speaks of; *place* counts from 1 within the year."""

    year: int
    place: int
    length: Length

    @property
    def months(self) -> int:
        """Give how many months it has."""
        return _MONTHS[self.length]

    @property
    def start(self) -> date:
        """Give its first day."""
        return date(self.year, (self.place - 1) * self.months + 1, 1)

    @property
    def end(self) -> date:
        """Give its last day."""
        month = self.place * self.months
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def previous(self) -> Period:
        """Give the period of the same length just before."""
        return self._moved(-1)

    @property
    def next(self) -> Period:
        """Give the period of the same length just after."""
        return self._moved(1)

    @property
    def quarters(self) -> tuple[Period, ...]:
        """Give the quarters in it, in order; a month has none."""
        if self.months < _MONTHS[Length.QUARTER]:
            return ()
        first = of(self.start, Length.QUARTER)
        found = [first]
        while found[-1].end < self.end:
            found.append(found[-1].next)
        return tuple(found)

    def _moved(self, by: int) -> Period:
        count = 12 // self.months
        years, place = divmod(self.year * count + self.place - 1 + by, count)
        return Period(years, place + 1, self.length)

    def holds(self, day: date | None) -> bool:
        """Tell whether *day* lies in it."""
        return day is not None and self.start <= day <= self.end

    def __str__(self) -> str:
        """Write it as commands and addresses do: 2025-Q4, 2025-H2, 2025, 2025-11."""
        if self.length is Length.YEAR:
            return str(self.year)
        if self.length is Length.MONTH:
            return f"{self.year}-{self.place:02d}"
        return f"{self.year}-{_LETTER[self.length]}{self.place}"


def parse(text: str) -> Period:
    """Read a period as `str` writes it; refuses (Incomplete) what is none."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise Incomplete("reports.not_a_period", v=text[:20])
    year, quarter, half, month = match.groups()
    if quarter:
        return Period(int(year), int(quarter[1]), Length.QUARTER)
    if half:
        return Period(int(year), int(half[1]), Length.HALF)
    if month:
        return Period(int(year), int(month), Length.MONTH)
    return Period(int(year), 1, Length.YEAR)


def of(day: date, length: Length) -> Period:
    """Give the period of *length* that holds *day*."""
    return Period(day.year, (day.month - 1) // _MONTHS[length] + 1, length)


def latest_closed(today: date, length: Length) -> Period:
    """Give the newest period that has ended before *today*."""
    return of(today, length).previous


def closed_since(first: Period, today: date) -> tuple[Period, ...]:
    """Give every period from *first* on that has ended before *today*, oldest first, without a limit."""
    found = []
    period = first
    while period.end < today:
        found.append(period)
        period = period.next
    return tuple(found)
