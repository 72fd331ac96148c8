"""How values roll up from village to rural district, district and oblast; who has not reported is always said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Rule(StrEnum):
    """How one value is made of many."""

    SUM = "sum"
    WEIGHTED = "weighted"
    """The mean by weight: a share of many settlements counts their people."""
    LAST = "last"
    """The newest one that was reported; nothing is added up."""


@dataclass(frozen=True)
class Leaf:
    """One reporter of one indicator: where it lies, and its value where it gave one."""

    path: str
    """KATO codes from the top down, joined by ``/``."""
    key: str
    """What is reported there: the code of a project."""
    value: Decimal | None = None
    weight: Decimal | None = None
    """People who gain; a value without a weight cannot enter a weighted mean."""
    day: date | None = None
    """The end of the period that the value speaks of."""


@dataclass(frozen=True)
class Rolled:
    """What a territory comes to, out of how many reporters, and which of them are missing."""

    value: Decimal | None
    given: int
    of: int
    missing: tuple[str, ...] = ()


def roll_up(rule: Rule, leaves: Iterable[Leaf], path: str = "") -> Rolled:
    """Give the value of the territory at *path* (all of them where it is empty) by its declared rule."""
    found = [leaf for leaf in leaves if not path or leaf.path == path or leaf.path.startswith(f"{path}/")]
    told = [leaf for leaf in found if _counts(rule, leaf)]
    keys = sorted({leaf.key for leaf in found})
    missing = tuple(sorted({leaf.key for leaf in found if not _counts(rule, leaf)}))
    return Rolled(_value(rule, told), len(keys) - len(missing), len(keys), missing)


def _counts(rule: Rule, leaf: Leaf) -> bool:
    return leaf.value is not None and (rule is not Rule.WEIGHTED or bool(leaf.weight))


def _value(rule: Rule, told: list[Leaf]) -> Decimal | None:
    if not told:
        return None
    if rule is Rule.SUM:
        return sum((leaf.value for leaf in told if leaf.value is not None), Decimal(0))
    if rule is Rule.LAST:
        return max(told, key=lambda leaf: (leaf.day or date.min, leaf.key)).value
    weights = sum((leaf.weight for leaf in told if leaf.weight is not None), Decimal(0))
    total = sum((leaf.value * leaf.weight for leaf in told if leaf.value is not None and leaf.weight), Decimal(0))
    return total / weights
