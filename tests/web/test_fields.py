"""Days are taken in the spellings of people, and nothing else is taken for a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.kit.formats import formats
from lsg_projects.web.fields import parse_day

DAY = date(2026, 8, 31)


@pytest.mark.parametrize(
    "typed",
    ["31.08.2026", "31.8.26", "31/08/2026", "31-08-2026", "2026-08-31", "31 тамыз 2026", "31 августа 2026", "31 AUGUST 2026",
     "31.08.2026."],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert parse_day(typed) == DAY


@pytest.mark.parametrize(
    "typed",
    ["31.02.2026", "30 сентябрь", "tomorrow", "0.0.0", "31.08.1789", "31.08.20260", "٣١.٠٨.٢٠٢٦", "31 жаз 2026"],
)
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert parse_day(typed) is None


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(["kk", "ru", "en"]))
def test_what_is_shown_is_read_back(day: date, lang: str) -> None:
    assert parse_day(formats(lang).day(day)) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(typed: str) -> None:
    assert parse_day(typed) is None or 1990 <= parse_day(typed).year <= 2100  # type: ignore[union-attr]
