"""Delivery as it was known on a day: milestones, money by line, revenue by code, and the state with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from lsg_projects import settings
from lsg_projects.delivery.queries.ledger import Ledger, Paid, Received, Reported, Signed, ledgers
from lsg_projects.domain import codec, delivery
from lsg_projects.domain.approval import Turn, stage_after
from lsg_projects.domain.delivery import Facts, Limits, MilestoneView, Reason, Update
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import BudgetLine, Milestone, Passport
from lsg_projects.domain.states import Approval, Delivery, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.kit.workdays import day_off
from lsg_projects.projects.models import Project, ProjectVersion

_MOVES = ("progress", "moved", "met", "partly")


@dataclass(frozen=True)
class MilestoneFacts:
    """A milestone of the passport with everything that was reported about it."""

    title: Tri
    view: MilestoneView
    history: tuple[Reported, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """Give the keys of the documents that prove it."""
        return tuple(key for report in self.history for key in report.evidence)


@dataclass(frozen=True)
class LineFacts:
    """A budget line with what is paid under it and what remains."""

    line: BudgetLine
    paid: Tiyn

    @property
    def rest(self) -> Tiyn:
        """Give what may still be paid."""
        return self.line.amount - self.paid


@dataclass(frozen=True)
class RevenueFacts:
    """Own revenue under one code in one year: expected beyond what would come anyway, and received."""

    code: str
    year: int
    expected: Tiyn
    received: Tiyn


@dataclass(frozen=True)
class DeliveryView:
    """Everything about the delivery of one project, as known on *as_of*."""

    project_id: int
    as_of: date
    milestones: tuple[MilestoneFacts, ...]
    percent: int
    schedule_percent: int
    financial_percent: Decimal | None
    delivery: Delivery
    reason: Reason
    planned_end: date | None
    expected_end: date | None
    approved_on: date | None
    in_use_on: date | None
    lines: tuple[LineFacts, ...]
    payments: tuple[Paid, ...]
    contracts: tuple[Signed, ...]
    revenue: tuple[RevenueFacts, ...]
    received_rows: tuple[Received, ...]
    last_report: date | None
    superseded_rows: tuple[Received, ...] = ()
    start: date | None = None

    @property
    def amount(self) -> Tiyn:
        """Give the whole plan."""
        return sum(row.line.amount for row in self.lines)

    @property
    def paid(self) -> Tiyn:
        """Give all that is paid, reversals taken off."""
        return sum(row.paid for row in self.lines)

    @property
    def received(self) -> Tiyn:
        """Give all own revenue that came."""
        return sum(row.received for row in self.revenue)

    @property
    def contracted(self) -> Tiyn:
        """Give the sum of the contracts as last agreed."""
        return sum(contract.amount for contract in self.contracts)


def limits() -> Limits:
    """Give what this installation calls a risk and a stand-still."""
    current = settings.current()
    return Limits(stalled_days=current.stalled_days, risk_working_days=current.risk_working_days)


def facts(session: Session, project_id: int, as_of: date) -> DeliveryView:
    """Give the delivery of one project by its newest version; refuses nothing, an unsent project is just empty."""
    return facts_of(session, [project_id], as_of)[project_id]


def facts_of(session: Session, project_ids: Iterable[int], as_of: date) -> dict[int, DeliveryView]:
    """Give the delivery of many projects in seven questions, for lists, papers and exports."""
    ids = tuple(set(project_ids))
    rows = session.execute(
        select(Project.id, Project.approval, Project.stage, ProjectVersion.content)
        .join(
            ProjectVersion,
            and_(ProjectVersion.project_id == Project.id, ProjectVersion.number == Project.version),
            isouter=True,
        )
        .where(Project.id.in_(ids))
    )
    books = ledgers(session, ids)
    return {
        row.id: view(row.id, codec.build(Passport, row.content or {}), row.approval, row.stage, books[row.id], as_of)
        for row in rows
    }


def view(
    project_id: int, passport: Passport, approval: Approval, stage: Stage, book: Ledger, as_of: date
) -> DeliveryView:
    """Fold a ledger into the facts of a day; rows dated later are left out."""
    book = _until(book, as_of)
    known = _facts(passport, approval, stage, book)
    at = delivery.standing(known, as_of, day_off, limits())
    lines = tuple(
        LineFacts(line, sum(p.amount for p in book.payments if p.line_key == line.key)) for line in passport.lines
    )
    return DeliveryView(
        project_id=project_id,
        as_of=as_of,
        milestones=_milestones(passport.milestones, at.milestones, book),
        percent=at.percent,
        schedule_percent=at.schedule_percent,
        financial_percent=delivery.financial(sum(row.paid for row in lines), passport.amount),
        delivery=at.delivery,
        reason=at.reason,
        planned_end=at.planned_end,
        expected_end=at.expected_end,
        approved_on=known.approved_on,
        in_use_on=next((r.day for r in book.reports if r.kind == "in_use"), None),
        lines=lines,
        payments=book.payments,
        contracts=book.contracts,
        revenue=_revenue(passport, book),
        received_rows=book.revenue,
        last_report=max((r.day for r in book.reports if r.kind != "begun"), default=None),
        superseded_rows=book.superseded,
        start=passport.start,
    )


def _until(book: Ledger, day: date) -> Ledger:
    return Ledger(
        tuple(row for row in book.reports if (row.met_on or row.day) <= day),
        tuple(row for row in book.payments if row.day <= day),
        tuple(row for row in book.contracts if row.dated <= day),
        tuple(row for row in book.revenue if row.month <= day),
        tuple(row for row in book.superseded if row.month <= day),
    )


def _facts(passport: Passport, approval: Approval, stage: Stage, book: Ledger) -> Facts:
    updates = tuple(
        Update(
            row.milestone, row.day, row.percent, row.new_due, row.met_on, row.kind == "partly", row.reason.pick("kk")
        )
        for row in book.reports
        if row.kind in _MOVES
    )
    begun = next((row.day for row in book.reports if row.kind == "begun"), None)
    moved_on = (
        *(row.day for row in book.payments),
        *(row.dated for row in book.contracts),
        *(row.month for row in book.revenue),
    )
    known = approval if begun or approval is not Approval.APPROVED else Approval.IN_REVIEW
    return Facts(passport, known, reached(stage, book), updates, begun, moved_on)


def reached(stage: Stage, book: Ledger) -> Stage:
    """Give the stage that the rows of a ledger lead to; a cancelled project stays cancelled."""
    if stage is Stage.CANCELLED:
        return stage
    found = Stage.IDENTIFICATION
    kinds = {row.kind for row in book.reports}
    if "begun" in kinds:
        found = stage_after(found, Turn.APPROVED)
    if book.payments or book.contracts:
        found = stage_after(found, Turn.SPENDING)
    for kind, turn in (("accepted", Turn.ACCEPTED), ("in_use", Turn.IN_USE)):
        if kind in kinds:
            found = stage_after(found, turn)
    return found


def _milestones(
    rows: tuple[Milestone, ...], views: tuple[MilestoneView, ...], book: Ledger
) -> tuple[MilestoneFacts, ...]:
    return tuple(
        MilestoneFacts(row.title, found, tuple(r for r in book.reports if r.milestone == row.key))
        for row, found in zip(rows, views, strict=True)
    )


def _revenue(passport: Passport, book: Ledger) -> tuple[RevenueFacts, ...]:
    keys = {(line.code, line.year) for line in passport.revenue} | {(r.code, r.month.year) for r in book.revenue}
    return tuple(
        RevenueFacts(
            code,
            year,
            sum(line.gain for line in passport.revenue if (line.code, line.year) == (code, year)),
            sum(row.amount for row in book.revenue if (row.code, row.month.year) == (code, year)),
        )
        for code, year in sorted(keys, key=lambda key: (key[1], key[0]))
    )
