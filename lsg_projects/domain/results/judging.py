"""What a value says against its target, and what is wrong with one that was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lsg_projects.domain.errors import Problem
from lsg_projects.domain.periods import Length, Period
from lsg_projects.domain.project import Result, Target

_WHOLE = Decimal(100)
LARGEST = Decimal(10) ** 12


@dataclass(frozen=True)
class Judged:
    """A value beside the target of its period."""

    target: Decimal
    reached: bool
    percent: Decimal | None
    """How much of the way from the baseline to the target is done; nothing where there is no way to go."""


def target_for(result: Result, period: Period) -> Target | None:
    """Give the target that a value of *period* is held against.

    It is the quarter's own where the passport has one, else that of the year; a year without a target of its own looks
    ahead to the next one.
    """
    if period.length is Length.QUARTER:
        for target in result.targets:
            if (target.year, target.quarter) == (period.year, period.place):
                return target
    ahead = [target for target in result.targets if target.year >= period.year and not target.quarter]
    return min(ahead, key=lambda target: target.year, default=None)


def judge(result: Result, period: Period, value: Decimal) -> Judged | None:
    """Hold *value* against the target of its period; nothing where the passport names none."""
    target = target_for(result, period)
    if target is None:
        return None
    reached = value <= target.value if result.falls else value >= target.value
    return Judged(target.value, reached, _way(result.baseline, target.value, value))


def _way(baseline: Decimal | None, target: Decimal, value: Decimal) -> Decimal | None:
    if baseline is None or target == baseline:
        return None
    return ((value - baseline) / (target - baseline) * _WHOLE).quantize(Decimal(1))


def worse(result: Result, value: Decimal) -> bool:
    """Tell whether *value* is worse than before the project began."""
    if result.baseline is None:
        return False
    return value > result.baseline if result.falls else value < result.baseline


def faults(
    result: Result,
    value: Decimal | None,
    parts: Mapping[str, Decimal | None],
    wanted: Sequence[str],
    before: Decimal | None,
    note: str,
) -> tuple[Problem, ...]:
    """Name what is wrong with a typed value: *wanted* are its parts, *before* the approved one of the period before.

    The places are ``value``, ``part-<key>`` and ``note``; whoever shows a form of several puts the indicator before.
    """
    if value is None:
        return (Problem("value", "results.no_value"),)
    found: list[Problem] = []
    if abs(value) > LARGEST:
        found.append(Problem("value", "results.too_large"))
    if result.cumulative and before is not None and (value > before if result.falls else value < before):
        found.append(Problem("value", "results.below_before", {"v": before}))
    if worse(result, value) and not note:
        found.append(Problem("note", "results.explain_worse", {"v": result.baseline}))
    return (*found, *_parts(value, parts, wanted))


def _parts(value: Decimal, parts: Mapping[str, Decimal | None], wanted: Sequence[str]) -> tuple[Problem, ...]:
    """Refuse a split that is told in part, or whose parts are not the whole."""
    typed = {key: parts.get(key) for key in wanted}
    if all(part is None for part in typed.values()):
        return ()
    missing = tuple(Problem(f"part-{key}", "results.part_missing") for key, part in typed.items() if part is None)
    total = sum((part for part in typed.values() if part is not None), Decimal(0))
    if missing or total == value:
        return missing
    return (Problem(f"part-{wanted[0]}", "results.parts_differ", {"a": total, "b": value}),)
