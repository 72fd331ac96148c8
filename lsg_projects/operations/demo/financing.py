"""Plans of payments of the demonstration, and what became of money that a year left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from lsg_projects.delivery import usecases as delivery
from lsg_projects.domain.delivery.financing import MONTHS
from lsg_projects.domain.money import from_thousand
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo.acts import Cast
from lsg_projects.operations.demo.stories import table

Found = tuple[date, str, Any]


def acts() -> Iterator[Found]:
    """Give the days of the plans and decisions with who recorded them."""
    data = table("financing")
    for name, act in (("plan", _plan), ("settle", _settle)):
        for row in data[name]:
            yield row["day"], f"akim.{row['project'].split('-')[0]}", partial(act, row)


def _plan(row: Any, unit: Work, cast: Cast) -> None:
    amounts = {}
    for line, months in row["lines"].items():
        sums = [0] * MONTHS
        for month, amount in months:
            sums[month - 1] = from_thousand(amount)
        amounts[line] = sums
    delivery.plan_payments(unit, delivery.PlanPayments(cast.codes[row["project"]], row["year"], amounts))


def _settle(row: Any, unit: Work, cast: Cast) -> None:
    code, amount = cast.codes[row["project"]], from_thousand(row["amount"])
    command = delivery.SettleUnspent(code, row["line"], row["kind"], amount, row["number"], unit.today)
    delivery.settle_unspent(unit, command)
