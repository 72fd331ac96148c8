"""What is chosen among and under which conditions, as the commission states them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.portfolio.program import Program, Row


class Rule(StrEnum):
    """What the commission says of one project beforehand."""

    FREE = "free"
    MUST = "must"
    OUT = "out"


@dataclass(frozen=True)
class Candidate:
    """A project that waits: what it is worth, what it takes, and what was said of it."""

    key: str
    weight: int
    """Worth by the chosen measure, in whole units of it; may be below nought."""
    second: int
    """What decides between sets of equal worth."""
    place: str
    """KATO of the rural district."""
    needs: tuple[Tiyn, ...]
    """What it takes from each limit, in the order of the problem's limits."""
    money: Tiyn
    """Budget money of the year, for the floors."""
    rule: Rule = Rule.FREE
    group: str = ""
    """Alternatives share a word; of a group at most one is taken."""


@dataclass(frozen=True)
class Limit:
    """The money that is free under a ceiling."""

    key: str
    free: Tiyn


@dataclass(frozen=True)
class Floor:
    """The least money of the year that the chosen projects of a rural district get together."""

    place: str
    least: Tiyn


@dataclass(frozen=True)
class Problem:
    """Everything that is chosen by; candidates stand in the order that settles ties."""

    candidates: tuple[Candidate, ...]
    limits: tuple[Limit, ...]
    floors: tuple[Floor, ...] = ()

    @property
    def weights(self) -> tuple[int, ...]:
        """Give the worth of each candidate."""
        return tuple(each.weight for each in self.candidates)

    @property
    def seconds(self) -> tuple[int, ...]:
        """Give what decides between equals, for each candidate."""
        return tuple(each.second for each in self.candidates)

    @property
    def groups(self) -> tuple[str, ...]:
        """Give the groups of alternatives, in order."""
        return tuple(sorted({each.group for each in self.candidates if each.group}))

    def places(self, rule: Rule) -> frozenset[int]:
        """Give the candidates of which *rule* was said."""
        return frozenset(place for place, each in enumerate(self.candidates) if each.rule is rule)

    def needs(self, limit: int) -> tuple[Tiyn, ...]:
        """Give what each candidate takes from a limit."""
        return tuple(each.needs[limit] for each in self.candidates)

    def used(self, limit: int, chosen: Iterable[int]) -> Tiyn:
        """Add up what *chosen* take from a limit."""
        return sum(self.candidates[place].needs[limit] for place in chosen)

    def limit_row(self, limit: int) -> Row:
        """Write a limit as a condition."""
        return Row.of(self.needs(limit), self.limits[limit].free)

    def group_row(self, group: str) -> Row:
        """Write a group of alternatives as a condition."""
        return Row.of((int(each.group == group) for each in self.candidates), 1)

    def floor_row(self, floor: Floor) -> Row:
        """Write a floor as a condition."""
        return Row.at_least(
            (each.money if each.place == floor.place else 0 for each in self.candidates), floor.least
        )  # fmt: skip

    def program(self) -> Program:
        """Write the whole problem for a solver."""
        rows = (
            *(self.limit_row(place) for place in range(len(self.limits))),
            *(self.group_row(group) for group in self.groups),
            *(self.floor_row(floor) for floor in self.floors),
        )
        return Program(self.weights, rows, self.places(Rule.MUST), self.places(Rule.OUT))

    def with_limit(self, limit: int, free: Tiyn) -> Problem:
        """Give the problem with other money under one ceiling."""
        limits = tuple(
            replace(each, free=free) if place == limit else each for place, each in enumerate(self.limits)
        )  # fmt: skip
        return replace(self, limits=limits)

    def without_limit(self, limit: int) -> Program:
        """Write the problem as if one ceiling did not bind."""
        whole = self.program()
        return replace(whole, rows=tuple(row for place, row in enumerate(whole.rows) if place != limit))

    def without_floors(self, places: Iterable[str]) -> Problem:
        """Give the problem without the floors of some rural districts."""
        dropped = frozenset(places)
        return replace(self, floors=tuple(each for each in self.floors if each.place not in dropped))

    def without_group(self, group: str) -> Problem:
        """Give the problem in which a group's members do not exclude one another."""
        return self._each(lambda each: replace(each, group="") if each.group == group else each)

    def freed(self, places: Iterable[int]) -> Problem:
        """Give the problem in which nothing was said beforehand of some candidates."""
        keys = {self.candidates[place].key for place in places}
        return self._each(lambda each: replace(each, rule=Rule.FREE) if each.key in keys else each)

    def _each(self, change: Callable[[Candidate], Candidate]) -> Problem:
        return replace(self, candidates=tuple(change(each) for each in self.candidates))
