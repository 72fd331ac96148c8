"""What may be typed in a decision, in a withdrawal, and in the sending of a project."""

from __future__ import annotations

import json
from collections.abc import Iterator

from wtforms import FileField, HiddenField, PasswordField
from wtforms.validators import ValidationError

from lsg_projects.approvals.queries import Prepared
from lsg_projects.approvals.usecases import Decide, Minutes, Prepare, SendBack
from lsg_projects.domain.approval import MAX_TEXT, MAX_VOTES, Remark, Verdict, Votes
from lsg_projects.domain.project import STEPS
from lsg_projects.domain.route import Record, Step
from lsg_projects.domain.states import Outcome
from lsg_projects.web.fields import ChoiceField, CleanArea, CleanField, DayField, NumberField, RadioChoice
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t

REMARKS = 4
"""Rows of remarks on one page; more come with the next return."""
MOST_PARTS = 400
PUBLIC, NAMES = "public", "names"
_VOTES = ("votes_for", "votes_against", "votes_abstained")
_REMARK_STEPS = tuple(step for step in STEPS if step != "review")


class DecisionForm(BaseForm):
    """A verdict; nothing is chosen beforehand."""

    outcome = RadioChoice()
    conclusion = CleanArea(length=MAX_TEXT)
    reason = CleanArea(length=MAX_TEXT)
    until = DayField()
    number = CleanField(length=60)
    dated = DayField()
    votes_for = NumberField(low=0, high=MAX_VOTES, digits=0)
    votes_against = NumberField(low=0, high=MAX_VOTES, digits=0)
    votes_abstained = NumberField(low=0, high=MAX_VOTES, digits=0)
    remark_step_1 = ChoiceField()
    remark_text_1 = CleanArea(length=1000)
    remark_step_2 = ChoiceField()
    remark_text_2 = CleanArea(length=1000)
    remark_step_3 = ChoiceField()
    remark_text_3 = CleanArea(length=1000)
    remark_step_4 = ChoiceField()
    remark_text_4 = CleanArea(length=1000)
    minutes = FileField()
    paper = RadioChoice()
    password = PasswordField()
    version = HiddenField()
    shown = HiddenField()
    draft = HiddenField()
    """The revision of the executor's draft that the page showed; empty where there is none."""
    seen = HiddenField()
    """The parts of what was shown, as JSON: by them an outdated page says what changed."""

    def prepare(self, step: Step) -> None:
        """Name the fields in the reader's language and offer the outcomes of *step*."""
        self.step = step
        names = ("outcome", "conclusion", "reason", "until", "number", "dated", "minutes", "paper", "password", *_VOTES)
        for name in names:
            self[name].label.text = t(f"approvals.field.{name}")
        self.outcome.offer([(each.value, outcome_label(each, step)) for each in Outcome])
        self.paper.offer([(each, t(f"approvals.paper.{each}")) for each in (PUBLIC, NAMES)])
        for row in range(1, REMARKS + 1):
            self[f"remark_step_{row}"].label.text = t("approvals.field.remark_step", n=row)
            self[f"remark_text_{row}"].label.text = t("approvals.field.remark_text", n=row)
            self[f"remark_step_{row}"].offer([(each, t(f"approvals.step.{each}")) for each in _REMARK_STEPS])

    def validate_outcome(self, field: RadioChoice) -> None:
        """Ask for a choice."""
        if not field.data:
            raise ValidationError(t("refusal.approvals.no_outcome"))

    def validate_votes_for(self, field: NumberField) -> None:
        """Take whole numbers only."""
        for name in _VOTES:
            value = self[name].data
            if value is not None and value != value.to_integral_value():
                raise ValidationError(t("refusal.approvals.votes_range", n=MAX_VOTES))

    @property
    def remark_rows(self) -> list[tuple[ChoiceField, CleanArea]]:
        """Give the rows of remarks as pairs of fields."""
        return [(self[f"remark_step_{n}"], self[f"remark_text_{n}"]) for n in range(1, REMARKS + 1)]

    def verdict(self, *, minutes: bool) -> Verdict:
        """Give what was typed as a verdict; only what the step has on record goes in."""
        outcome = Outcome(str(self.outcome.data))
        returned, deferred = outcome is Outcome.RETURNED, outcome is Outcome.DEFERRED
        act = self.step.record is not Record.DEPARTMENT
        return Verdict(
            outcome=outcome,
            reason=self.reason.data or "",
            conclusion=self.conclusion.data or "",
            remarks=tuple(self._remarks()) if returned else (),
            until=self.until.data if returned or deferred else None,
            number=(self.number.data or "") if act else "",
            dated=self.dated.data if act else None,
            votes=self._votes() if self.step.record is Record.MINUTES else None,
            minutes=minutes,
        )

    def _remarks(self) -> Iterator[Remark]:
        for step, text in self.remark_rows:
            if text.data:
                yield Remark(step.data or "", text.data)

    def _votes(self) -> Votes | None:
        given, against, abstained = (self[name].data for name in _VOTES)
        if given is None:
            return None
        return Votes(int(given), int(against or 0), int(abstained or 0))

    def command(self, task_id: int) -> Decide:
        """Give the command to decide the task."""
        paper = self._paper() if self.step.record is Record.MINUTES else None
        shown, verdict = str(self.shown.data or ""), self.verdict(minutes=paper is not None)
        version, draft = _whole(self.version.data), _whole(self.draft.data) or None
        return Decide(task_id, version, shown, verdict, paper, language(), draft=draft)

    def prepared(self, task_id: int) -> Prepare:
        """Give the command to keep the answer for the signature of the head."""
        shown, version = str(self.shown.data or ""), _whole(self.version.data)
        return Prepare(task_id, version, shown, self.verdict(minutes=False), _whole(self.draft.data), language())

    def fill(self, draft: Prepared) -> None:
        """Put the words of a draft into the fields."""
        verdict = draft.verdict
        self.outcome.data, self.until.data = verdict.outcome.value, verdict.until
        self.conclusion.data, self.reason.data = verdict.conclusion, verdict.reason
        for (step, text), remark in zip(self.remark_rows, verdict.remarks, strict=False):
            step.data, text.data = remark.step, remark.text

    def parts(self) -> dict[str, str]:
        """Give the parts that the page had shown; nothing where the field was tampered with."""
        try:
            found = json.loads(str(self.seen.data or "{}"))
        except ValueError:
            return {}
        if not isinstance(found, dict):
            return {}
        return {str(name)[:200]: str(value) for name, value in list(found.items())[:MOST_PARTS]}

    def _paper(self) -> Minutes | None:
        upload = self.minutes.data
        if not upload or not getattr(upload, "filename", ""):
            return None
        public = {PUBLIC: True, NAMES: False}.get(str(self.paper.data))
        return Minutes(str(upload.filename), upload.read(), public)

    def typed(self) -> list[tuple[str, str]]:
        """Give everything that was typed, to be carried to the confirmation as hidden fields."""
        kept: list[tuple[str, str]] = []
        for field in self:
            if field.name not in ("csrf_token", "minutes", "paper", "password"):
                kept.extend((field.name, str(value)) for value in field.raw_data or [])
        return kept

    def words(self) -> list[tuple[str, str]]:
        """Give what was typed with labels, so that an outdated page keeps it in sight."""
        shown: list[tuple[str, str]] = []
        for field in self:
            text = str((field.raw_data or [""])[0]).strip()
            if text and field.name not in ("csrf_token", "minutes", "version", "shown", "seen", "draft", "password"):
                shown.append((field.label.text, self._said(field.name, text)))
        return shown

    def _said(self, name: str, text: str) -> str:
        if name == "outcome" and text in {each.value for each in Outcome}:
            return outcome_label(Outcome(text), self.step)
        if name.startswith("remark_step_") and text in STEPS:
            return t(f"approvals.step.{text}")
        return text


def _whole(value: object) -> int:
    """Read a number that a page carried; nought where it was tampered with."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


class NoteForm(BaseForm):
    """The head's note to the executor, with the draft that it is about."""

    note = CleanArea(length=MAX_TEXT)
    revision = HiddenField()

    def prepare(self, revision: int) -> None:
        """Name the field and carry the revision that the head saw."""
        self.note.label.text = t("approvals.field.note")
        self.revision.data = self.revision.data or str(revision)

    def command(self, task_id: int) -> SendBack:
        """Give the command to send the draft back."""
        return SendBack(task_id, _whole(self.revision.data), self.note.data or "")


def outcome_label(outcome: Outcome, step: Step) -> str:
    """Name an outcome in the words of the step: only the representative body approves."""
    if outcome is Outcome.APPROVED:
        return t(f"approvals.agree.{step.verb.value}")
    return t(f"approvals.outcome.{outcome.value}")
