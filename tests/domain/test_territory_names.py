"""Names of rural districts are found exactly or by alias; misspelt ones become candidates, never a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain.territory import KnownName, bare_name, distance, match

DISTRICT = (
    KnownName("154655000", "Аққұдық ауылдық округі"),
    KnownName("154655000", "Аккудыкский сельский округ"),
    KnownName("154661000", "сельский округ Танирберген"),
    KnownName("154647000", "Кызылжарский сельский округ"),
    KnownName("154651000", "Сарыжарский сельский округ"),
    KnownName("154651000", "Саржансайский", alias=True),
)


@pytest.mark.parametrize(
    ("typed", "kato"),
    [
        ("Аккудыкский", "154655000"),
        ("АККУДЫКСКИЙ С.О.", "154655000"),
        ("Аққұдық", "154655000"),
        ("аккудык", "154655000"),  # Kazakh letters by their Russian kin
        ("Танирберген", "154661000"),
        ("Танирберген ауылдық округі", "154661000"),
    ],
)
def test_exact_names_are_taken(typed: str, kato: str) -> None:
    found = match(typed, DISTRICT)
    assert (found.kato, found.by_alias, found.candidates) == (kato, False, ())


def test_an_alias_is_taken_and_said_to_be_one() -> None:
    found = match("Саржансайский сельский округ", DISTRICT)
    assert (found.kato, found.by_alias) == ("154651000", True)


def test_a_misspelt_name_lists_whom_it_may_mean() -> None:
    found = match("Аккудукский", DISTRICT)
    assert found.kato is None
    assert found.candidates[0].kato == "154655000"
    assert found.candidates[0].distance == 1


@pytest.mark.parametrize("typed", ["Акрабский сельский округ", "Акраб ауылдық округі", "Ақрап", "Акрабинский с/о"])
def test_a_name_made_of_the_centre_is_near_but_not_taken(typed: str) -> None:
    known = (KnownName("154233000", "с.о. с центром Акраб"), KnownName("154235000", "с.о. с центром Бестау"))
    found = match(typed, known)
    assert (found.kato, [each.kato for each in found.candidates]) == (None, ["154233000"])


def test_a_shared_name_is_not_guessed() -> None:
    names = (KnownName("100000001", "Абайский район"), KnownName("200000002", "Абайский район"))
    found = match("Абайский", names)
    assert found.kato is None
    assert {each.kato for each in found.candidates} == {"100000001", "200000002"}


def test_an_official_name_goes_before_an_alias_of_another() -> None:
    names = (KnownName("100000001", "Жайсан", alias=True), KnownName("200000002", "Жайсан"))
    assert match("Жайсан", names).kato == "200000002"


def test_a_foreign_name_has_no_candidates() -> None:
    assert match("Qwertyuiop", DISTRICT).candidates == ()


words = st.text("абвгдеқұ", max_size=8)


@given(words, words)
def test_distance_is_a_distance(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= max(len(one), len(other))


def test_swapped_neighbours_count_once() -> None:
    assert distance("окург", "округ") == 1
    assert distance("абв", "бав") == 1


def test_words_for_the_kind_of_place_do_not_count() -> None:
    assert bare_name("с.о. Танирберген") == bare_name("Танирберген ауылдық округі") == "танирберген"
    assert bare_name("сельский округ") != ""
