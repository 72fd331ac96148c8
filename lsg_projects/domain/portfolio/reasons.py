"""Why a project stays out, and what would bring it in: exact answers, each found by further choices.

*Bring in* means: a set with the project in it is worth no less than the best set without it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.portfolio.choice import Choice
from lsg_projects.domain.portfolio.problem import Problem, Rule
from lsg_projects.domain.portfolio.program import Row, Solver, Status, exact

_STEPS = 12
"""How often a further raise is looked for, where each raise lets still better sets without the project in."""


class Why(StrEnum):
    """The first thing to say of a project that stays out."""

    SAID_OUT = "said_out"
    """The commission itself left it out."""
    NO_WORTH = "no_worth"
    """By this measure it adds nothing or takes away."""
    EQUAL = "equal"
    """A set of equal worth has it; the second measure or the order decided."""
    LIMITS = "limits"
    """The money goes to projects that are worth more together."""
    UNFINISHED = "unfinished"
    """Time ran out before the reason was found."""


@dataclass(frozen=True)
class Lift:
    """One ceiling as the way in."""

    limit: int
    more: Tiyn | None
    """The least raise of this ceiling alone that brings it in; nothing where no raise of this one does."""
    at_most: Tiyn | None
    """Asking at most so much here brings it in, all else as it is; nothing where even that does not."""


@dataclass(frozen=True)
class Reason:
    """Why one candidate stays out."""

    place: int
    why: Why
    loss: int | None = None
    """What taking it would cost in worth; nothing where no set that meets the conditions has it."""
    short: tuple[tuple[int, Tiyn], ...] = ()
    """Ceilings under which it does not fit beside the chosen ones, and by how much."""
    lifts: tuple[Lift, ...] = ()
    rival: int | None = None
    """The alternative that is taken instead."""
    floors: tuple[str, ...] = ()
    """Rural districts whose floor stands against it."""
    obligatory: tuple[int, ...] = ()
    """Projects that must be done and stand against it."""


class OutOfTime(Exception):
    """The solver did not finish a question that a reason needs."""


def reason(problem: Problem, choice: Choice, place: int, solver: Solver) -> Reason:
    """Find why candidate *place* is not in *choice* and what would bring it in."""
    short = _short(problem, choice, place)
    if problem.candidates[place].rule is Rule.OUT:
        return Reason(place, Why.SAID_OUT, short=short)
    plain = Reason(place, Why.UNFINISHED, short=short, rival=_rival(problem, choice, place))
    if not choice.proved:
        return plain
    try:
        with_it = _worth(problem, solver, taken=place)
    except OutOfTime:
        return plain
    loss = None if with_it is None else choice.value - with_it
    if loss == 0:
        return replace(plain, why=Why.EQUAL, loss=0)
    if problem.candidates[place].weight <= 0 and not short and plain.rival is None:
        return replace(plain, why=Why.NO_WORTH, loss=loss)
    return _by_conditions(problem, choice.value, replace(plain, loss=loss), solver)


def _by_conditions(problem: Problem, value: int, known: Reason, solver: Solver) -> Reason:
    """Ask of every condition whether it stands in the way; what time does not suffice for is left out and said so."""
    place, lifts = known.place, []
    try:
        for limit, need in enumerate(problem.candidates[place].needs):
            if need:
                lifts.append(_lift(problem, value, place, limit, solver))
        rival = known.rival if known.rival is not None and _in_without_group(problem, place, solver) else None
        floors, obligatory = _floors(problem, place, solver), _obligatory(problem, place, solver)
    except OutOfTime:
        return replace(known, lifts=tuple(lifts))
    shut = rival is None and not floors and not obligatory and all(each.more is None for each in lifts)
    why = Why.NO_WORTH if shut and problem.candidates[place].weight <= 0 else Why.LIMITS
    return replace(known, why=why, lifts=tuple(lifts), rival=rival, floors=floors, obligatory=obligatory)


def _short(problem: Problem, choice: Choice, place: int) -> tuple[tuple[int, Tiyn], ...]:
    found = []
    for limit, need in enumerate(problem.candidates[place].needs):
        over = problem.used(limit, choice.chosen) + need - problem.limits[limit].free
        if need and over > 0:
            found.append((limit, over))
    return tuple(found)


def _rival(problem: Problem, choice: Choice, place: int) -> int | None:
    group = problem.candidates[place].group
    same = (other for other in sorted(choice.chosen) if group and problem.candidates[other].group == group)
    return next(same, None)


def _worth(problem: Problem, solver: Solver, *, taken: int | None = None, barred: int | None = None) -> int | None:
    """Give the worth of the best set with or without a candidate; nothing where there is no such set."""
    program = problem.program()
    if taken is not None:
        program = replace(program, taken=program.taken | {taken})
    if barred is not None:
        program = replace(program, barred=program.barred | {barred})
    found = exact(program, solver)
    if found.status is Status.UNFINISHED:
        raise OutOfTime
    return None if found.chosen is None else found.value


def _comes_in(problem: Problem, place: int, solver: Solver) -> bool:
    with_it = _worth(problem, solver, taken=place)
    if with_it is None:
        return False
    without = _worth(problem, solver, barred=place)
    return without is None or with_it >= without


def _least_use(problem: Problem, place: int, limit: int, value: int, solver: Solver) -> Tiyn | None:
    """Give the least that a set with the candidate, worth at least *value*, takes from a ceiling that does not bind."""
    program = problem.without_limit(limit)
    asked = replace(
        program,
        gain=tuple(-need for need in problem.needs(limit)),
        rows=(*program.rows, Row.at_least(problem.weights, value)),
        taken=program.taken | {place},
    )
    found = exact(asked, solver)
    if found.status is Status.UNFINISHED:
        raise OutOfTime
    return None if found.chosen is None else -found.value


def _lift(problem: Problem, value: int, place: int, limit: int, solver: Solver) -> Lift:
    """Find the least raise of one ceiling that brings the candidate in.

    The first raise lets a set with it reach the present worth. Where the same raise lets sets without it become better
    still, their worth is the next to reach; below each raise found so, those sets win, so none is missed.
    """
    free, need = problem.limits[limit].free, problem.candidates[place].needs[limit]
    aim, at_most = value, None
    for step in range(_STEPS):
        use = _least_use(problem, place, limit, aim, solver)
        if use is None:
            break
        if step == 0 and use - free < need:
            at_most = need - (use - free)
        raised = problem.with_limit(limit, use)
        without = _worth(raised, solver, barred=place)
        if without is None or without <= aim:
            return Lift(limit, use - free, at_most)
        with_it = _worth(raised, solver, taken=place)
        if with_it is not None and with_it >= without:
            return Lift(limit, use - free, at_most)
        aim = without
    return Lift(limit, None, at_most)


def _in_without_group(problem: Problem, place: int, solver: Solver) -> bool:
    return _comes_in(problem.without_group(problem.candidates[place].group), place, solver)


def _floors(problem: Problem, place: int, solver: Solver) -> tuple[str, ...]:
    """Name the floors without which the candidate comes in: single ones, or all where only that helps."""
    places = tuple(each.place for each in problem.floors)
    if not places or not _comes_in(problem.without_floors(places), place, solver):
        return ()
    single = tuple(each for each in places if _comes_in(problem.without_floors((each,)), place, solver))
    return single or places


def _obligatory(problem: Problem, place: int, solver: Solver) -> tuple[int, ...]:
    """Name the projects that must be done and without whose rule the candidate comes in."""
    musts = tuple(sorted(problem.places(Rule.MUST)))
    if not musts or not _comes_in(problem.freed(musts), place, solver):
        return ()
    single = tuple(each for each in musts if _comes_in(problem.freed((each,)), place, solver))
    return single or musts
