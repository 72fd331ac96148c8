"""Sizes of boxes on paper in half percents (0 to 200), since a style sheet has one class for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lsg_projects.domain.figures.budgets import Bridge, BudgetRow
from lsg_projects.domain.figures.portfolio import Point
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.ticks import nice_ticks

FULL = 200
Part = tuple[int, int, str]
"""Left edge, width, tone."""


def part(value: Decimal | float | int, whole: Decimal | float | int) -> int:
    """Give *value* of *whole* as half percents; something that is there never vanishes, nothing overflows."""
    if not whole or value <= 0:
        return 0
    return max(1, min(FULL, round(float(value) / float(whole) * FULL)))


def stacked(values: Sequence[tuple[Tiyn, str]], whole: Tiyn) -> list[Part]:
    """Give the parts of one bar from the left, with a gap of half a percent between neighbours."""
    parts: list[Part] = []
    left = 0
    for value, tone in values:
        width = min(part(value, whole), FULL - left)
        if width:
            parts.append((left, max(1, width - 1), tone))
        left += width
    return parts


@dataclass(frozen=True)
class Bullet:
    """The own-revenue share on one scale: base year, now, and what the approved projects add."""

    base: int
    now: int
    more: int
    ticks: tuple[tuple[int, float], ...]


def bullet(row: BudgetRow) -> Bullet:
    """Give the bullet of a total; the scale starts at 0 and ends at a round number over the largest share."""
    now, base = row.now.own_share or Decimal(0), row.base.own_share or Decimal(0)
    then = row.share_with_projects or now
    marks = nice_ticks(float(max(now, base, then)) * 1.25, 4)
    end = marks[-1]
    place = part(now, end)
    ticks = tuple((min(part(mark, end), FULL - 8), mark) for mark in marks)
    return Bullet(part(base, end), place, max(0, part(then, end) - place), ticks)


def share_bars(rows: Sequence[BudgetRow], scale: Decimal) -> list[list[Part]]:
    """Give a bar for each row on one common *scale*: the share now in gold, hatched with the approved projects."""
    return [share_bar(row, scale) for row in rows]


def share_bar(row: BudgetRow, scale: Decimal) -> list[Part]:
    """Give the bar of one share."""
    now = part(row.now.own_share or 0, scale)
    then = part(row.share_with_projects or 0, scale)
    return [(0, now, "gold"), *([(now, then - now, "hatch")] if then > now else [])]


@dataclass(frozen=True)
class Column:
    """One column of a waterfall: where it floats and the words over and under it."""

    left: int
    width: int
    bottom: int
    height: int
    top: int
    tone: str
    words: str
    name: str


@dataclass(frozen=True)
class Waterfall:
    """The way from one sum to another by parts."""

    columns: tuple[Column, ...]
    grid: tuple[tuple[int, float], ...]


def waterfall(steps: Sequence[Bridge], names: Sequence[str], words: Sequence[str]) -> Waterfall:
    """Give the columns from the sum before, over each kind's gain, to the sum after; *names* and *words* for each."""
    before, after = sum(step.before for step in steps), sum(step.after for step in steps)
    levels: list[tuple[Tiyn, Tiyn, str]] = [(0, before, "gold")]
    at = before
    for step in steps:
        levels.append((min(at, at + step.gain), max(at, at + step.gain), "gold"))
        at += step.gain
    levels.append((0, after, "gold"))
    marks = nice_ticks(float(max(high for _, high, _ in levels)) * 1.12, 4)
    slot = FULL // len(levels)
    columns = tuple(
        Column(
            left=place * slot + slot // 5, width=slot - 2 * (slot // 5), bottom=part(low, marks[-1]),
            height=max(1, part(high, marks[-1]) - part(low, marks[-1])), top=part(high, marks[-1]) + 1, tone=tone,
            words=words[place], name=names[place],
        )
        for place, (low, high, tone) in enumerate(levels)
    )  # fmt: skip
    return Waterfall(columns, tuple((part(mark, marks[-1]), mark) for mark in marks[1:]))


@dataclass(frozen=True)
class Curve:
    """Three lines over the months, as paths on a field of 1000 by 300, with the labels of the axis."""

    points: tuple[Point, ...]
    planned: str
    done: str
    paid: str
    today: int
    grid: tuple[int, ...]
    labels: tuple[tuple[int, str], ...]
    table: tuple[Point, ...]
    sentence: str


_WIDE, _HIGH = 1000, 300
_LABEL = 16
"""The width of a month under the axis."""


def curve(points: Sequence[Point], sentence: str, day: str) -> Curve:
    """Draw the curves; *day* is the format of the axis' months."""
    highest = max((max(p.planned, p.done or 0, p.paid or 0) for p in points), default=0)
    top = nice_ticks(float(highest), 4)[-1]
    step = _WIDE / max(1, len(points) - 1)
    known = [p for p in points if p.done is not None]
    every = max(1, len(points) // 6)
    labels = tuple(
        (at, points[place].month.strftime(day))
        for place in range(0, len(points), every)
        if (at := round(place * step / 5)) <= FULL - _LABEL
    )
    return Curve(
        points=tuple(points), planned=_path([p.planned for p in points], step, top),
        done=_path([p.done or 0 for p in known], step, top), paid=_path([p.paid or 0 for p in known], step, top),
        today=round((len(known) - 1) * step) if known else 0,
        grid=tuple(_HIGH - round(_HIGH * mark / top) for mark in nice_ticks(float(highest), 4)[1:]),
        labels=labels, table=tuple(known[-4:]), sentence=sentence,
    )  # fmt: skip


def _path(values: Sequence[Tiyn], step: float, top: float) -> str:
    dots = [f"{round(place * step)} {_HIGH - round(_HIGH * value / top)}" for place, value in enumerate(values)]
    return "M" + "L".join(dots) if dots else "M0 0"
