"""The proposal is proved against every set that there is; reasons, quarrels and curves are proved the same way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lsg_projects.domain.portfolio import (
    Candidate,
    Choice,
    Floor,
    Found,
    Limit,
    Problem,
    Program,
    Quarrel,
    Row,
    Rule,
    Status,
    Why,
    choose,
    curve,
    quarrel,
    reason,
)
from lsg_projects.domain.portfolio.bounds import bounds
from lsg_projects.domain.portfolio.program import exact
from lsg_projects.kit.solver import Highs
from tests.support.portfolios import Resting, Trying, every_set, prescribed, problems

MILLION = 100_000_000


def candidate(key: str, weight: int, need: int, **more: object) -> Candidate:
    """A project that takes *need* million tenge from the one limit."""
    plain = Candidate(key, weight, 0, "a", (need * MILLION,), need * MILLION)
    return replace(plain, **more)  # type: ignore[arg-type]


def under(free: int, *candidates: Candidate, floors: tuple[Floor, ...] = ()) -> Problem:
    """A problem under one limit of *free* million tenge."""
    return Problem(candidates, (Limit("l", free * MILLION),), floors)


def chosen(problem: Problem) -> set[str]:
    """The keys of the projects that enter."""
    found = choose(problem, Highs(20))
    assert isinstance(found, Choice)
    return {problem.candidates[place].key for place in found.chosen}


def left_out(problem: Problem, key: str) -> object:
    """The reason of one project that stays out."""
    found = choose(problem, Highs(20))
    assert isinstance(found, Choice)
    place = next(place for place, each in enumerate(problem.candidates) if each.key == key)
    assert place not in found.chosen
    return reason(problem, found, place, Highs(20))


@settings(max_examples=150, deadline=None)
@given(problems())
def test_the_set_is_the_one_that_the_rules_prescribe(problem: Problem) -> None:
    """Worth, then the second measure, then the order: the same set as comparing every set by hand."""
    expected = prescribed(problem)
    found = choose(problem, Highs(20))
    if expected is None:
        assert found is Status.NONE
    else:
        assert isinstance(found, Choice)
        assert (found.chosen, found.proved, found.settled) == (expected, True, True)
        assert found.value == sum(problem.weights[place] for place in expected)


@settings(max_examples=40, deadline=None)
@given(problems())
def test_the_order_in_which_candidates_come_does_not_matter(problem: Problem) -> None:
    """A database may give rows in another order; whoever sorts them by their codes gets the same set again."""
    turned = list(reversed(problem.candidates))
    again = replace(problem, candidates=tuple(sorted(turned, key=lambda each: each.key)))
    assert choose(again, Highs(20)) == choose(problem, Highs(20))


@settings(max_examples=150, deadline=None)
@given(problems(), st.lists(st.floats(-1, 1e6), min_size=8, max_size=8))
def test_bounds_are_right_for_any_prices(problem: Problem, prices: list[float]) -> None:
    """However rough the prices, no set is worth more than the bound, and what is settled holds in every best set."""
    program = problem.program()
    found = bounds(program, (prices * 2)[: len(program.rows)])
    best = max((program.value(each) for each in every_set(program)), default=None)
    if best is not None:
        assert best <= found.most
        taken, barred = found.settled(program, best)
        for each in every_set(program):
            if program.value(each) == best:
                assert taken <= each
                assert not barred & each


@settings(max_examples=30, deadline=None)
@given(problems(5))
def test_reasons_are_proved_by_trying(problem: Problem) -> None:
    """The least raise brings it in and nothing below it does; so does the smaller request."""
    found = choose(problem, Trying())
    if not isinstance(found, Choice):
        return
    for place in set(range(len(problem.candidates))) - found.chosen:
        told = reason(problem, found, place, Highs(20))
        assert told == reason(problem, found, place, Trying())
        for lift in told.lifts:
            free = problem.limits[lift.limit].free
            if lift.more is not None:
                assert comes_in(problem.with_limit(lift.limit, free + lift.more), place)
            for step in sums_of(problem, lift.limit):
                if free <= step < free + (lift.more if lift.more is not None else 10**15):
                    assert not comes_in(problem.with_limit(lift.limit, step), place)
            if lift.at_most is not None:
                assert comes_in(asking(problem, place, lift.limit, lift.at_most), place)
                assert not comes_in(asking(problem, place, lift.limit, lift.at_most + 1), place)


def comes_in(problem: Problem, place: int) -> bool:
    """Whether a set with the candidate is worth no less than every set without it, by trying all."""
    program = problem.program()
    with_it = max((program.value(each) for each in every_set(program) if place in each), default=None)
    without = max((program.value(each) for each in every_set(program) if place not in each), default=None)
    return with_it is not None and (without is None or with_it >= without)


def sums_of(problem: Problem, limit: int) -> set[int]:
    """Every amount that some set takes from a limit: between them nothing changes."""
    free = replace(problem.program(), rows=(), taken=frozenset(), barred=frozenset())
    return {problem.used(limit, each) for each in every_set(free)} | {problem.limits[limit].free}


def asking(problem: Problem, place: int, limit: int, amount: int) -> Problem:
    """The problem in which a candidate asks another amount from a limit; its money for the floors stays."""
    old = problem.candidates[place]
    needs = tuple(amount if each == limit else need for each, need in enumerate(old.needs))
    changed = (*problem.candidates[:place], replace(old, needs=needs), *problem.candidates[place + 1 :])
    return replace(problem, candidates=changed)


@settings(max_examples=60, deadline=None)
@given(problems(6))
def test_a_quarrel_is_real_and_every_part_of_it_is_needed(problem: Problem) -> None:
    """Together the named conditions have no set; without any one of them they have."""
    if choose(problem, Highs(20)) is not Status.NONE:
        return
    parts = quarrel(problem, Highs(20))
    assert parts
    assert not any(every_set(only(problem, parts)))
    for part in parts:
        rest = tuple(each for each in parts if each is not part)
        assert next(every_set(only(problem, rest)), None) is not None


def only(problem: Problem, parts: tuple[object, ...]) -> Program:
    """The program of some conditions alone."""
    kinds = {(each.kind, each.subject) for each in parts}  # type: ignore[attr-defined]
    rows = [problem.limit_row(n) for n, each in enumerate(problem.limits) if (Quarrel.LIMIT, each.key) in kinds]
    rows += [problem.group_row(group) for group in problem.groups if (Quarrel.GROUP, group) in kinds]
    rows += [problem.floor_row(each) for each in problem.floors if (Quarrel.FLOOR, each.place) in kinds]
    musts = {n for n in problem.places(Rule.MUST) if (Quarrel.MUST, problem.candidates[n].key) in kinds}
    return Program((0,) * len(problem.candidates), tuple(rows), frozenset(musts), problem.places(Rule.OUT))


@settings(max_examples=40, deadline=None)
@given(problems(6))
def test_every_point_of_the_curve_is_the_best_worth_there(problem: Problem) -> None:
    """Each point is what the best set is worth with this money, and one tiyn less gives less."""
    drawn = curve(problem, 0, Highs(20))
    if drawn is None:
        assert choose(replace(problem, limits=(Limit("l", 10**15), *problem.limits[1:])), Trying()) is Status.NONE
        return
    assert drawn.whole
    assert len(drawn.points) <= 21
    for point in drawn.points:
        assert worth(problem.with_limit(0, point.free)) == point.value
        below = worth(problem.with_limit(0, point.free - 1)) if point.free else None
        assert below is None or below < point.value
    assert worth(problem.with_limit(0, 10**15)) == drawn.points[-1].value


def worth(problem: Problem) -> int | None:
    """The best worth, by trying."""
    return max((problem.program().value(each) for each in every_set(problem.program())), default=None)


def test_taking_the_best_one_by_one_would_lose() -> None:
    """Whole sets are compared: two of five are worth more than one of six that comes first by itself."""
    assert chosen(under(10, candidate("a", 60, 6), candidate("b", 50, 5), candidate("c", 50, 5))) == {"b", "c"}


def test_the_reason_names_the_ceiling_by_how_much_and_the_cost() -> None:
    """A project of 5 beside 4 left: one million more, or asking at most four."""
    problem = under(10, candidate("a", 90, 6), candidate("b", 20, 5))
    told = left_out(problem, "b")
    assert told.why is Why.LIMITS  # type: ignore[attr-defined]
    assert told.short == ((0, 1 * MILLION),)  # type: ignore[attr-defined]
    assert [(lift.more, lift.at_most) for lift in told.lifts] == [(1 * MILLION, 4 * MILLION)]  # type: ignore[attr-defined]


def test_the_reason_names_the_alternative_the_floor_and_the_obligatory_project() -> None:
    """What stands against a project is said by its kind."""
    told = left_out(under(10, candidate("a", 9, 3, group="A"), candidate("b", 5, 3, group="A")), "b")
    assert told.rival == 0  # type: ignore[attr-defined]
    floor = (Floor("z", 4 * MILLION),)
    told = left_out(under(5, candidate("a", 1, 4, place="z"), candidate("b", 9, 5), floors=floor), "b")
    assert told.floors == ("z",)  # type: ignore[attr-defined]
    told = left_out(under(5, candidate("a", 1, 4, rule=Rule.MUST), candidate("b", 9, 5)), "b")
    assert told.obligatory == (0,)  # type: ignore[attr-defined]


def test_what_adds_nothing_says_so() -> None:
    """A project of negative worth with money left is not a matter of ceilings."""
    told = left_out(under(99, candidate("a", 9, 3), candidate("b", -5, 3)), "b")
    assert (told.why, told.loss) == (Why.NO_WORTH, 5)  # type: ignore[attr-defined]


def test_a_quarrel_says_which_ceiling_would_be_enough() -> None:
    """Two obligatory projects of 6 under 10: the ceiling would have to be 12."""
    parts = quarrel(under(10, candidate("a", 1, 6, rule=Rule.MUST), candidate("b", 1, 6, rule=Rule.MUST)), Highs(20))
    assert [(each.kind, each.enough) for each in parts] == [
        (Quarrel.LIMIT, 12 * MILLION), (Quarrel.MUST, None), (Quarrel.MUST, None),
    ]  # fmt: skip


@pytest.mark.parametrize("lie", [frozenset({0, 1}), frozenset({1})])
def test_a_set_that_breaks_a_ceiling_by_a_tiyn_is_refused(lie: frozenset[int]) -> None:
    """Whatever a solver says, whole numbers decide: it is asked again, and its wrong set is forbidden."""
    program = Program((5, 9), (Row(((0, 10**13), (1, 10**13 + 1)), 10**13),))

    class Rounding(Trying):
        def best(self, asked: Program) -> Found:
            return Found(Status.FOUND, lie, 14) if asked == program else super().best(asked)

    assert exact(program, Rounding()) == Found(Status.FOUND, frozenset({0}), 5)


def test_without_time_the_answer_is_honest() -> None:
    """No set, no claim; a set that is not proved keeps the bound that no set exceeds, and reasons say they are unfinished."""
    problem = under(10, candidate("a", 90, 6), candidate("b", 20, 5))
    assert choose(problem, Resting()) is Status.UNFINISHED
    assert quarrel(under(1, candidate("a", 1, 6, rule=Rule.MUST)), Resting()) == ()

    class Tired(Trying):
        def best(self, asked: Program) -> Found:
            return replace(super().best(asked), status=Status.UNFINISHED)

    found = choose(problem, Tired())
    assert isinstance(found, Choice)
    assert (found.proved, found.settled, found.value) == (False, False, 90)
    assert found.most >= 90
    assert reason(problem, found, 1, Trying()).why is Why.UNFINISHED
    assert reason(problem, replace(found, proved=True), 1, Resting()).why is Why.UNFINISHED


def test_the_solver_says_nothing_on_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    """Commands print one object on standard output: a library must not write beside it."""
    chosen(under(10, candidate("a", 90, 6), candidate("b", 20, 5)))
    assert capfd.readouterr() == ("", "")


def test_the_solver_stops_when_its_time_is_over() -> None:
    """An instance without time answers at once that it did not finish."""
    assert choose(under(10, candidate("a", 90, 6)), Highs(0)) is Status.UNFINISHED
