"""Rules of the money: what it costs, who pays, and what it brings to the okrug's own budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lsg_projects.domain.completeness.gap import Gap, Rules, missing, text_gaps
from lsg_projects.domain.project import BudgetLine, Passport, RevenueLine
from lsg_projects.domain.states import BUDGET_SOURCES, TRANSFERS, DocumentType, Kind, Source

Held = frozenset[DocumentType]

COST_BASES = ("estimate", "analogue", "quote")
OWNERS = ("okrug", "district_managed", "other")
LEGAL_BASIS_FROM = 2026
"""From this year on a transfer owes its legal basis (Budget Code 2025, art. 83(2)-(3), 172(3))."""
RENT_CODES = frozenset({"201510"})
LAND_CODES = frozenset({"105315", "303101", "303202"})
"""Receipts of plots: they stay at the 4th level only inside a settlement (Budget Code 2025, art. 26(1)10, 26(3))."""


def cost_gaps(passport: Passport, held: Held, rules: Rules) -> Iterator[Gap]:
    """Check step 5: the basis of the cost, its lines, its upkeep; a project may cost nothing and say why."""
    if passport.lines:
        yield from _basis_gaps(passport, held)
    elif not passport.cost_note:
        yield missing("cost", "lines", "lines")
    for place, line in enumerate(passport.lines):
        yield from _line_gaps(f"lines.{place}", line, passport, rules)
    yield from _running_gaps(passport)


def _basis_gaps(passport: Passport, held: Held) -> Iterator[Gap]:
    if passport.cost_basis not in COST_BASES:
        yield missing("cost", "cost_basis", "choose")
    elif not passport.cost_note and DocumentType.ESTIMATE not in held:
        yield missing("cost", "cost_note.kk", "basis_document")
    if passport.vat_included is None:
        yield missing("cost", "vat_included", "choose")
    if any(line.source is Source.IN_KIND for line in passport.lines) and not passport.cost_note:
        yield missing("cost", "cost_note.kk", "in_kind")


def _line_gaps(path: str, line: BudgetLine, passport: Passport, rules: Rules) -> Iterator[Gap]:
    if line.amount <= 0:
        yield missing("cost", f"{path}.amount", "sum")
    first = passport.start.year if passport.start else line.year
    last = passport.end.year if passport.end else max(line.year, first)
    if not first <= line.year <= max(last, first):
        yield missing("cost", f"{path}.year", "line_year", year=line.year, a=first, b=max(last, first))
    yield from _programme_gaps(path, line, rules)
    if line.source in TRANSFERS and line.year >= LEGAL_BASIS_FROM and not line.transfer_basis:
        yield missing("cost", f"{path}.transfer_basis.kk", "transfer_basis")


def _programme_gaps(path: str, line: BudgetLine, rules: Rules) -> Iterator[Gap]:
    if line.source not in BUDGET_SOURCES:
        return
    if not line.programme:
        yield missing("cost", f"{path}.programme", "programme")
    elif line.administrator == "124" and not rules.programme_valid(line.programme, line.year):
        # programmes of the district's own administrators are not in the okrug's list
        yield missing("cost", f"{path}.programme", "programme_invalid", value=line.programme, y=line.year)


def _running_gaps(passport: Passport) -> Iterator[Gap]:
    running = passport.running
    if running.amount is None:
        yield missing("cost", "running.amount", "running")
    elif running.amount == 0 and not running.reason:
        yield missing("cost", "running.reason.kk", "running_reason")
    elif running.amount > 0 and not running.payer:
        yield missing("cost", "running.payer.kk", "running_payer")


def revenue_gaps(passport: Passport, _held: Held, rules: Rules) -> Iterator[Gap]:
    """Check step 6: revenue, or one sentence why there is none."""
    if passport.brings_revenue is None:
        yield missing("revenue", "brings_revenue", "choose")
        return
    if not passport.brings_revenue:
        yield from text_gaps("revenue", "no_revenue_reason", passport.no_revenue_reason, 10, 500)
        return
    if not passport.revenue:
        yield missing("revenue", "revenue", "revenue")
    for place, line in enumerate(passport.revenue):
        yield from _revenue_line_gaps(f"revenue.{place}", line, rules)
    yield from _twice_gaps(passport)
    yield from _property_gaps(passport)


def _revenue_line_gaps(path: str, line: RevenueLine, rules: Rules) -> Iterator[Gap]:
    if not line.code:
        yield missing("revenue", f"{path}.code", "choose")
    elif not rules.receipt_valid(line.code, line.year):
        yield missing("revenue", f"{path}.code", "receipt_invalid", value=line.code, y=line.year)
    if line.base <= 0:
        yield missing("revenue", f"{path}.base", "sum")
    low, high = (line.base if bound is None else bound for bound in (line.low, line.high))
    if not low <= line.base <= high:
        yield missing("revenue", f"{path}.base", "scenario_order")
    yield from text_gaps("revenue", f"{path}.reasoning", line.reasoning, 20, 500)


def _twice_gaps(passport: Passport) -> Iterator[Gap]:
    """Refuse a receipt that stands twice in a year, unless each comes from a tax-base object of its own."""
    seen = Counter((line.code, line.year, line.object_key) for line in passport.revenue if line.code)
    for (code, year, _object), times in seen.items():
        if times > 1:
            yield missing("revenue", "revenue", "receipt_twice", value=code, y=year)


def _property_gaps(passport: Passport) -> Iterator[Gap]:
    codes = {line.code for line in passport.revenue}
    if codes & RENT_CODES or passport.kind is Kind.PROPERTY_LEASE:
        yield from _owner_gaps(passport)
    if codes & LAND_CODES:
        if passport.plot_inside is None:
            yield missing("revenue", "plot_inside", "choose")
        elif not passport.plot_inside:
            yield missing("revenue", "plot_inside", "plot_outside")


def _owner_gaps(passport: Passport) -> Iterator[Gap]:
    if passport.property_owner not in OWNERS:
        yield missing("revenue", "property_owner", "choose")
    elif passport.property_owner == "other" and not _transfer_planned(passport):
        yield missing("revenue", "property_owner", "property_transfer")


def _transfer_planned(passport: Passport) -> bool:
    """Tell whether a milestone will prove that the property came over to the okrug."""
    return any(DocumentType.OWNERSHIP_PROOF in milestone.evidence for milestone in passport.milestones)
