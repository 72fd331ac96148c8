"""Attributing received own revenue to projects: by share or sum, with a reason, never more than was received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsg_projects.delivery import queries
from lsg_projects.delivery.models import Attribution
from lsg_projects.delivery.queries import Credit, Source
from lsg_projects.delivery.usecases import project
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Incomplete, Missing, Problem, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.money import Sum, Tiyn
from lsg_projects.kit.work import Work
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit

WHOLE = 10_000
"""All of a receipt, in hundredths of a percent."""


@dataclass(frozen=True)
class Attribute:
    """A part of what came under *code* in a month, for one project: *share* in percent, or *amount*, not both."""

    kato: str
    month: date
    code: str
    project: str
    reason: str
    share: Decimal | None = None
    amount: Tiyn | None = None


@dataclass(frozen=True)
class CancelAttribution:
    """A line taken back by a line of its own; both stay readable."""

    kato: str
    number: int
    reason: str


def attribute(unit: Work, command: Attribute) -> int:
    """Credit a project; refuses (Incomplete) more than is free, naming both sums.

    Those who attribute in one district take turns, so that two at once never exceed what was received.
    """
    place = _held(unit, command.kato)
    head = project.opened(unit, command.project, Action.ATTRIBUTE_REVENUE, own_body=False)
    month = command.month.replace(day=1)
    known = queries.month_sources(unit.session, place.id, month)
    source = known.of(command.code)
    if head.unit_id != place.id:
        raise Missing("shared.absent")
    _refuse(_wrong(command, source))
    amount = _amount(command, source)
    _refuse(_too_much(head, source, amount))
    row = Attribution(
        unit_id=place.id, project_id=head.id, month=month, code=command.code,
        receipt=_receipt(unit, head, command.code), share=_hundredths(command.share), amount=amount,
        reason=command.reason.strip(), execution_id=known.execution.known.id if known.execution else None,
        recorded_at=unit.now, person_id=unit.actor.person_id,
    )  # fmt: skip
    unit.add(row)
    project.refresh(unit, head.id)
    body = {"code": row.code, "month": f"{month:%Y-%m}", "amount": amount, "share": row.share, "line": row.id}
    unit.tell(Event(project_chain(head.code), "revenue.attributed", head.code, body))
    return row.id


def _held(unit: Work, kato: str) -> Unit:
    place = territories.unit(unit.session, kato)
    require(Action.ATTRIBUTE_REVENUE, unit.actor, Subject(place.path, name=f"budget:{kato}"))
    territories.hold(unit.session, place.path)
    return place


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Incomplete("execution.attribution", tuple(problems), n=len(problems))


def _hundredths(share: Decimal | None) -> int | None:
    return None if share is None else int(share * 100)


def _wrong(command: Attribute, source: Source | None) -> list[Problem]:
    problems = []
    if source is None:
        problems.append(Problem("source", "execution.no_receipt"))
    if not command.reason.strip():
        problems.append(Problem("reason", "delivery.no_reason"))
    if (command.share is None) == (command.amount is None):
        problems.append(Problem("share", "execution.one_rule"))
    elif command.share is not None:
        hundredths = command.share * 100
        if not 1 <= hundredths <= WHOLE or hundredths != hundredths.to_integral_value():
            problems.append(Problem("share", "execution.bad_share"))
    elif not command.amount or command.amount < 0:
        problems.append(Problem("amount", "delivery.no_amount"))
    return problems


def _amount(command: Attribute, source: Source | None) -> Tiyn:
    """Give the sum; a share is rounded down to the tiyn, so that shares of a whole never exceed it."""
    if command.amount is not None:
        return command.amount
    received = max(source.received, 0) if source else 0
    return received * (_hundredths(command.share) or 0) // WHOLE


def _too_much(head: ProjectHead, source: Source | None, amount: Tiyn) -> list[Problem]:
    """Hold the sum against what is free; what was typed on this very project is replaced by the credit."""
    if source is None or amount <= 0:
        return [Problem("amount", "execution.nothing_received")]
    free = source.free + sum(row.amount for row in source.typed if row.project_id == head.id)
    details = {"asked": Sum(amount), "free": Sum(max(free, 0))}
    return [Problem("amount", "execution.too_much", details)] if amount > free else []


def _receipt(unit: Work, head: ProjectHead, code: str) -> str:
    """Give the one receipt under *code* that the project expects, where the books know only the subclass."""
    passport = project.passport(unit, head)
    expected = {line.code for line in passport.revenue if line.code.startswith(code)}
    return next(iter(expected)) if len(expected) == 1 else code


def cancel_attribution(unit: Work, command: CancelAttribution) -> None:
    """Append a line that cancels another; refuses (WrongState) one that does not stand."""
    place = _held(unit, command.kato)
    row = unit.session.get(Attribution, command.number)
    if row is None or row.unit_id != place.id:
        raise Missing("shared.absent")
    before = queries.month_sources(unit.session, place.id, row.month).of(row.code)
    line = next((each for each in before.credits if each.id == row.id), None) if before else None
    if line is None or not line.counts:
        raise WrongState("execution.not_standing")
    if not command.reason.strip():
        raise Incomplete("execution.attribution", (Problem("reason", "delivery.no_reason"),), n=1)
    _append(unit, row, command.reason.strip())
    _never_above(unit, place, line, before)
    project.refresh(unit, row.project_id)
    body = {"code": row.code, "month": f"{row.month:%Y-%m}", "amount": -row.amount, "line": row.id}
    unit.tell(Event(project_chain(line.project_code), "revenue.attribution_cancelled", line.project_code, body))


def _append(unit: Work, row: Attribution, reason: str) -> None:
    unit.add(
        Attribution(
            unit_id=row.unit_id, project_id=row.project_id, month=row.month, code=row.code, receipt=row.receipt,
            share=row.share, amount=-row.amount, reason=reason, execution_id=row.execution_id, cancels_id=row.id,
            recorded_at=unit.now, person_id=unit.actor.person_id,
        )
    )  # fmt: skip


def _never_above(unit: Work, place: Unit, line: Credit, before: Source | None) -> None:
    """Refuse when what was typed on the project counts again and more would be credited than came."""
    after = queries.month_sources(unit.session, place.id, line.month).of(line.code)
    if after and before and after.free < 0 and after.free < before.free:
        raise WrongState("execution.typed_counts_again")
