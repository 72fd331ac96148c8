"""The codes, index values and rates that come with the program: ``config/classification``, read once."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lsg_projects.domain.calculators import RateBook, read_rates
from lsg_projects.domain.classification import IndexValue, Programme, Receipt, Span
from lsg_projects.domain.text import Tri
from lsg_projects.resources import folder


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
