"""Rates as data: what a law or a local decision sets, from which day, by which article, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.text import Tri

HUNDRED = 100


@dataclass(frozen=True)
class Band:
    """One step of a scale: up to a bound (none for the last) a value, and what all steps below come to."""

    up_to: Decimal | None
    value: Decimal
    plus: Decimal = Decimal(0)


@dataclass(frozen=True)
class Rate:
    """One rate with its validity; a *territory* (KATO) makes it the rate of that district only."""

    key: str
    since: date
    value: Decimal | None = None
    unit: str = ""
    bands: tuple[Band, ...] = ()
    until: date | None = None
    territory: str = ""
    act: str = ""
    """Which act sets it: a key under ``calculators.act.``."""
    articles: str = ""
    decision: Tri = Tri()
    """The decision of the district that set its own rate."""
    source: str = ""
    certainty: str = "confirmed"

    def holds(self, day: date) -> bool:
        """Tell whether the rate is in force on *day*."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def number(self) -> Fraction:
        """Give the plain rate exactly; a scale has none."""
        if self.value is None:
            raise ValueError(f"{self.key} is a scale")
        return Fraction(self.value)

    def band(self, amount: Fraction) -> tuple[Fraction, Band]:
        """Give the lower bound and the step of a scale that *amount* falls into; a bound belongs to the lower step."""
        lower = Fraction(0)
        for band in self.bands:
            if band.up_to is None or amount <= Fraction(band.up_to):
                return lower, band
            lower = Fraction(band.up_to)
        raise ValueError(f"{self.key} ends at {lower}")

    def progressive(self, amount: Fraction) -> Fraction:
        """Give the sum of a scale whose steps count each its own part of *amount*."""
        lower, band = self.band(amount)
        share = Fraction(band.value) / (HUNDRED if self.unit == "percent" else 1)
        return Fraction(band.plus) + share * (amount - lower)


@dataclass(frozen=True)
class RateBook:
    """All rates of an installation."""

    rates: tuple[Rate, ...]

    def find(self, key: str, day: date, territory: str = "") -> Rate:
        """Give the rate in force on *day*, the district's own first; refuses (Incomplete) without one."""
        found = self.look(key, day, territory)
        if found is None:
            raise Incomplete("calculators.no_rate", y=day.year, key=key)
        return found

    def look(self, key: str, day: date, territory: str = "") -> Rate | None:
        """Give the rate in force on *day*, or nothing."""
        held = [rate for rate in self.rates if rate.key == key and rate.holds(day)]
        near = [rate for rate in held if rate.territory and rate.territory == territory]
        return max(near or [rate for rate in held if not rate.territory], key=lambda rate: rate.since, default=None)

    def territories(self, key: str) -> tuple[str, ...]:
        """Give the districts that set their own rate under *key*."""
        return tuple(sorted({rate.territory for rate in self.rates if rate.key == key and rate.territory}))


def read_rates(entries: Iterable[Mapping[str, Any]]) -> RateBook:
    """Read the tables of ``rates.toml``; numbers stand there as text, so that none passes through a float."""
    return RateBook(tuple(_rate(entry) for entry in entries))


def _rate(entry: Mapping[str, Any]) -> Rate:
    return Rate(
        key=entry["key"],
        since=entry["since"],
        value=Decimal(entry["value"]) if "value" in entry else None,
        unit=entry["unit"],
        bands=tuple(_band(each) for each in entry.get("bands", ())),
        until=entry.get("until"),
        territory=entry.get("territory", ""),
        act=entry["act"],
        articles=entry.get("articles", ""),
        decision=Tri.of(entry.get("decision")),
        source=entry["source"],
        certainty=entry["certainty"],
    )


def _band(entry: Mapping[str, str]) -> Band:
    bound = entry.get("up_to")
    return Band(None if bound is None else Decimal(bound), Decimal(entry["value"]), Decimal(entry.get("plus", "0")))
