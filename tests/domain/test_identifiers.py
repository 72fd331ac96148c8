"""BIN and IIN are told by their check digit, KATO codes by their zeros, and nobody's IIN slips into a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.identifiers import (
    check_digit,
    kato_ancestors,
    kato_level,
    require_bin,
    valid_bin,
    valid_kato,
    valid_number,
)
from lsg_projects.domain.states import Level


def independent_check_digit(eleven: str) -> int | None:
    """The same rule, written down another way."""
    first = sum((place + 1) * int(digit) for place, digit in enumerate(eleven)) % 11
    second = sum(((place + 2) % 11 + 1) * int(digit) for place, digit in enumerate(eleven)) % 11
    return first if first != 10 else second if second != 10 else None


@given(st.text("0123456789", min_size=11, max_size=11))
def test_check_digit_agrees_with_another_way_of_writing_it(eleven: str) -> None:
    assert check_digit(eleven) == independent_check_digit(eleven)


@given(st.text("0123456789", min_size=11, max_size=11), st.sampled_from([*range(10), 11]), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(eleven: str, place: int, shift: int) -> None:
    """The state's own rule does not protect the eleventh digit: its first weight is a multiple of eleven."""
    digit = check_digit(eleven)
    if digit is None:
        return
    number = f"{eleven}{digit}"
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    first = sum(w * int(d) for w, d in zip(range(1, 12), number[:11], strict=True)) % 11
    second = sum(w * int(d) for w, d in zip(range(1, 12), wrong[:11], strict=True)) % 11
    if 10 not in (first, second):  # the second pass of the rule is weaker than the first
        assert not valid_number(wrong)


def number(eleven: str) -> str:
    digit = check_digit(eleven)
    assert digit is not None
    return f"{eleven}{digit}"


def test_a_bin_may_have_spaces_but_must_fit() -> None:
    good = number("05014000012")
    assert require_bin(f" {good[:6]} {good[6:]} ") == good
    for bad in (
        "",
        "1",
        good[:-1],
        good + "0",
        "x" * 12,
        good.replace("4", "٤"),
        good[:-1] + str((int(good[-1]) + 1) % 10),
    ):
        with pytest.raises(Incomplete) as refusal:
            require_bin(bad)
        assert refusal.value.problems[0].where == "bin"


def test_a_persons_number_is_no_bin() -> None:
    iin = number("85010130012")
    assert valid_number(iin)
    assert not valid_bin(iin)


@pytest.mark.parametrize(
    ("code", "level", "above"),
    [
        ("150000000", Level.OBLAST, ()),
        ("154600000", Level.DISTRICT, ("150000000",)),
        ("154651000", Level.OKRUG, ("154600000", "150000000")),
        ("154651100", Level.SETTLEMENT, ("154651000", "154600000", "150000000")),
    ],
)
def test_levels_are_read_from_the_zeros(code: str, level: Level, above: tuple[str, ...]) -> None:
    assert valid_kato(code)
    assert kato_level(code) is level
    assert kato_ancestors(code) == above


@pytest.mark.parametrize("code", ["", "15465100", "1546510000", "00465100 ", "001234567", "15465100a", "١٥٤٦٥١٠٠٠"])
def test_bad_codes_are_refused(code: str) -> None:
    assert not valid_kato(code)
