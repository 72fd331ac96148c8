"""The forms of the plan of payments and of unspent money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import HiddenField

from lsg_projects.delivery.queries import PlanFacts
from lsg_projects.delivery.usecases import PlanPayments, SettleUnspent
from lsg_projects.domain.delivery.financing import CARRIED, MONTHS, RETURNED, Unspent
from lsg_projects.domain.project import BudgetLine
from lsg_projects.kit.formats import formats
from lsg_projects.web.fields import ChoiceField, CleanField, DayField, MoneyField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t


class PlanForm(BaseForm):
    """Twelve sums for each line; its fields are made for the lines of the year."""

    reason = CleanField(length=300)
    seen = HiddenField(default="0")
    lines: tuple[BudgetLine, ...] = ()

    def row(self, key: str) -> list[MoneyField]:
        """Give the twelve fields of a line."""
        return [self[f"{key}-{month}"] for month in range(1, MONTHS + 1)]

    def command(self, code: str, year: int) -> PlanPayments:
        """Give the command that stores the plan."""
        amounts = {line.key: [field.data or 0 for field in self.row(line.key)] for line in self.lines}
        seen = str(self.seen.data or "")
        number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
        return PlanPayments(code, year, amounts, number, self.reason.data or "")


def plan_form(lines: Iterable[BudgetLine], plan: PlanFacts | None, *, empty: bool = False) -> PlanForm:
    """Make the form for the lines of a year, filled with the plan that counts."""
    rows = tuple(lines)
    fields: dict[str, Any] = {"lines": rows}
    for line in rows:
        fields |= {f"{line.key}-{month}": MoneyField() for month in range(1, MONTHS + 1)}
    made: PlanForm = type("YearForm", (PlanForm,), fields)(**({"formdata": None} if empty else {}))
    made.reason.label.text = t("delivery.plan_reason")
    known: Mapping[str, list[int]] = plan.amounts if plan else {}
    for line in rows:
        for place, field in enumerate(made.row(line.key)):
            field.label.text = f"{t(f'source.{line.source.value}')}, {t(f'month.{place + 1}')}"
            if empty and line.key in known:
                field.data = known[line.key][place] or None
    if empty:
        made.seen.data = str(plan.number if plan else 0)
    return made


class UnspentForm(BaseForm):
    """A decision about unspent money."""

    line = ChoiceField()
    kind = ChoiceField()
    amount = MoneyField()
    number = CleanField(length=60)
    dated = DayField()

    def furnish(self, rows: Iterable[Unspent]) -> UnspentForm:
        """Name the fields and offer the lines with what is undecided of each."""
        fmt = formats(language())
        for name in ("line", "kind", "amount", "number", "dated"):
            self[name].label.text = t(f"delivery.unspent_field.{name}")
            self[name].id = self[name].label.field_id = f"unspent-{name}"
        self.kind.offer((kind, t(f"delivery.unspent_kind.{kind}")) for kind in (CARRIED, RETURNED))
        self.line.offer(
            (
                row.line.key,
                t("delivery.line_rest", y=row.line.year, source=t(f"source.{row.line.source.value}"),
                  r=fmt.money(row.undecided)),
            )
            for row in rows
        )  # fmt: skip
        return self

    def command(self, code: str) -> SettleUnspent:
        """Give the command that records the decision."""
        return SettleUnspent(
            code, self.line.data or "", self.kind.data or "", self.amount.data, self.number.data or "", self.dated.data
        )
