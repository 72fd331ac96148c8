"""What a list of projects is asked for: the names of the address, read leniently, so that no address is an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TypeVar, cast

from lsg_projects.domain.identifiers import valid_kato
from lsg_projects.domain.states import Approval, Delivery, Sector, Source, Stage
from lsg_projects.domain.text import clean
from lsg_projects.kit.paging import MAX_SIZE

T = TypeVar("T")
LONGEST_QUERY = 120
MOST_VALUES = 20
"""Values of one filter; an address with more is not a person's."""


class PaysBack(StrEnum):
    """What a project brings into the okrug's own budget."""

    REVENUE = "revenue"
    FIVE = "five"
    """The okrug's own money returns within five years."""
    NONE = "none"
    YES = "yes"
    """All the money returns, whoever paid it."""
    NO = "no"


class Order(StrEnum):
    """By what a list is ordered, the newest or largest first; each one has its index."""

    UPDATED = "updated"
    AMOUNT = "amount"
    GAIN = "gain"


@dataclass(frozen=True)
class Filters:
    """The filters of one list: values of one are alternatives, filters among themselves all hold."""

    q: str = ""
    territory: tuple[str, ...] = ()
    stage: tuple[Stage, ...] = ()
    approval: tuple[Approval, ...] = ()
    delivery: tuple[Delivery, ...] = ()
    year: tuple[int, ...] = ()
    sector: tuple[Sector, ...] = ()
    source: tuple[Source, ...] = ()
    pays_back: tuple[PaysBack, ...] = ()
    order: Order = Order.UPDATED

    def values(self, name: str) -> tuple[object, ...]:
        """Give what is chosen in one filter."""
        return cast(tuple[object, ...], getattr(self, name))

    def switched(self, name: str, value: object) -> Filters:
        """Give the filters with *value* added to one of them, or taken out where it is chosen."""
        chosen = self.values(name)
        kept = tuple(each for each in chosen if each != value) if value in chosen else (*chosen, value)
        return replace(self, **{name: kept})  # type: ignore[arg-type]  # the value came from the same filter

    def pairs(self) -> list[tuple[str, str]]:
        """Give the names and values as they stand in an address; what says nothing is left out."""
        found = [("q", self.q)] if self.q else []
        for name in CHOICES:
            found += [(name, str(value)) for value in self.values(name)]
        return found if self.order is Order.UPDATED else [*found, ("order", self.order.value)]

    @property
    def narrowed(self) -> bool:
        """Tell whether anything is asked for at all."""
        return self != Filters(order=self.order)


@dataclass(frozen=True)
class Reading:
    """What an address asks for, and the parts of it that mean nothing to us."""

    filters: Filters
    after: str = ""
    before: str = ""
    limit: int | None = None
    ignored: tuple[tuple[str, str], ...] = ()


def _year(text: str) -> int:
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    if not 2000 <= year <= 2100:
        raise ValueError(text)
    return year


def _kato(text: str) -> str:
    if not text.isascii() or not valid_kato(text):
        raise ValueError(text)
    return text


_ALIASES = {"true": "yes", "1": "yes", "false": "no", "0": "no"}


def _pays_back(text: str) -> PaysBack:
    return PaysBack(_ALIASES.get(text.lower(), text))


CHOICES: dict[str, Callable[[str], object]] = {
    "territory": _kato,
    "stage": Stage,
    "approval": Approval,
    "delivery": Delivery,
    "year": _year,
    "sector": Sector,
    "source": Source,
    "pays_back": _pays_back,
}
"""The filters with a choice of values, and how a value is read."""
KNOWN = frozenset({field.name for field in fields(Filters)} | {"after", "before", "limit"})


def read(asked: Mapping[str, Sequence[str]]) -> Reading:
    """Read the names and values of an address; unknown names and unreadable values are told back, never refused."""
    ignored: list[tuple[str, str]] = [(name, "") for name in asked if name not in KNOWN]
    chosen: dict[str, object] = {name: _several(asked, name, one, ignored) for name, one in CHOICES.items()}
    filters = Filters(
        q=clean(_first(asked, "q"))[:LONGEST_QUERY],
        order=_order(_first(asked, "order"), ignored),
        **chosen,  # type: ignore[arg-type]  # each reader gives the kind of its filter
    )
    limit = _limit(_first(asked, "limit"), ignored)
    return Reading(filters, _first(asked, "after"), _first(asked, "before"), limit, tuple(ignored))


def _limit(text: str, ignored: list[tuple[str, str]]) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MAX_SIZE:
        return int(text)
    ignored.append(("limit", text))
    return None


def _first(asked: Mapping[str, Sequence[str]], name: str) -> str:
    values = asked.get(name) or ("",)
    return values[0]


def _several(
    asked: Mapping[str, Sequence[str]], name: str, one: Callable[[str], T], ignored: list[tuple[str, str]]
) -> tuple[T, ...]:
    found: list[T] = []
    typed = [part.strip() for value in asked.get(name, ()) for part in value.split(",") if part.strip()]
    parts = list(dict.fromkeys(typed))
    for part in parts[:MOST_VALUES]:
        try:
            found.append(one(part))
        except ValueError:
            ignored.append((name, part))
    ignored += [(name, part) for part in parts[MOST_VALUES:]]
    return tuple(dict.fromkeys(found))


def _order(text: str, ignored: list[tuple[str, str]]) -> Order:
    try:
        return Order(text) if text else Order.UPDATED
    except ValueError:
        ignored.append(("order", text))
        return Order.UPDATED
