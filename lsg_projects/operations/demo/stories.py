"""The demonstration's projects as data: each with its passport and with what happened to it, day by day."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from lsg_projects.domain.money import Tiyn, from_thousand
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Outcome
from lsg_projects.domain.text import Tri
from lsg_projects.operations.demo.passports import passport
from lsg_projects.resources import folder

STEPS = ("assembly", "economy", "finance", "commission", "akimat", "maslikhat")
BEGUN, SENT = "begun", "sent"


@dataclass(frozen=True)
class Paid:
    """Money paid under a budget line on a day, in tiyn."""

    line: str
    day: date
    amount: Tiyn


@dataclass(frozen=True)
class Reported:
    """What the office reported about a milestone: percent done, or a new date with its reason."""

    milestone: str
    day: date
    percent: int | None = None
    new_due: date | None = None
    reason: Tri = Tri()


@dataclass(frozen=True)
class Answer:
    """How the last step that a story reaches was answered."""

    outcome: Outcome = Outcome.APPROVED
    remark: Tri = Tri()
    step: str = "cost"
    """The passport's step that the remark is about."""
    until: date | None = None


@dataclass(frozen=True)
class Story:
    """One project: its passport, its way through the year, and its delivery."""

    key: str
    okrug: str
    passport: Passport
    days: Mapping[str, date]
    """Days of beginning, sending and of each step."""
    until: str
    answer: Answer
    withdrawn: date | None = None
    note: Tri = Tri()
    """Why it was taken back."""
    in_use: date | None = None
    met: Mapping[str, date] = field(default_factory=dict)
    payments: tuple[Paid, ...] = ()
    receipts: tuple[Paid, ...] = ()
    reported: tuple[Reported, ...] = ()

    @property
    def decided(self) -> tuple[str, ...]:
        """Give the steps that are answered, in order."""
        if self.until in (BEGUN, SENT):
            return ()
        return STEPS[: STEPS.index(self.until) + 1]

    @property
    def approved(self) -> bool:
        """Tell whether the maslikhat approved it."""
        return self.until == STEPS[-1] and self.answer.outcome is Outcome.APPROVED


@functools.cache
def table(name: str) -> dict[str, Any]:
    """Read one of the demonstration's data files; amounts stay decimals."""
    path = folder("config") / "demo" / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


@functools.cache
def stories() -> tuple[Story, ...]:
    """Give every project of the demonstration, by file and place in it."""
    phrases, calendars = table("phrases"), table("calendars")
    places = {row[0]: row for row in table("territories")["units"]}
    files = sorted((folder("config") / "demo" / "projects").glob("*.toml"))
    rows = [row for file in files for row in table(f"projects/{file.stem}")["project"]]
    return tuple(_story(row, phrases, calendars, places) for row in rows)


def _story(row: Mapping[str, Any], phrases: Mapping[str, Any], calendars: Mapping[str, Any], places: Any) -> Story:
    return Story(
        key=row["key"],
        okrug=row["okrug"],
        passport=passport(row, phrases, places),
        days=calendars[row["calendar"]],
        until=row.get("until", STEPS[-1]),
        answer=_answer(row),
        withdrawn=row.get("withdrawn"),
        note=Tri.of(row.get("note")),
        in_use=row.get("in_use"),
        met={each[0]: each[3] for each in row.get("milestones", ()) if len(each) > 3},
        payments=tuple(Paid(line, day, from_thousand(sum_)) for line, day, sum_ in row.get("payments", ())),
        receipts=tuple(Paid(line, day, from_thousand(sum_)) for line, day, sum_ in row.get("receipts", ())),
        reported=tuple(_reported(each) for each in row.get("updates", ())),
    )


def _answer(row: Mapping[str, Any]) -> Answer:
    until = row.get("return_until") or row.get("defer_until")
    outcome = Outcome(row.get("outcome", Outcome.APPROVED))
    return Answer(outcome, Tri.of(row.get("remark")), row.get("remark_step", "cost"), until)


def _reported(row: list[Any]) -> Reported:
    milestone, day, *rest = row
    if isinstance(rest[0], int):
        return Reported(milestone, day, percent=rest[0])
    return Reported(milestone, day, new_due=rest[0], reason=Tri.of(rest[1]))
