"""A choice among things as whole numbers, the solver that answers it, and the check of every answer."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

_TRIES = 24
"""How often a solver may answer with a set that whole numbers refuse; each is forbidden and it is asked again."""


class Status(StrEnum):
    """What a solver can say."""

    FOUND = "found"
    """The set is the best one."""
    NONE = "none"
    """No set meets the conditions."""
    UNFINISHED = "unfinished"
    """Time ran out; the set, where there is one, may not be the best."""


@dataclass(frozen=True)
class Row:
    """One condition: what the chosen take adds up to at most *most*."""

    takes: tuple[tuple[int, int], ...]
    """Place of the thing and what it takes; things that take nothing are left out."""
    most: int

    def taken(self, chosen: Iterable[int]) -> int:
        """Add up what *chosen* take."""
        places = frozenset(chosen)
        return sum(amount for place, amount in self.takes if place in places)

    def holds(self, chosen: Iterable[int]) -> bool:
        """Tell whether *chosen* meet the condition, in whole numbers."""
        return self.taken(chosen) <= self.most

    def reduced(self) -> Row:
        """Divide by what all amounts share: the same sets meet it, and its numbers are small."""
        shared = math.gcd(*(amount for _place, amount in self.takes)) or 1
        return Row(tuple((place, amount // shared) for place, amount in self.takes), self.most // shared)

    @classmethod
    def of(cls, amounts: Iterable[int], most: int) -> Row:
        """Make a row from one amount for each thing."""
        return cls(tuple((place, amount) for place, amount in enumerate(amounts) if amount), most)

    @classmethod
    def at_least(cls, amounts: Iterable[int], least: int) -> Row:
        """Make the row that says: together at least *least*."""
        return cls.of((-amount for amount in amounts), -least)


@dataclass(frozen=True)
class Program:
    """Choose the set with the largest gain among those that meet every row."""

    gain: tuple[int, ...]
    rows: tuple[Row, ...]
    taken: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()

    def value(self, chosen: Iterable[int]) -> int:
        """Add up the gain of *chosen*."""
        return sum(self.gain[place] for place in chosen)

    def allows(self, chosen: frozenset[int]) -> bool:
        """Tell whether a set meets every condition, in whole numbers."""
        fixed = self.taken <= chosen and not self.barred & chosen
        return fixed and all(row.holds(chosen) for row in self.rows)

    def without(self, chosen: frozenset[int]) -> Program:
        """Forbid exactly one set."""
        signs = (1 if place in chosen else -1 for place in range(len(self.gain)))
        return replace(self, rows=(*self.rows, Row.of(signs, len(chosen) - 1)))

    @property
    def contradicts_itself(self) -> bool:
        """Tell whether something is both taken and barred."""
        return bool(self.taken & self.barred)


@dataclass(frozen=True)
class Found:
    """An answer: the set with its gain; no set where there is none or none was found in time."""

    status: Status
    chosen: frozenset[int] | None = None
    value: int = 0


class Solver(Protocol):
    """Whoever finds best sets; floating-point inside, so its sets are checked and its prices only help to count."""

    def best(self, program: Program) -> Found:
        """Find a set with the largest gain."""

    def prices(self, program: Program) -> tuple[float, ...]:
        """Give for each reduced row what one more unit of it would be worth if things could be taken in part."""


def exact(program: Program, solver: Solver) -> Found:
    """Ask *solver*, check the set in whole numbers, and ask again where rounding let a wrong one through."""
    if program.contradicts_itself:
        return Found(Status.NONE)
    asked = program
    for _ in range(_TRIES):
        found = solver.best(asked)
        if found.chosen is None:
            return found
        if program.allows(found.chosen):
            return Found(found.status, found.chosen, program.value(found.chosen))
        asked = asked.without(found.chosen)
    return Found(Status.UNFINISHED)
