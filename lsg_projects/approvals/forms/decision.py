"""What may be typed in a decision, in a withdrawal, and in the sending of a project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from wtforms import BooleanField, FileField, HiddenField, PasswordField
from wtforms.validators import ValidationError

from lsg_projects.approvals.queries import Prepared
from lsg_projects.approvals.usecases import Decide, Enclosure, Prepare
from lsg_projects.documents.usecases import inspected
from lsg_projects.domain.approval import MAX_TEXT, MAX_VOTES, Remark, Verdict, Votes
from lsg_projects.domain.errors import Problem
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
_NOT_CARRIED = ("minutes", "file", "paper", "drop", "password")
_HIDDEN = ("csrf_token", "version", "shown", "seen", "draft", "held")
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
    file = FileField()
    """The conclusion of a department on paper."""
    paper = RadioChoice()
    drop = BooleanField()
    """Let the paper go that was attached before."""
    held = HiddenField()
    """SHA-256 of the draft's paper that the page showed."""
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
        names = (
            "outcome",
            "conclusion",
            "reason",
            "until",
            "number",
            "dated",
            "minutes",
            "file",
            "drop",
            "paper",
            "password",
            *_VOTES,
        )
        for name in names:
            self[name].label.text = t(f"approvals.field.{name}")
        if step.record is Record.DEPARTMENT:
            self.paper.label.text = t("approvals.field.paper_conclusion")
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
        paper = None if self.step.two_signatures else self._paper()
        shown, verdict = str(self.shown.data or ""), self.verdict(minutes=paper is not None)
        version, draft = whole(self.version.data), whole(self.draft.data) or None
        held = str(self.held.data or "")
        return Decide(task_id, version, shown, verdict, paper, language(), draft=draft, draft_paper=held)

    def prepared(self, task_id: int) -> Prepare:
        """Give the command to keep the answer for the signature of the head."""
        shown, version = str(self.shown.data or ""), whole(self.version.data)
        verdict, held = self.verdict(minutes=False), str(self.held.data or "")
        return Prepare(
            task_id, version, shown, verdict, whole(self.draft.data), language(), self._paper(), held,
            drop=bool(self.drop.data),
        )  # fmt: skip

    def fill(self, draft: Prepared) -> None:
        """Put the words of a draft into the fields."""
        verdict = draft.verdict
        self.outcome.data, self.until.data = verdict.outcome.value, verdict.until
        self.conclusion.data, self.reason.data = verdict.conclusion, verdict.reason
        for (step, text), remark in zip(self.remark_rows, verdict.remarks, strict=False):
            step.data, text.data = remark.step, remark.text
        self.held.data = draft.paper_hash

    def parts(self) -> dict[str, str]:
        """Give the parts that the page had shown; nothing where the field was tampered with."""
        try:
            found = json.loads(str(self.seen.data or "{}"))
        except ValueError:
            return {}
        if not isinstance(found, dict):
            return {}
        return {str(name)[:200]: str(value) for name, value in list(found.items())[:MOST_PARTS]}

    def _paper(self) -> Enclosure | None:
        """Give the uploaded paper, looked at already; refuses (Incomplete) a file that is not taken."""
        upload = self._field_of_paper().data
        if self.step.record is Record.ACT or not upload or not upload.filename:
            return None
        public = {PUBLIC: True, NAMES: False}.get(str(self.paper.data))
        found = inspected(str(upload.filename), upload.read())
        return Enclosure(found.name, found.data, public, found)

    def _field_of_paper(self) -> FileField:
        return self.minutes if self.step.record is Record.MINUTES else self.file

    def blame(self, problem: Problem) -> None:
        """Put what is wrong with a file at the field by which this step takes it."""
        where = self._field_of_paper().name if problem.where == "file" else problem.where
        super().blame(replace(problem, where=where))

    def remind(self) -> None:
        """Ask for a chosen file once more where something else is wrong: no browser keeps it for the next page."""
        field = self._field_of_paper()
        if field.data and getattr(field.data, "filename", "") and not field.errors:
            field.errors = [t("refusal.approvals.choose_again")]

    def typed(self) -> list[tuple[str, str]]:
        """Give everything that was typed, to be carried to the confirmation as hidden fields."""
        kept: list[tuple[str, str]] = []
        for field in self:
            if field.name not in (*_NOT_CARRIED, "csrf_token"):
                kept.extend((field.name, str(value)) for value in field.raw_data or [])
        return kept

    def words(self) -> list[tuple[str, str]]:
        """Give what was typed with labels, so that an outdated page keeps it in sight."""
        shown: list[tuple[str, str]] = []
        for field in self:
            text = str((field.raw_data or [""])[0]).strip()
            if text and field.name not in (*_NOT_CARRIED, *_HIDDEN):
                shown.append((field.label.text, self._said(field.name, text)))
        return shown

    def _said(self, name: str, text: str) -> str:
        if name == "outcome" and text in {each.value for each in Outcome}:
            return outcome_label(Outcome(text), self.step)
        if name.startswith("remark_step_") and text in STEPS:
            return t(f"approvals.step.{text}")
        return text


def whole(value: object) -> int:
    """Read a number that a page carried; nought where it was tampered with."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def outcome_label(outcome: Outcome, step: Step) -> str:
    """Name an outcome in the words of the step: only the representative body approves."""
    if outcome is Outcome.APPROVED:
        return t(f"approvals.agree.{step.verb.value}")
    return t(f"approvals.outcome.{outcome.value}")
