"""Texts in three languages, cleaning, and folding that joins Kazakh and Russian spellings."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain.text import Tri, alphabetical, clean, fold, search_terms


def test_a_missing_language_falls_back_and_says_so() -> None:
    text = Tri(ru="дорога")
    assert text.found("kk") == ("ru", "дорога")
    assert text.found("en") == ("ru", "дорога")
    assert not text.official()
    assert Tri("жол", "дорога").official()
    assert not Tri()


def test_texts_survive_storing() -> None:
    text = Tri("ә", "я", "")
    assert Tri.of(text.as_dict()) == text
    assert Tri.of(None) == Tri() == Tri.of("odd")


@pytest.mark.parametrize(
    ("kazakh", "typed"),
    [("Мәртөк", "марток"), ("Қобда", "кобда"), ("Құрмансай", "КУРМАНСАИ"), ("Жаңа жол", "жана жол")],
)
def test_russian_letters_find_kazakh_words(kazakh: str, typed: str) -> None:
    assert fold(kazakh) == fold(typed)


def test_latin_i_in_kazakh_words_is_the_same_letter() -> None:
    assert fold("түсiмдер") == fold("түсімдер")


def test_endings_do_not_hide_a_match() -> None:
    assert all(term in fold("Орталық көшелердің жарығы") for term in search_terms("көшелер жарығы"))


def test_the_alphabet_is_the_kazakh_one() -> None:
    names = ["Яйсан", "Әйтеке", "Алға", "Қобда", "Кенсай", "Ілек"]
    assert sorted(names, key=alphabetical) == ["Алға", "Әйтеке", "Кенсай", "Қобда", "Ілек", "Яйсан"]


@given(st.text(max_size=200), st.booleans())
def test_cleaning_leaves_nothing_that_a_database_or_a_log_cannot_hold(typed: str, lines: bool) -> None:
    cleaned = clean(typed, lines=lines)
    cleaned.encode("utf-8")
    for letter in cleaned:
        assert unicodedata.category(letter) not in ("Cc", "Cf", "Cs") or (lines and letter == "\n")
    assert clean(cleaned, lines=lines) == cleaned


def test_cleaning_takes_direction_marks_and_keeps_words() -> None:
    assert clean("  abc\u202edef\x00  ғ\u0441 ") == "abcdef ғ\u0441"
