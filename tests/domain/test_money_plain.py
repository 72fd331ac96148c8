"""The short way of reading a sum gives what the long way gives."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.money import THOUSAND, parse_thousand, plain_thousands


@given(
    st.booleans(),
    st.integers(0, 999_999_999),
    st.none() | st.integers(0, 99_999),
    st.integers(1, 5),
    st.sampled_from(".,"),
)
def test_plain_spellings(below: bool, whole: int, part: int | None, width: int, mark: str) -> None:
    digits = "" if part is None else f"{part:05d}"[:width]
    typed = f"{'-' if below else ''}{whole}{mark if digits else ''}{digits}"
    exact = Decimal(typed.replace(",", ".")) * THOUSAND
    assert parse_thousand(typed, negative=True) == exact
    assert parse_thousand(f" {typed}\u00a0", negative=True) == exact
    if exact < 0:
        with pytest.raises(Incomplete):
            parse_thousand(typed)


@given(
    st.lists(
        st.from_regex(r"\A(?:\d{1,9}(?:[.,]\d{1,5})?)?\Z") | st.sampled_from(("-1", "1.", "1e3", " 1", "١", "1,2,3"))
    )
)
def test_a_column_is_read_at_once_or_not_at_all(column: list[str]) -> None:
    """Every cell reads as it does alone; one cell that is not plain, and the whole column is left to the long way."""
    plain = all(text == "" or (text.isascii() and text[0].isdigit() and text[-1].isdigit() and "e" not in text and
                               text.count(",") + text.count(".") < 2) for text in column)  # fmt: skip
    found = plain_thousands(column)
    assert (found is not None) == plain
    if found is not None:
        assert found == [parse_thousand(text) if text else None for text in column]
