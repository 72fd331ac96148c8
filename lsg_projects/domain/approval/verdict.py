"""What a body answers at its step, and what its answer must have on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.route import Record, Step
from lsg_projects.domain.states import DocumentType, Outcome

MIN_REASON = 20
"""Letters that a refusal needs: it is read by the akim and by residents, so «no» is not a reason."""
MAX_TEXT = 4000
_EARLIEST_ACT = date(1992, 1, 1)  # no body of local government of the Republic is older
MAX_VOTES = 1000


@dataclass(frozen=True)
class Votes:
    """How a collective body voted."""

    cast_for: int
    against: int
    abstained: int
    casting: bool | None = None
    """The chair's deciding voice, where it was asked for because votes were equal."""

    @property
    def tied(self) -> bool:
        """Tell whether exactly half voted for and half against."""
        return self.cast_for == self.against > 0 and self.abstained == 0

    @property
    def present(self) -> int:
        """Give the number of those who took part."""
        return self.cast_for + self.against + self.abstained


@dataclass(frozen=True)
class Remark:
    """What to change before the project comes again: *step* of the passport, and the words."""

    step: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """What a body answers at its step."""

    outcome: Outcome
    reason: str = ""
    conclusion: str = ""
    remarks: tuple[Remark, ...] = ()
    until: date | None = None
    number: str = ""
    dated: date | None = None
    votes: Votes | None = None
    minutes: bool = False
    """Whether the paper of the meeting is there."""


def check(
    verdict: Verdict, step: Step, today: date, held: Iterable[DocumentType] = (), sent: date | None = None
) -> None:  # fmt: skip
    """Refuse (Incomplete) a verdict that lacks what its outcome and its step must have on record.

    *held* are the types of the project's documents: a step may owe some before it agrees. *sent* is the day on which
    the version came: an act that is older was made about something else.
    """
    problems = [*_reasons(verdict, today), *_record(verdict, step, today, sent), *_personal(verdict)]
    if verdict.outcome is Outcome.APPROVED and not set(step.documents) <= set(held):
        problems.append(Problem("outcome", "approvals.papers_owed"))
    if problems:
        raise Incomplete("approvals.incomplete", tuple(problems), n=len(problems))


def _reasons(verdict: Verdict, today: date) -> list[Problem]:
    problems = []
    returned = verdict.outcome is Outcome.RETURNED
    if verdict.outcome in (Outcome.REJECTED, Outcome.DEFERRED) and len(verdict.reason) < MIN_REASON:
        problems.append(Problem("reason", "approvals.reason_short", {"n": MIN_REASON}))
    if returned and not verdict.remarks:
        problems.append(Problem("remarks", "approvals.no_remarks"))
    if returned and verdict.until is None:
        problems.append(Problem("until", "approvals.no_until"))
    if verdict.until is not None and verdict.until <= today:
        problems.append(Problem("until", "approvals.until_past"))
    return problems


def _personal(verdict: Verdict) -> list[Problem]:
    """Find what may be a person's number in words that everybody will read."""
    texts = {"reason": verdict.reason, "conclusion": verdict.conclusion}
    texts |= {f"remark_text_{row}": remark.text for row, remark in enumerate(verdict.remarks, 1)}
    return [Problem(where, "approvals.personal") for where, text in texts.items() if looks_personal(text)]


def _record(verdict: Verdict, step: Step, today: date, sent: date | None) -> list[Problem]:
    if step.record is Record.DEPARTMENT:
        lacking = verdict.outcome is Outcome.APPROVED and not verdict.conclusion
        return [Problem("conclusion", "approvals.no_conclusion")] if lacking else []
    problems = _act(verdict, today, sent)
    if step.record is Record.MINUTES:
        problems += _meeting(verdict)
    return problems


def _act(verdict: Verdict, today: date, sent: date | None) -> list[Problem]:
    problems = []
    if not verdict.number:
        problems.append(Problem("number", "approvals.no_number"))
    if verdict.dated is None:
        problems.append(Problem("dated", "approvals.no_date"))
    elif not _EARLIEST_ACT <= verdict.dated <= today:
        problems.append(Problem("dated", "approvals.date_of_act"))
    elif sent is not None and verdict.dated < sent:
        problems.append(Problem("dated", "approvals.act_before_sending", {"d": sent}))
    return problems


def _meeting(verdict: Verdict) -> list[Problem]:
    votes = verdict.votes
    problems = [] if verdict.minutes else [Problem("minutes", "approvals.no_minutes")]
    if votes is None or votes.present == 0:
        return [*problems, Problem("votes_for", "approvals.no_votes")]
    if min(votes.cast_for, votes.against, votes.abstained) < 0 or votes.present > MAX_VOTES:
        return [*problems, Problem("votes_for", "approvals.votes_range", {"n": MAX_VOTES})]
    decided = votes.tied and votes.casting is True
    if 2 * votes.cast_for <= votes.present and not decided:
        problems.append(Problem("votes_for", "approvals.no_majority", {"f": votes.cast_for, "p": votes.present}))
    return problems
