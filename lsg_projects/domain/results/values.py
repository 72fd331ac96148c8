"""The values of an indicator: each goes from a draft to those who approve it; an approved one is never rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lsg_projects.domain.periods import Period, parse
from lsg_projects.domain.text import Tri


class ValueState(StrEnum):
    """Where a value stands between who types it and who approves it."""

    DRAFT = "draft"
    PENDING = "pending"
    RETURNED = "returned"
    APPROVED = "approved"


EDITABLE = frozenset({ValueState.DRAFT, ValueState.RETURNED})
"""States in which the office may still type another number while the period is open."""


@dataclass(frozen=True)
class Value:
    """One reported value; *revision* counts the dated corrections of a period, 0 is the first one."""

    id: int
    key: str
    """The result of the passport that it measures."""
    period: str
    revision: int
    state: ValueState
    value: Decimal
    version: int = 1
    """How often the row was written: what a form was filled over."""
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    source: str = ""
    """The paper that the number stands in."""
    note: str = ""
    reason: Tri = Tri()
    """Why it was corrected."""
    remark: str = ""
    """Why it was returned."""
    writers: frozenset[int] = frozenset()
    """Persons who typed or sent it: they never approve it."""
    recorded_on: date | None = None
    decided_on: date | None = None

    @property
    def place(self) -> Period:
        """Give the period as dates."""
        return parse(self.period)


def series(values: Iterable[Value], key: str, period: str) -> tuple[Value, ...]:
    """Give every value of one indicator in one period, the first one first."""
    found = (one for one in values if one.key == key and one.period == period)
    return tuple(sorted(found, key=lambda one: one.revision))


def current(values: Iterable[Value], key: str, period: str) -> Value | None:
    """Give the approved value that counts: the last correction that was approved, else the first value."""
    approved = [one for one in series(values, key, period) if one.state is ValueState.APPROVED]
    return approved[-1] if approved else None


def newest(values: Iterable[Value], key: str, until: date) -> Value | None:
    """Give the approved value of the last period that had ended on *until*, as it was approved by that day or later.

    A correction that came after *until* counts: a report tells the past as it is known when it is issued.
    """
    kept = [one for one in values if one.key == key and one.state is ValueState.APPROVED and one.place.end <= until]
    return max(kept, key=lambda one: (one.place.end, -one.place.months, one.revision), default=None)
