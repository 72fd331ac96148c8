"""What may be typed into the minutes of a meeting: speeches, the signed copy, a correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wtforms import FileField

from lsg_projects.approvals.queries.meetings import Item, MeetingFacts
from lsg_projects.approvals.usecases.meetings import CorrectMinutes, WriteSpeeches
from lsg_projects.domain.text import Tri, clean
from lsg_projects.web.fields import RadioChoice, TriField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t

PUBLIC, NAMES = "public", "names"


class SpeechesForm(BaseForm):
    """What was said, in Kazakh and Russian."""

    general = TriField(length=4000, lines=True)

    def prepare(self) -> None:
        """Name the field."""
        self.general.label.text = t("meetings.field.general")

    @staticmethod
    def speech(place: int, typed: Mapping[str, str]) -> Tri:
        """Give what was typed at one item."""
        said = {lang: clean(typed.get(f"item-{place}-{lang}", ""), lines=True)[:4000] for lang in ("kk", "ru")}
        return Tri(said["kk"], said["ru"])

    def command(self, facts: MeetingFacts, items: Iterable[Item], typed: Mapping[str, str]) -> WriteSpeeches:
        """Give the command."""
        return WriteSpeeches(
            facts.id, self.general.data, {one.position: self.speech(one.position, typed) for one in items}
        )


class SignForm(BaseForm):
    """The signed copy of the minutes."""

    signed = FileField()
    paper = RadioChoice()

    def prepare(self) -> None:
        """Name the fields."""
        self.signed.label.text, self.paper.label.text = t("meetings.field.signed"), t("approvals.field.paper")
        self.paper.offer([(each, t(f"approvals.paper.{each}")) for each in (PUBLIC, NAMES)])

    def public(self) -> bool | None:
        """Tell whether citizens may open it; nothing where nobody said."""
        return {PUBLIC: True, NAMES: False}.get(str(self.paper.data))


class CorrectionForm(BaseForm):
    """A correction of signed minutes."""

    text = TriField(length=2000, lines=True)

    def prepare(self) -> None:
        """Name the field."""
        self.text.label.text = t("meetings.field.correction")

    def command(self, meeting_id: int) -> CorrectMinutes:
        """Give the command."""
        return CorrectMinutes(meeting_id, self.text.data)
