"""Which conditions quarrel where no set meets them all: as few as possible, and what would end it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.portfolio.problem import Problem, Rule
from lsg_projects.domain.portfolio.program import Program, Row, Solver, Status, exact


class Quarrel(StrEnum):
    """Kinds of conditions."""

    MUST = "must"
    LIMIT = "limit"
    GROUP = "group"
    FLOOR = "floor"


@dataclass(frozen=True)
class Conflict:
    """One condition of a quarrel."""

    kind: Quarrel
    subject: str
    """Key of the project, limit or group, or KATO of the rural district."""
    enough: Tiyn | None = None
    """For a limit: the least free money with which every condition could hold, all else as it is."""


@dataclass(frozen=True)
class _Part:
    kind: Quarrel
    subject: str
    row: Row | None = None
    taken: int | None = None


def quarrel(problem: Problem, solver: Solver) -> tuple[Conflict, ...]:
    """Give conditions that cannot hold together although each of them could be dropped to end the quarrel.

    Every condition is taken away once; it stays away where the rest still quarrels. Gives nothing where the time does
    not suffice to tell.
    """
    parts = list(_parts(problem))
    for part in tuple(parts):
        rest = [each for each in parts if each is not part]
        answer = exact(_program(problem, rest), solver)
        if answer.status is Status.UNFINISHED:
            return ()
        if answer.status is Status.NONE:
            parts = rest
    return tuple(Conflict(each.kind, each.subject, _enough(problem, each, solver)) for each in parts)


def _parts(problem: Problem) -> Iterable[_Part]:
    """Give every condition; those named first are the first to be left out of the quarrel."""
    yield from (_Part(Quarrel.FLOOR, each.place, problem.floor_row(each)) for each in problem.floors)
    yield from (_Part(Quarrel.GROUP, each, problem.group_row(each)) for each in problem.groups)
    for place, limit in enumerate(problem.limits):
        yield _Part(Quarrel.LIMIT, limit.key, problem.limit_row(place))
    for place in sorted(problem.places(Rule.MUST)):
        yield _Part(Quarrel.MUST, problem.candidates[place].key, taken=place)


def _program(problem: Problem, parts: Iterable[_Part]) -> Program:
    kept = tuple(parts)
    return Program(
        gain=(0,) * len(problem.candidates),
        rows=tuple(each.row for each in kept if each.row is not None),
        taken=frozenset(each.taken for each in kept if each.taken is not None),
        barred=problem.places(Rule.OUT),
    )


def _enough(problem: Problem, part: _Part, solver: Solver) -> Tiyn | None:
    if part.kind is not Quarrel.LIMIT:
        return None
    limit = next(place for place, each in enumerate(problem.limits) if each.key == part.subject)
    program = problem.without_limit(limit)
    found = exact(replace(program, gain=tuple(-need for need in problem.needs(limit))), solver)
    return -found.value if found.status is Status.FOUND else None
