"""The forms of attribution: a part of a month's receipt for a project, and taking a line back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wtforms import IntegerField
from wtforms.validators import InputRequired

from lsg_projects.delivery.queries import Candidate, Source
from lsg_projects.delivery.usecases import Attribute, CancelAttribution
from lsg_projects.domain.classification import printed
from lsg_projects.kit.formats import formats
from lsg_projects.web.fields import ChoiceField, CleanField, MoneyField, NumberField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t


class AttributeForm(BaseForm):
    """A part of a receipt for a project: a share or a sum, with the reason."""

    source = ChoiceField(validators=[InputRequired()])
    project = ChoiceField(validators=[InputRequired()])
    share = NumberField()
    amount = MoneyField()
    reason = CleanField(length=300, validators=[InputRequired()])

    def furnish(
        self, sources: Iterable[Source], names: dict[str, str], candidates: Iterable[Candidate]
    ) -> AttributeForm:
        """Name the fields in the reader's language, offer receipts with what is free, and projects."""
        fmt = formats(language())
        for field, key in (
            (self.source, "field.receipt"), (self.project, "field.project"), (self.share, "execution.by_share"),
            (self.amount, "execution.by_amount"), (self.reason, "field.reason"),
        ):  # fmt: skip
            field.label.text = t(key)
        self.source.offer(
            (each.code, t("execution.source_free", c=printed(each.code), n=names.get(each.code, ""),
                          f=fmt.money(each.free))[:160])
            for each in sources
        )  # fmt: skip
        self.project.offer((each.code, f"{each.code} {each.title.pick(language())}"[:160]) for each in candidates)
        return self

    def command(self, kato: str, month: date) -> Attribute:
        """Give the command that credits the project."""
        return Attribute(
            kato, month, self.source.data or "", self.project.data or "", self.reason.data,
            self.share.data, self.amount.data,
        )  # fmt: skip


class CancelForm(BaseForm):
    """A line taken back."""

    number = IntegerField(validators=[InputRequired()])
    cancel_reason = CleanField(length=300, validators=[InputRequired()])

    def command(self, kato: str) -> CancelAttribution:
        """Give the command that appends the cancelling line."""
        return CancelAttribution(kato, self.number.data or 0, self.cancel_reason.data)
