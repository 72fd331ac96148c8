"""What may be typed about reports."""

from __future__ import annotations

from lsg_projects.reports.usecases import Annul, Order
from lsg_projects.web.fields import ChoiceField, CleanArea
from lsg_projects.web.form import BaseForm


class OrderForm(BaseForm):
    """Which report is wanted; the view offers what is possible."""

    kind = ChoiceField("reports.kind_label", empty=False)
    subject = ChoiceField("reports.subject", empty=False)
    period = ChoiceField("reports.period", empty=False)
    language = ChoiceField("reports.language", empty=False)

    def command(self) -> Order:
        """Give the order."""
        return Order(self.kind.data or "", self.subject.data or "", self.period.data or "", self.language.data or "")


class AnnulForm(BaseForm):
    """Why a report no longer holds."""

    reason = CleanArea("reports.certify.reason", length=500)

    def command(self, number: str) -> Annul:
        """Give the annulment."""
        return Annul(number, self.reason.data or "")
