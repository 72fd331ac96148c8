"""The forms of money: contracts and their changes, payments and reversals, own revenue that came."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from lsg_projects.delivery.queries import LineFacts
from lsg_projects.delivery.usecases import Amend, Pay, Receive, Reverse, Sign
from lsg_projects.kit.formats import formats
from lsg_projects.web.fields import ChoiceField, CleanArea, CleanField, DayField, MoneyField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t


class _Named(BaseForm):
    """A form whose fields are named at ``delivery.field.<name>``."""

    lead = ""
    """Stands before the ids of the fields where a page holds two forms."""

    def __init__(self, **options: Any) -> None:
        """Name the fields in the reader's language."""
        super().__init__(**options)
        for field in self:
            field.id = field.label.field_id = self.lead + field.id
            if field.name != "csrf_token":
                field.label.text = t(f"delivery.field.{field.name}")


class SignForm(_Named):
    """A contract."""

    lead = "contract-"

    number = CleanField(length=60)
    dated = DayField()
    procurement_number = CleanField(length=60)
    supplier = CleanField(length=200)
    supplier_bin = CleanField(length=20)
    amount = MoneyField()
    starts = DayField()
    ends = DayField()

    def command(self, code: str) -> Sign:
        """Give the command to record the contract."""
        return Sign(
            code=code,
            number=self.number.data or "",
            dated=self.dated.data,
            supplier=self.supplier.data or "",
            amount=self.amount.data,
            supplier_bin="".join((self.supplier_bin.data or "").split()),
            procurement_number=self.procurement_number.data or "",
            starts=self.starts.data,
            ends=self.ends.data,
        )


class AmendForm(_Named):
    """A change of a contract."""

    dated = DayField()
    amount = MoneyField()
    ends = DayField()
    reason = CleanArea(length=600)

    def command(self, code: str, contract_id: int) -> Amend:
        """Give the command to append the change."""
        return Amend(code, contract_id, self.dated.data, self.reason.data or "", self.amount.data, self.ends.data)


class PayForm(_Named):
    """A payment under a budget line."""

    line = ChoiceField()
    paid_on = DayField()
    amount = MoneyField()
    document_number = CleanField(length=60)
    note = CleanField(length=300)

    def furnish(self, rows: tuple[LineFacts, ...]) -> PayForm:
        """Offer the lines with what remains of each."""
        fmt = formats(language())
        self.line.offer(
            (
                row.line.key,
                t(
                    "delivery.line_rest",
                    y=row.line.year,
                    source=t(f"source.{row.line.source.value}"),
                    r=fmt.money(row.rest),
                ),
            )
            for row in rows
        )
        return self

    def command(self, code: str) -> Pay:
        """Give the command to record the payment."""
        return Pay(
            code=code,
            line=self.line.data or "",
            paid_on=self.paid_on.data,
            amount=self.amount.data,
            document_number=self.document_number.data or "",
            note=self.note.data or "",
        )


class ReverseForm(_Named):
    """A payment taken back."""

    paid_on = DayField()
    note = CleanField(length=300)

    def command(self, code: str, payment_id: int) -> Reverse:
        """Give the command to append the reversal."""
        return Reverse(code, payment_id, self.paid_on.data, self.note.data or "")


_MONTH = re.compile(r"(?:(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4}))")


class MonthField(CleanField):
    """A month as 2025-10, 10.2025 or a whole day in it; gives its first day."""

    def first_day(self) -> date | None:
        """Give the first day of the month, or nothing where it was not understood."""
        match = _MONTH.fullmatch(self.data or "")
        if match is None:
            return None
        year, month = int(match[1] or match[4]), int(match[2] or match[3])
        return date(year, month, 1) if 1 <= month <= 12 and 2000 <= year <= 2100 else None


class ReceiveForm(_Named):
    """Own revenue of a month."""

    receipt = ChoiceField()
    month = MonthField(length=10)
    amount = MoneyField(negative=True)
    reason = CleanField(length=300)

    def furnish(self, codes: list[tuple[str, str]]) -> ReceiveForm:
        """Offer the receipts of the settlement's own budget."""
        self.receipt.offer(codes)
        return self

    def command(self, code: str) -> Receive:
        """Give the command to record the revenue."""
        return Receive(code, self.receipt.data or "", self.month.first_day(), self.amount.data, self.reason.data or "")
