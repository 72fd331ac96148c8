"""Codes hold in their years: numbers that changed in 2026, receipts of the 4th level by year, values by day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lsg_projects.domain.classification import (
    Category,
    IndexValue,
    Receipt,
    Span,
    Standing,
    category,
    category_number,
    is_own_revenue,
    one_off,
    printed,
    programme_code,
    receipt_code,
    standing,
    value_on,
)
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.text import Tri


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("101.2", "1012"),
        ("1.01.2", "1012"),
        ("402.3", "4023"),
        ("101202", "101202"),
        ("1.01.2.02", "101202"),
        ("1", "1"),
    ],
)
def test_receipt_codes_are_read_in_every_print(typed: str, code: str) -> None:
    assert receipt_code(typed) == code


@pytest.mark.parametrize("typed", ["", "0", "10", "1012020", "101,2", "1e5", "١٠١", "10.12"])
def test_what_is_no_receipt_code_is_refused(typed: str) -> None:
    with pytest.raises(Incomplete):
        receipt_code(typed)


@pytest.mark.parametrize("typed", ["07", "07.3", "07.3.124", "07.3.124.008", "07.3.124.008.011", "124"])
def test_functional_codes_keep_their_points(typed: str) -> None:
    assert programme_code(f" {typed} ") == typed


@pytest.mark.parametrize("typed", ["", "7.3", "07.3.124.8", "07,3", "0731240080"])
def test_what_is_no_functional_code_is_refused(typed: str) -> None:
    with pytest.raises(Incomplete):
        programme_code(typed)


def test_a_code_is_printed_as_in_acts() -> None:
    assert [printed(code) for code in ("1", "101", "1012", "101202")] == ["1", "1.01", "1.01.2", "1.01.2.02"]


def test_the_numbers_of_categories_change_in_2026() -> None:
    assert category("4023", 2025) is Category.TRANSFERS
    assert category("4", 2026) is Category.SPECIAL
    assert category("502303", 2026) is Category.TRANSFERS
    assert category("5", 2025) is Category.CREDIT_REPAYMENT
    assert category_number(Category.LOANS, 2025) == "7"
    assert category_number(Category.LOANS, 2026) == "8"
    assert category_number(Category.SPECIAL, 2025) is None
    assert category("9", 2025) is None
    assert category("9", 2026) is Category.BALANCES


def test_own_revenue_is_tax_non_tax_and_sales() -> None:
    for year in (2020, 2026):
        assert all(is_own_revenue(code, year) for code in ("101202", "201510", "303101"))
        assert not any(is_own_revenue(code, year) for code in ("4", "502301", "7"))
        assert one_off("303202", year)
        assert not one_off("201510", year)


MINERALS = Receipt("105310", Tri.same("minerals"), fourth_level=Span(2025))
PLOTS = Receipt("105315", Tri.same("plots"), fourth_level=Span(2022))
SINGLE_LAND = Receipt("104501", Tri.same("single"), fourth_level=Span(2022, 2025), listed=Span(2026))
COMPANIES = Receipt("104101", Tri.same("companies"))
KNOWN = (MINERALS, PLOTS, SINGLE_LAND, COMPANIES)


@pytest.mark.parametrize(
    ("code", "year", "answer"),
    [
        ("105310", 2024, Standing.OTHER_LEVEL),
        ("105310", 2025, Standing.BELONGS),
        ("1053", 2021, Standing.OTHER_LEVEL),
        ("1053", 2023, Standing.BELONGS),
        ("104501", 2025, Standing.BELONGS),
        ("1045", 2026, Standing.UNUSUAL),
        ("1041", 2026, Standing.OTHER_LEVEL),
        ("104", 2026, Standing.UNUSUAL),
        ("205102", 2026, Standing.UNKNOWN),
    ],
)
def test_what_the_4th_level_may_receive_depends_on_the_year(code: str, year: int, answer: Standing) -> None:
    assert standing(code, year, KNOWN) is answer


def test_spans() -> None:
    assert Span(2020, 2025).meets(Span(2025))
    assert not Span(until=2025).meets(Span(2026))
    assert not Span(2026).meets(Span(until=2025))
    assert Span().meets(Span(2026, 2026))
    assert Span(2020, 2025).covers(2020)
    assert not Span(2020, 2025).covers(2026)


def test_an_index_value_holds_from_its_day_on() -> None:
    values = [IndexValue("mrp", date(2020, 1, 1), Decimal(2651)), IndexValue("mrp", date(2020, 4, 1), Decimal(2778))]
    found = {day: value_on(values, "mrp", date(2020, *day)) for day in ((3, 31), (4, 1))}
    assert {day: value.tenge for day, value in found.items() if value} == {(3, 31): 2651, (4, 1): 2778}
    assert value_on(values, "mrp", date(2019, 12, 31)) is None
    assert value_on(values, "min_wage", date(2021, 1, 1)) is None
