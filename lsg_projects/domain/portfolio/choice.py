"""The proposal: the set of the largest worth, and among equals always the same one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lsg_projects.domain.portfolio.bounds import Bounds, bounds
from lsg_projects.domain.portfolio.problem import Problem
from lsg_projects.domain.portfolio.program import Found, Program, Row, Solver, Status, exact

_BITS = 16
"""Candidates whose order is settled at once: powers of two beyond it would drown in a solver's rounding."""


@dataclass(frozen=True)
class Choice:
    """A set that meets every condition."""

    chosen: frozenset[int]
    value: int
    proved: bool
    """No set is worth more: the solver searched to the end."""
    settled: bool
    """Among sets of equal worth this is the one that the order prescribes."""
    most: int
    """What no set is worth more than, by a bound in whole numbers; the value itself where that is proved."""


def choose(problem: Problem, solver: Solver) -> Choice | Status:
    """Find the best set: largest worth, then largest second measure, then the earlier candidates.

    Gives NONE where the conditions exclude one another, and UNFINISHED where time ran out before any set was found.
    """
    program = problem.program()
    first = exact(program, solver)
    if first.chosen is None:
        return first.status
    limit = bounds(program, solver.prices(program))
    if first.status is Status.UNFINISHED:
        return Choice(first.chosen, first.value, proved=False, settled=False, most=limit.most)
    chosen, settled = _settle(problem, program, first, limit, solver)
    return Choice(chosen, first.value, proved=True, settled=settled, most=first.value)


def _settle(
    problem: Problem, program: Program, first: Found, limit: Bounds, solver: Solver
) -> tuple[frozenset[int], bool]:
    """Find the one set that stands for all of equal worth."""
    best = first.chosen or frozenset()
    taken, barred = limit.settled(program, first.value)
    narrow = replace(
        program,
        gain=problem.seconds,
        taken=taken,
        barred=barred,
        rows=(*program.rows, Row.at_least(problem.weights, first.value)),
    )
    second = exact(narrow, solver)
    if second.status is not Status.FOUND or second.chosen is None:
        return best, False
    return _in_order(replace(narrow, rows=(*narrow.rows, Row.at_least(problem.seconds, second.value))), second, solver)


def _in_order(program: Program, found: Found, solver: Solver) -> tuple[frozenset[int], bool]:
    """Take the earlier candidates where either would do, some at a time."""
    best = found.chosen or frozenset()
    free = [place for place in range(len(program.gain)) if place not in program.taken | program.barred]
    for start in range(0, len(free), _BITS):
        part = free[start : start + _BITS]
        gain = [0] * len(program.gain)
        for bit, place in enumerate(reversed(part)):
            gain[place] = 1 << bit
        answer = exact(replace(program, gain=tuple(gain)), solver)
        if answer.status is not Status.FOUND or answer.chosen is None:
            return best, False
        best = answer.chosen
        fixed = frozenset(part)
        program = replace(program, taken=program.taken | (fixed & best), barred=program.barred | (fixed - best))
    return best, True
