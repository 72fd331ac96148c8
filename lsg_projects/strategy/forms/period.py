"""The form of a period's last day."""

from __future__ import annotations

from lsg_projects.strategy.usecases import SetEnd
from lsg_projects.web.fields import CleanField, DayField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t


class EndForm(BaseForm):
    """The last day on which values of a period are taken, with the reason."""

    closes_on = DayField()
    reason = CleanField(length=300)

    def name(self) -> EndForm:
        """Name the fields in the reader's language."""
        self.closes_on.label.text, self.reason.label.text = t("results.field.closes_on"), t("results.field.why")
        return self

    def command(self, kato: str, period: str) -> SetEnd:
        """Give the command that moves the last day."""
        return SetEnd(kato, period, self.closes_on.data, self.reason.data or "")
