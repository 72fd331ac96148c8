"""Kinds of reports and the rules of issuing them: subjects, periods, editions, numbers, who may certify."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from lsg_projects.domain.access import Action
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
    levels: tuple[Level, ...]
    """The levels of its territories; none where the subject is a project."""
    lengths: tuple[Length, ...]
    example: str
    example_period: str
    languages: tuple[str, ...] = LANGUAGES
    action: Action = Action.ORDER_REPORT
    """The right by which it is ordered."""


TOGETHER = "kk+ru"
"""One paper in both official languages, side by side."""
_PERIODS = (Length.QUARTER, Length.HALF, Length.YEAR)
_DISTRICT, _OKRUG, _PROJECT = "154600000", "154651000", "154651-25-002"


def _of_territory(
    key: str, short: str, levels: tuple[Level, ...], lengths: tuple[Length, ...], example: tuple[str, str]
) -> Kind:
    return Kind(key, short, SubjectKind.TERRITORY, levels, lengths, *example)


def _of_project(key: str, short: str, languages: tuple[str, ...] = LANGUAGES) -> Kind:
    return Kind(key, short, SubjectKind.PROJECT, (), (Length.MONTH, *_PERIODS), _PROJECT, "2025-Q4", languages)


DISTRICT_PROGRESS = _of_territory("district-progress", "DP", (Level.DISTRICT,), _PERIODS, (_DISTRICT, "2025-Q4"))
AKIM_QUARTER = _of_territory("akim-quarter", "AQ", (Level.OKRUG,), _PERIODS, (_OKRUG, "2025-Q4"))
PROJECT_PASSPORT = _of_project("project-passport", "PP")
INFORMATION_BOARD = _of_project("information-board", "IB", (TOGETHER,))
CIVIL_BUDGET = _of_territory("civil-budget", "CB", (Level.OKRUG,), (Length.YEAR,), (_OKRUG, "2025"))
BUDGET_EXECUTION = _of_territory("budget-execution", "BE", (Level.OKRUG,), (Length.MONTH,), (_OKRUG, "2025-11"))
REFORM = _of_territory("reform-5", "R5", (Level.OBLAST, Level.DISTRICT), _PERIODS, (_DISTRICT, "2025-Q4"))
ASSEMBLY_MONITORING = _of_territory("assembly-monitoring", "AM", (Level.OKRUG,), (Length.HALF,), (_OKRUG, "2025-H2"))
AKIM_MEETING = _of_territory("akim-meeting", "MT", (Level.OKRUG,), (Length.YEAR,), (_OKRUG, "2025"))
PROGRAMME_PASSPORT = _of_territory("programme-passport", "BP", (Level.OKRUG,), (Length.YEAR,), (_OKRUG, "2025"))
TRANSFER_RESULTS = _of_territory(
    "transfer-results", "TR", (Level.OKRUG, Level.DISTRICT), (Length.YEAR,), (_OKRUG, "2025")
)
APPROVAL_AUDIT = replace(
    _of_territory(
        "approval-audit", "AA", (Level.OKRUG, Level.DISTRICT, Level.OBLAST), (Length.MONTH, *_PERIODS),
        (_DISTRICT, "2025"),
    ),
    action=Action.ORDER_AUDIT,
)  # fmt: skip
KINDS = {
    kind.key: kind
    for kind in (
        DISTRICT_PROGRESS, AKIM_QUARTER, PROJECT_PASSPORT, INFORMATION_BOARD, CIVIL_BUDGET, BUDGET_EXECUTION,
        REFORM, ASSEMBLY_MONITORING, AKIM_MEETING, PROGRAMME_PASSPORT, TRANSFER_RESULTS, APPROVAL_AUDIT,
    )
}  # fmt: skip
"""Every kind, in the order in which people are offered them."""


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
    spoken = language.replace("+", "").upper()
    return f"{kind.short}-{place}-{period.replace('-', '')}-{spoken}-{edition}"


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
