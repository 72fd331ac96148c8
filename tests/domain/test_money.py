"""Sums are read as people type them, exactly, and nothing else is taken for a sum."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.money import MAX_AMOUNT, THOUSAND, from_thousand, parse_thousand, share, thousand
from lsg_projects.kit.formats import formats


@pytest.mark.parametrize(
    ("typed", "tiyn"),
    [
        ("1 681,7", 168_170_000),
        ("1681.7", 168_170_000),
        ("1,681.7", 168_170_000),
        ("12,345,681.75", 1_234_568_175_000),
        ("1\u00a0681,7", 168_170_000),
        ("1\u202f681,7", 168_170_000),
        ("1 681 700 ₸", 168_170_000),
        ("1681,7 мың теңге", 168_170_000),
        ("1681,7 тыс. тенге", 168_170_000),
        ("0", 0),
        ("нөлге тең", 0),
        ("0,00001", 1),
        ("12.34567", 1_234_567),
    ],
)
def test_sums_are_read_as_typed(typed: str, tiyn: int) -> None:
    assert parse_thousand(typed) == tiyn


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("9О", "shared.letter_in_number"),
        ("abc", "shared.not_a_sum"),
        ("", "shared.not_a_sum"),
        ("1,2,3", "shared.not_a_sum"),
        ("1e5", "shared.not_a_sum"),
        ("NaN", "shared.not_a_sum"),
        ("Infinity", "shared.not_a_sum"),
        ("١٢", "shared.not_a_sum"),
        ("0,000001", "shared.too_many_decimals"),
        ("-5", "shared.negative"),
        ("99999999999999", "shared.too_large"),
        ("9" * 400, "shared.not_a_sum"),
    ],
)
def test_what_is_no_sum_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(Incomplete) as refused:
        parse_thousand(typed, where="amount")
    assert refused.value.code == code
    assert refused.value.problems[0].where == "amount"


def test_a_minus_is_taken_where_it_has_a_meaning() -> None:
    assert parse_thousand("- 1 681,7", negative=True) == -168_170_000
    assert parse_thousand("\u2212104 511,0", negative=True) == -10_451_100_000


@given(st.integers(-MAX_AMOUNT, MAX_AMOUNT), st.sampled_from(["kk", "ru", "en"]))
def test_what_is_shown_is_read_back_to_the_tiyn(tiyn: int, lang: str) -> None:
    shown = formats(lang).money(tiyn)
    typed = shown.replace(",", "") if lang == "en" else shown
    assert parse_thousand(typed, negative=True) == tiyn


@given(st.integers(-MAX_AMOUNT, MAX_AMOUNT))
def test_thousand_tenge_and_tiyn_are_the_same_sum(tiyn: int) -> None:
    assert from_thousand(thousand(tiyn)) == tiyn


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(typed: str) -> None:
    with contextlib.suppress(Incomplete):
        assert 0 <= parse_thousand(typed) <= MAX_AMOUNT


def test_a_share_of_nothing_is_unknown_and_never_zero() -> None:
    assert share(5, 0) is None
    assert share(6_462_370_000, 118_474_470_000) is not None
    assert round(share(646_237 * THOUSAND, 11_847_447 * THOUSAND) or Decimal(0), 1) == Decimal("5.5")
