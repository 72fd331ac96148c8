"""Whether two projects are about the same thing: for refusals that follow an object, and for sums that were split."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import Kind
from lsg_projects.domain.text import fold

_ALIKE = 0.8
"""Part of common words from which two titles name one thing: a number of a street or a year may differ."""
_NEAR = 0.5


class Tie(StrEnum):
    """What ties two projects of one akim together."""

    EARLIER = "earlier"
    TITLE = "title"
    OBJECT = "object"
    CONTRACTOR = "contractor"


@dataclass(frozen=True)
class Traits:
    """What two projects are compared by."""

    code: str
    title: str
    kind: Kind | None
    place: str
    settlements: frozenset[str]
    earlier: frozenset[str] = frozenset()
    """Codes of the projects that it names as earlier, or that it was copied from."""
    contractors: frozenset[str] = frozenset()


def ties(one: Traits, other: Traits) -> frozenset[Tie]:
    """Give what ties two projects; nothing where they have to do with one another by chance only."""
    found = set()
    if one.code in other.earlier or other.code in one.earlier:
        found.add(Tie.EARLIER)
    if _common(one.title, other.title) >= _ALIKE:
        found.add(Tie.TITLE)
    if one.kind is other.kind and one.settlements & other.settlements and _common(one.place, other.place) >= _NEAR:
        found.add(Tie.OBJECT)
    if one.contractors & other.contractors:
        found.add(Tie.CONTRACTOR)
    return frozenset(found)


def _common(one: str, other: str) -> float:
    """Give the part of words that two texts share."""
    words, others = (frozenset(fold(text).split()) for text in (one, other))
    return len(words & others) / len(words | others) if words and others else 0.0


def split_sum(amount: Tiyn, others: Iterable[Tiyn], threshold: Tiyn) -> Tiyn | None:
    """Give what a project makes with the *others* tied to it, where each stays below and all reach the threshold."""
    if not 0 < amount < threshold:
        return None
    whole = amount + sum(other for other in others if 0 < other < threshold)
    return whole if whole >= threshold else None
