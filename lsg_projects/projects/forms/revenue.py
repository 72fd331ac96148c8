"""Blocks of revenue: one receipt over the years, several lines of the passport in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from wtforms import FieldList, FormField

from lsg_projects.domain.project import RevenueLine
from lsg_projects.projects.forms.fields import OfferedChoice, Unseen
from lsg_projects.projects.forms.rows import Keys, Row
from lsg_projects.web.fields import MoneyField, TriField

_BLANK = RevenueLine("", "", 0, 0)


class YearRow(Row):
    """What one receipt brings in one year."""

    content = ("base", "low", "high", "without", "planned")
    year = OfferedChoice(offers="revenue_years", empty=False)
    low = MoneyField()
    base = MoneyField()
    high = MoneyField()
    without = MoneyField()
    planned = MoneyField()


class RevenueRow(Row):
    """One receipt over the years, with its reasoning."""

    content = ("code", "reasoning", "years")
    code = OfferedChoice(offers="receipts")
    object_key = Unseen(default="")
    formula = Unseen(default="")
    reasoning = TriField(length=600, lines=True)
    years = FieldList(FormField(YearRow), max_entries=15)

    @property
    def kept(self) -> bool:
        """Tell whether the block is to be stored: a code, a reasoning or any sum was typed."""
        typed = bool(self.code.data or self.reasoning.data)
        return self.gone.data != "1" and (typed or any(entry.form.kept for entry in self.years))

    def values(self, keys: Keys, stored: Mapping[str, RevenueLine]) -> list[RevenueLine]:
        """Give a line for each year with a sum; a block without sums keeps its first year, so nothing typed is lost.

        What the form does not show (the object that a calculator counted from) is kept from the stored line.
        """
        rows = [entry.form for entry in self.years]
        chosen = [row for row in rows if row.kept] or rows[:1]
        return [
            replace(
                stored.get(row.key.data or "", _BLANK),
                key=keys.take(row.key.data),
                code=self.code.data or "",
                year=int(row.year.data),
                base=row.base.data or 0,
                low=row.low.data,
                high=row.high.data,
                without=row.without.data or 0,
                planned=row.planned.data or 0,
                reasoning=self.reasoning.data,
                object_key=self.object_key.data or "",
                formula=self.formula.data or "",
            )
            for row in chosen
        ]


def revenue_values(rows: FieldList, stored: Iterable[RevenueLine]) -> tuple[RevenueLine, ...]:
    """Give the revenue lines of all blocks; *stored* are those that stood before."""
    keys, before = Keys(), {line.key: line for line in stored}
    return tuple(line for entry in rows if entry.form.kept for line in entry.form.values(keys, before))


def revenue_blocks(lines: Iterable[RevenueLine], years: Iterable[int]) -> list[dict[str, Any]]:
    """Group stored lines into blocks by receipt, each with a row for every year that is offered."""
    groups: dict[tuple[str, Any, str, int], dict[int, RevenueLine]] = {}
    for line in lines:
        again = 0  # the same receipt twice in a year stands in a second block: nothing stored is hidden
        while line.year in groups.setdefault((line.code, line.reasoning, line.object_key, again), {}):
            again += 1
        groups[line.code, line.reasoning, line.object_key, again][line.year] = line
    offered = set(years)
    return [
        {
            "code": code,
            "reasoning": reasoning,
            "object_key": object_key,
            "formula": next(iter(found.values())).formula,
            "years": [found.get(year) or {"year": str(year)} for year in sorted(offered | set(found))],
        }
        for (code, reasoning, object_key, _again), found in groups.items()
    ]
