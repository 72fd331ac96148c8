"""How long the exact ranking takes, beside what one gets by taking the best project for its money one after another.

Five hundred projects of thirteen rural districts compete under three ceilings (the district's budget, transfers, a later
year); some exclude one another, some must be done. The greedy choice is the naive way of a table sorted by worth for
money: it is fast, and the second line says what it leaves behind.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence

from lsg_projects.domain.portfolio import Candidate, Choice, Limit, Problem, Rule, choose
from lsg_projects.kit.solver import Highs

CEILINGS, DISTRICTS, SECONDS = 3, 13, 120
TENTH = 10_000
"""A tenth of a thousand tenge in tiyn: sums of the benchmark are whole tenths, as budgets print them."""


def problem(size: int, seed: int = 1) -> Problem:
    """Invent a queue: sums from 50 thousand to 60 million tenge, worth from a loss to nine million."""
    rng = random.Random(seed)
    candidates = []
    for number in range(size):
        needs = tuple(
            rng.randrange(500, 600_000) * TENTH if rng.random() < 0.6 else 0 for _ in range(CEILINGS)
        )  # fmt: skip
        candidates.append(
            Candidate(
                key=f"p{number:04d}",
                weight=rng.randrange(-2_000, 90_000),
                second=rng.randrange(10, 2_000),
                place=f"o{number % DISTRICTS}",
                needs=needs,
                money=sum(needs),
                rule=Rule.MUST if number % 100 == 99 else Rule.FREE,
                group=f"g{number // 25}" if number % 25 < 2 else "",
            )
        )
    limits = tuple(
        Limit(f"l{place}", sum(each.needs[place] for each in candidates) // 4) for place in range(CEILINGS)
    )  # fmt: skip
    return Problem(tuple(candidates), limits)


def greedy(asked: Problem) -> int:
    """Take what must be done, then what is worth most for its money while it fits; give the worth."""
    chosen = set(asked.places(Rule.MUST))
    shares = [sum(need / limit.free for need, limit in zip(each.needs, asked.limits, strict=True)) or 1e-9
              for each in asked.candidates]  # fmt: skip
    order = sorted(range(len(shares)), key=lambda place: -asked.candidates[place].weight / shares[place])
    program = asked.program()
    for place in order:
        if asked.candidates[place].weight > 0 and program.allows(frozenset(chosen | {place})):
            chosen.add(place)
    return program.value(chosen)


def main(arguments: Sequence[str]) -> None:
    """Print seconds and worth of both; the number of projects may be given as the first argument."""
    size = int(arguments[0]) if arguments else 500
    asked = problem(size)
    begun = time.process_time()
    found = choose(asked, Highs(SECONDS))
    exact = time.process_time() - begun
    assert isinstance(found, Choice), found
    begun = time.process_time()
    naive = greedy(asked)
    quick = time.process_time() - begun
    word = "proved, ties settled" if found.proved and found.settled else "not proved"
    print(
        f"ranking {size} projects under {CEILINGS} ceilings: {exact:.2f} s of processor time, worth {found.value:,} ({word})"
    )
    print(f"naive, the best for its money one by one: {quick:.2f} s of processor time, worth {naive:,}")
    print(f"the naive choice leaves {found.value - naive:,} behind ({(found.value - naive) * 100 / found.value:.2f} %)")


if __name__ == "__main__":
    main(sys.argv[1:])
