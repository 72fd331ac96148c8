"""Budgets: own revenue, the balance equation, contradictions with both sums, sums that do not depend on order."""

from __future__ import annotations

import random
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain.budget import (
    FIGURES,
    Change,
    Contradiction,
    Figures,
    Line,
    against_lines,
    compare,
    contradictions,
    leaves,
    line_contradictions,
    roll_up,
)
from lsg_projects.domain.civil_budget import came_from, outcome
from lsg_projects.domain.money import from_thousand
from lsg_projects.domain.plan_file import from_lines


def tiyn(thousand: str) -> int:
    return from_thousand(Decimal(thousand))


SARYZHAR_2020 = Figures(
    income=tiyn("113316.4"), tax=tiyn("4311"), non_tax=0, capital_sale=0, transfers=tiyn("109005.4"),
    expenditure=tiyn("116605.8"), deficit=tiyn("-104511"),
)  # fmt: skip
MARTUK_2020 = Figures(
    income=tiyn("583557"), tax=tiyn("41586"), non_tax=0, capital_sale=0, transfers=tiyn("541971"),
    expenditure=tiyn("587084.5"), net_lending=tiyn("763913"), deficit=tiyn("-767440.5"),
    loans=tiyn("763913"), used_balances=tiyn("3527.5"),
)  # fmt: skip


def test_a_printed_deficit_that_does_not_follow_is_shown_with_both_sums() -> None:
    assert contradictions(SARYZHAR_2020) == (Contradiction("balance", tiyn("-104511"), tiyn("-3289.4")),)


def test_the_balance_equation_with_net_lending_holds() -> None:
    assert contradictions(MARTUK_2020) == ()
    without = Figures(**{name: getattr(MARTUK_2020, name) for name in ("income", "expenditure", "deficit")})
    assert contradictions(without) == (Contradiction("balance", tiyn("-767440.5"), tiyn("-3527.5")),)


def test_financing_must_cover_the_deficit() -> None:
    short = Figures(deficit=-100, loans=70, loan_repayment=10, used_balances=30)
    assert contradictions(short) == (Contradiction("financing", 90, 100),)
    assert contradictions(Figures(deficit=-90, loans=70, loan_repayment=10, used_balances=30)) == ()


def test_parts_are_compared_with_their_totals() -> None:
    plan = Figures(income=100, tax=10, non_tax=None, capital_sale=0, transfers=80, subvention=50, from_oblast=20)
    assert contradictions(plan) == (Contradiction("total", 100, 90), Contradiction("transfers", 80, 70))
    assert contradictions(plan)[0].difference == 10


def test_what_is_not_printed_is_no_contradiction() -> None:
    assert contradictions(Figures()) == ()
    assert contradictions(Figures(income=5, transfers=3)) == ()
    assert contradictions(Figures(transfers=3)) == ()


def test_own_revenue_and_share() -> None:
    plan = Figures(income=tiyn("24584.7"), tax=tiyn("836"), non_tax=tiyn("66.7"), capital_sale=0)
    assert plan.own_revenue == tiyn("902.7")
    assert plan.regular_revenue == tiyn("902.7")
    assert plan.own_share is not None
    assert round(plan.own_share, 1) == Decimal("3.7")
    assert Figures().own_revenue is None
    assert Figures(income=0, tax=0).own_share is None


amount = st.none() | st.integers(-(10**12), 10**12)
plans = st.builds(Figures, **dict.fromkeys(FIGURES, amount))


@given(st.lists(plans, max_size=8), st.randoms())
def test_no_sum_depends_on_the_order_of_plans(many: list[Figures], shuffle: object) -> None:
    mixed = list(many)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert roll_up(mixed) == roll_up(many)


@given(st.lists(plans, max_size=5), st.lists(plans, max_size=5))
def test_sums_of_sums_are_sums(one: list[Figures], other: list[Figures]) -> None:
    assert roll_up([roll_up(one), roll_up(other)]) == roll_up(one + other)


@given(plans, plans)
def test_a_comparison_names_every_difference(before: Figures, after: Figures) -> None:
    changes = compare(before, after)
    assert {change.figure for change in changes} == {
        name for name in FIGURES if getattr(before, name) != getattr(after, name)
    }
    assert compare(before, before) == ()


def test_a_change_from_nothing_has_no_size() -> None:
    assert Change("tax", None, 5).delta is None
    assert Change("tax", 3, 5).delta == 2


LINES = (
    Line("receipts", "1", 30),
    Line("receipts", "104", 30),
    Line("receipts", "1041", 10),
    Line("receipts", "1044", 15),
    Line("expenditure", "07", 7),
    Line("expenditure", "07.3.124.008", 7),
)


def test_subtotals_are_left_out_and_checked() -> None:
    assert [line.code for line in leaves(LINES)] == ["1041", "1044", "07.3.124.008"]
    found = {line.code: contradiction for line, contradiction in line_contradictions(LINES)}
    assert found == {"1": Contradiction("total", 30, 25), "104": Contradiction("total", 30, 25)}


@given(st.permutations(LINES))
def test_the_order_of_lines_changes_nothing(mixed: list[Line]) -> None:
    assert set(leaves(mixed)) == set(leaves(LINES))
    assert {line.code for line, _ in line_contradictions(mixed)} == {"1", "104"}


def test_printed_totals_are_compared_with_the_lines() -> None:
    assert against_lines(Figures(tax=10, transfers=5), Figures(tax=9, non_tax=3)) == (Contradiction("lines", 10, 9),)


CODES = [("receipts", code) for code in ("1", "101", "1012", "101202", "104", "1044", "104402", "4", "402", "4023")] + [
    ("expenditure", code) for code in ("07", "07.3", "07.3.124", "07.3.124.008", "01", "01.1.124.001")
]
printed_lines = st.lists(
    st.builds(lambda at, amount: Line(*at, amount), st.sampled_from(CODES), st.integers(-(10**12), 10**12)),
    unique_by=lambda line: (line.section, line.code),
)


@given(printed_lines, st.randoms(use_true_random=False), st.sampled_from((2020, 2025, 2026)))
def test_no_total_depends_on_the_order_of_lines(found: list[Line], chance: random.Random, year: int) -> None:
    mixed = found[:]
    chance.shuffle(mixed)
    assert from_lines(mixed, year) == from_lines(found, year)
    assert set(leaves(mixed)) == set(leaves(found))
    assert set(line_contradictions(mixed)) == set(line_contradictions(found))
    assert from_lines(found, year).own_revenue == from_lines(leaves(found), year).own_revenue


def test_what_citizens_read_of_a_balance() -> None:
    found = [
        outcome(Figures(**given))
        for given in (
            {}, {"deficit": 0}, {"deficit": 5}, {"deficit": -5}, {"deficit": -5, "used_balances": 5},
            {"income": 10, "expenditure": 12},
        )
    ]  # fmt: skip
    assert found == [
        ("unknown", 0), ("balanced", 0), ("surplus", 5), ("deficit", 5), ("deficit_balances", 5), ("deficit", 2),
    ]  # fmt: skip
    came = came_from(Figures(tax=1, non_tax=0, transfers=3))
    assert [(kind.name, kind.tenge, kind.own) for kind in came] == [("tax", 250, True), ("transfers", 750, False)]
