"""The settlement's budget: own revenue, the balance equation, contradictions of acts, comparison and sums.

Deficit (-) or surplus = income - expenditure - net budget lending - balance of operations with financial assets;
financing = loans - repayment + used balances = -deficit (Budget Code 2025, art. 9). Amounts are tiyn; None is a figure
that the act does not print, which is not a printed zero. Contradictions are shown with both sums, never smoothed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from lsg_projects.domain.money import Tiyn, share


@dataclass(frozen=True)
class Figures:
    """What one plan prints (or, in a sum of plans, what they print together)."""

    income: Tiyn | None = None
    tax: Tiyn | None = None
    non_tax: Tiyn | None = None
    capital_sale: Tiyn | None = None
    transfers: Tiyn | None = None
    subvention: Tiyn | None = None
    district_targeted: Tiyn | None = None
    from_republic: Tiyn | None = None
    from_oblast: Tiyn | None = None
    expenditure: Tiyn | None = None
    net_lending: Tiyn | None = None
    asset_balance: Tiyn | None = None
    deficit: Tiyn | None = None
    loans: Tiyn | None = None
    loan_repayment: Tiyn | None = None
    used_balances: Tiyn | None = None

    @property
    def regular_revenue(self) -> Tiyn | None:
        """Give what comes every year: tax and non-tax receipts."""
        return added(self.tax, self.non_tax)

    @property
    def own_revenue(self) -> Tiyn | None:
        """Give the settlement's own money: tax, non-tax and sale of fixed capital."""
        return added(self.tax, self.non_tax, self.capital_sale)

    @property
    def own_share(self) -> Decimal | None:
        """Give own revenue in percent of income, exactly; nothing where either is not printed."""
        own = self.own_revenue
        return None if own is None or not self.income else share(own, self.income)

    @property
    def computed_deficit(self) -> Tiyn | None:
        """Give the deficit that the equation yields; lending that is not printed counts as none."""
        if self.income is None or self.expenditure is None:
            return None
        return self.income - self.expenditure - (self.net_lending or 0) - (self.asset_balance or 0)

    @property
    def financing(self) -> Tiyn | None:
        """Give what covers the deficit: loans less their repayment and used balances; nothing where none is printed."""
        repaid = None if self.loan_repayment is None else -self.loan_repayment
        return added(self.loans, repaid, self.used_balances)


FIGURES = tuple(field.name for field in fields(Figures))
TRANSFER_PARTS = ("subvention", "district_targeted", "from_republic", "from_oblast")
INCOME_PARTS = ("tax", "non_tax", "capital_sale", "transfers")


@dataclass(frozen=True)
class Contradiction:
    """Two sums of one act that should be equal and are not."""

    code: str
    printed: Tiyn
    computed: Tiyn

    @property
    def difference(self) -> Tiyn:
        """Give by how much the printed sum exceeds the computed one."""
        return self.printed - self.computed


@dataclass(frozen=True)
class Line:
    """One classified amount of a plan: *section* is ``receipts`` or ``expenditure``."""

    section: str
    code: str
    amount: Tiyn


AnyLine = TypeVar("AnyLine", bound=Line)


@dataclass(frozen=True)
class PrintedLine(Line):
    """A classified line of a plan with its name as printed."""

    name: str = ""


@dataclass(frozen=True)
class Change:
    """How one figure differs between two plans."""

    figure: str
    before: Tiyn | None
    after: Tiyn | None

    @property
    def delta(self) -> Tiyn | None:
        """Give the difference where both are printed."""
        return None if self.before is None or self.after is None else self.after - self.before


def added(*amounts: Tiyn | None) -> Tiyn | None:
    """Add what is printed; nothing where nothing is."""
    printed = [amount for amount in amounts if amount is not None]
    return sum(printed) if printed else None


def contradictions(figures: Figures) -> tuple[Contradiction, ...]:
    """Check a plan against itself: ``total``, ``transfers``, ``balance``, ``financing``."""
    checks: tuple[Callable[[Figures], Contradiction | None], ...] = (_total, _transfers, _balance, _financing)
    return tuple(found for check in checks if (found := check(figures)) is not None)


def _compared(code: str, printed: Tiyn | None, computed: Tiyn | None) -> Contradiction | None:
    if printed is None or computed is None or printed == computed:
        return None
    return Contradiction(code, printed, computed)


def _total(figures: Figures) -> Contradiction | None:
    """Compare income with its parts; tax and transfers are in every plan, so without them there is no check."""
    if figures.tax is None or figures.transfers is None:
        return None
    return _compared("total", figures.income, added(*(getattr(figures, name) for name in INCOME_PARTS)))


def _transfers(figures: Figures) -> Contradiction | None:
    parts = added(*(getattr(figures, name) for name in TRANSFER_PARTS))
    return _compared("transfers", figures.transfers, parts)


def _balance(figures: Figures) -> Contradiction | None:
    return _compared("balance", figures.deficit, figures.computed_deficit)


def _financing(figures: Figures) -> Contradiction | None:
    """Compare what covers the deficit with the deficit, where the act names any of it."""
    if figures.deficit is None:
        return None
    return _compared("financing", figures.financing, -figures.deficit)


def leaves(lines: Iterable[AnyLine]) -> tuple[AnyLine, ...]:
    """Leave out subtotals: lines whose code is the beginning of another code of the same section."""
    kept = tuple(lines)
    inner: dict[str, set[str]] = {line.section: set() for line in kept}
    for line in kept:
        inner[line.section].update(_starts(line.code))
    return tuple(line for line in kept if line.code not in inner[line.section])


@lru_cache(maxsize=8192)
def _starts(code: str) -> tuple[str, ...]:
    """Give the codes above *code*: by points in a functional code, else by the places 1, 3 and 4 of a receipt."""
    if "." in code:
        parts = code.split(".")
        return tuple(".".join(parts[:kept]) for kept in range(1, len(parts)))
    return tuple(code[:kept] for kept in (1, 3, 4) if kept < len(code))


def line_contradictions(lines: Iterable[AnyLine]) -> tuple[tuple[AnyLine, Contradiction], ...]:
    """Compare every subtotal with the lines under it (code ``total``); one pass over the lines."""
    kept = tuple(lines)
    sums: dict[tuple[str, str], Tiyn] = {}
    for low in leaves(kept):
        section, amount = low.section, low.amount
        for start in _starts(low.code):
            sums[section, start] = sums.get((section, start), 0) + amount
    under = ((line, sums.get((line.section, line.code))) for line in kept)
    return tuple(
        (line, Contradiction("total", line.amount, computed))
        for line, computed in under
        if computed is not None and computed != line.amount
    )


def against_lines(figures: Figures, from_lines: Figures) -> tuple[Contradiction, ...]:
    """Compare printed figures with those summed from the classified lines of the same act (code ``lines``)."""
    names = ("income", *INCOME_PARTS, "expenditure")
    pairs = ((getattr(figures, name), getattr(from_lines, name)) for name in names)
    return tuple(found for pair in pairs if (found := _compared("lines", *pair)) is not None)


def roll_up(plans: Iterable[Figures]) -> Figures:
    """Add many plans figure by figure, so that the share of the sum is weighted by itself."""
    kept = tuple(plans)
    return Figures(**{name: added(*(getattr(plan, name) for plan in kept)) for name in FIGURES})


def compare(before: Figures, after: Figures) -> tuple[Change, ...]:
    """Give the figures that differ between two plans, in the order of the act."""
    changes = (Change(name, getattr(before, name), getattr(after, name)) for name in FIGURES)
    return tuple(change for change in changes if change.before != change.after)
