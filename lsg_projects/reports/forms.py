"""What may be typed about reports."""

from __future__ import annotations

from wtforms import BooleanField, SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lsg_projects.reports.usecases import AddRecipient, Annul, Order, SetSchedule
from lsg_projects.web.fields import ChoiceField, CleanArea, CleanField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t

EVERY = "every"
"""Every language of the schedule."""


class OrderForm(BaseForm):
    """Which report is wanted; the view offers what is possible."""

    kind = ChoiceField(empty=False)
    subject = ChoiceField(empty=False)
    period = ChoiceField(empty=False)
    language = ChoiceField(empty=False)

    def __init__(self) -> None:
        """Name the fields in the reader's language."""
        super().__init__()
        self.kind.label.text = t("reports.kind_label")
        self.subject.label.text = t("reports.subject")
        self.period.label.text = t("reports.period")
        self.language.label.text = t("reports.language")

    def command(self) -> Order:
        """Give the order."""
        return Order(self.kind.data or "", self.subject.data or "", self.period.data or "", self.language.data or "")


class AnnulForm(BaseForm):
    """Why a report no longer holds."""

    reason = CleanArea(length=500)

    def __init__(self) -> None:
        """Name the field in the reader's language."""
        super().__init__()
        self.reason.label.text = t("reports.certify.reason")

    def command(self, number: str) -> Annul:
        """Give the annulment."""
        return Annul(number, self.reason.data or "")


class ScheduleForm(BaseForm):
    """Which report should be issued by itself, from which period on."""

    kind = ChoiceField(empty=False)
    subject = ChoiceField(empty=False)
    first_period = ChoiceField(empty=False)
    languages = SelectMultipleField(choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    sure = BooleanField()
    """The missed periods were shown, and they should be issued at once."""

    def __init__(self) -> None:
        """Name the fields in the reader's language."""
        super().__init__()
        self.kind.label.text = t("reports.kind_label")
        self.subject.label.text = t("reports.subject")
        self.first_period.label.text = t("reports.plan.first")
        self.languages.label.text = t("reports.plan.languages")

    def validate_languages(self, field: SelectMultipleField) -> None:
        """Ask for at least one language."""
        if not field.data:
            raise ValidationError(t("refusal.shared.required"))

    def command(self) -> SetSchedule:
        """Give the schedule."""
        return SetSchedule(
            self.kind.data or "",
            self.subject.data or "",
            self.first_period.data or "",
            tuple(self.languages.data or ()),
        )


class RecipientForm(BaseForm):
    """Who else should get a schedule's reports."""

    name = CleanField(length=200)
    email = CleanField(length=200)
    language = ChoiceField(empty=False)

    def __init__(self) -> None:
        """Name the fields in the reader's language."""
        super().__init__()
        self.name.label.text = t("reports.plan.name")
        self.email.label.text = t("reports.plan.email")
        self.language.label.text = t("reports.language")

    def command(self, schedule_id: int) -> AddRecipient:
        """Give the recipient."""
        chosen = "" if self.language.data == EVERY else self.language.data or ""
        return AddRecipient(schedule_id, self.name.data or "", self.email.data or "", chosen)
