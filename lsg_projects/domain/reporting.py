"""Kinds of reports and the rules of issuing them: subjects, periods, editions, numbers, who may certify."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lsg_projects.domain.errors import Incomplete, NotAllowed, WrongState
from lsg_projects.domain.periods import Length, Period, parse
from lsg_projects.domain.states import Level
from lsg_projects.domain.text import LANGUAGES


class SubjectKind(StrEnum):
    """What a report is about."""

    TERRITORY = "territory"
    PROJECT = "project"


class RunState(StrEnum):
    """How far a wish for a report has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (RunState.QUEUED, RunState.RUNNING)


@dataclass(frozen=True)
class Kind:
    """One kind of report that really exists."""

    key: str
    short: str
    """Letters that begin its numbers."""
    subject: SubjectKind
    level: Level | None
    """The level of a territory; nothing where the subject is a project."""
    lengths: tuple[Length, ...]
    example: str
    example_period: str
    languages: tuple[str, ...] = LANGUAGES


DISTRICT_PROGRESS = Kind(
    "district-progress", "DP", SubjectKind.TERRITORY, Level.DISTRICT,
    (Length.QUARTER, Length.HALF, Length.YEAR), "154600000", "2025-Q4",
)  # fmt: skip
AKIM_QUARTER = Kind(
    "akim-quarter", "AQ", SubjectKind.TERRITORY, Level.OKRUG,
    (Length.QUARTER, Length.HALF, Length.YEAR), "154651000", "2025-Q4",
)  # fmt: skip
PROJECT_PASSPORT = Kind(
    "project-passport", "PP", SubjectKind.PROJECT, None,
    (Length.MONTH, Length.QUARTER, Length.HALF, Length.YEAR), "154651-25-002", "2025-Q4",
)  # fmt: skip
KINDS = {kind.key: kind for kind in (DISTRICT_PROGRESS, AKIM_QUARTER, PROJECT_PASSPORT)}


def kind_of(key: str) -> Kind:
    """Give the kind *key*; refuses (Incomplete) an unknown one."""
    found = KINDS.get(key)
    if found is None:
        raise Incomplete("reports.unknown_kind", v=key[:40])
    return found


def period_of(kind: Kind, text: str) -> Period:
    """Read a period that *kind* can be issued for; refuses (Incomplete) another length."""
    period = parse(text)
    if period.length not in kind.lengths:
        raise Incomplete("reports.wrong_length", v=text)
    return period


def language_of(kind: Kind, text: str) -> str:
    """Read a language that *kind* is issued in; refuses (Incomplete) another."""
    if text not in kind.languages:
        raise Incomplete("reports.wrong_language", v=text[:10])
    return text


def number_of(kind: Kind, subject: str, period: str, language: str, edition: int) -> str:
    """Give the number of an edition; it follows from what the edition is, so no two can have the same."""
    place = (subject.rstrip("0") or subject) if kind.subject is SubjectKind.TERRITORY else subject
    return f"{kind.short}-{place}-{period.replace('-', '')}-{language.upper()}-{edition}"


@dataclass(frozen=True)
class Issued:
    """What the rules need to know of a document."""

    ordered_by: int | None
    certified: bool
    superseded: bool
    annulled: bool


def certify(document: Issued, person: int | None) -> None:
    """Allow *person* to certify, or refuse: a second person does it, once, while the edition stands."""
    if document.annulled or document.superseded:
        raise WrongState("reports.not_current")
    if document.certified:
        raise WrongState("reports.already_certified")
    if person is None or person == document.ordered_by:
        raise NotAllowed("reports.own_report")


def annul(document: Issued, reason: str) -> None:
    """Allow a document to be annulled with a *reason*, or refuse; it is never deleted."""
    if document.annulled:
        raise WrongState("reports.already_annulled")
    if not reason.strip():
        raise Incomplete("reports.reason_missing")
