"""The short way of reading a sum gives what the long way gives."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.money import THOUSAND, parse_thousand


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
