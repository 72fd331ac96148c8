"""Everything that was reported about projects, read in a fixed number of questions whatever their count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from lsg_projects.delivery.models import Contract, ContractChange, MilestoneUpdate, Payment, RevenueReceived
from lsg_projects.delivery.queries.attribution import Credit, credits_to, related
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.text import Tri

R = TypeVar("R")
V = TypeVar("V")


@dataclass(frozen=True)
class Paid:
    """One payment or its reversal."""

    id: int
    line_key: str
    day: date
    amount: Tiyn
    document_number: str
    note: str
    reverses_id: int | None
    reversed: bool = False


@dataclass(frozen=True)
class Received:
    """Own revenue of a month that the project is credited with, or a correction of it."""

    code: str
    month: date
    amount: Tiyn
    reason: str
    attributed: bool = False
    """By the district's finance office from what the settlement received; else typed on the project itself."""


@dataclass(frozen=True)
class Changed:
    """A later change of a contract."""

    dated: date
    amount: Tiyn | None
    ends: date | None
    reason: str


@dataclass(frozen=True)
class Signed:
    """A contract with its changes, the oldest first."""

    id: int
    number: str
    dated: date
    procurement_number: str
    supplier: str
    supplier_bin: str
    first_amount: Tiyn
    starts: date | None
    first_ends: date | None
    changes: tuple[Changed, ...]

    @property
    def amount(self) -> Tiyn:
        """Give the sum as last agreed."""
        return next((c.amount for c in reversed(self.changes) if c.amount is not None), self.first_amount)

    @property
    def ends(self) -> date | None:
        """Give the end as last agreed."""
        return next((c.ends for c in reversed(self.changes) if c.ends is not None), self.first_ends)


@dataclass(frozen=True)
class Reported:
    """One report about a milestone, or about the project where *milestone* is empty."""

    id: int
    milestone: str
    kind: str
    day: date
    percent: int | None
    met_on: date | None
    old_due: date | None
    new_due: date | None
    reason: Tri
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Ledger:
    """All rows of one project, in the order of recording."""

    reports: tuple[Reported, ...] = ()
    payments: tuple[Paid, ...] = ()
    contracts: tuple[Signed, ...] = ()
    revenue: tuple[Received, ...] = ()
    superseded: tuple[Received, ...] = ()
    """Typed on the project, but the attribution of the same receipt and month counts instead."""


def ledgers(session: Session, project_ids: Iterable[int]) -> dict[int, Ledger]:
    """Read the ledgers of many projects in six questions."""
    ids = tuple(set(project_ids))
    reports = _rows(session, MilestoneUpdate, MilestoneUpdate.project_id, MilestoneUpdate.id, ids)
    payments = _rows(session, Payment, Payment.project_id, Payment.id, ids)
    revenue = _rows(session, RevenueReceived, RevenueReceived.project_id, RevenueReceived.id, ids)
    contracts = _rows(session, Contract, Contract.project_id, Contract.id, ids)
    signed = _rows(
        session, ContractChange, ContractChange.contract_id, ContractChange.id, tuple(row.id for row in contracts)
    )
    credited = _grouped((each for each in credits_to(session, ids) if each.counts), "project_id", lambda each: each)
    undone = {row.reverses_id for row in payments if row.reverses_id is not None}
    by_contract = _grouped(signed, "contract_id", lambda row: row)
    reported = _grouped(reports, "project_id", _reported)
    paid = _grouped(payments, "project_id", lambda row: _paid(row, undone=row.id in undone))
    agreed = _grouped(contracts, "project_id", lambda row: _signed(row, by_contract[row.id]))
    came = _grouped(revenue, "project_id", lambda row: Received(row.code, row.month, row.amount, row.reason))
    return {
        one: Ledger(
            tuple(reported[one]), tuple(paid[one]), tuple(agreed[one]), *_counted(tuple(came[one]), credited[one])
        )
        for one in ids
    }


def _counted(typed: tuple[Received, ...], lines: Sequence[Credit]) -> tuple[tuple[Received, ...], ...]:
    """Give what counts and what does not: for one receipt and month an attribution goes before what was typed."""
    superseded = tuple(
        row for row in typed if any(each.month == row.month and related(each.code, row.code) for each in lines)
    )
    credited = (Received(each.receipt, each.month, each.amount, each.reason, True) for each in lines)
    return (*(row for row in typed if row not in superseded), *credited), superseded


def _grouped(rows: Iterable[R], name: str, make: Callable[[R], V]) -> defaultdict[int, list[V]]:
    """Sort rows into lists by the number in their column *name*, each made into a plain fact."""
    found: defaultdict[int, list[V]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(make(row))
    return found


def ledger(session: Session, project_id: int) -> Ledger:
    """Read the ledger of one project."""
    return ledgers(session, [project_id])[project_id]


def _rows(
    session: Session, model: type[R], column: InstrumentedAttribute[int], order: InstrumentedAttribute[int],
    ids: tuple[Any, ...],
) -> Sequence[R]:  # fmt: skip
    if not ids:
        return []
    return session.scalars(select(model).where(column.in_(ids)).order_by(order)).all()


def _reported(row: MilestoneUpdate) -> Reported:
    return Reported(
        row.id, row.milestone_key, row.kind, row.reported_on, row.percent, row.met_on, row.old_due, row.new_due,
        row.reason, tuple(row.evidence),
    )  # fmt: skip


def _paid(row: Payment, *, undone: bool) -> Paid:
    return Paid(
        row.id, row.line_key, row.paid_on, row.amount, row.document_number, row.note, row.reverses_id, undone
    )  # fmt: skip


def _signed(row: Contract, changes: Sequence[ContractChange]) -> Signed:
    return Signed(
        id=row.id,
        number=row.number,
        dated=row.dated,
        procurement_number=row.procurement_number,
        supplier=row.supplier,
        supplier_bin=row.supplier_bin,
        first_amount=row.amount,
        starts=row.starts,
        first_ends=row.ends,
        changes=tuple(Changed(change.dated, change.amount, change.ends, change.reason) for change in changes),
    )
