"""Entries of the journal as sentences: the act, what it was about, and what differs since the version before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lsg_projects.domain.diff import ROWS, Change, differences
from lsg_projects.domain.events import PUBLIC_ACTS
from lsg_projects.domain.project import Passport
from lsg_projects.history.queries import Line
from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import words
from lsg_projects.web.render import language, t

MOST = 6
"""Differences that a line names; the comparison of versions has all of them."""


@dataclass(frozen=True)
class Told:
    """One entry as a reader sees it."""

    at: datetime
    act: str
    facts: str
    who: str
    number: int
    hash: str
    kind: str
    version: int | None
    public: bool
    changes: tuple[str, ...]
    more: int
    raw: tuple[tuple[str, str], ...]


def told(line: Line, published: bool, passports: Mapping[int, Passport]) -> Told:
    """Put an entry into words; *passports* are the versions that were sent, for what differs between them."""
    version = line.body.get("version")
    found = tuple(_differences(passports, version)) if line.action == "project.submitted" else ()
    who = t(f"history.{line.who}") if line.who in ("system", "citizen") else line.who
    return Told(
        at=line.at, act=t(f"event.{line.action}"), facts=", ".join(_facts(line.body)), who=who, number=line.number,
        hash=line.hash, kind=kind_of(line.action), version=version if isinstance(version, int) else None,
        public=published and line.action in PUBLIC_ACTS, changes=found[:MOST], more=max(0, len(found) - MOST),
        raw=line.facts,
    )  # fmt: skip


def kind_of(action: str) -> str:
    """Give the group of an act, by which the timeline is filtered."""
    groups = {
        "passport": "writing", "document": "writing", "project": "course", "step": "course", "draft": "course",
        "change": "course",
        "payment": "money", "contract": "money", "revenue": "money", "question": "words", "note": "words",
    }  # fmt: skip
    return groups.get(action.split(".", maxsplit=1)[0], "delivery")


def _facts(body: Mapping[str, Any]) -> Iterator[str]:
    """Give those facts of an entry that a person can read, in a fixed order."""
    for name, write in _WRITTEN.items():
        value = body.get(name)
        if value not in (None, "", [], {}):
            yield from write(value)


def _money(value: Any) -> Iterator[str]:
    if isinstance(value, int):
        yield t("history.fact.amount", v=formats(language()).money(value))


def _day(value: Any) -> Iterator[str]:
    try:
        yield formats(language()).day(date.fromisoformat(str(value)))
    except ValueError:
        yield str(value)[:20]


def _step(value: Any) -> Iterator[str]:
    """Name a step: of the route by its body, of the passport by its title."""
    yield from _known(f"approvals.body.{value}") or _known(f"projects.step.{value}.short")


def _outcome(value: Any) -> Iterator[str]:
    yield from _known(f"status.outcome.{value}")


def _type(value: Any) -> Iterator[str]:
    yield from _known(f"doctype.{value}")


def _known(key: str) -> tuple[str, ...]:
    """Give the word of a code, or nothing where an older entry has a code of its own."""
    return (t(key),) if words(language()).has(key) else ()


def _numbered(key: str) -> Callable[[Any], Iterator[str]]:
    def write(value: Any) -> Iterator[str]:
        yield t(key, n=value)

    return write


_WRITTEN: Mapping[str, Callable[[Any], Iterator[str]]] = {
    "version": _numbered("history.fact.version"),
    "step": _step,
    "outcome": _outcome,
    "type": _type,
    "amount": _money,
    "number": _numbered("history.fact.number"),
    "dated": _day,
    "day": _day,
    "paid_on": _day,
    "met_on": _day,
    "due": _day,
    "month": _day,
}


def _differences(passports: Mapping[int, Passport], version: object) -> Iterator[str]:
    if not isinstance(version, int) or version not in passports or version - 1 not in passports:
        return
    for change in differences(passports[version - 1], passports[version]):
        yield _change(change)


def _change(change: Change) -> str:
    name = t(f"projects.lists.{change.field}") if change.field in ROWS else t(f"projects.field.{change.field}")
    if change.kind in ("added", "removed"):
        return t(f"history.change.{change.kind}", name=name)
    if change.kind in ("money", "date", "number"):
        return t(
            "history.change.value", name=name, a=_value(change.before, change.kind), b=_value(change.after, change.kind)
        )
    return t("history.change.text", name=name)


def _value(value: Any, kind: str) -> str:
    form = formats(language())
    if value is None:
        return "–"
    if isinstance(value, date):
        return form.day(value)
    return form.money(value) if kind == "money" else str(value)
