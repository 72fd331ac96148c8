"""Payback and net present value against a plain loop that knows nothing of the module under test."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from lsg_projects.domain.cashflow import Terms, appraise, streams
from lsg_projects.domain.project import BudgetLine, Passport, RevenueLine, RunningCost
from lsg_projects.domain.revenue import Scenario
from lsg_projects.domain.sensitivity import Lever, tornado
from lsg_projects.domain.states import Source

RENT, TRADERS, SALE = "201510", "101202", "303101"


def line(year: int, base: int, code: str = RENT, *, low: int | None = None, high: int | None = None, without: int = 0):
    return RevenueLine(f"{code}-{year}", code, year, base, low, high, without)


def project(*revenue: RevenueLine, own: int = 1000, transfer: int = 0, running: int | None = 0) -> Passport:
    money = (BudgetLine("1", 2026, Source.OWN, own), BudgetLine("2", 2026, Source.DISTRICT_TRANSFER, transfer))
    return Passport(
        start=date(2026, 3, 1),
        lines=tuple(each for each in money if each.amount),
        revenue=revenue,
        running=RunningCost(running),
    )


def test_a_year_in_figures_that_are_checked_by_hand() -> None:
    found = appraise(project(line(2027, 550), line(2028, 605)), Terms(3, Fraction(10)))
    assert [each.net for each in found.years] == [-1000, 550, 605]
    assert [each.cumulative for each in found.years] == [-1000, -450, 155]
    assert [each.cumulative_discounted for each in found.years] == [-1000, -500, 0]
    assert found.npv == 0
    assert found.discounted_payback == 3
    assert found.payback == 2 + Fraction(450, 605)
    assert found.per_tenge == 1


def test_the_last_typed_year_goes_on_and_a_sale_does_not() -> None:
    laid = streams(project(line(2027, 100), line(2027, 40, TRADERS), line(2028, 900, SALE)), Terms(5, Fraction(0)))
    assert laid.revenue == {2026: 0, 2027: 140, 2028: 1040, 2029: 140, 2030: 140}


def test_upkeep_begins_with_the_revenue_or_after_the_money() -> None:
    assert streams(project(line(2028, 9), running=5), Terms(4)).running == {2026: 0, 2027: 0, 2028: 5, 2029: 5}
    assert streams(project(running=5), Terms(3)).running == {2026: 0, 2027: 5, 2028: 5}


def test_a_project_that_never_pays_back_says_so() -> None:
    found = appraise(project(line(2027, 5), running=5), Terms())
    assert found.payback is None
    assert found.discounted_payback is None
    assert found.npv == -1000
    assert found.per_tenge == 0


def test_own_money_is_a_part_of_all_money() -> None:
    whole, own = (appraise(project(line(2027, 500), transfer=3000), Terms(), own=own) for own in (False, True))
    assert own.npv - whole.npv == 3000
    assert appraise(project(line(2027, 500), own=0), Terms(), own=True).per_tenge is None


lines = st.lists(
    st.builds(
        line, st.integers(2026, 2032), st.integers(0, 10**11), st.sampled_from([RENT, TRADERS, SALE]),
        without=st.integers(0, 10**6),
    ),
    max_size=8,
)  # fmt: skip
terms = st.builds(Terms, st.integers(1, 30), st.fractions(0, 50, max_denominator=100))


def naive(passport: Passport, horizon: int, rate: Fraction) -> tuple[Decimal, list[Decimal]]:
    """Count year by year with long decimals, in another order and without any grouping by hand of the module."""
    with localcontext() as context:
        context.prec = 120
        growth = 1 + Decimal(rate.numerator) / Decimal(rate.denominator) / 100
        total, added = Decimal(0), []
        for step in range(horizon):
            year, net = 2026 + step, 0
            for each in passport.revenue:
                later = [x.year for x in passport.revenue if x.code == each.code]
                again = each.code != SALE and each.year == max(later) and year > each.year
                net += each.base - each.without if each.year == year or again else 0
            begin = min((x.year for x in passport.revenue), default=2027)
            net -= (passport.running.amount or 0) if year >= begin else 0
            net -= sum(x.amount for x in passport.lines if x.year == year)
            total += Decimal(net) / growth**step
            added.append(total)
        return total, added


@settings(deadline=None, max_examples=60)
@given(lines, terms, st.integers(0, 10**10), st.integers(1, 10**12))
def test_net_present_value_agrees_with_a_plain_loop(many: list[RevenueLine], how: Terms, upkeep: int, own: int) -> None:
    passport = project(*many, own=own, running=upkeep)
    found, (total, added) = appraise(passport, how), naive(passport, how.horizon, how.rate)
    assert abs(Decimal(found.npv.numerator) / Decimal(found.npv.denominator) - total) < Decimal("0.001")
    assert len(added) == len(found.years)
    below = [place for place, amount in enumerate(added) if amount < Decimal("-1e-60")]
    if found.discounted_payback is None:
        assert below
        assert below[-1] == how.horizon - 1
    else:
        assert found.discounted_payback <= how.horizon
        assert not below or below[-1] < found.discounted_payback <= below[-1] + 2


@settings(deadline=None, max_examples=60)
@given(lines, terms, st.integers(0, 10**10))
def test_years_add_up_and_do_not_depend_on_the_order_of_lines(many: list[RevenueLine], how: Terms, upkeep: int) -> None:
    passport = project(*many, running=upkeep)
    found = appraise(passport, how)
    assert found == appraise(project(*reversed(many), running=upkeep), how)
    assert found.npv == sum(each.discounted for each in found.years)
    assert found.years[-1].cumulative == sum(each.net for each in found.years)


@settings(deadline=None, max_examples=60)
@given(lines, terms)
def test_a_better_scenario_is_never_worth_less(many: list[RevenueLine], how: Terms) -> None:
    spread = [RevenueLine(x.key, x.code, x.year, x.base, x.base // 2, x.base * 2, 0) for x in many]
    low, base, high = (appraise(project(*spread), how, each).npv for each in Scenario)
    assert low <= base <= high


@settings(deadline=None, max_examples=60)
@given(lines, terms, st.integers(0, 10**9))
def test_the_tornado_is_sorted_and_its_ends_lie_around_the_base(
    many: list[RevenueLine], how: Terms, upkeep: int
) -> None:
    passport = project(*many, running=upkeep)
    base, found = appraise(passport, how).npv, tornado(passport, how)
    assert [each.width for each in found] == sorted((each.width for each in found), reverse=True)
    assert len(found) <= 8
    for each in found:
        if each.lever in (Lever.COST, Lever.RUNNING):
            assert each.worse.npv <= base <= each.better.npv


def test_the_tornado_names_inputs_at_both_ends() -> None:
    found = {each.lever: each for each in tornado(project(line(2027, 500, low=300, high=600), running=50), Terms())}
    assert (found[Lever.REVENUE].worse.value, found[Lever.REVENUE].better.value) == (300, 600)
    assert found[Lever.REVENUE].typed
    assert (found[Lever.COST].worse.value, found[Lever.COST].better.value) == (1100, 900)
    assert (found[Lever.RUNNING].worse.value, found[Lever.RUNNING].better.value) == (60, 40)
    assert {found[Lever.RATE].worse.value, found[Lever.RATE].better.value} == {5, 15}
    assert found[Lever.DELAY].worse.npv < found[Lever.DELAY].better.npv
