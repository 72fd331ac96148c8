"""What a check of some chapters found, and how the findings of all chapters are put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """What was seen in some chapters, or around them all."""

    faults: tuple[str, ...]
    ids: tuple[str, ...] = ()
    """Ids of elements; around, those of the index."""
    places: tuple[int, ...] = ()
    """Places of pages in the tree of ways back."""
    chapters: int = 0
    """How many chapters can be looked at apart; none where pages and tags do not go together."""


def stretches(chapters: int, many: int) -> list[tuple[int, int | None]]:
    """Give from where to where to look, *many* chapters at a time; everything at once where they do not stand apart."""
    if not chapters or not many:
        return [(0, None)]
    return [(first, min(first + many, chapters)) for first in range(0, chapters, many)]


def joined(frame: Found, looked: Sequence[Found]) -> list[str]:
    """Give the faults around and within the chapters, with those that only show between them."""
    told = [*frame.faults, *(fault for each in looked for fault in each.faults)]
    ids = Counter(key for each in looked for key in each.ids)
    told += [f"the id {key!r} stands twice" for key, count in ids.items() if count > 1]
    told += [f"the index leads to the id {key!r} that is nowhere" for key in frame.ids if key not in ids]
    places = Counter(place for each in looked for place in each.places)
    told += [f"{count} pages share the way back {place}" for place, count in places.items() if count > 1]
    return told
