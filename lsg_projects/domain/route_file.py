"""The file of routes read strictly: every mistake is named with its place, and nothing half-read is used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from lsg_projects.domain.approval.contests import SpecialWay
from lsg_projects.domain.calendar import DayKind, Term
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.money import THOUSAND
from lsg_projects.domain.route import Concern, Record, Route, Step, Verb, Way
from lsg_projects.domain.route_cover import twice, uncovered
from lsg_projects.domain.states import BodyKind, DocumentType, LegalKind, Role, Source
from lsg_projects.domain.text import Tri

E = TypeVar("E", bound=Enum)
_STEP = frozenset(
    {"key", "body", "else_body", "role", "verb", "record", "basis", "term_basis", "days", "day_kind", "latest"}
    | {"documents", "concerns", "signatures", "signatures_from", "above", "settles"}
)
_ROUTE = frozenset(
    {"key", "way", "valid_from", "valid_until", "legal_kinds", "only_sources", "amount_from", "amount_below"}
    | {"no_money", "steps", "mrp_from", "mrp_below"}
)
_LATEST = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2\d)")
_SPECIAL = frozenset({"of", "valid_from", "valid_until", "steps"})
_MOST_DAYS = 366


def read(data: Mapping[str, Any]) -> tuple[Route, ...]:
    """Build the routes from the parsed file; refuses (Incomplete) with every mistake that it holds."""
    reader = _Reader()
    steps = {name: reader.step(name, row) for name, row in reader.tables(data.get("step"), "step")}
    rows = data.get("route") or []
    routes = [reader.route(row, steps) for row in rows] if isinstance(rows, list) else []
    good = tuple(route for route in routes if route is not None)
    if not reader.problems:
        reader.problems += [*twice(good), *uncovered(good)]
    if reader.problems:
        raise Incomplete("routes.broken_file", tuple(reader.problems), n=len(reader.problems))
    return good


def read_special(data: Mapping[str, Any]) -> tuple[SpecialWay, ...]:
    """Build the special ways from the parsed file; refuses (Incomplete) with every mistake that they hold."""
    if not data.get("special"):
        return ()
    reader = _Reader()
    steps = {name: reader.step(name, row) for name, row in reader.tables(data.get("step"), "step")}
    found = [reader.special(name, row, steps) for name, row in reader.tables(data.get("special"), "special")]
    if reader.problems:
        raise Incomplete("routes.broken_file", tuple(reader.problems), n=len(reader.problems))
    return tuple(way for way in found if way is not None)


class _Reader:
    """Reads tables one by one and keeps the mistakes."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.place = ""

    def tables(self, value: object, name: str) -> list[tuple[str, Mapping[str, Any]]]:
        if not isinstance(value, Mapping) or not value:
            self.problems.append(Problem(name, "routes.no_tables", {"v": name}))
            return []
        return [(str(key), row if isinstance(row, Mapping) else {}) for key, row in value.items()]

    def step(self, name: str, row: Mapping[str, Any]) -> Step | None:
        self.place = f"step.{name}"
        before = len(self.problems)
        self._known(row, _STEP)
        step = Step(
            key=str(row.get("key", name)),
            body=self._code(row, "body", BodyKind),
            role=self._code(row, "role", Role),
            verb=self._code(row, "verb", Verb),
            record=self._code(row, "record", Record),
            term=Term(self._days(row), self._code(row, "day_kind", DayKind, DayKind.WORKING)),
            else_body=self._code(row, "else_body", BodyKind) if "else_body" in row else None,
            basis=Tri.of(row.get("basis")),
            term_basis=Tri.of(row.get("term_basis")),
            latest=self._latest(row),
            documents=self._codes(row, "documents", DocumentType),
            concerns=self._codes(row, "concerns", Concern),
            above=str(row.get("above", "")),
            settles=row.get("settles") is True,
            signatures=self._signatures(row),
            signatures_from=self._day(row, "signatures_from") if "signatures_from" in row else None,
        )
        return step if len(self.problems) == before else None

    def route(self, row: Mapping[str, Any], steps: Mapping[str, Step | None]) -> Route | None:
        self.place = f"route.{row.get('key', '?')}"
        before = len(self.problems)
        self._known(row, _ROUTE)
        route = Route(
            key=str(row.get("key", "")),
            way=self._code(row, "way", Way),
            valid_from=self._day(row, "valid_from") or date.min,
            valid_until=self._day(row, "valid_until") if "valid_until" in row else None,
            steps=self._steps(row, steps),
            legal_kinds=self._codes(row, "legal_kinds", LegalKind),
            only_sources=self._codes(row, "only_sources", Source),
            amount_from=self._amount(row, "amount_from") or 0,
            amount_below=self._amount(row, "amount_below"),
            no_money=row.get("no_money") is True,
            together=self._together(row, steps),
            mrp_from=self._indices(row, "mrp_from"),
            mrp_below=self._indices(row, "mrp_below"),
        )
        return route if len(self.problems) == before else None

    def special(
        self, name: str, row: Mapping[str, Any], steps: Mapping[str, Step | None]
    ) -> SpecialWay | None:  # fmt: skip
        """Read a way that opens when the akim contests an answer; a step above another one has to stand in it."""
        self.place = f"special.{name}"
        before = len(self.problems)
        self._known(row, _SPECIAL)
        way = SpecialWay(
            key=name,
            of=self._code(row, "of", BodyKind),
            valid_from=self._day(row, "valid_from") or date.min,
            valid_until=self._day(row, "valid_until") if "valid_until" in row else None,
            steps=self._steps(row, steps),
        )
        keys = {step.key for step in way.steps}
        for step in way.steps:
            if step.above and step.above not in keys:
                self._wrong("routes.no_such_step", name=step.above)
        return way if len(self.problems) == before else None

    def _wrong(self, code: str, **details: object) -> None:
        self.problems.append(Problem(self.place, code, {"place": self.place, **details}))

    def _known(self, row: Mapping[str, Any], names: frozenset[str]) -> None:
        for name in sorted(set(row) - names):
            self._wrong("routes.unknown_name", name=name)

    def _code(self, row: Mapping[str, Any], name: str, kind: type[E], default: E | None = None) -> E:
        value = row.get(name, default)
        if value in [item.value for item in kind]:
            return kind(value)
        self._wrong("routes.unknown_value", name=name, v=str(value), list=_listed(item.value for item in kind))
        return next(iter(kind))

    def _codes(self, row: Mapping[str, Any], name: str, kind: type[E]) -> tuple[E, ...]:
        values = row.get(name, [])
        if not isinstance(values, list):
            self._wrong("routes.not_a_list", name=name)
            return ()
        return tuple(self._code({name: value}, name, kind) for value in values)

    def _days(self, row: Mapping[str, Any]) -> int:
        days = row.get("days")
        if type(days) is int and 0 < days <= _MOST_DAYS:
            return days
        self._wrong("routes.days", v=str(days))
        return 1

    def _day(self, row: Mapping[str, Any], name: str) -> date | None:
        day = row.get(name)
        if type(day) is date:
            return day
        self._wrong("routes.not_a_day", name=name, v=str(day))
        return None

    def _signatures(self, row: Mapping[str, Any]) -> int:
        """Read how many sign: two are for departments, where an executor prepares and the head signs."""
        count = row.get("signatures", 1)
        if type(count) is int and 1 <= count <= (2 if row.get("record") == Record.DEPARTMENT else 1):
            return count
        self._wrong("routes.signatures", v=str(count))
        return 1

    def _latest(self, row: Mapping[str, Any]) -> str:
        latest = str(row.get("latest", ""))
        if latest and not _LATEST.fullmatch(latest):
            self._wrong("routes.not_a_legal_date", v=latest)
        return latest

    def _amount(self, row: Mapping[str, Any], name: str) -> int | None:
        amount = row.get(name)
        if amount is None:
            return None
        if type(amount) in (int, float) and amount >= 0:
            return int(Decimal(str(amount)) * THOUSAND)
        self._wrong("routes.not_an_amount", name=name, v=str(amount))
        return None

    def _steps(self, row: Mapping[str, Any], steps: Mapping[str, Step | None]) -> tuple[Step, ...]:
        names = row.get("steps")
        if not isinstance(names, list) or not names:
            self._wrong("routes.no_steps")
            return ()
        flat = _flat(names)
        for name in flat:
            if name not in steps:
                self._wrong("routes.no_such_step", name=str(name))
        found = [step for name in flat if (step := steps.get(name)) is not None]
        keys = [step.key for step in found]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            self._wrong("routes.step_twice", name=key)
        return tuple(found)

    def _together(self, row: Mapping[str, Any], steps: Mapping[str, Step | None]) -> tuple[tuple[str, ...], ...]:
        """Give the keys of steps that a list inside the list names: they are asked at the same time."""
        names = row.get("steps")
        groups = [each for each in names if isinstance(each, list)] if isinstance(names, list) else []
        if any(len(group) < 2 for group in groups):
            self._wrong("routes.alone_together")
        return tuple(tuple(step.key for name in group if (step := steps.get(name)) is not None) for group in groups)

    def _indices(self, row: Mapping[str, Any], name: str) -> Decimal | None:
        value = row.get(name)
        if value is None:
            return None
        if type(value) in (int, float) and value >= 0:
            return Decimal(str(value))
        self._wrong("routes.not_an_amount", name=name, v=str(value))
        return None


def _flat(names: list[Any]) -> list[Any]:
    return [name for each in names for name in (each if isinstance(each, list) else [each])]


def _listed(values: Iterable[object]) -> str:
    return ", ".join(str(value) for value in values)
