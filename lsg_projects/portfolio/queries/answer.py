"""The answer to a question: the proposal with its reasons, or the quarrel of the conditions, within a bounded time."""

from __future__ import annotations

import time
from dataclasses import dataclass

from lsg_projects.domain.portfolio import (
    Choice,
    Conflict,
    Curve,
    Posed,
    Problem,
    Reason,
    Status,
    choose,
    curve,
    quarrel,
    reason,
)
from lsg_projects.kit.solver import Highs

CHOICE_SECONDS, REASON_SECONDS, CURVE_SECONDS, ONE_SECONDS = 8.0, 4.0, 3.0, 10.0
"""A page answers within their sum, well before a server gives a request up."""


@dataclass(frozen=True)
class Answer:
    """What came out; exactly one of choice, quarrel and neither (time ran out before any set was found)."""

    posed: Posed
    choice: Choice | None
    status: Status
    reasons: tuple[Reason, ...] = ()
    quarrel: tuple[Conflict, ...] = ()
    curve: Curve | None = None
    moving: int | None = None
    """The limit that the curve moves."""
    seconds: float = 0.0


def answer(posed: Posed, *, told: bool = True, asked: str = "") -> Answer:
    """Choose, and where *told* say why the others stay out and how the value moves with one ceiling.

    The project *asked* about is explained first, with time of its own.
    """
    begun = time.perf_counter()
    found = choose(posed.problem, Highs(CHOICE_SECONDS))
    seconds = time.perf_counter() - begun
    if not isinstance(found, Choice):
        parts = quarrel(posed.problem, Highs(REASON_SECONDS)) if found is Status.NONE else ()
        return Answer(posed, None, found, quarrel=parts, seconds=seconds)
    if not told:
        return Answer(posed, found, Status.FOUND, seconds=seconds)
    moving = _moving(posed, found)
    drawn = curve(posed.problem, moving, Highs(CURVE_SECONDS)) if moving is not None else None
    return Answer(posed, found, Status.FOUND, _reasons(posed.problem, found, asked), (), drawn, moving, seconds)


def _reasons(problem: Problem, choice: Choice, asked: str) -> tuple[Reason, ...]:
    """Explain those that are worth most first: for them time is most likely to suffice."""
    out = [place for place in range(len(problem.candidates)) if place not in choice.chosen]
    first = tuple(
        reason(problem, choice, place, Highs(ONE_SECONDS)) for place in out if problem.candidates[place].key == asked
    )
    solver = Highs(REASON_SECONDS)
    ordered = sorted(out, key=lambda place: (-problem.candidates[place].weight, place))
    rest = (place for place in ordered if problem.candidates[place].key != asked)
    return (*first, *(reason(problem, choice, place, solver) for place in rest))


def _moving(posed: Posed, choice: Choice) -> int | None:
    """Give the limit that was asked for, else the largest that something does not fit under."""
    for bound in posed.bounds:
        if bound.ceiling.key == posed.conditions.moving:
            return bound.place
    ordered = sorted(
        posed.bounds,
        key=lambda bound: (
            not _tight(posed.problem, choice, bound.place),
            not bound.ceiling.district,
            -bound.amount,
            bound.place,
        ),
    )
    return ordered[0].place if ordered else None


def _tight(problem: Problem, choice: Choice, limit: int) -> bool:
    """Tell whether a project that stays out does not fit under a limit beside the chosen ones."""
    rest = problem.limits[limit].free - problem.used(limit, choice.chosen)
    out = (each for place, each in enumerate(problem.candidates) if place not in choice.chosen)
    return any(each.needs[limit] > max(rest, 0) for each in out)
