"""Results in words: an indicator by period as a drawing and a table need it, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lsg_projects.domain.results import ValueState, target_for
from lsg_projects.domain.text import Tri
from lsg_projects.kit.formats import Formats, formats
from lsg_projects.kit.words import words
from lsg_projects.strategy.queries import Measured, Slot


@dataclass(frozen=True)
class Point:
    """One period of the drawing: what was reached and what was aimed at."""

    label: str
    value: float | None
    text: str
    target: float | None


@dataclass(frozen=True)
class Earlier:
    """An approved value that a correction replaced."""

    text: str
    day: str


@dataclass(frozen=True)
class Line:
    """One period of the table."""

    period: str
    target: str
    value: str
    """The approved value, or a dash."""
    percent: str
    """How much of the way from the baseline to the target is done."""
    reached: bool | None
    parts: tuple[tuple[str, str], ...] = ()
    source: str = ""
    earlier: tuple[Earlier, ...] = ()
    reason: str = ""
    """Why the value was corrected."""
    state: str = ""


@dataclass(frozen=True)
class Told:
    """One indicator with its periods."""

    key: str
    title: str
    unit: str
    level: str
    text: str
    baseline: str
    falls: bool
    cumulative: bool
    source: str
    sentence: str
    points: tuple[Point, ...]
    lines: tuple[Line, ...]

    @property
    def known(self) -> bool:
        """Tell whether any value is approved."""
        return any(point.value is not None for point in self.points[1:])


def told(at: Measured, lang: str, places: Mapping[str, Tri], *, open_periods: bool = False) -> Told:
    """Put an indicator into words; *places* are the villages' names, *open_periods* shows periods without a value too.

    A reader of the register is shown approved values alone.
    """
    result = at.result
    slots = [slot for slot in at.slots if open_periods or slot.current is not None]
    title = result.indicator.pick(lang) or result.text.pick(lang)
    return Told(
        key=result.key, title=title, unit=result.unit.pick(lang), level=result.level, text=result.text.pick(lang),
        baseline=_baseline(at, lang), falls=result.falls, cumulative=result.cumulative,
        source=result.source.pick(lang), sentence=_sentence(at, title, lang),
        points=(_start(at), *(_point(at, slot, lang) for slot in slots)),
        lines=tuple(_line(at, slot, lang, places) for slot in slots),
    )  # fmt: skip


def _baseline(at: Measured, lang: str) -> str:
    result, fmt = at.result, formats(lang)
    if result.baseline is None:
        return result.baseline_unknown.pick(lang) or "–"
    said = fmt.plain_number(result.baseline)
    return f"{said} ({result.baseline_year})" if result.baseline_year else said


def _start(at: Measured) -> Point:
    """Begin the drawing where the project found things."""
    base, year = at.result.baseline, at.result.baseline_year
    return Point(str(year or ""), None if base is None else float(base), "", None)


def _point(at: Measured, slot: Slot, lang: str) -> Point:
    fmt, target = formats(lang), target_for(at.result, slot.period)
    value = slot.current.value if slot.current else None
    label = str(slot.period).replace("-", " ")
    text = fmt.plain_number(value) if value is not None else ""
    return Point(label, _float(value), text, _float(target.value if target else None))


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _line(at: Measured, slot: Slot, lang: str, places: Mapping[str, Tri]) -> Line:
    fmt, now, judged, newest = formats(lang), slot.current, slot.judged, slot.newest
    return Line(
        period=fmt.period(str(slot.period)), target=target_text(at, slot, fmt),
        value=fmt.plain_number(now.value) if now else "–",
        percent=fmt.percent(judged.percent, 0) if judged and judged.percent is not None else "–",
        reached=judged.reached if judged else None,
        parts=tuple((part_name(key, lang, places), fmt.plain_number(part)) for key, part in now.parts.items())
        if now else (),
        source=now.source if now else "",
        earlier=tuple(Earlier(fmt.plain_number(one.value), fmt.day(one.decided_on)) for one in slot.earlier),
        reason=now.reason.pick(lang) if now else "",
        state=newest.state.value if newest and newest.state is not ValueState.APPROVED else "",
    )  # fmt: skip


def target_text(at: Measured, slot: Slot, fmt: Formats) -> str:
    """Write the target that a period is held against."""
    target = target_for(at.result, slot.period)
    return fmt.plain_number(target.value) if target else "–"


def part_name(key: str, lang: str, places: Mapping[str, Tri]) -> str:
    """Name a part of a value: a village by its name, any other by its word."""
    if key in places:
        return places[key].pick(lang)
    say = words(lang)
    return say(f"results.part.{key}") if say.has(f"results.part.{key}") else key


def _sentence(at: Measured, title: str, lang: str) -> str:
    """Say in one sentence how far the indicator is."""
    say, fmt, last = words(lang), formats(lang), at.last
    if last is None or last.current is None:
        return say("results.sentence.none", i=title)
    facts = {
        "i": title, "p": fmt.period(str(last.period)), "v": fmt.plain_number(last.current.value),
        "u": at.result.unit.pick(lang),
    }  # fmt: skip
    if last.judged is None:
        return say("results.sentence.value", **facts)
    key = "reached" if last.judged.reached else "below"
    return say(f"results.sentence.{key}", t=fmt.plain_number(last.judged.target), **facts)
