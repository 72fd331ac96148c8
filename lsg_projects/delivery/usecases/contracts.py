"""Contracts: recorded as signed, changed by appended lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError

from lsg_projects.delivery import queries
from lsg_projects.delivery.models import Contract, ContractChange
from lsg_projects.delivery.queries import Signed
from lsg_projects.delivery.usecases import project
from lsg_projects.domain.access import Action
from lsg_projects.domain.approval import Turn
from lsg_projects.domain.errors import Incomplete, Missing, Problem
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.identifiers import valid_bin
from lsg_projects.domain.money import Tiyn
from lsg_projects.kit.work import Work
from lsg_projects.projects.queries import ProjectHead


@dataclass(frozen=True)
class Sign:
    """A contract to record."""

    code: str
    number: str
    dated: date | None
    supplier: str
    amount: Tiyn | None
    supplier_bin: str = ""
    procurement_number: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Amend:
    """A later change of a contract's sum or end, with the reason."""

    code: str
    contract_id: int
    dated: date | None
    reason: str
    amount: Tiyn | None = None
    ends: date | None = None


def sign(unit: Work, command: Sign) -> int:
    """Record a contract and give its number in the system; the first one begins implementation."""
    head = project.opened(unit, command.code, Action.RECORD_PAYMENT)
    project.refuse(_wrong_contract(unit, command))
    row = Contract(
        project_id=head.id,
        number=command.number,
        dated=command.dated,
        procurement_number=command.procurement_number,
        supplier=command.supplier,
        supplier_bin=command.supplier_bin,
        amount=command.amount,
        starts=command.starts,
        ends=command.ends,
        recorded_at=unit.now,
        person_id=unit.actor.person_id,
    )
    try:
        unit.add(row)
    except IntegrityError as error:
        raise Incomplete("delivery.incomplete", (Problem("number", "delivery.contract_known"),), n=1) from error
    project.turn(unit, head, Turn.SPENDING)
    project.refresh(unit, head.id)
    body = {"contract": row.id, "number": command.number, "amount": command.amount}
    unit.tell(Event(project_chain(head.code), "contract.signed", head.code, body))
    return row.id


def _wrong_contract(unit: Work, command: Sign) -> list[Problem]:
    problems = project.not_ahead(unit, "dated", command.dated)
    if not command.number:
        problems.append(Problem("number", "delivery.no_number"))
    if not command.supplier:
        problems.append(Problem("supplier", "delivery.no_supplier"))
    problems += project.personal("supplier", command.supplier)
    if command.supplier_bin and not valid_bin(command.supplier_bin):
        problems.append(Problem("supplier_bin", "shared.bad_bin"))
    if command.starts and command.ends and command.ends < command.starts:
        problems.append(Problem("ends", "delivery.ends_before"))
    return [*problems, *project.positive(command.amount)]


def amend(unit: Work, command: Amend) -> None:
    """Append a change to a contract."""
    head = project.opened(unit, command.code, Action.RECORD_PAYMENT)
    contract = _contract(unit, head, command.contract_id)
    problems = project.not_ahead(unit, "dated", command.dated)
    if command.amount is None and command.ends is None:
        problems.append(Problem("amount", "delivery.nothing_changed"))
    if command.amount is not None:
        problems += project.positive(command.amount)
    if not command.reason:
        problems.append(Problem("reason", "delivery.no_reason"))
    project.refuse([*problems, *project.personal("reason", command.reason)])
    row = ContractChange(
        contract_id=contract.id,
        dated=command.dated,
        amount=command.amount,
        ends=command.ends,
        reason=command.reason,
        recorded_at=unit.now,
        person_id=unit.actor.person_id,
    )
    unit.add(row)
    body = {
        "contract": contract.id,
        "amount": command.amount,
        "ends": command.ends.isoformat() if command.ends else None,
    }
    unit.tell(Event(project_chain(head.code), "contract.changed", head.code, body))


def _contract(unit: Work, head: ProjectHead, contract_id: int) -> Signed:
    for contract in queries.ledger(unit.session, head.id).contracts:
        if contract.id == contract_id:
            return contract
    raise Missing("delivery.no_contract")
