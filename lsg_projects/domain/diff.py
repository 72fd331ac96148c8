"""Typed differences between two passports, in stable codes: what an approver and a citizen are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from lsg_projects.domain.project import STEPS, Passport
from lsg_projects.domain.text import Tri

MONEY = frozenset({"amount", "base", "low", "high", "without", "planned"})
"""Names of fields that hold tiyn; every other whole number is a plain number."""
ROWS = frozenset({"beneficiaries", "goals", "results", "milestones", "lines", "revenue", "objects", "risks"})


@dataclass(frozen=True)
class Change:
    """One difference at one place. *kind* tells a page how to print *before* and *after*."""

    step: str
    field: str
    """The passport's field, such as ``lines``."""
    part: str
    """The field inside a row, such as ``amount``; empty for a field of its own and for a whole row."""
    kind: str
    """text, money, date, number, choice, list, or the row kinds ``added`` and ``removed``."""
    before: Any
    after: Any
    row: Any = None
    """The row (as it stands after, or stood before when removed) that the change belongs to."""

    @property
    def delta(self) -> int | None:
        """Give the change of a sum, where both sides are sums."""
        if self.kind != "money" or self.before is None or self.after is None:
            return None
        return int(self.after - self.before)


def differences(before: Passport, after: Passport) -> tuple[Change, ...]:
    """List what differs, in the order of the form."""
    return tuple(
        change
        for step, names in STEPS.items()
        for name in names
        for change in _field_changes(step, name, getattr(before, name), getattr(after, name))
    )


def changed_fields(before: Passport, after: Passport) -> frozenset[str]:
    """Give the names of the passport's fields that differ."""
    return frozenset(change.field for change in differences(before, after))


def _field_changes(step: str, name: str, old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    if name in ROWS:
        yield from _rows(step, name, old, new)
    elif is_dataclass(new) and not isinstance(new, Tri):
        yield from _parts(step, name, old, new, None)
    else:
        yield Change(step, name, "", _kind(name, old, new), old, new)


def _rows(step: str, name: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
    was, now = _keyed(old), _keyed(new)
    for key, row in now.items():
        if key not in was:
            yield Change(step, name, "", "added", None, row, row)
        elif was[key] != row:
            yield from _parts(step, name, was[key], row, row)
    for key, row in was.items():
        if key not in now:
            yield Change(step, name, "", "removed", row, None, row)


def _keyed(rows: tuple[Any, ...]) -> Mapping[object, Any]:
    """Tell rows apart by their own key, or by their place where they have none."""
    return {getattr(row, "key", "") or place: row for place, row in enumerate(rows)}


def _parts(step: str, name: str, old: Any, new: Any, row: Any) -> Iterator[Change]:
    for part in fields(new):
        was, now = getattr(old, part.name), getattr(new, part.name)
        if was != now:
            yield Change(step, name, part.name, _kind(part.name, was, now), was, now, row)


def _kind(name: str, old: Any, new: Any) -> str:
    sample = old if new is None else new
    if name in MONEY:
        return "money"
    if isinstance(sample, Tri):
        return "text"
    if isinstance(sample, date):
        return "date"
    if isinstance(sample, tuple):
        return "list"
    return "choice" if isinstance(sample, str | bool) else "number"
