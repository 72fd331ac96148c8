"""What a project brings in and when the money returns, against the same arithmetic done another way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain import codec
from lsg_projects.domain.project import BudgetLine, Passport, RevenueLine, RunningCost
from lsg_projects.domain.revenue import (
    Outlook,
    Payback,
    Scenario,
    by_code,
    by_year,
    full_year,
    gain,
    payback,
    pays_back,
    returns,
    scenarios,
)
from lsg_projects.domain.states import Source

RENT = "201510"
SALE = "303101"


def line(year: int, base: int, *, code: str = RENT, low: int | None = None, high: int | None = None, without: int = 0):
    return RevenueLine(f"{code}-{year}", code, year, base, low, high, without)


def project(*revenue: RevenueLine, own: int = 1000, transfer: int = 3000, running: int = 20) -> Passport:
    money = [BudgetLine("1", 2026, Source.OWN, own), BudgetLine("2", 2026, Source.DISTRICT_TRANSFER, transfer)]
    return Passport(
        start=date(2026, 3, 1),
        lines=tuple(each for each in money if each.amount),
        revenue=revenue,
        running=RunningCost(running),
    )


def test_only_the_difference_counts() -> None:
    assert gain(line(2026, 100, without=30)) == 70
    assert gain(line(2026, 100, low=60, without=30), Scenario.LOW) == 30
    assert gain(line(2026, 100, without=30), Scenario.HIGH) == 70


def test_payback_of_own_and_of_all_money() -> None:
    found = returns(project(line(2026, 60), line(2027, 120), line(2027, 400, code=SALE)))
    assert (found.yearly, found.one_off, found.running, found.net_yearly) == (120, 400, 20, 100)
    assert found.own == Payback(Outlook.PAYS_BACK, Fraction(6))
    assert found.whole == Payback(Outlook.PAYS_BACK, Fraction(36))
    assert found.own.rounded() == Decimal("6.0")


def test_a_project_that_does_not_pay_back_says_so() -> None:
    found = returns(project(running=0))
    assert found.own == Payback(Outlook.NEVER)
    assert found.own.rounded() is None
    assert not pays_back(project(line(2026, 15), running=20))


def test_a_sale_may_return_the_money_at_once() -> None:
    assert returns(project(line(2026, 5000, code=SALE))).whole.outlook is Outlook.AT_ONCE
    assert pays_back(project(line(2026, 5000, code=SALE)))


def test_nothing_of_ones_own_spent() -> None:
    assert returns(project(line(2026, 100), own=0)).own.outlook is Outlook.NOTHING_SPENT


def test_the_first_year_is_no_full_year() -> None:
    assert full_year([line(2026, 40), line(2027, 160), line(2027, 10, code="101202")]) == 170
    assert full_year([]) == 0


@given(st.integers(1, 10**12), st.integers(0, 10**10), st.integers(-(10**9), 10**9))
def test_payback_agrees_with_counting_the_years(money: int, one_off: int, yearly: int) -> None:
    found = payback(money, yearly, one_off)
    if found.outlook is Outlook.PAYS_BACK:
        assert found.years is not None
        assert one_off + found.years * yearly == money
        rounded = found.rounded()
        assert rounded is not None
        assert abs(Fraction(rounded) - found.years) <= Fraction(1, 20)
    elif found.outlook is Outlook.NEVER:
        assert one_off < money
        assert yearly <= 0
    else:
        assert one_off >= money


lines = st.lists(
    st.builds(
        line, st.integers(2024, 2030), st.integers(0, 10**9), code=st.sampled_from([RENT, "101202", SALE]),
        without=st.integers(0, 10**6),
    ),
    max_size=12,
)  # fmt: skip


@given(lines, st.randoms())
def test_no_total_depends_on_the_order_of_lines(many: list[RevenueLine], shuffle: object) -> None:
    mixed = list(many)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert by_year(mixed) == by_year(many)
    assert by_code(mixed) == by_code(many)
    assert returns(project(*mixed)) == returns(project(*many))
    assert sum(by_year(many).values()) == sum(by_code(many).values()) == sum(map(gain, many))


@given(lines)
def test_a_better_scenario_never_pays_back_later(many: list[RevenueLine]) -> None:
    spread = [RevenueLine(x.key, x.code, x.year, x.base, x.base // 2, x.base * 2, x.without) for x in many]
    low, base, high = scenarios(project(*spread))
    assert low.yearly <= base.yearly <= high.yearly
    order = {Outlook.AT_ONCE: Fraction(0)}
    years = [order.get(x.whole.outlook, x.whole.years) for x in (high, base, low)]
    known = [each for each in years if each is not None]
    assert known == sorted(known)


def test_what_the_plan_holds_already_pays_back_but_adds_nothing_to_it() -> None:
    """Only what lies beyond the adopted plan may be added to it; a plan that holds more takes nothing away."""

    def line(planned: int, without: int = 0) -> RevenueLine:
        return RevenueLine("a", "201510", 2026, 1_000, without=without, planned=planned)

    assert [line(held).beyond_plan for held in (0, 400, 1_000, 5_000)] == [1_000, 600, 0, 0]
    assert line(400, without=700).beyond_plan == 0
    assert line(400).gain == 1_000
    passport = Passport(revenue=(line(400), RevenueLine("b", "303101", 2026, 9_000)))
    assert (passport.yearly_gain, passport.yearly_beyond_plan) == (1_000, 600)


def test_a_line_without_a_planned_part_keeps_its_stored_bytes() -> None:
    """Passports stored before the field existed keep their digest."""
    assert b"planned" not in codec.canonical(RevenueLine("a", "201510", 2026, 1_000))
    assert b'"planned":5' in codec.canonical(RevenueLine("a", "201510", 2026, 1_000, planned=5))
