"""Sentences of the catalogue: a number never parts from its sign or unit at the end of a line."""

from __future__ import annotations

import pytest

from lsg_projects.kit.words import kept_together, words

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Құны, мың ₸", f"Құны, мың{NBSP}₸"),
        ("№ {n}, {p} % орындалды", f"№{NBSP}{{n}}, {{p}}{NBSP}% орындалды"),
        ("за {x} тыс. тенге", f"за {{x}} тыс.{NBSP}тенге"),
        ("№ және %", "№ және %"),
    ],
)
def test_numbers_stay_with_their_units(written: str, kept: str) -> None:
    assert kept_together(written) == kept


def test_every_plural_form_is_kept_together_too() -> None:
    assert kept_together({"one": "{n} %", "other": "{n} %"}) == {"one": f"{{n}}{NBSP}%", "other": f"{{n}}{NBSP}%"}


def test_the_catalogue_speaks_so() -> None:
    assert words("kk")("unit.thousand_short") == f"мың{NBSP}₸"
