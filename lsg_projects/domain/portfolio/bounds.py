"""What can be said of every best set beforehand, in whole numbers, from prices that may be rough.

For any prices not below nought, no set is worth more than the price of all limits plus the gains that remain after each
thing has paid for what it takes. So a thing whose exclusion (or inclusion) pushes that bound under a worth that is
reached already stands in (or out of) every best set. Rough prices only say less; they never say anything wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lsg_projects.domain.portfolio.program import Program

_SCALE = 1_000_000


@dataclass(frozen=True)
class Bounds:
    """The least bound that the prices give, and what each free thing adds to it; both in millionths."""

    top: int
    left: tuple[int, ...]
    """Gain minus price of what it takes, for each thing."""

    @property
    def most(self) -> int:
        """Give what no set is worth more than."""
        return self.top // _SCALE

    def settled(self, program: Program, value: int) -> tuple[frozenset[int], frozenset[int]]:
        """Give what stands in, and what stands out of, every set that is worth at least *value*."""
        spare = self.top - value * _SCALE
        free = [place for place in range(len(self.left)) if place not in program.taken | program.barred]
        return (
            program.taken | {place for place in free if self.left[place] > spare},
            program.barred | {place for place in free if -self.left[place] > spare},
        )


def bounds(program: Program, prices: Iterable[float]) -> Bounds:
    """Work out the bound that *prices* (one for each reduced row) give."""
    whole = tuple(max(0, round(price * _SCALE)) for price in prices)
    left = [gain * _SCALE for gain in program.gain]
    top = 0
    for row, price in zip((each.reduced() for each in program.rows), whole, strict=True):
        top += price * row.most
        for place, amount in row.takes:
            left[place] -= price * amount
    for place, rest in enumerate(left):
        if place in program.taken or (rest > 0 and place not in program.barred):
            top += rest
    return Bounds(top, tuple(left))
