"""The budget as citizens read it: of every 1,000 tenge, from where they come and for what they go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lsg_projects.domain.budget import INCOME_PARTS, Figures, Line, leaves
from lsg_projects.domain.money import Tiyn

TENGE_SHARED = 1000


@dataclass(frozen=True)
class Kind:
    """One kind of income with its part of 1,000 tenge."""

    name: str
    amount: Tiyn
    tenge: int

    @property
    def own(self) -> bool:
        """Tell the settlement's own money from transfers."""
        return self.name != "transfers"


@dataclass(frozen=True)
class Direction:
    """One functional group of expenditure with its largest programme."""

    group: str
    amount: Tiyn
    example: str
    """Code of the programme that most of it goes to."""


def of_thousand(parts: Sequence[Tiyn]) -> tuple[int, ...]:
    """Share 1,000 tenge among *parts* so that the whole numbers add up to 1,000; parts below nought get none.

    The largest remainders take what rounding down leaves; equal ones in the order of the parts.
    """
    kept = [max(part, 0) for part in parts]
    whole = sum(kept)
    if not whole:
        return tuple(0 for _ in kept)
    shares = [part * TENGE_SHARED // whole for part in kept]
    rest = sorted(range(len(kept)), key=lambda place: (-(kept[place] * TENGE_SHARED % whole), place))
    for place in rest[: TENGE_SHARED - sum(shares)]:
        shares[place] += 1
    return tuple(shares)


def came_from(figures: Figures) -> tuple[Kind, ...]:
    """Share 1,000 tenge of income among its kinds; a kind that brings nothing is left out."""
    known = [(name, amount) for name in INCOME_PARTS if (amount := getattr(figures, name))]
    tenge = of_thousand([amount for _name, amount in known])
    return tuple(Kind(name, amount, part) for (name, amount), part in zip(known, tenge, strict=True))


def outcome(figures: Figures) -> tuple[str, Tiyn]:
    """Say how income and expenditure stand, in a word, and by what sum; a printed deficit goes before the computed."""
    deficit = figures.computed_deficit if figures.deficit is None else figures.deficit
    if deficit is None:
        return "unknown", 0
    if deficit >= 0:
        return ("surplus" if deficit else "balanced"), deficit
    return ("deficit_balances" if figures.used_balances else "deficit"), -deficit


def directions(lines: Iterable[Line]) -> tuple[Direction, ...]:
    """Add expenditure up by functional group, the largest first; subtotals are left out."""
    groups: dict[str, list[Line]] = {}
    for line in leaves(lines):
        if line.section == "expenditure":
            groups.setdefault(line.code.partition(".")[0], []).append(line)
    found = [
        Direction(group, sum(line.amount for line in rows), max(rows, key=lambda line: (line.amount, line.code)).code)
        for group, rows in groups.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.amount, each.group)))
