"""Payments by budget line: never above the line, also when two are recorded at once; taken back by a reversal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import CursorResult, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lsg_projects.delivery import queries
from lsg_projects.delivery.models import PaidLine, Payment
from lsg_projects.delivery.queries import Paid
from lsg_projects.delivery.usecases import project
from lsg_projects.domain.access import Action
from lsg_projects.domain.approval import Turn
from lsg_projects.domain.errors import Incomplete, Missing, Problem, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.money import Sum, Tiyn
from lsg_projects.domain.project import BudgetLine
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects.queries import ProjectHead


@dataclass(frozen=True)
class Pay:
    """A payment under a budget line."""

    code: str
    line: str
    paid_on: date | None
    amount: Tiyn | None
    document_number: str = ""
    note: str = ""


@dataclass(frozen=True)
class Reverse:
    """A payment to take back by a row of its own."""

    code: str
    payment_id: int
    paid_on: date | None
    note: str


def pay(unit: Work, command: Pay) -> int:
    """Record a payment; refuses (Incomplete) one above the rest of its line, naming both sums."""
    head = project.opened(unit, command.code, Action.RECORD_PAYMENT)
    line = next((row for row in project.passport(unit, head).lines if row.key == command.line), None)
    if line is None:
        raise Incomplete("delivery.incomplete", (Problem("line", "delivery.no_line"),), n=1)
    project.refuse(_wrong_payment(unit, command, line))
    amount, day = command.amount or 0, command.paid_on or unit.today
    _take(unit, head, line, amount)
    row = _payment(unit, head, line.key, day, amount, command.document_number, command.note)
    project.turn(unit, head, Turn.SPENDING)
    project.refresh(unit, head.id)
    body = {"payment": row.id, "line": line.key, "amount": amount, "paid_on": day.isoformat()}
    unit.tell(Event(project_chain(head.code), "payment.recorded", head.code, body))
    return row.id


def _wrong_payment(unit: Work, command: Pay, line: BudgetLine) -> list[Problem]:
    problems = project.not_ahead(unit, "paid_on", command.paid_on)
    if command.paid_on and command.paid_on.year < line.year:
        problems.append(Problem("paid_on", "delivery.before_budget_year", {"y": line.year}))
    return [*problems, *project.positive(command.amount)]


def _take(unit: Work, head: ProjectHead, line: BudgetLine, amount: Tiyn) -> None:
    """Count *amount* into the line in one statement that the line's plan bounds: of racing payments none gets over."""
    make = postgresql.insert if unit.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    known = {"project_id": head.id, "line_key": line.key, "paid": 0}
    unit.session.execute(make(PaidLine).values(**known).on_conflict_do_nothing())
    place = (PaidLine.project_id == head.id, PaidLine.line_key == line.key)
    counted = unit.session.execute(
        update(PaidLine)
        .where(*place, PaidLine.paid + amount <= line.amount)
        .values(paid=PaidLine.paid + amount)
        .execution_options(synchronize_session=False)
    )
    if isinstance(counted, CursorResult) and counted.rowcount == 1:
        return
    paid = unit.session.scalar(select(PaidLine.paid).where(*place)) or 0
    details = {"amount": Sum(amount), "rest": Sum(line.amount - paid)}
    raise Incomplete("delivery.above_line", (Problem("amount", "delivery.above_line", details),), **details)


def reverse(unit: Work, command: Reverse) -> int:
    """Take a payment back by a row of its own; each payment once."""
    head = project.opened(unit, command.code, Action.RECORD_PAYMENT)
    paid = _paid(unit, head, command.payment_id)
    if paid.reversed or paid.amount < 0:
        raise WrongState("delivery.already_reversed")
    problems = project.not_ahead(unit, "paid_on", command.paid_on)
    if not command.note:
        problems.append(Problem("note", "delivery.no_reason"))
    project.refuse(problems)
    place = (PaidLine.project_id == head.id, PaidLine.line_key == paid.line_key, PaidLine.paid >= paid.amount)
    less = update(PaidLine).where(*place).values(paid=PaidLine.paid - paid.amount)
    moved(unit.session.execute(less.execution_options(synchronize_session=False)))
    day = command.paid_on or unit.today
    row = _payment(unit, head, paid.line_key, day, -paid.amount, paid.document_number, command.note, paid.id)
    project.refresh(unit, head.id)
    body = {"payment": row.id, "reverses": paid.id, "amount": -paid.amount}
    unit.tell(Event(project_chain(head.code), "payment.reversed", head.code, body))
    return row.id


def _paid(unit: Work, head: ProjectHead, payment_id: int) -> Paid:
    for payment in queries.ledger(unit.session, head.id).payments:
        if payment.id == payment_id:
            return payment
    raise Missing("delivery.no_payment")


def _payment(
    unit: Work, head: ProjectHead, line: str, day: date, amount: Tiyn, number: str, note: str,
    reverses: int | None = None,
) -> Payment:  # fmt: skip
    row = Payment(
        project_id=head.id,
        line_key=line,
        paid_on=day,
        amount=amount,
        document_number=number,
        note=note,
        reverses_id=reverses,
        recorded_at=unit.now,
        person_id=unit.actor.person_id,
    )
    unit.add(row)
    return row
