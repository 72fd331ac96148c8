"""Generated amounts in all their spellings come back from the database to the tiyn, on SQLite and PostgreSQL."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select, update

from lsg_projects.budgets.models import PlanLine
from lsg_projects.budgets.usecases import ImportPlan, import_plan
from lsg_projects.domain.money import MAX_AMOUNT
from lsg_projects.kit.db import session
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import Work

Begin = Callable[..., AbstractContextManager[Work]]
Spell = Callable[[bool, int, str], str]

MINUS = "\u2212"
SPACES = (" ", "\u00a0", "\u202f", "\u2009")
FIRST = 400_000
SAMPLE, ALL = 4_000, 100_000
SEED = 152


def grouped(whole: int, space: str) -> str:
    """``1 681``: thousands apart by a space of any kind."""
    return f"{whole:,}".replace(",", space)


def spellings() -> list[Spell]:
    """Every way in which the acts and the treasury print a sum of thousand tenge."""
    found: list[Spell] = [
        lambda below, whole, part: f"{'-' if below else ''}{whole}.{part}",
        lambda below, whole, part: f"{'-' if below else ''}{whole},{part}",
        lambda below, whole, part: f"{MINUS if below else ''}{whole},{part}",
        lambda below, whole, part: f"{'- ' if below else ''}{whole},{part} тыс. тенге",
        lambda below, whole, part: f"{'-' if below else ''}{whole},{part} мың теңге",
        lambda below, whole, part: f"{'-' if below else ''}{whole}.{part.rstrip('0') or '0'}",
        lambda below, whole, part: f"{'-' if below else ''}{whole * 1000 + int(part[:3])},{part[3:]} ₸",
    ]
    for space in SPACES:
        found.append(lambda below, whole, part, s=space: f"{'- ' if below else ''}{grouped(whole, s)},{part}")
        found.append(lambda below, whole, part, s=space: f"{MINUS if below else ''}{grouped(whole, s)}.{part}")
    return found


def amounts(number: int) -> Iterator[tuple[int, str]]:
    """Sums of all sizes with a spelling of each; nought also in words."""
    chance, ways = random.Random(SEED), spellings()
    for place in range(number):
        size = chance.choice((3, 6, 9, 12, 15))
        tiyn = chance.randint(-min(10**size, MAX_AMOUNT), min(10**size, MAX_AMOUNT))
        whole, part = divmod(abs(tiyn), 100_000)
        yield tiyn, ways[place % len(ways)](tiyn < 0, whole, f"{part:05}")
    yield 0, "нөлге тең"


def check(begin: Begin, number: int) -> dict[str, int]:
    """Import a file of *number* sums and compare what stands in the database; give what was meant."""
    made = list(amounts(number))
    lines = "".join(f'1;Сарыжарский;2027;receipts;{FIRST + n};"{text}"\n' for n, (_tiyn, text) in enumerate(made))
    file = "doc;okrug;year;section;code;amount\n" + lines
    with begin() as unit:
        answer = import_plan(unit, ImportPlan(read_table(file.encode(), "sums.csv"), "154600000"))
    assert not answer.errors, answer.errors[:3]
    meant = {f"{FIRST + n}": tiyn for n, (tiyn, _text) in enumerate(made)}
    assert stored() == meant
    return meant


def stored() -> dict[str, int]:
    """Give the sums of the database by code."""
    return {code: amount for code, amount in session().execute(select(PlanLine.code, PlanLine.amount))}  # noqa: C416


def test_a_sample_of_amounts_round_trips_to_the_tiyn(begin: Begin) -> None:
    meant = check(begin, SAMPLE)
    with begin() as unit:  # negative control: one tiyn off is seen
        unit.session.execute(update(PlanLine).where(PlanLine.code == f"{FIRST + 7}").values(amount=PlanLine.amount + 1))
    assert stored() != meant


@pytest.mark.slow
def test_a_hundred_thousand_amounts_round_trip_to_the_tiyn(begin: Begin) -> None:
    check(begin, ALL)
