"""What names a person in a text and may not be published: a state number, a mobile telephone, a flat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lsg_projects.domain.identifiers import valid_number

MASK = "••••••••••••"

# looked for ahead, since what stands before a number may be taken for its beginning: "123456 850101 300123"
_RUN_OF_TWELVE = re.compile(r"(?<!\d)(?=(\d(?:[ \u00a0-]?\d){11})(?!\d))")
# 0 stands in numbers of foreigners, whatever the century: every leap day fits 2000
_CENTURIES = {"0": 2000, "1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
# Codes of mobile networks in Kazakhstan; an office's line (7 713 …, 7 717 …) is no personal datum.
_MOBILE = re.compile(
    r"(?<![\d,.])(?:\+\s?7|8)[\s(\u00a0-]{0,2}7(?:0\d|47|5[01]|6[0-4]|7[1-8])[\s)\u00a0-]{0,2}"
    r"\d{3}[\s\u00a0-]?\d{2}[\s\u00a0-]?\d{2}(?!\d)"
)
# "12-үй, 3-пәтер", "д. 12, кв. 3": a house alone may be a school's, a flat is somebody's home.
_HOME = re.compile(
    r"(?:\d+[а-я]?\s?-?\s?үй[\s,]{0,3}\d+\s?-?\s?пәтер|(?:үй|дом|д\.)\s?№?\s?\d+[а-я]?[\s,]{1,3}"
    r"(?:пәтер|квартира|кв\.)\s?№?\s?\d+)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Personal:
    """A part of a text that names a person: its kind (``iin``, ``phone``, ``home``) and the part itself."""

    kind: str
    text: str


def parts(text: str) -> tuple[Personal, ...]:
    """Find what names a person, in the order of the kinds."""
    numbers = (found[1] for found in _RUN_OF_TWELVE.finditer(text))
    return (
        *(Personal("iin", number) for number in numbers if is_person_number(number)),
        *(Personal("phone", found.group()) for found in _MOBILE.finditer(text)),
        *(Personal("home", found.group()) for found in _HOME.finditer(text)),
    )


def looks_personal(text: str) -> bool:
    """Tell whether *text* holds what no public page may show."""
    return bool(parts(text))


def masked(text: str) -> str:
    """Give *text* with dots in place of what names a person."""
    for part in parts(text):
        text = text.replace(part.text, MASK)
    return text


def is_person_number(text: str) -> bool:
    """Tell an individual's number (IIN) from a company's, an account's and any other row of 12 digits.

    Its first six digits are a day of birth, the seventh tells the century, the last is a check digit.
    """
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
