"""Recommendations of the local community assembly after its monitoring, and the akim's reasoned answers.

Law on local state governance and self-government, art. 39-3(4): once in a half-year the assembly's commission compares
what was planned with what was achieved, the assembly gives recommendations, and the akim answers with reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lsg_projects.domain.errors import Incomplete, Problem, WrongState
from lsg_projects.domain.periods import Length, Period
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.text import Tri


class State(StrEnum):
    """How far a recommendation has come."""

    DRAFT = "draft"
    STRUCK = "struck"
    GIVEN = "given"
    ANSWERED = "answered"
    DONE = "done"


class Verdict(StrEnum):
    """What the akim answers."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"


PUBLIC = (State.GIVEN, State.ANSWERED, State.DONE)
"""What everybody sees: once the assembly has approved it."""
SHORTEST = 10


@dataclass(frozen=True)
class Words:
    """What a recommendation asks for, and by when it should be done, if that was said."""

    text: Tri
    due: date | None = None


@dataclass(frozen=True)
class Reply:
    """The akim's answer: the verdict with its reasons, and what will be done by when unless it is declined."""

    verdict: Verdict | None
    reason: Tri
    action: Tri = Tri()
    until: date | None = None


def check_words(words: Words, today: date) -> None:
    """Refuse (Incomplete) a text that says nothing or names a person's number, and a term that is over."""
    problems = list(_problems_of("text", words.text))
    if words.due is not None and words.due < today:
        problems.append(Problem("due", "recommendations.past_day"))
    _refuse(problems)


def check_period(period: Period, today: date) -> None:
    """Refuse (Incomplete) what is no half-year, or one that has not begun."""
    if period.length is not Length.HALF:
        raise Incomplete("recommendations.not_half", (Problem("period", "recommendations.not_half"),))
    if period.start > today:
        raise Incomplete("reports.future_period", (Problem("period", "reports.future_period", {"v": str(period)}),))


def check_minutes(number: str, day: date | None, today: date) -> None:
    """Refuse (Incomplete) minutes without number or day, or of a day that has not come."""
    problems = [] if number else [Problem("minutes_no", "shared.required")]
    if day is None:
        problems.append(Problem("minutes_day", "shared.required"))
    elif day > today:
        problems.append(Problem("minutes_day", "shared.future_date"))
    _refuse(problems)


def check_reply(reply: Reply, today: date) -> None:
    """Refuse (Incomplete) an answer without reasons, or one that accepts without saying what is done and by when."""
    problems = [] if reply.verdict else [Problem("verdict", "shared.required")]
    problems += _problems_of("reason", reply.reason)
    if reply.verdict in (Verdict.ACCEPTED, Verdict.PARTLY):
        problems += _problems_of("action", reply.action)
        if reply.until is None:
            problems.append(Problem("until", "shared.required"))
        elif reply.until < today:
            problems.append(Problem("until", "recommendations.past_day"))
    _refuse(problems)


def check_done(verdict: Verdict | None, done: Tri, day: date | None, span: tuple[date, date]) -> None:
    """Refuse (WrongState, Incomplete) to call done what was declined, without words, or outside the *span* of days."""
    if verdict in (None, Verdict.DECLINED):
        raise WrongState("recommendations.nothing_to_do")
    problems = list(_problems_of("done", done))
    if day is None:
        problems.append(Problem("done_on", "shared.required"))
    elif not span[0] <= day <= span[1]:
        problems.append(Problem("done_on", "recommendations.day_outside"))
    _refuse(problems)


def _problems_of(where: str, text: Tri) -> list[Problem]:
    """Give what is wrong with a text that everybody will read: both official languages, and no person's number."""
    if not text.official():
        return [Problem(where, "participation.both_languages")]
    if any(len(each) < SHORTEST for each in (text.kk, text.ru)):
        return [Problem(where, "shared.too_short", {"n": SHORTEST})]
    if any(looks_personal(each) for each in text.as_dict().values()):
        return [Problem(where, "recommendations.personal")]
    return []


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Incomplete("recommendations.form", tuple(problems))
