"""The plan of payments, and decisions about money that a year left unspent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError

from lsg_projects.delivery import queries
from lsg_projects.delivery.models import CarryOver, PaymentPlan
from lsg_projects.delivery.usecases import project
from lsg_projects.domain.access import Action
from lsg_projects.domain.delivery.financing import CARRIED, MONTHS, RETURNED
from lsg_projects.domain.errors import Problem, Stale
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.money import Sum, Tiyn
from lsg_projects.kit.work import Work


@dataclass(frozen=True)
class PlanPayments:
    """The plan of a year over the version *seen* (0 where there was none): twelve sums for each budget line."""

    code: str
    year: int
    amounts: Mapping[str, Sequence[Tiyn]]
    seen: int = 0
    reason: str = ""


@dataclass(frozen=True)
class SettleUnspent:
    """A decision about what a line left unspent: carried over by the akim's decision, or returned."""

    code: str
    line: str
    kind: str
    amount: Tiyn | None
    number: str
    dated: date | None


def plan_payments(unit: Work, command: PlanPayments) -> int:
    """Store a plan and give its number; refuses (Incomplete) sums above a line, and (Stale) an outdated page."""
    head = project.opened(unit, command.code, Action.RECORD_PAYMENT)
    lines = {line.key: line for line in project.passport(unit, head).lines if line.year == command.year}
    problems = []
    for key, sums in command.amounts.items():
        if key not in lines or len(sums) != MONTHS or any(amount < 0 for amount in sums):
            problems.append(Problem("amounts", "delivery.no_line"))
        elif sum(sums) > lines[key].amount:
            details = {"amount": Sum(sum(sums)), "rest": Sum(lines[key].amount)}
            problems.append(Problem(f"{key}-1", "delivery.plan_above_line", details))
    known = queries.financing(unit.session, queries.facts(unit.session, head.id, unit.today), command.year).plan
    if known is not None and not command.reason:
        problems.append(Problem("reason", "delivery.no_reason"))
    project.refuse([*problems, *project.personal("reason", command.reason)])
    number = known.number if known else 0
    if number != command.seen:
        raise Stale("shared.outdated")
    row = PaymentPlan(
        project_id=head.id, year=command.year, number=number + 1, reason=command.reason,
        amounts={key: list(sums) for key, sums in command.amounts.items()}, recorded_at=unit.now,
        person_id=unit.actor.person_id,
    )  # fmt: skip
    try:
        unit.add(row)
    except IntegrityError as error:
        raise Stale("shared.outdated") from error
    total = sum(sum(sums) for sums in command.amounts.values())
    body = {"year": command.year, "version": number + 1, "amount": total}
    unit.tell(Event(project_chain(head.code), "payment.planned", head.code, body))
    return number + 1


def settle_unspent(unit: Work, command: SettleUnspent) -> None:
    """Record what became of unspent money; refuses (Incomplete) more than the line left."""
    head = project.opened(unit, command.code, Action.RECORD_PAYMENT)
    view = queries.facts(unit.session, head.id, unit.today)
    left = next(
        (one for one in queries.unspent_lines(unit.session, view, unit.today) if one.line.key == command.line), None
    )
    problems = [*project.positive(command.amount), *project.not_ahead(unit, "dated", command.dated)]
    if left is None:
        problems.append(Problem("line", "delivery.nothing_unspent"))
    elif command.amount is not None and command.amount > left.undecided:
        problems.append(
            Problem("amount", "delivery.above_unspent", {"amount": Sum(command.amount), "rest": Sum(left.undecided)})
        )
    if command.kind not in (CARRIED, RETURNED):
        problems.append(Problem("kind", "shared.not_a_choice"))
    if not command.number:
        problems.append(Problem("number", "delivery.no_number"))
    project.refuse(problems)
    amount, day = command.amount or 0, command.dated or unit.today
    unit.add(
        CarryOver(
            project_id=head.id, line_key=command.line, kind=command.kind, amount=amount, number=command.number,
            dated=day, recorded_at=unit.now, person_id=unit.actor.person_id,
        )
    )  # fmt: skip
    body = {"line": command.line, "amount": amount, "number": command.number, "dated": day.isoformat()}
    unit.tell(Event(project_chain(head.code), f"unspent.{command.kind}", head.code, body))
