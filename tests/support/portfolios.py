"""Small choices among projects, a solver that tries every set, and hypothesis strategies that make them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import strategies as st

from lsg_projects.domain.portfolio import Candidate, Floor, Found, Limit, Problem, Program, Rule, Status


def every_set(program: Program) -> Iterator[frozenset[int]]:
    """Every set that meets the conditions."""
    for bits in product((False, True), repeat=len(program.gain)):
        chosen = frozenset(place for place, bit in enumerate(bits) if bit)
        if program.allows(chosen):
            yield chosen


class Trying:
    """The solver that needs no trust: it looks at every set."""

    def best(self, program: Program) -> Found:
        """Give the best of all sets."""
        chosen = max(every_set(program), key=program.value, default=None)
        return Found(Status.NONE) if chosen is None else Found(Status.FOUND, chosen, program.value(chosen))

    def prices(self, program: Program) -> tuple[float, ...]:
        """Give no prices, so that nothing is settled beforehand."""
        return (0.0,) * len(program.rows)


class Resting:
    """A solver whose time is over before it begins."""

    def best(self, program: Program) -> Found:
        """Find nothing."""
        return Found(Status.UNFINISHED)

    def prices(self, program: Program) -> tuple[float, ...]:
        """Know no prices."""
        return (0.0,) * len(program.rows)


def prescribed(problem: Problem) -> frozenset[int] | None:
    """The set that the rules prescribe, found by comparing all: worth, second measure, then the earlier candidates."""

    def rank(chosen: frozenset[int]) -> tuple[int, int, tuple[bool, ...]]:
        worth = sum(problem.weights[place] for place in chosen)
        people = sum(problem.seconds[place] for place in chosen)
        return worth, people, tuple(place in chosen for place in range(len(problem.candidates)))

    return max(every_set(problem.program()), key=rank, default=None)


SUMS = st.one_of(
    st.integers(0, 9).map(lambda n: n * 100_000_000),  # whole thousands of thousand tenge: many ties
    st.integers(0, 5_000_000_000),  # any tiyn
)
"""Sums that a project takes from a limit."""


@st.composite
def problems(draw: st.DrawFn, most: int = 7, *, conditions: bool = True) -> Problem:
    """A problem of a few candidates under up to three limits, with rules, alternatives and floors."""
    size, limits = draw(st.integers(1, most)), draw(st.integers(1, 3))
    rules = st.sampled_from((Rule.FREE,) * 6 + (Rule.MUST, Rule.OUT)) if conditions else st.just(Rule.FREE)
    groups = st.sampled_from(("", "", "", "A", "B")) if conditions else st.just("")
    candidates = []
    for place in range(size):
        needs = tuple(draw(SUMS) for _ in range(limits))
        candidates.append(
            Candidate(
                key=f"p{place}",
                weight=draw(st.one_of(st.integers(-3, 6), st.integers(-90_000, 900_000))),
                second=draw(st.integers(0, 3)),
                place=draw(st.sampled_from(("a", "b"))),
                needs=needs,
                money=sum(needs),
                rule=draw(rules),
                group=draw(groups),
            )
        )
    free = tuple(Limit(f"l{place}", draw(st.integers(0, 12_000_000_000))) for place in range(limits))
    floors = (Floor("a", draw(SUMS)),) if conditions and draw(st.booleans()) else ()
    return Problem(tuple(candidates), free, floors)
