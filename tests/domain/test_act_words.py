"""Acts are named in figures and in words, in both languages; the reader finds number, day and kind."""

from __future__ import annotations

from datetime import date

import pytest

from lsg_projects.domain.act_words import Decision, decision_of
from lsg_projects.domain.headings import known, plain


@pytest.mark.parametrize(
    ("words", "decision"),
    [
        ("act138441 (as amended 04.09.2020)", Decision("138441", date(2020, 9, 4), True)),
        ("№ 347 от 08.01.2020", Decision("347", date(2020, 1, 8))),
        ("Решение маслихата от 25 декабря 2023 года № 101", Decision("101", date(2023, 12, 25))),
        ("уточнён решением от 3 мая 2024 года № 7/2", Decision("7/2", date(2024, 5, 3), True)),
        ("2023 жылғы 25 желтоқсандағы № 101 шешім", Decision("101", date(2023, 12, 25))),
        ("№ 12, 2026-03-01", Decision("12", date(2026, 3, 1))),
        ("31 февраля 2026 года № 5", Decision("5")),
        ("12 маймен 2026", Decision("12 маймен 2026")),
        ("", Decision("")),
    ],
)
def test_number_day_and_kind(words: str, decision: Decision) -> None:
    assert decision_of(words) == decision


@pytest.mark.parametrize(
    ("heading", "form"),
    [
        ("I. Доходы, тыс. тенге", "доходы"),
        ("2) Шығындар (мың теңге)", "шыгындар"),
        ("Салықтық түсiмдер", "салыктык тусимдер"),  # a Latin i, as acts print it
        ("% исполнения", "percent исполнения"),
        ("Дефицит (профицит) бюджета", "дефицит профицит бюджета"),
    ],
)
def test_headings_are_compared_without_numbers_and_units(heading: str, form: str) -> None:
    assert plain(heading) == form


def test_the_first_name_that_the_table_has_is_taken() -> None:
    names = {"plan": ("уточненный план", "план"), "name": ("наименование",)}
    assert known(("план", "Уточнённый план, тыс. тенге"), names) == {"plan": "Уточнённый план, тыс. тенге"}
