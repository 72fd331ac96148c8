"""The forms of a quarter's words."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField

from lsg_projects.delivery.usecases import Note, Tell
from lsg_projects.domain.text import Tri
from lsg_projects.web.fields import TriField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t

_LONGEST = 6000


def _number(text: object) -> int:
    """Read the revision that a page showed; anything else is none."""
    typed = str(text or "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


class NarrativeForm(BaseForm):
    """The akim's words about a quarter."""

    text = TriField(length=_LONGEST, lines=True)
    revision = HiddenField()

    def __init__(self, **options: Any) -> None:
        """Name the field in the reader's language."""
        super().__init__(**options)
        self.text.label.text = t("delivery.field.narrative")

    def command(self, kato: str, period: str) -> Tell:
        """Give the command to save the words."""
        return Tell(kato, period, self.text.data or Tri(), _number(self.revision.data))


class NoteForm(BaseForm):
    """What was done on a project in a quarter, and what stood in the way."""

    done = TriField(length=2000, lines=True)
    problems = TriField(length=2000, lines=True)
    revision = HiddenField()

    def __init__(self, **options: Any) -> None:
        """Name the fields in the reader's language."""
        super().__init__(**options)
        for name in ("done", "problems"):
            self[name].label.text = t(f"delivery.field.{name}")

    def command(self, code: str, period: str) -> Note:
        """Give the command to save the note."""
        return Note(code, period, self.done.data or Tri(), self.problems.data or Tri(), _number(self.revision.data))
