"""What may be typed about recommendations: their words, the assembly's minutes, the akim's answer, what was done."""

from __future__ import annotations

from wtforms import HiddenField

from lsg_projects.domain.recommendation import Reply, Verdict, Words
from lsg_projects.recommendations.queries import Facts
from lsg_projects.recommendations.usecases import Answer, Change, Done, Give, Record
from lsg_projects.web.fields import ChoiceField, CleanField, DayField, RadioChoice, TriField, enum_choices
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t

LONGEST = 2000


class _Named(BaseForm):
    """A form whose fields are named after the catalogue."""

    def __init__(self, **given: object) -> None:
        """Name the fields in the reader's language."""
        super().__init__(**given)
        for field in self:
            field.label.text = t(f"recommendations.field.{field.name}") if field.name != "csrf_token" else ""


class WordsForm(_Named):
    """The words of a recommendation."""

    territory = ChoiceField(empty=False)
    period = ChoiceField(empty=False)
    text = TriField(length=LONGEST, lines=True)
    project = ChoiceField()
    due = DayField()
    revision = HiddenField()

    def record(self) -> Record:
        """Give the command to write down a new one."""
        return Record(self.territory.data or "", self.period.data or "", self._words(), self.project.data or "")

    def change(self, recommendation_id: int) -> Change:
        """Give the command to change a draft."""
        return Change(recommendation_id, _number(self.revision.data), self._words(), self.project.data or "")

    def _words(self) -> Words:
        return Words(self.text.data, self.due.data)


class GiveForm(_Named):
    """The minutes with which the assembly approved the recommendations of a half-year."""

    minutes_no = CleanField(length=40)
    minutes_day = DayField()
    shown = HiddenField()
    """Rows and revisions that the page showed, as ``row.revision`` with spaces."""

    def show(self, drafts: tuple[Facts, ...]) -> None:
        """Bind the form to exactly what stands on the page."""
        self.shown.data = " ".join(f"{each.id}.{each.revision}" for each in drafts)

    def command(self, kato: str, period: str) -> Give:
        """Give the command."""
        parts = (each.partition(".") for each in (self.shown.data or "").split()[:LONGEST])
        shown = tuple((_number(row), _number(revision)) for row, _dot, revision in parts)
        return Give(kato, period, shown, self.minutes_no.data or "", self.minutes_day.data)


class AnswerForm(_Named):
    """The akim's reasoned answer."""

    verdict = RadioChoice()
    reason = TriField(length=LONGEST, lines=True)
    action = TriField(length=LONGEST, lines=True)
    until = DayField()
    revision = HiddenField()

    def __init__(self, **given: object) -> None:
        """Offer the three answers, none chosen beforehand."""
        super().__init__(**given)
        self.verdict.offer(enum_choices(Verdict, "recommendations.verdict"))

    def command(self, recommendation_id: int) -> Answer:
        """Give the command."""
        verdict = Verdict(self.verdict.data) if self.verdict.data else None
        reply = Reply(verdict, self.reason.data, self.action.data, self.until.data)
        return Answer(recommendation_id, _number(self.revision.data), reply)


class DoneForm(_Named):
    """What was done about an accepted recommendation."""

    done = TriField(length=LONGEST, lines=True)
    done_on = DayField()
    revision = HiddenField()

    def command(self, recommendation_id: int) -> Done:
        """Give the command."""
        return Done(recommendation_id, _number(self.revision.data), self.done.data, self.done_on.data)


def _number(typed: object) -> int:
    """Read a number that a page wrote; what is none fits no row."""
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
