"""Two versions or two years of a plan side by side, line by line.

Categories of receipts changed their numbers with the budgets of 2026; codes are joined by what the category means, and
the row says both numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lsg_projects.domain.budget import Line
from lsg_projects.domain.classification import category, is_own_revenue
from lsg_projects.domain.money import Tiyn, share


@dataclass(frozen=True)
class Pair:
    """One line of either plan; nothing on the side that does not print it."""

    section: str
    code_before: str | None
    code_after: str | None
    before: Tiyn | None
    after: Tiyn | None
    own: bool

    @property
    def code(self) -> str:
        """Give the code by the newer plan, else by the older."""
        return self.code_after or self.code_before or ""

    @property
    def renumbered(self) -> bool:
        """Tell whether the same receipt has another number in the other year."""
        return None not in (self.code_before, self.code_after) and self.code_before != self.code_after

    @property
    def delta(self) -> Tiyn:
        """Give by how much it grew; what is not printed on one side counts as nothing there."""
        return (self.after or 0) - (self.before or 0)

    @property
    def percent(self) -> Decimal | None:
        """Give the growth in percent of what was; nothing where there was nothing."""
        return share(self.delta, self.before) if self.before else None


def joined(before: Iterable[Line], year_before: int, after: Iterable[Line], year_after: int) -> tuple[Pair, ...]:
    """Join the lines of two plans, the largest difference first; receipts by meaning, expenditure by code."""
    old, new = _by_meaning(before, year_before), _by_meaning(after, year_after)
    pairs = []
    for key in old.keys() | new.keys():
        was, now = old.get(key), new.get(key)
        line, year = (now, year_after) if now else (was, year_before)
        own = line is not None and line.section == "receipts" and is_own_revenue(line.code, year)
        pairs.append(
            Pair(
                key[0], was.code if was else None, now.code if now else None,
                was.amount if was else None, now.amount if now else None, own,
            )
        )  # fmt: skip
    return tuple(sorted(pairs, key=lambda pair: (-abs(pair.delta), pair.section, pair.code)))


def _by_meaning(lines: Iterable[Line], year: int) -> dict[tuple[str, str], Line]:
    return {(line.section, _meaning(line, year)): line for line in lines}


def _meaning(line: Line, year: int) -> str:
    if line.section != "receipts":
        return line.code
    found = category(line.code, year)
    return f"{found.value}:{line.code[1:]}" if found else line.code
