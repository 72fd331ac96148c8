"""Every magnitude that the law's formulas give comes out of its calculator, and so does the year of arrival."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.classifiers import queries
from lsg_projects.domain import classification as rules
from lsg_projects.domain.calculators import CALCULATORS, Estimate, Ground, Rate, estimate, example
from lsg_projects.domain.classification import Standing
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.text import Tri

MARTUK = "154600000"
TENGE = 100


def standing(code: str, year: int) -> Standing:
    return rules.standing(code, year, queries.built_in().receipts)


SHIPPED = queries.built_in_values()
GROUND = Ground(SHIPPED.rates, lambda day: rules.value_on(SHIPPED.indices, "mrp", day), standing)


def count(kind: str, territory: str = "", **answers: object) -> Estimate:
    calculator = CALCULATORS[kind]
    values = {ask.key: ask.shown_example for ask in calculator.asks} | answers
    return estimate(calculator, values, GROUND, territory)  # type: ignore[arg-type]


def refusal(kind: str, **answers: object) -> tuple[str, set[str]]:
    with pytest.raises(Incomplete) as caught:
        count(kind, **answers)
    return caught.value.code, {problem.where for problem in caught.value.problems}


def test_a_shop_plot_of_a_village_brings_192_tenge() -> None:
    assert count("land", area=Decimal(400)).full_year == 192 * TENGE
    assert count("land", area=Decimal(10_000)).full_year == 4_800 * TENGE
    assert count("land", area=Decimal(10_000), local_change=Decimal(50)).full_year == 7_200 * TENGE
    assert count("land", area=Decimal(400), use="petrol").full_year == 1_920 * TENGE


def test_a_brick_village_house_brings_about_140_tenge() -> None:
    tax = count("house", household_land=Decimal(0), years=Decimal(2)).full_year
    assert 138 * TENGE < tax < 145 * TENGE
    by_hand = Decimal(2700 * 100) * (1 - Decimal(16) * Decimal("0.007")) * Decimal("1.1") * Decimal("0.98")
    assert abs(Decimal(tax) / TENGE - by_hand * 4325 / 3932 * Decimal("0.0005")) < Decimal("0.01")


def test_plots_of_individuals_bring_300_and_6000_tenge() -> None:
    tiny = {"area": Decimal(0), "years": Decimal(2)}
    assert count("house", household_land=Decimal(1500), **tiny).full_year == 300 * TENGE
    assert count("house", household_land=Decimal(0), subsidiary=Decimal(1), **tiny).full_year == 6_000 * TENGE
    assert count("house", household_land=Decimal(6000), **tiny).full_year == 2_000 * TENGE


@pytest.mark.parametrize(("age", "tenge"), [("young", "13675"), ("middle", "9572.5"), ("old", "6837.5")])
def test_a_car_of_1600_cc(age: str, tenge: str) -> None:
    found = count("vehicle", age=age)
    assert found.full_year == Decimal(tenge) * TENGE
    assert [each.base for each in found.years[:2]] == [0, found.full_year]
    assert found.code == "104402"


@pytest.mark.parametrize(
    ("vehicle", "size", "indices"),
    [
        ("car", "1100", 1), ("car", "1500", 2), ("truck", "1.5", 5), ("truck", "5.1", 9), ("tractor", "3", 3),
        ("bus", "12", 9), ("bus", "26", 20), ("motorcycle", "55", 1), ("motorcycle", "56", 10),
    ],
)  # fmt: skip
def test_other_vehicles_count_in_indices(vehicle: str, size: str, indices: int) -> None:
    assert count("vehicle", vehicle=vehicle, size=Decimal(size)).full_year == indices * 4325 * TENGE


def test_a_companys_vehicle_has_a_code_of_its_own_and_farmers_pay_less() -> None:
    assert count("vehicle", owner="company").code == "104401"
    assert count("vehicle", producer="yes").full_year == Decimal("4102.5") * TENGE


def test_a_billboard_of_18_square_metres_brings_155_700_a_year() -> None:
    found = count("advertising")
    assert found.full_year == 155_700 * TENGE
    assert found.years[0].base == 155_700 * TENGE
    assert count("advertising", month=Decimal(10)).years[0].base == 3 * 12_975 * TENGE
    assert count("advertising", board="road_4", board_area=Decimal(6)).full_year == 12 * 4 * 4325 * TENGE


def test_a_trader_with_20_million_in_a_half_year_brings_800_000() -> None:
    found = count("trader")
    assert [each.base for each in found.years] == [800_000 * TENGE, *[1_600_000 * TENGE] * 4]
    assert (found.years[1].low, found.years[1].high) == (1_280_000 * TENGE, 1_760_000 * TENGE)
    late = count("trader", month=Decimal(10))
    assert [each.base for each in late.years[:2]] == [0, 1_200_000 * TENGE]


def test_the_districts_own_rate_counts_with_its_decision() -> None:
    found = count("trader", MARTUK)
    assert found.years[0].base == 600_000 * TENGE
    rate = next(each for each in found.rates if each.key == "trader.rate")
    assert (rate.territory, rate.value, rate.since) == (MARTUK, 3, date(2026, 1, 1))
    assert "20.11.2025" in rate.decision.ru
    assert SHIPPED.rates.territories("trader.rate") == (MARTUK,)


def test_a_farm_with_30_million_brings_150_000() -> None:
    found = count("farm")
    assert [each.base for each in found.years[:2]] == [112_500 * TENGE, 150_000 * TENGE]


def test_rent_comes_from_its_first_month_on() -> None:
    found = count("rent", month=Decimal(7))
    assert [each.base for each in found.years[:2]] == [1_231_200 * TENGE, 2_462_400 * TENGE]


def test_sales_come_once_and_gifts_as_promised() -> None:
    assert [each.base for each in count("plot_sale").years] == [120_000 * TENGE]
    assert [each.base for each in count("lease_right").years] == [500_000 * TENGE]
    assert [each.base for each in count("contribution", years=Decimal(2)).years] == [1_000_000 * TENGE] * 2
    assert count("plot_sale").lines("k", Tri("a"))[0].one_off


def test_the_self_employed_bring_nothing() -> None:
    found = count("self_employed")
    assert {each.base for each in found.years} == {0}
    assert found.lines("k", Tri("a")) == ()
    assert not CALCULATORS["self_employed"].brings


@pytest.mark.parametrize(
    ("kind", "answers", "code", "where"),
    [
        ("trader", {"turnover": 1_400_000_000 * TENGE}, "calculators.over_limit", "turnover"),
        ("self_employed", {"month_income": 1_300_000 * TENGE}, "calculators.over_month_limit", "month_income"),
        ("plot_fee", {"inside": "no"}, "calculators.outside", "inside"),
        ("plot_sale", {"inside": "no"}, "calculators.outside", "inside"),
        ("lease_right", {"inside": "no"}, "calculators.outside", "inside"),
        ("plot_sale", {"purpose": "agricultural"}, "calculators.agricultural", "purpose"),
        ("plot_fee", {"plot_rate": Decimal("0.47")}, "calculators.under_land_tax", "plot_rate"),
        ("rent", {"property": "other"}, "calculators.not_own_property", "property"),
        ("trader", {"year": Decimal(2025)}, "calculators.no_rate", None),
        ("plot_fee", {"year": Decimal(2021)}, "calculators.other_level", "year"),
    ],
)  # fmt: skip
def test_what_does_not_stay_at_the_4th_level_is_refused(
    kind: str, answers: dict[str, object], code: str, where: str | None
) -> None:
    found, places = refusal(kind, **answers)
    assert found == code
    assert places == ({where} if where else set())


def test_a_receipt_of_another_level_is_refused_with_the_reason() -> None:
    elsewhere = Ground(GROUND.rates, GROUND.mrp, lambda _code, _year: Standing.UNUSUAL)
    calculator = CALCULATORS["farm"]
    with pytest.raises(Incomplete) as caught:
        example(calculator, elsewhere)
    assert caught.value.code == "calculators.old_debts"
    assert caught.value.details == {"value": "101202", "y": 2026}


@pytest.mark.parametrize(
    "bad", [None, "", "12", Decimal("NaN"), Decimal("Infinity"), Decimal(-1), Decimal(10**9), Decimal("1.5")]
)
def test_bad_answers_are_refused_at_their_place(bad: object) -> None:
    code, places = refusal("trader", count=bad, month=Decimal(13))
    assert code == "calculators.answers"
    assert places == {"count", "month"}


def test_every_calculator_has_an_example_and_names_its_rates() -> None:
    for kind, calculator in CALCULATORS.items():
        found = example(calculator, GROUND)
        assert found.workings, kind
        assert found.share.value == 100
        for rate in found.rates:
            assert rate.source, rate.key
            assert rate.act, rate.key
            assert rate.certainty in ("confirmed", "inferred", "knowledge")


def scales() -> list[Rate]:
    return [rate for rate in SHIPPED.rates.rates if any(band.plus for band in rate.bands)]


@pytest.mark.parametrize("rate", scales(), ids=lambda rate: rate.key)
def test_a_progressive_scale_is_continuous_at_each_bound(rate: Rate) -> None:
    for band in rate.bands[:-1]:
        bound = Fraction(band.up_to or 0)
        just_above = rate.progressive(bound + Fraction(1, 10**9))
        assert abs(just_above - rate.progressive(bound)) < Fraction(1, 10**6), (rate.key, bound)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_dearer_house_never_pays_less(one: int, other: int) -> None:
    scale = SHIPPED.rates.find("house.scale", date(2026, 1, 1))
    low, high = sorted((one, other))
    assert scale.progressive(Fraction(low)) <= scale.progressive(Fraction(high))


@given(st.integers(1, 12), st.integers(1, 15), st.integers(1, 10**9))
def test_no_half_year_is_lost_or_counted_twice(month: int, years: int, turnover: int) -> None:
    found = count("trader", month=Decimal(month), years=Decimal(years), turnover=turnover)
    half = Fraction(turnover * 4, 100)
    months = [13 - month, *[12] * (years - 1)]
    second = Fraction(13 - max(month, 7), 6) if years == 1 else Fraction(1)
    owed = sum(Fraction(each, 6) * half for each in months) - second * half
    assert abs(sum(each.base for each in found.years) - owed) <= years
