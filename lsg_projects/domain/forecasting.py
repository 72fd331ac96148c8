"""How far forecasts of own revenue were off, added up in whatever way one asks: project, receipt, sector, year."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from lsg_projects.domain.money import Tiyn, share

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Judged:
    """What was expected and what came; *each* is what the single forecasts were off by, signs aside."""

    expected: Tiyn
    received: Tiyn
    each: Tiyn = 0

    @property
    def error(self) -> Tiyn:
        """Give by how much more came than was expected."""
        return self.received - self.expected

    @property
    def percent(self) -> Decimal | None:
        """Give the error in percent of what was expected; nothing where nothing was."""
        return share(self.error, self.expected) if self.expected else None

    @property
    def accuracy(self) -> Decimal | None:
        """Give the errors of the single forecasts in percent of the sum: too much here hides no too little there."""
        return share(self.each, self.expected) if self.expected else None


@dataclass(frozen=True)
class Group(Generic[K]):
    """The forecasts that share a key."""

    key: K
    sums: Judged
    count: int


def judged(pairs: Iterable[tuple[Tiyn, Tiyn]]) -> Judged:
    """Add up pairs of expected and received; no order of them changes the result."""
    kept = tuple(pairs)
    return Judged(
        sum(expected for expected, _received in kept),
        sum(received for _expected, received in kept),
        sum(abs(received - expected) for expected, received in kept),
    )


T = TypeVar("T")


def grouped(rows: Iterable[T], key: Callable[[T], K], sums: Callable[[T], tuple[Tiyn, Tiyn]]) -> tuple[Group[K], ...]:
    """Add rows up by *key*, those that are off the most first, then in order of the keys."""
    found: dict[K, list[tuple[Tiyn, Tiyn]]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(sums(row))
    groups = (Group(each, judged(pairs), len(pairs)) for each, pairs in found.items())
    return tuple(sorted(groups, key=lambda group: (-group.sums.each, str(group.key))))
