"""What may be typed about reports."""

from __future__ import annotations

from lsg_projects.reports.usecases import Annul, Order
from lsg_projects.web.fields import ChoiceField, CleanArea
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t


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
