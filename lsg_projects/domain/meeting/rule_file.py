"""The file of meeting rules read strictly: every mistake is named with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.meeting.rule import BodyRule, Majority
from lsg_projects.domain.states import BodyKind
from lsg_projects.domain.text import Tri

_DAYS = ("notice", "notice_extraordinary", "materials", "minutes")
_FLAGS = ("casting", "digital")
_BASES = tuple(field.name for field in fields(BodyRule) if field.name.endswith("_basis"))
_NAMES = frozenset({"body", "valid_from", "valid_until", "quorum", "majority", *_DAYS, *_FLAGS, *_BASES})
_MOST_DAYS = 60


def read(data: Mapping[str, Any]) -> tuple[BodyRule, ...]:
    """Build the rules from the parsed file; refuses (Incomplete) with every mistake that it holds."""
    rows = data.get("body")
    if not isinstance(rows, list) or not rows:
        raise _broken(("meetings.toml", "body"))
    mistakes = [(f"body {place}", name) for place, row in enumerate(rows, 1) for name in _wrong(row)]
    if mistakes:
        raise _broken(*mistakes)
    return tuple(_rule(row) for row in rows)


def _broken(*mistakes: tuple[str, str]) -> Incomplete:
    problems = tuple(Problem(place, "meetings.bad_rule", {"place": place, "name": name}) for place, name in mistakes)
    return Incomplete("meetings.broken_file", problems, n=len(problems))


def _wrong(row: Mapping[str, Any]) -> Iterator[str]:
    """Name the fields of one rule that cannot be used."""
    yield from sorted(set(row) - _NAMES)
    if row.get("body") not in {each.value for each in BodyKind}:
        yield "body"
    if row.get("majority") not in {each.value for each in Majority}:
        yield "majority"
    for name in ("valid_from", "valid_until"):
        if (name in row and type(row[name]) is not date) or (name == "valid_from" and name not in row):
            yield name
    yield from (name for name in _DAYS if type(row.get(name)) is not int or not 0 < row[name] <= _MOST_DAYS)
    yield from (name for name in _FLAGS if type(row.get(name)) is not bool)
    if not _share(row.get("quorum")):
        yield "quorum"


def _share(value: object) -> tuple[int, int] | None:
    """Read a share such as ``1/2`` or ``2/3``."""
    part, _, whole = str(value).partition("/")
    if not (part.isdecimal() and whole.isdecimal() and 0 < int(part) <= int(whole) < 100):
        return None
    return int(part), int(whole)


def _rule(row: Mapping[str, Any]) -> BodyRule:
    part, whole = _share(row["quorum"]) or (1, 1)
    whole_row: dict[str, Any] = {name: row[name] for name in (*_DAYS, *_FLAGS)}
    whole_row |= {name: Tri.of(row.get(name)) for name in _BASES}
    return BodyRule(
        body=BodyKind(row["body"]), valid_from=row["valid_from"], valid_until=row.get("valid_until"),
        quorum_part=part, quorum_of=whole, majority=Majority(row["majority"]), **whole_row,
    )  # fmt: skip
