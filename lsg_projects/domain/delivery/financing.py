"""The plan of payments by month beside what was paid, and what becomes of money that a year left unspent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import BudgetLine
from lsg_projects.domain.states import TRANSFERS

MONTHS = 12
CARRIED, RETURNED = "carried", "returned"
LIST_BY = (12, 1)
"""The list of what is to be carried over goes to the budget commission by 1 December (Budget Code 2025, art. 115)."""
RETURN_BY = (12, 20)
"""What was carried over and is unused again goes back by 20 December (the same article)."""
AHEAD = timedelta(days=30)
"""How long before a day of the law the office is told of it."""


@dataclass(frozen=True)
class Settled:
    """A decision about unspent money of a line."""

    line_key: str
    kind: str
    amount: Tiyn
    number: str
    dated: date


@dataclass(frozen=True)
class Month:
    """One month of a year: what was planned and paid in it, and both since January."""

    number: int
    planned: Tiyn
    paid: Tiyn
    planned_total: Tiyn
    paid_total: Tiyn


@dataclass(frozen=True)
class Unspent:
    """A line whose year is over: what it left, and what became of that."""

    line: BudgetLine
    paid: Tiyn
    """Within its own year."""
    carried: Tiyn
    returned: Tiyn
    paid_later: Tiyn
    """Paid out of what was carried over."""
    decisions: tuple[Settled, ...]

    @property
    def rest(self) -> Tiyn:
        """Give what the year left."""
        return self.line.amount - self.paid

    @property
    def undecided(self) -> Tiyn:
        """Give that part of it of which nobody has decided."""
        return self.rest - self.carried - self.returned

    @property
    def unused(self) -> Tiyn:
        """Give what was carried over and is not paid yet: it goes back where the next year ends without a payment."""
        return max(0, self.carried - self.paid_later)

    @property
    def list_by(self) -> date:
        """Give the day by which the list goes to the commission."""
        return date(self.line.year, *LIST_BY)

    @property
    def return_by(self) -> date:
        """Give the day by which what is unused again goes back."""
        return date(self.line.year + 1, *RETURN_BY)

    @property
    def of_transfer(self) -> bool:
        """Tell whether the money came as a transfer: the district paid it, and to the district it goes back."""
        return self.line.source in TRANSFERS


def months(planned: Mapping[str, Sequence[Tiyn]], paid: Iterable[tuple[date, Tiyn]], year: int) -> tuple[Month, ...]:
    """Give the twelve months of a year with sums since January."""
    by_month = [0] * MONTHS
    for day, amount in paid:
        if day.year == year:
            by_month[day.month - 1] += amount
    found, planned_total, paid_total = [], 0, 0
    for place in range(MONTHS):
        wanted = sum(amounts[place] for amounts in planned.values())
        planned_total, paid_total = planned_total + wanted, paid_total + by_month[place]
        found.append(Month(place + 1, wanted, by_month[place], planned_total, paid_total))
    return tuple(found)


def unspent(
    line: BudgetLine, paid: Iterable[tuple[date, Tiyn]], decisions: Iterable[Settled], today: date
) -> Unspent | None:
    """Give what a line of a year that is over has left; nothing while its year runs, or where all of it is paid."""
    if line.year >= today.year:
        return None
    rows = list(paid)
    own = tuple(one for one in decisions if one.line_key == line.key)
    within = sum(amount for day, amount in rows if day.year <= line.year)
    if within >= line.amount and not own:
        return None
    return Unspent(
        line=line, paid=within,
        carried=sum(one.amount for one in own if one.kind == CARRIED),
        returned=sum(one.amount for one in own if one.kind == RETURNED),
        paid_later=sum(amount for day, amount in rows if day.year > line.year), decisions=own,
    )  # fmt: skip


@dataclass(frozen=True)
class Owed:
    """What is owed about money of a line: ``list`` it, ``settle`` what a past year left, ``return`` what was unused."""

    kind: str
    amount: Tiyn
    due: date


def owed(line: BudgetLine, paid: Iterable[tuple[date, Tiyn]], decisions: Iterable[Settled], today: date) -> list[Owed]:
    """Give what the office owes about a line near a day of the law, or after it."""
    rows = list(paid)
    if line.year == today.year:
        rest, due = line.amount - sum(amount for _day, amount in rows), date(line.year, *LIST_BY)
        return [Owed("list", rest, due)] if rest > 0 and today >= due - AHEAD else []
    left = unspent(line, rows, decisions, today)
    if left is None or line.year != today.year - 1:
        return []
    found = [Owed("settle", left.undecided, left.list_by)] if left.undecided > 0 else []
    if left.unused and today >= left.return_by - AHEAD:
        found.append(Owed("return", left.unused, left.return_by))
    return found
