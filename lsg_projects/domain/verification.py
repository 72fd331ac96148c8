"""The code on a paper that lets anybody check it, and the answers that a check can give."""

from __future__ import annotations

import hashlib
import hmac
import operator
import re
from dataclasses import dataclass
from enum import StrEnum

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs, a prime number: without 0 and O, 1, I and L, which people mistake for one another."""
LENGTH = 12


class State(StrEnum):
    """What a check of a document says."""

    ISSUED = "issued"
    CERTIFIED = "certified"
    SUPERSEDED = "superseded"
    ANNULLED = "annulled"
    ALTERED = "altered"
    UNKNOWN = "unknown"


def code_of(key: str, number: str) -> str:
    """Give the code of a document: nobody can guess it without the installation's *key*, and it never changes."""
    digest = int.from_bytes(hmac.new(key.encode(), f"verify:{number}".encode(), hashlib.sha256).digest())
    signs = []
    for _ in range(LENGTH - 1):
        digest, place = divmod(digest, len(ALPHABET))
        signs.append(ALPHABET[place])
    body = "".join(signs)
    return body + _check(body)


def _check(body: str) -> str:
    """Give the sign that makes one wrong sign, or two swapped ones, come out wrong."""
    weighted = sum((place + 1) * ALPHABET.index(sign) for place, sign in enumerate(body))
    return ALPHABET[weighted % len(ALPHABET)]


def read_code(typed: str) -> str | None:
    """Read a code as people type it (groups, small letters); nothing where it cannot be one."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(code) != LENGTH or any(sign not in ALPHABET for sign in code):
        return None
    return code if _check(code[:-1]) == code[-1] else None


_CLAIM = re.compile(rb"/ID\s*\[\s*\(([2-9A-Z]{12})\)")


def claimed(content: bytes) -> str | None:
    """Give the code that a file claims as its own, read without opening it; nothing where it has none."""
    found = _CLAIM.findall(content)
    return read_code(found[-1].decode("ascii")) if found else None


class Change(StrEnum):
    """How a file differs from the one that was issued."""

    APPENDED = "appended"
    CUT = "cut"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """Where a file differs: from which byte on, and how many."""

    change: Change
    at: int
    count: int


def difference(original: bytes, offered: bytes) -> Difference | None:
    """Say how *offered* differs from *original*; nothing where it does not."""
    if offered == original:
        return None
    common = min(len(original), len(offered))
    at = _first_difference(original, offered, common)
    if at == common:
        added = len(offered) - len(original)
        return Difference(Change.APPENDED if added > 0 else Change.CUT, at, abs(added))
    changed = sum(map(operator.ne, original[at:common], offered[at:common]))
    return Difference(Change.CHANGED, at, changed + abs(len(original) - len(offered)))


def _first_difference(one: bytes, other: bytes, end: int) -> int:
    """Give the place of the first byte that differs before *end*, or *end*."""
    begin = 0
    while begin < end:
        middle = (begin + end + 1) // 2
        if one[begin:middle] == other[begin:middle]:
            begin = middle
        elif middle - begin == 1:
            return begin
        else:
            end = middle
    return end


def state(*, certified: bool, superseded: bool, annulled: bool, intact: bool) -> State:
    """Give the one word for a known document; what is worst comes first."""
    if not intact:
        return State.ALTERED
    if annulled:
        return State.ANNULLED
    if superseded:
        return State.SUPERSEDED
    return State.CERTIFIED if certified else State.ISSUED
