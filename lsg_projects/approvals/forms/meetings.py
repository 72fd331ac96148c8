"""What may be typed about a meeting: time and place, agenda, who is there, votes, conflicts of interest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time

from wtforms import HiddenField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lsg_projects.approvals.queries.meetings import MeetingFacts, Offered
from lsg_projects.approvals.usecases.meetings import (
    AddItems,
    CallMeeting,
    ChangeMeeting,
    DeclareInterest,
    RecordSeats,
    Taken,
    When,
)
from lsg_projects.domain.meeting import Choice, Means, MeetingKind, Seat
from lsg_projects.domain.text import clean
from lsg_projects.web.fields import ChoiceField, CleanArea, CleanField, DayField, RadioChoice, TriField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t

_HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", re.ASCII)
_LONG = 300


class CallForm(BaseForm):
    """When and where a body meets."""

    body = ChoiceField(empty=False)
    kind = RadioChoice()
    means = RadioChoice()
    day = DayField()
    hour = CleanField(length=5)
    place = TriField(length=_LONG)
    link = CleanField(length=_LONG)

    def prepare(self, bodies: Iterable[tuple[int, str]]) -> None:
        """Name the fields and offer the bodies of the secretary."""
        for name in ("body", "kind", "means", "day", "hour", "place", "link"):
            self[name].label.text = t(f"meetings.field.{name}")
        self.body.offer([(str(number), name) for number, name in bodies])
        self.kind.offer([(each.value, t(f"meetings.kind.{each.value}")) for each in MeetingKind])
        self.means.offer([(each.value, t(f"meetings.means.{each.value}")) for each in Means])

    def fill(self, facts: MeetingFacts, hour: str) -> None:
        """Show what stands now."""
        self.kind.data, self.means.data, self.day.data = facts.kind.value, facts.means.value, facts.day
        self.hour.data, self.place.data, self.link.data = hour, facts.place, facts.link

    def validate_kind(self, field: RadioChoice) -> None:
        """Ask for a choice."""
        _chosen(field)

    def validate_means(self, field: RadioChoice) -> None:
        """Ask for a choice."""
        _chosen(field)

    def validate_day(self, field: DayField) -> None:
        """Ask for a day."""
        if field.data is None and not field.errors:
            raise ValidationError(t("refusal.shared.required"))

    def validate_hour(self, field: CleanField) -> None:
        """Ask for hours and minutes."""
        if not _HOUR.fullmatch(field.data or ""):
            raise ValidationError(t("refusal.meetings.hour"))

    def _hour(self) -> time:
        found = _HOUR.fullmatch(self.hour.data or "")
        return time(int(found[1]), int(found[2])) if found else time()

    def command(self) -> CallMeeting:
        """Give the command to call a meeting."""
        return CallMeeting(int(self.body.data or 0), self._when())

    def change(self, meeting_id: int) -> ChangeMeeting:
        """Give the command to move a meeting."""
        return ChangeMeeting(meeting_id, self._when())

    def _when(self) -> When:
        day = self.day.data or date.min  # a form without a day was refused before
        kind, means = MeetingKind(str(self.kind.data)), Means(str(self.means.data))
        return When(kind, means, day, self._hour(), self.place.data, self.link.data or "")


def _chosen(field: RadioChoice) -> None:
    if not field.data:
        raise ValidationError(t("refusal.meetings.no_choice"))


class ItemsForm(BaseForm):
    """Projects that wait, to be put on the agenda."""

    tasks = SelectMultipleField(widget=ListWidget(), option_widget=CheckboxInput(), coerce=str, validate_choice=False)
    rapporteur = CleanField(length=200)

    def prepare(self, offered: Iterable[Offered]) -> None:
        """Offer the open tasks of the body."""
        self.tasks.label.text, self.rapporteur.label.text = t("meetings.field.tasks"), t("meetings.field.rapporteur")
        self.tasks.choices = [SelectChoice(value=str(one.task_id), label=one.code) for one in offered]

    def command(self, meeting_id: int) -> AddItems:
        """Give the command to put the chosen projects on the agenda."""
        chosen = [text for text in self.tasks.data or [] if text.isascii() and text.isdigit() and len(text) < 10]
        return AddItems(meeting_id, tuple(dict.fromkeys(map(int, chosen))), self.rapporteur.data or "")


class ReasonForm(BaseForm):
    """Why an item is struck or a meeting is cancelled."""

    reason = CleanArea(length=1000)

    def prepare(self) -> None:
        """Name the field."""
        self.reason.label.text = t("field.reason")


class SeatsForm(BaseForm):
    """Who takes part; the rows come from the members of the day."""

    revision = HiddenField()
    chair = ChoiceField()

    def prepare(self, facts: MeetingFacts) -> None:
        """Offer the members as chairs."""
        self.chair.label.text = t("meetings.field.chair")
        self.chair.offer([(str(member.person_id), member.name) for member in facts.members])

    def command(self, facts: MeetingFacts, typed: Mapping[str, str]) -> RecordSeats:
        """Give what was marked; a row without a mark stays out, and the use case asks for it."""
        text = str(self.revision.data or "")
        revision = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
        seats = {
            member.person_id: Taken(Seat(mark), clean(typed.get(f"reason-{member.person_id}", ""))[:_LONG])
            for member in facts.members
            if (mark := typed.get(f"seat-{member.person_id}", "")) in {each.value for each in Seat}
        }
        return RecordSeats(facts.id, revision, seats, int(self.chair.data) if self.chair.data else None)


class VotesForm(BaseForm):
    """Votes of members, a row each."""

    motion = HiddenField()

    def motion_id(self) -> int:
        """Give the motion that the page showed."""
        text = str(self.motion.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    @staticmethod
    def choices(persons: Iterable[int], typed: Mapping[str, str]) -> dict[int, Choice]:
        """Give the votes that were marked for *persons*."""
        known = {each.value for each in Choice}
        return {
            person: Choice(mark) for person in persons if (mark := typed.get(f"vote-{person}", "")) in known
        }  # fmt: skip


class CastingForm(BaseForm):
    """The chair's deciding voice, where votes are equal."""

    motion = HiddenField()
    casting = RadioChoice()

    def prepare(self) -> None:
        """Name the field."""
        self.casting.label.text = t("meetings.field.casting")
        self.casting.offer([(each, t(f"meetings.choice.{each}")) for each in ("for", "against")])

    def voice(self) -> bool | None:
        """Give the voice, or nothing."""
        return {"for": True, "against": False}.get(str(self.casting.data))


class InterestForm(BaseForm):
    """A conflict of interest."""

    person = ChoiceField()
    reason = CleanField(length=_LONG)

    def prepare(self, facts: MeetingFacts, only: int | None) -> None:
        """Offer the members; a member declares for themselves *only*."""
        self.person.label.text, self.reason.label.text = t("meetings.field.person"), t("meetings.field.interest")
        members = [one for one in facts.members if only is None or one.person_id == only]
        self.person.offer([(str(one.person_id), one.name) for one in members])

    def validate_person(self, field: ChoiceField) -> None:
        """Ask for a choice."""
        if not field.data:
            raise ValidationError(t("refusal.meetings.no_choice"))

    def command(self, meeting_id: int, position: int) -> DeclareInterest:
        """Give the command."""
        return DeclareInterest(meeting_id, position, int(self.person.data or 0), self.reason.data or "")
