"""What the public may see of a passport: an allow-list, and a search for numbers that name a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

from lsg_projects.domain.identifiers import valid_number
from lsg_projects.domain.project import STEPS, Passport
from lsg_projects.domain.text import Tri

WITHHELD = frozenset({"interested", "interested_note"})
"""Fields that only those who decide may read: they tell of people's interests."""
PUBLIC_FIELDS = tuple(name for names in STEPS.values() for name in names if name not in WITHHELD)
MASK = "••••••••••••"

_DIGITS = re.compile(r"(?<!\d)\d{6}[ \u00a0-]?\d{6}(?!\d)")
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


@dataclass(frozen=True)
class Found:
    """A number that looks like a person's, and where it stands."""

    field: str
    lang: str
    number: str


def public_view(passport: Passport) -> Passport:
    """Give the passport as a citizen may read it: withheld fields empty, numbers of persons masked."""
    blank = Passport()
    shown = {name: _masked(getattr(passport, name)) for name in PUBLIC_FIELDS}
    return replace(blank, **shown)


def person_numbers(text: str) -> tuple[str, ...]:
    """Find individual identification numbers: 12 digits, a day of birth, a check digit that agrees."""
    return tuple(match.group() for match in _DIGITS.finditer(text) if is_person_number(match.group()))


def is_person_number(text: str) -> bool:
    """Tell an individual's number from a company's, an account's and any other row of 12 digits."""
    digits = "".join(letter for letter in text if letter.isdigit())
    return len(digits) == 12 and digits.isascii() and _born(digits) and valid_number(digits)


def _born(digits: str) -> bool:
    century = _CENTURIES.get(digits[6])
    if century is None:
        return False
    try:
        date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True


def personal(passport: Passport) -> tuple[Found, ...]:
    """Find the numbers of persons in all texts that would be published."""
    return tuple(found for name in PUBLIC_FIELDS for found in _search(name, getattr(passport, name)))


def _search(path: str, value: Any) -> Iterator[Found]:
    if isinstance(value, Tri):
        for lang in ("kk", "ru", "en"):
            for number in person_numbers(getattr(value, lang)):
                yield Found(f"{path}.{lang}", lang, number)
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _search(f"{path}.{place}", item)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _search(f"{path}.{part.name}", getattr(value, part.name))


def _masked(value: Any) -> Any:
    if isinstance(value, Tri):
        return Tri(*(_mask(getattr(value, lang)) for lang in ("kk", "ru", "en")))
    if isinstance(value, tuple):
        return tuple(_masked(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{part.name: _masked(getattr(value, part.name)) for part in fields(value)})
    return value


def _mask(text: str) -> str:
    return _DIGITS.sub(lambda match: MASK if is_person_number(match.group()) else match.group(), text)
