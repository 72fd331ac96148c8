"""What the best set is worth as one ceiling moves: exact steps, not samples."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.portfolio.problem import Problem
from lsg_projects.domain.portfolio.program import Row, Solver, Status, exact

MOST_STEPS = 20


@dataclass(frozen=True)
class Point:
    """From this much free money on, the best set is worth so much."""

    free: Tiyn
    value: int


@dataclass(frozen=True)
class Curve:
    """The steps from the least money with which the conditions can hold."""

    points: tuple[Point, ...]
    joined: int
    """Steps smaller than so much worth are joined into one; 1 where none is."""
    whole: bool
    """The last point is the most that this ceiling can give; false where time ran out before it."""


def curve(problem: Problem, limit: int, solver: Solver) -> Curve | None:
    """Walk up the steps of one ceiling; gives nothing where no money under it meets the other conditions."""
    top = exact(problem.without_limit(limit), solver)
    first = _least(problem, limit, None, solver)
    if top.status is not Status.FOUND or first is None:
        return None
    joined = max(1, -(-(top.value - first.value) // MOST_STEPS))
    points = [first]
    while points[-1].value < top.value:
        following = _least(problem, limit, min(points[-1].value + joined, top.value), solver)
        if following is None:
            return Curve(tuple(points), joined, whole=False)
        points.append(following)
    return Curve(tuple(points), joined, whole=True)


def _least(problem: Problem, limit: int, value: int | None, solver: Solver) -> Point | None:
    """Give the least money for a set worth at least *value*, with the most that this money gives."""
    program = problem.without_limit(limit)
    rows = program.rows if value is None else (*program.rows, Row.at_least(problem.weights, value))
    found = exact(replace(program, gain=tuple(-need for need in problem.needs(limit)), rows=rows), solver)
    if found.status is not Status.FOUND:
        return None
    best = exact(problem.with_limit(limit, -found.value).program(), solver)
    return Point(-found.value, best.value) if best.status is Status.FOUND else None
