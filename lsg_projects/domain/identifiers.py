"""Numbers that the state gives: BIN and IIN with their check digit, KATO codes with their levels."""

from __future__ import annotations

import re

from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.states import Level
from lsg_projects.domain.text import clean

_TWELVE = re.compile(r"[0-9]{12}")
_NINE = re.compile(r"[0-9]{9}")
_MAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*[a-z0-9]")
_LONGEST_MAIL = 200
_FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


def check_digit(eleven: str) -> int | None:
    """Give the twelfth digit of a BIN or IIN, or nothing: such a number is never given out."""
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        rest = sum(weight * int(digit) for weight, digit in zip(weights, eleven, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def valid_number(text: str) -> bool:
    """Tell whether *text* is twelve digits whose check digit fits: what BIN and IIN have in common."""
    return bool(_TWELVE.fullmatch(text)) and check_digit(text[:11]) == int(text[11])


def valid_bin(text: str) -> bool:
    """Tell whether *text* may be the BIN of an organisation: month and type digit (4, 5 or 6) fit as well."""
    return valid_number(text) and 1 <= int(text[2:4]) <= 12 and text[4] in "456"


def require_bin(text: str, where: str = "bin") -> str:
    """Give a BIN without its spaces; refuses (Incomplete) what is none."""
    digits = "".join(text.split())
    if not valid_bin(digits):
        raise Incomplete("shared.bad_bin", (Problem(where, "shared.bad_bin"),))
    return digits


def valid_kato(code: str) -> bool:
    """Tell whether *code* is nine digits that begin with an oblast."""
    return bool(_NINE.fullmatch(code)) and code[:2] != "00"


def kato_level(code: str) -> Level:
    """Read the level from the trailing zeros: 2 digits oblast, 4 district, 6 rural district, 9 village."""
    if not code[2:].strip("0"):
        return Level.OBLAST
    if not code[4:].strip("0"):
        return Level.DISTRICT
    return Level.SETTLEMENT if code[6:].strip("0") else Level.OKRUG


def kato_ancestors(code: str) -> tuple[str, ...]:
    """Give the codes above *code* from the nearest up: the same digits with the lower parts zeroed.

    A town may stand one step off its level, so a reader takes the first of these that exists.
    """
    shorter = (code[:kept].ljust(9, "0") for kept in (6, 4, 2))
    return tuple(dict.fromkeys(above for above in shorter if above != code))


def mail_address(text: str) -> str | None:
    """Give an address of mail as it is kept, in small letters, or nothing for what is none."""
    address = clean(text).lower()
    return address if len(address) <= _LONGEST_MAIL and _MAIL.fullmatch(address) else None
