"""What an auditor looks for in decisions: facts that call for a question, never a judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lsg_projects.domain.states import Outcome

AT_ONCE = timedelta(minutes=1)
"""A decision that comes sooner after the question was put was hardly read for."""


class Flag(StrEnum):
    """Why a decision deserves a second look."""

    AT_ONCE = "at_once"
    SAME_PERSON = "same_person"
    OVERRIDE = "override"
    LATE = "late"


@dataclass(frozen=True)
class Act:
    """One decision, as far as the flags need it."""

    key: int
    project: int
    version: int
    person: int
    outcome: Outcome
    asked_at: datetime
    decided_at: datetime
    day: date
    due: date


def flags(acts: Iterable[Act]) -> Mapping[int, tuple[Flag, ...]]:
    """Give the flags of each act; *acts* hold every decision on their projects, also those before the period."""
    order: dict[int, list[Act]] = defaultdict(list)
    for act in sorted(acts, key=lambda each: each.key):
        order[act.project].append(act)
    return {act.key: tuple(_of(act, history)) for history in order.values() for act in history}


def _of(act: Act, history: list[Act]) -> Iterable[Flag]:
    before = [each for each in history if each.key < act.key and each.version == act.version]
    if act.decided_at - act.asked_at < AT_ONCE:
        yield Flag.AT_ONCE
    if any(each.person == act.person for each in before):
        yield Flag.SAME_PERSON
    # the same version, unchanged, found approval after a body had sent it back or refused it
    refused = {Outcome.REJECTED, Outcome.RETURNED}
    if act.outcome is Outcome.APPROVED and any(each.outcome in refused for each in before):
        yield Flag.OVERRIDE
    if act.day > act.due:
        yield Flag.LATE
