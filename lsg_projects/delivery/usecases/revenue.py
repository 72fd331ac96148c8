"""Own revenue that came and is attributed to a project, by receipt code and month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lsg_projects.classifiers import queries as classifiers
from lsg_projects.delivery import queries
from lsg_projects.delivery.models import RevenueReceived
from lsg_projects.delivery.usecases import project
from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Problem
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.money import Sum, Tiyn
from lsg_projects.kit.work import Work
from lsg_projects.projects.queries import ProjectHead


@dataclass(frozen=True)
class Receive:
    """Own revenue of a month to attribute to a project; below zero it corrects an earlier row."""

    code: str
    receipt: str
    month: date | None
    amount: Tiyn | None
    reason: str = ""


def receive(unit: Work, command: Receive) -> int:
    """Record own revenue that came; refuses (Incomplete) a code that is not credited to the 4th level in that year."""
    head = project.opened(unit, command.code, Action.RECORD_REVENUE, own_body=False)
    project.refuse(_wrong_revenue(unit, head, command))
    row = RevenueReceived(
        project_id=head.id,
        code=command.receipt,
        month=command.month.replace(day=1) if command.month else unit.today,
        amount=command.amount,
        reason=command.reason,
        recorded_at=unit.now,
        person_id=unit.actor.person_id,
    )
    unit.add(row)
    project.refresh(unit, head.id)
    body = {"code": command.receipt, "month": str(command.month), "amount": command.amount}
    unit.tell(Event(project_chain(head.code), "revenue.received", head.code, body))
    return row.id


def _wrong_revenue(unit: Work, head: ProjectHead, command: Receive) -> list[Problem]:
    problems = project.not_ahead(unit, "month", command.month)
    if command.month and classifiers.receipt(command.receipt, command.month.year) is None:
        problems.append(Problem("receipt", "delivery.not_a_receipt", {"y": command.month.year}))
    amount = command.amount or 0
    if not amount:
        problems.append(Problem("amount", "delivery.no_amount"))
    elif amount < 0:
        problems += _wrong_correction(unit, head, command, amount)
    return problems


def _wrong_correction(unit: Work, head: ProjectHead, command: Receive, amount: Tiyn) -> list[Problem]:
    """Name what is wrong with a row below zero: it needs a reason, and cannot take more than came."""
    book = queries.ledger(unit.session, head.id)
    came = sum(
        row.amount
        for row in (*book.revenue, *book.superseded)
        if not row.attributed
        and (row.code, row.month) == (command.receipt, command.month.replace(day=1) if command.month else None)
    )
    problems = [] if command.reason else [Problem("reason", "delivery.no_reason")]
    if came + amount < 0:
        problems.append(Problem("amount", "delivery.more_than_came", {"amount": Sum(came)}))
    return problems
