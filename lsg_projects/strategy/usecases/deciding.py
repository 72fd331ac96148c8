"""Values that were sent are approved or returned by a person who had no part in typing them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import update

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Incomplete, Missing, Problem, WrongState
from lsg_projects.domain.events import INSTALLATION, Event, project_chain
from lsg_projects.domain.periods import parse
from lsg_projects.domain.results import PeriodState, Value, ValueState, closes_on, period_state
from lsg_projects.domain.states import Level
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.strategy import queries
from lsg_projects.strategy.models import IndicatorValue, PeriodEnd
from lsg_projects.strategy.usecases.values import held, refuse
from lsg_projects.territories import queries as territories

LONGEST = timedelta(days=366)
"""How far ahead the last day of a period may be moved."""


@dataclass(frozen=True)
class Shown:
    """A value as the approver saw it."""

    id: int
    version: int


@dataclass(frozen=True)
class Judge:
    """The answer to some values of one project: all of them approved, or all returned with a remark."""

    code: str
    shown: tuple[Shown, ...]
    approve: bool
    remark: str = ""


@dataclass(frozen=True)
class SetEnd:
    """The last day on which a district takes the values of a period: later to prolong it, today to close it."""

    kato: str
    period: str
    closes_on: date | None
    reason: str


def judge(unit: Work, command: Judge) -> int:
    """Approve or return values and give how many; refuses (NotAllowed) whoever typed or sent any of them."""
    head = projects.find(unit.session, command.code)
    require(Action.APPROVE_RESULT, unit.actor, Subject(head.unit_path, name=head.code))
    held(unit, head)
    waiting = {one.id: one for one in queries.values_of(unit.session, [head.id])[head.id]}
    chosen = [_pending(waiting, shown) for shown in command.shown]
    _check(command, chosen)
    writers = frozenset[int]().union(*(one.writers for one in chosen))
    require(Action.APPROVE_RESULT, unit.actor, Subject(head.unit_path, contributors=writers, name=head.code))
    for one, shown in zip(chosen, command.shown, strict=True):
        _answer(unit, one, shown.version, command)
    _tell(unit, head, command, chosen)
    return len(chosen)


def _pending(waiting: dict[int, Value], shown: Shown) -> Value:
    found = waiting.get(shown.id)
    if found is None:
        raise Missing("results.no_value_found")
    if found.state is not ValueState.PENDING:
        raise WrongState("results.not_pending")
    return found


def _check(command: Judge, chosen: list[Value]) -> None:
    problems = [] if chosen else [Problem("chosen", "results.none_chosen")]
    if not command.approve and not command.remark:
        problems.append(Problem("remark", "results.no_remark"))
    refuse(problems)


def _answer(unit: Work, one: Value, version: int, command: Judge) -> None:
    place = (
        IndicatorValue.id == one.id, IndicatorValue.version == version, IndicatorValue.state == ValueState.PENDING,
    )  # fmt: skip
    step = update(IndicatorValue).where(*place).values(
        state=ValueState.APPROVED if command.approve else ValueState.RETURNED,
        remark="" if command.approve else command.remark, version=version + 1, decided_at=unit.now,
        decider_id=unit.actor.person_id,
    )  # fmt: skip
    moved(unit.session.execute(step.execution_options(synchronize_session=False)))


def _tell(unit: Work, head: ProjectHead, command: Judge, chosen: list[Value]) -> None:
    """Write the answer with its numbers, so that the journal proves what was approved."""
    body = {
        "approved": command.approve,
        "values": [
            {"indicator": one.key, "period": one.period, "revision": one.revision, "value": one.value} for one in chosen
        ],
    }
    action = "results.approved" if command.approve else "results.returned"
    unit.tell(Event(project_chain(head.code), action, head.code, body))


def set_end(unit: Work, command: SetEnd) -> None:
    """Move the last day of a period that is running or open; refuses (WrongState) to open a closed one again."""
    place = territories.unit(unit.session, command.kato)
    require(Action.KEEP_PERIOD, unit.actor, Subject(place.path, name=f"results:{command.kato}"))
    if place.level is not Level.DISTRICT:
        raise Missing("shared.absent")
    period = parse(command.period)
    now = closes_on(period, queries.ends_of(unit.session, place.path).get(str(period)))
    if period_state(period, now, unit.today) is PeriodState.CLOSED:
        raise WrongState("results.period_closed")
    day = _last_day(unit, command, max(unit.today, period.end))
    unit.add(
        PeriodEnd(
            unit_id=place.id, period=str(period), closes_on=day, reason=command.reason, recorded_at=unit.now,
            person_id=unit.actor.person_id,
        )
    )  # fmt: skip
    body = {"period": str(period), "day": day.isoformat(), "reason": command.reason}
    unit.tell(Event(INSTALLATION, "results.period_set", f"results:{place.kato}", body))


def _last_day(unit: Work, command: SetEnd, first: date) -> date:
    problems = []
    if command.closes_on is None:
        problems.append(Problem("closes_on", "delivery.no_day"))
    elif not first <= command.closes_on <= unit.today + LONGEST:
        problems.append(Problem("closes_on", "results.last_day_range", {"a": first, "b": unit.today + LONGEST}))
    if not command.reason:
        problems.append(Problem("reason", "results.no_reason"))
    if problems or command.closes_on is None:
        raise Incomplete("results.incomplete", tuple(problems), n=len(problems))
    return command.closes_on
