"""Execution of a settlement's receipts: what was planned and what came from 1 January to the end of a month.

The treasury counts from the beginning of the year, so a month's own receipts are the difference to the last month that
is known. Amounts are tiyn; None is a sum that the file leaves empty, which is not nought.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsg_projects.domain.budget import added
from lsg_projects.domain.classification import INCOME, OWN, Category, category_number
from lsg_projects.domain.money import Tiyn, share

BEHIND = Decimal(90)
"""Percent of the plan below which a receipt stands first: it needs a look."""
AMOUNTS = ("year_plan", "period_plan", "received")


@dataclass(frozen=True)
class Amounts:
    """The plan of the year, the plan from January to the month's end, and what came until then."""

    year_plan: Tiyn | None = None
    period_plan: Tiyn | None = None
    received: Tiyn | None = None

    @property
    def plan(self) -> Tiyn | None:
        """Give what the receipts are held against: the plan of the period, or of the year where there is none."""
        return self.period_plan or self.year_plan

    @property
    def percent(self) -> Decimal | None:
        """Give what came in percent of the plan, exactly; nothing where either is missing."""
        return None if self.received is None or not self.plan else share(self.received, self.plan)

    @property
    def behind(self) -> bool:
        """Tell whether less came than nine tenths of the plan."""
        return self.percent is not None and self.percent < BEHIND


@dataclass(frozen=True)
class Executed(Amounts):
    """One classified receipt of a month, as the file prints it."""

    code: str = ""
    name: str = ""


@dataclass(frozen=True)
class Mismatch:
    """A subtotal whose *figure* is not the sum of the lines under it."""

    code: str
    figure: str
    printed: Tiyn
    computed: Tiyn


_ABOVE = {1: 0, 3: 1, 4: 3, 6: 4}
"""How many digits of a code name what it is a part of, by the digits that it has."""


def above(code: str) -> tuple[str, ...]:
    """Give the codes that *code* is a part of: category, class, subclass."""
    return tuple(code[:kept] for kept in (1, 3, 4) if kept < len(code))


def lowest(lines: Iterable[Executed]) -> tuple[Executed, ...]:
    """Leave out subtotals: lines whose code is the beginning of another one."""
    kept = tuple(lines)
    parents = {line.code[: _ABOVE[len(line.code)]] for line in kept}
    inner = parents | {start for parent in parents for start in above(parent)}
    return tuple(line for line in kept if line.code not in inner)


def summed(lines: Iterable[Amounts]) -> Amounts:
    """Add lines up, each amount by itself."""
    kept = tuple(lines)
    return Amounts(*(added(*(getattr(line, name) for line in kept)) for name in AMOUNTS))


def own(lines: Iterable[Executed], year: int) -> Amounts:
    """Give the settlement's own revenue: taxes, non-tax receipts and sales, subtotals left out."""
    return summed(_under(OWN, lowest(lines), year))


def income(lines: Iterable[Executed], year: int) -> Amounts:
    """Give all income: own revenue, special receipts and transfers; no loans and no balances."""
    return summed(_under(INCOME, lowest(lines), year))


def everything(lines: Iterable[Executed], year: int) -> Amounts:
    """Give all receipts of a *year*, loans and balances as well."""
    return summed(_under(frozenset(Category), lowest(lines), year))


def _under(meanings: Collection[Category], lines: Iterable[Executed], year: int) -> Iterator[Executed]:
    """Give the lines whose category is one of *meanings* in *year*."""
    numbers = {number for meaning in meanings if (number := category_number(meaning, year))}
    return (line for line in lines if line.code[:1] in numbers)


def mismatches(lines: Iterable[Executed]) -> tuple[Mismatch, ...]:
    """Compare every subtotal with the lines under it, amount by amount; one pass over the lines."""
    kept = tuple(lines)
    sums = _sums(lowest(kept))
    found = []
    for line in kept:
        under = sums.get(line.code)
        for figure in AMOUNTS if under else ():
            printed, computed = getattr(line, figure), getattr(under, figure)
            if printed is not None and computed is not None and printed != computed:
                found.append(Mismatch(line.code, figure, printed, computed))
    return tuple(found)


def _sums(leaves: Iterable[Executed]) -> Mapping[str, Amounts]:
    """Add the lowest lines up under every code above them: subclasses first, then what these make together."""
    under: dict[str, list[Amounts]] = {}
    for line in leaves:
        under.setdefault(line.code[: _ABOVE[len(line.code)]], []).append(line)
    sums = {}
    for length in (4, 3, 1):
        for code in [each for each in under if len(each) == length]:
            sums[code] = summed(under[code])
            under.setdefault(code[: _ABOVE[length]], []).append(sums[code])
    return sums


def in_month(until: Tiyn | None, before: Tiyn | None) -> Tiyn | None:
    """Give what came since the last known month; nothing where the file prints nothing for this one."""
    return None if until is None else until - (before or 0)


@dataclass(frozen=True)
class MonthSum:
    """What came in one month (or since the last known one) beside its plan."""

    month: date
    expected: Tiyn | None
    received: Tiyn | None
    months: int = 1
    """How many months it covers: more than one where earlier ones were not brought in."""


def by_month(known: Mapping[date, Amounts]) -> tuple[MonthSum, ...]:
    """Turn sums that count from January into those of the single months, in order; months of one year only."""
    found = []
    last, before = 0, Amounts()
    for month in sorted(known):
        now = known[month]
        found.append(
            MonthSum(
                month,
                in_month(now.period_plan, before.period_plan),
                in_month(now.received, before.received),
                month.month - last,
            )
        )
        last, before = month.month, now
    return tuple(found)


def ordered(lines: Iterable[Executed]) -> tuple[Executed, ...]:
    """Put what is behind its plan first, the largest shortfall before the others; the rest by code."""

    def place(line: Executed) -> tuple[bool, Tiyn, str]:
        return (not line.behind, _gap(line) if line.behind else 0, line.code)

    return tuple(sorted(lines, key=place))


def _gap(line: Amounts) -> Tiyn:
    return (line.received or 0) - (line.plan or 0)


def differences(before: Sequence[Executed], after: Sequence[Executed]) -> tuple[int, int, int]:
    """Count what is new, changed (or gone) and as before between two versions of a month."""
    if not before:
        return len(after), 0, 0
    known, now = {line.code: line for line in before}, {line.code: line for line in after}
    created = sum(code not in known for code in now)
    same = sum(_amounts(known[code]) == _amounts(line) for code, line in now.items() if code in known)
    gone = sum(code not in now for code in known)
    return created, len(now) - created - same + gone, same


def _amounts(line: Amounts) -> tuple[Tiyn | None, ...]:
    return (line.year_plan, line.period_plan, line.received)
