"""The rows that repeat in the passport's forms, each of which gives one value of the passport."""

from __future__ import annotations

import re
import secrets
from typing import Any

from wtforms import BooleanField, FieldList, Form

from lsg_projects.domain.project import (
    Beneficiary,
    BudgetLine,
    GoalLink,
    Milestone,
    Result,
    Risk,
    Target,
)
from lsg_projects.domain.states import DocumentType, Source
from lsg_projects.projects.forms.fields import OfferedChecks, OfferedChoice, Unseen, WholeField, YearField
from lsg_projects.web.fields import CleanField, DayField, MoneyField, NumberField, TriField
from lsg_projects.web.render import t

_KEY = re.compile(r"[a-z0-9_-]{1,40}")
TARGETS = (1, 2, 3, 4)


class Row(Form):
    """One row of a list; *gone* marks a row that was taken away and can be brought back until the next save."""

    content: tuple[str, ...] = ()
    """Fields that make a row a row: where all of them are empty, nothing was typed."""

    key = Unseen(default="")
    gone = Unseen(default="")

    @property
    def kept(self) -> bool:
        """Tell whether the row is to be stored."""
        return self.gone.data != "1" and any(self[name].data for name in self.content)


class Keys:
    """Keys of rows: kept where they are ours and free, made anew otherwise."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def take(self, wanted: str | None) -> str:
        """Give a key that no other row of the list has."""
        key = wanted if wanted and _KEY.fullmatch(wanted) and wanted not in self._used else secrets.token_hex(4)
        self._used.add(key)
        return key


class BeneficiaryRow(Row):
    """A group of people who gain."""

    content = ("group", "people")
    group = TriField(length=120)
    people = WholeField(low=0, high=20_000_000)

    def value(self, _key: str) -> Beneficiary:
        """Give the group."""
        return Beneficiary(self.group.data, self.people.data or 0)


class GoalRow(Row):
    """A goal of a monitoring frame."""

    content = ("target",)
    target = OfferedChoice(offers="goals")
    contribution = TriField(length=300)

    def value(self, _key: str) -> GoalLink:
        """Give the link."""
        frame, _, goal = (self.target.data or "").partition("/")
        return GoalLink(frame, goal, self.contribution.data)


class ResultRow(Row):
    """A result with its indicator."""

    content = ("text", "indicator", "unit", "baseline", "baseline_unknown", "source", "target_value_1")
    level = OfferedChoice(offers="levels", empty=False, default="output")
    text = TriField(length=300)
    indicator = TriField(length=200)
    unit = TriField(length=60)
    baseline = NumberField()
    baseline_year = YearField()
    baseline_unknown = TriField(length=300)
    target_year_1 = YearField()
    target_quarter_1 = WholeField(low=1, high=4)
    target_value_1 = NumberField()
    target_year_2 = YearField()
    target_quarter_2 = WholeField(low=1, high=4)
    target_value_2 = NumberField()
    target_year_3 = YearField()
    target_quarter_3 = WholeField(low=1, high=4)
    target_value_3 = NumberField()
    target_year_4 = YearField()
    target_quarter_4 = WholeField(low=1, high=4)
    target_value_4 = NumberField()
    source = TriField(length=300)
    falls = BooleanField()
    cumulative = BooleanField()
    quarterly = BooleanField()
    breakdown = OfferedChoice(offers="breakdowns")
    feeds = OfferedChoice(offers="frame_indicators")

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse half a target: a year without its value or the other way round."""
        sound = bool(super().validate(extra_validators))
        for place in TARGETS:
            year, value = self[f"target_year_{place}"], self[f"target_value_{place}"]
            for one, other in ((year, value), (value, year)):
                if one.data is None and other.data is not None and not one.errors:
                    one.errors = [*one.errors, t("refusal.shared.required")]
                    sound = False
        return sound

    def value(self, key: str) -> Result:
        """Give the result."""
        rows = (tuple(self[f"target_{part}_{n}"].data for part in ("year", "value", "quarter")) for n in TARGETS)
        return Result(
            key=key,
            level=self.level.data or "output",
            text=self.text.data,
            indicator=self.indicator.data,
            unit=self.unit.data,
            baseline=self.baseline.data,
            baseline_year=self.baseline_year.data,
            baseline_unknown=self.baseline_unknown.data,
            targets=tuple(Target(year, number, quarter or 0) for year, number, quarter in rows if year is not None),
            source=self.source.data,
            falls=bool(self.falls.data),
            cumulative=bool(self.cumulative.data),
            every="quarter" if self.quarterly.data else "",
            breakdown=self.breakdown.data or "",
            feeds=self.feeds.data or "",
        )


class MilestoneRow(Row):
    """A control point."""

    content = ("title", "due", "weight", "evidence")
    title = TriField(length=160)
    due = DayField()
    weight = WholeField(low=0, high=100)
    evidence = OfferedChecks(offers="evidence")

    def value(self, key: str) -> Milestone:
        """Give the control point."""
        papers = tuple(DocumentType(code) for code in self.evidence.data or ())
        return Milestone(key, self.title.data, self.due.data, self.weight.data or 0, papers)


class LineRow(Row):
    """Money of one year from one source."""

    content = ("amount", "programme", "transfer_basis")
    year = OfferedChoice(offers="years", empty=False)
    source = OfferedChoice(offers="sources", empty=False, default="own")
    programme = OfferedChoice(offers="programmes")
    administrator = CleanField(length=3, default="124")
    amount = MoneyField()
    transfer_basis = TriField(length=400)

    def value(self, key: str) -> BudgetLine:
        """Give the budget line."""
        return BudgetLine(
            key=key,
            year=int(str(self.year.data)),
            source=Source(str(self.source.data)),
            amount=self.amount.data or 0,
            programme=self.programme.data or "",
            administrator=self.administrator.data or "124",
            transfer_basis=self.transfer_basis.data,
        )


class RiskRow(Row):
    """What may go wrong."""

    content = ("text", "response", "owner", "due")
    text = TriField(length=400)
    probability = OfferedChoice(offers="degrees", empty=False, default="medium")
    effect = OfferedChoice(offers="degrees", empty=False, default="medium")
    response = TriField(length=400)
    owner = TriField(length=160)
    due = DayField()

    def value(self, key: str) -> Risk:
        """Give the risk."""
        return Risk(
            key=key,
            text=self.text.data,
            probability=self.probability.data or "medium",
            effect=self.effect.data or "medium",
            response=self.response.data,
            owner=self.owner.data,
            due=self.due.data,
        )


def values_of(rows: FieldList) -> tuple[Any, ...]:
    """Give the values of the rows that hold something, in their order."""
    keys = Keys()
    return tuple(entry.form.value(keys.take(entry.form.key.data)) for entry in rows if entry.form.kept)
