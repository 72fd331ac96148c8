"""Acts as people name them in words: the number, the day and whether they revise an earlier one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_NUMBER = re.compile(r"(?:act|№|\bno\.?|\bn)\s*([0-9][\w/-]*)", re.IGNORECASE)
_POINTS = re.compile(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b")
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")
_RUSSIAN = re.compile(r"\b(?P<day>\d{1,2})\s+(?P<month>[а-я]{3,8})\s+(?P<year>\d{4})\b", re.IGNORECASE)
_KAZAKH = re.compile(
    r"\b(?P<year>\d{4})\s+(?:жылғы|жылдың|ж\.)\s+(?P<day>\d{1,2})\s+(?P<month>[а-яәғқңөұүһі]{3,16})", re.IGNORECASE
)
_MONTHS = (
    ("январ", "қаңтар"), ("феврал", "ақпан"), ("март", "наурыз"), ("апрел", "сәуір"), ("ма", "мамыр"),
    ("июн", "маусым"), ("июл", "шілде"), ("август", "тамыз"), ("сентябр", "қыркүйек"), ("октябр", "қазан"),
    ("ноябр", "қараша"), ("декабр", "желтоқсан"),
)  # fmt: skip
_REVISED = ("as amended", "с изменениями", "өзгеріс", "уточн", "нақтыла")


@dataclass(frozen=True)
class Decision:
    """The act that a plan stands in."""

    number: str
    day: date | None = None
    revised: bool = False


def decision_of(source: str) -> Decision:
    """Read an act from the words of a source.

    Takes ``act138441 (as amended 04.09.2020)``, ``решение от 25 декабря 2023 года № 101`` and
    ``2023 жылғы 25 желтоқсандағы № 101 шешім``.
    """
    number = _NUMBER.search(source)
    words = source.lower()
    plain = source.partition("(")[0].strip()
    return Decision((number[1] if number else plain)[:60], day_of(source), any(word in words for word in _REVISED))


def day_of(source: str) -> date | None:
    """Give the first day that the words name, in figures or in words; nothing where they name none that there is."""
    for pattern in (_POINTS, _ISO, _KAZAKH, _RUSSIAN):
        if found := pattern.search(source):
            month = _month(found["month"])
            try:
                return date(int(found["year"]), month, int(found["day"]))
            except ValueError:
                return None
    return None


def _month(typed: str) -> int:
    """Give the number of a month in figures or in words, whatever its case; 0 for what is none."""
    if typed.isdigit():
        return int(typed)
    word = typed.lower()
    named = (
        (place, stem)
        for place, stems in enumerate(_MONTHS, 1)
        for stem in stems
        if word.startswith(stem) and (stem != "ма" or word in ("май", "мая"))
    )
    return max(named, key=lambda each: len(each[1]), default=(0, ""))[0]
