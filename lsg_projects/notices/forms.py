"""What a person may choose about their letters."""

from __future__ import annotations

from wtforms.validators import ValidationError

from lsg_projects.domain.notices import Letters
from lsg_projects.notices.usecases import Choose
from lsg_projects.web.fields import RadioChoice
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t


class ChoiceForm(BaseForm):
    """How letters should come."""

    letters = RadioChoice()

    def __init__(self, chosen: Letters | None = None) -> None:
        """Show what holds now; this is a setting, not a decision."""
        super().__init__(data={"letters": chosen.value} if chosen else None)
        self.letters.label.text = t("notices.letters")
        self.letters.offer([(each.value, t(f"notices.choice.{each}")) for each in Letters])

    def validate_letters(self, field: RadioChoice) -> None:
        """Ask for one of the three."""
        if not field.data:
            raise ValidationError(t("refusal.shared.required"))

    def command(self) -> Choose:
        """Give the command."""
        return Choose(Letters(self.letters.data or ""))
