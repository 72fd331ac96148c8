"""Bringing in the execution of a month: a correction is appended; undone only while nothing refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lsg_projects.budgets import queries
from lsg_projects.budgets.models import ExecutionLine, ExecutionMonth
from lsg_projects.budgets.queries import MonthFacts
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain import execution, execution_file
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.classification import OWN, Standing, category_number, printed, warning_of
from lsg_projects.domain.errors import Incomplete, Missing, Problem, WrongState
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.execution_file import Reading
from lsg_projects.domain.plan_file import FIRST_YEAR, LAST_YEAR
from lsg_projects.domain.states import Level
from lsg_projects.domain.tables import ImportAnswer, Remark, Table, by_row
from lsg_projects.kit import clock
from lsg_projects.kit.bulk import insert_rows
from lsg_projects.kit.collector import without_collector
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit

KIND = "execution"
_COLUMNS = ("month_id", "code", "name", "year_plan", "period_plan", "received")


@dataclass(frozen=True)
class ImportExecution:
    """A file with what one unit received until the end of a month; *month* is any day of it."""

    table: Table
    territory: str
    month: date
    source: str = ""


@dataclass(frozen=True)
class UndoExecution:
    """The newest version of a month, taken back: *number* is the one that was shown."""

    territory: str
    month: date
    number: int


@dataclass(frozen=True)
class _Outlook:
    """What a file would do."""

    reading: Reading
    answer: ImportAnswer
    known: MonthFacts | None


def preview_execution(session: Session, actor: Actor, command: ImportExecution) -> ImportAnswer:
    """Say what `import_execution` would do; nothing is stored."""
    place = _place(session, actor, command)
    with without_collector():
        return _work_out(session, place, command).answer


def import_execution(unit: Work, command: ImportExecution) -> ImportAnswer:
    """Store a month as a version; the same sums again change nothing, and with any error nothing is stored."""
    place = _place(unit.session, unit.actor, command)
    territories.hold(unit.session, place.path)
    with without_collector():
        outlook = _work_out(unit.session, place, command)
        answer = outlook.answer
        if answer.ok and answer.created + answer.updated:
            _store(unit, place, command, outlook)
    return answer


def _place(session: Session, actor: Actor, command: ImportExecution) -> Unit:
    """Find the unit; refuses another level than the 4th, and a month that has not begun."""
    place = territories.unit(session, command.territory)
    require(Action.IMPORT_PLAN, actor, Subject(place.path, name=f"budget:{command.territory}"))
    if place.level is not Level.OKRUG:
        raise Incomplete("execution.not_4th_level", (Problem("territory", "execution.not_4th_level"),))
    if not FIRST_YEAR <= command.month.year <= LAST_YEAR or command.month > clock.today():
        raise Incomplete("execution.not_yet", (Problem("month", "execution.not_yet"),))
    return place


def _work_out(session: Session, place: Unit, command: ImportExecution) -> _Outlook:
    month = command.month.replace(day=1)
    reading = execution_file.read(command.table)
    rows = len(command.table.rows)
    known = queries.execution(session, place.id, month)
    if not reading.lines and not reading.errors:
        raise Incomplete("execution.no_lines")
    if reading.errors:
        return _Outlook(reading, ImportAnswer(KIND, rows, errors=by_row(reading.errors)), known)
    before = known.lines if known else ()
    warnings = by_row(_warnings(session, place, month.year, reading))
    return _Outlook(reading, ImportAnswer(KIND, rows, *execution.differences(before, reading.found()), warnings), known)


def _warnings(session: Session, place: Unit, year: int, reading: Reading) -> Iterator[Remark]:
    for row, what, figure, both in execution_file.contradictions(reading, year):
        details = {"what": what}
        key = f"execution.warning.total_{figure}"
        yield Remark(row, both.code, key, details, both.printed, both.computed)
    for each, percent in reading.percents:
        details = {"what": each.line.code, "p": str(percent)}
        yield Remark(each.row, "percent", "execution.warning.percent", details)
    yield from _foreign(session, year, reading)
    yield from _against_plan(session, place, year, reading)


def _foreign(session: Session, year: int, reading: Reading) -> Iterator[Remark]:
    """Warn of own receipts that a budget of the 4th level does not have in that year; forbid none."""
    listed = {receipt.code[:kept] for receipt in classifiers.known(session).receipts for kept in (3, 4, 6)}
    own = {number for meaning in OWN if (number := category_number(meaning, year))}
    for each in reading.lines:
        code = each.line.code
        if len(code) < 3 or code[0] not in own:
            continue
        standing = classifiers.standing(code, year, session) if code in listed else Standing.UNKNOWN
        if standing is not Standing.BELONGS:
            key = f"budgets.warning.{warning_of(standing, year)}"
            yield Remark(each.row, "code_not_4th_level", key, {"v": printed(code), "year": year})


def _against_plan(session: Session, place: Unit, year: int, reading: Reading) -> Iterator[Remark]:
    """Hold the year's plan of own revenue against the newest plan that is known."""
    plan = queries.newest_plan(session, place.id, year)
    said = execution.own(reading.found(), year).year_plan
    if plan and plan.own_revenue is not None and said is not None and said != plan.own_revenue:
        details = {"number": plan.decision_no}
        yield Remark(reading.lines[0].row, "plan", "execution.warning.plan", details, said, plan.own_revenue)


def _store(unit: Work, place: Unit, command: ImportExecution, outlook: _Outlook) -> None:
    month = command.month.replace(day=1)
    row = ExecutionMonth(
        unit_id=place.id,
        month=month,
        number=outlook.known.known.number + 1 if outlook.known else 1,
        source=command.source[:300],
        recorded_at=unit.now,
        recorded_by=unit.actor.person_id,
    )
    unit.add(row)
    found = outlook.reading.found()
    rows = ((row.id, line.code, line.name, line.year_plan, line.period_plan, line.received) for line in found)
    insert_rows(unit.session, ExecutionLine, _COLUMNS, rows)
    body = {"month": f"{month:%Y-%m}", "version": row.number, "lines": len(found)}
    unit.tell(Event(INSTALLATION, "execution.recorded", f"budget:{place.kato}", body))


def undo_execution(unit: Work, command: UndoExecution) -> None:
    """Take back the newest version of a month; refuses (WrongState) when revenue was attributed from it."""
    place = territories.unit(unit.session, command.territory)
    require(Action.IMPORT_PLAN, unit.actor, Subject(place.path, name=f"budget:{command.territory}"))
    territories.hold(unit.session, place.path)
    found = queries.execution(unit.session, place.id, command.month.replace(day=1))
    if found is None or found.known.number != command.number:
        raise Missing("execution.nothing_to_undo")
    try:
        unit.session.execute(delete(ExecutionLine).where(ExecutionLine.month_id == found.known.id))
        unit.session.execute(delete(ExecutionMonth).where(ExecutionMonth.id == found.known.id))
    except IntegrityError as error:
        raise WrongState("execution.referred_to") from error
    body = {"month": f"{command.month:%Y-%m}", "version": command.number}
    unit.tell(Event(INSTALLATION, "execution.undone", f"budget:{place.kato}", body))
