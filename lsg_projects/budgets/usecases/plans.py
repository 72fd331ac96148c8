"""Recording one plan: a version for each act, and nothing at all when the same act says the same again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import insert
from sqlalchemy.orm import Session

from lsg_projects.budgets import queries
from lsg_projects.budgets.models import PlanLine, PlanVersion
from lsg_projects.budgets.queries import Plan, PrintedLine
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.budget import FIGURES, Figures, Line
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.plan_file import FIRST_YEAR, LAST_YEAR
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit

ADOPTED, REVISED = "adopted", "revised"


class Recorded(StrEnum):
    """What recording did."""

    CREATED = "created"
    UPDATED = "updated"
    """The act is known and now says something else: a further version, the earlier one stays."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class RecordPlan:
    """A plan of a unit and year by one act. Lines may come with the summary, alone, or later."""

    kato: str
    year: int
    decision_no: str
    figures: Figures
    decision_date: date | None = None
    kind: str = ADOPTED
    source: str = ""
    lines: tuple[PrintedLine, ...] = ()
    by_lines: bool = False
    """The figures are sums of the lines: they never replace printed totals."""


@dataclass(frozen=True)
class Intent:
    """What recording a plan will do: the outcome, and the version that will be written if there is one."""

    outcome: Recorded
    unit: Unit
    command: RecordPlan
    known: Plan | None = None


def record_plan(unit: Work, command: RecordPlan) -> Recorded:
    """Record a plan; a version by the same act with the same figures changes nothing."""
    place = territories.unit(unit.session, command.kato)
    require(Action.IMPORT_PLAN, unit.actor, Subject(place.path, name=f"budget:{command.kato}"))
    _check(command)
    territories.hold(unit.session, place.path)
    found = intend(unit.session, place, command)
    apply(unit, found)
    return found.outcome


def _check(command: RecordPlan) -> None:
    problems = []
    if not FIRST_YEAR <= command.year <= LAST_YEAR:
        problems.append(Problem("year", "shared.year_range", {"a": FIRST_YEAR, "b": LAST_YEAR}))
    if not command.decision_no.strip():
        problems.append(Problem("decision_no", "shared.required"))
    if problems:
        raise Incomplete("budgets.plan", tuple(problems))


def intend(session: Session, place: Unit, command: RecordPlan) -> Intent:
    """Work out what recording *command* would do, without doing it."""
    same = [plan for plan in queries.versions(session, place.id, command.year) if _same_act(plan, command)]
    if not same:
        return Intent(Recorded.CREATED, place, command)
    known = same[0]
    if _says_nothing_new(session, known, command):
        return Intent(Recorded.UNCHANGED, place, command, known)
    return Intent(Recorded.UPDATED, place, command, known)


def _same_act(plan: Plan, command: RecordPlan) -> bool:
    """Tell whether a version stands in the same act; lines alone may come without the day of the act."""
    undated = command.by_lines and command.decision_date is None
    same_day = undated or plan.decision_date == command.decision_date
    return plan.decision_no == command.decision_no and same_day


def _says_nothing_new(session: Session, known: Plan, command: RecordPlan) -> bool:
    figures_same = command.by_lines or (not known.by_lines and _figures(known) == _figures(command.figures))
    return figures_same and (not command.lines or _lines(queries.lines(session, known.id)) == _lines(command.lines))


def _figures(figures: Figures) -> tuple[int | None, ...]:
    return tuple(getattr(figures, name) for name in FIGURES)


def _lines(lines: Sequence[Line]) -> set[tuple[str, str, int]]:
    return {(line.section, line.code, line.amount) for line in lines}


def apply(unit: Work, intent: Intent) -> None:
    """Write the version that *intent* names, with its lines, and tell the journal."""
    if intent.outcome is Recorded.UNCHANGED:
        return
    command, known = intent.command, intent.known
    keeps_totals = command.by_lines and known is not None and not known.by_lines
    figures: Figures = known if keeps_totals and known else command.figures
    lines: Sequence[PrintedLine] = command.lines
    if known and not lines:
        lines = queries.lines(unit.session, known.id)
    row = PlanVersion(
        unit_id=intent.unit.id,
        year=command.year,
        number=1
        + max((each.number for each in queries.versions(unit.session, intent.unit.id, command.year)), default=0),
        kind=known.kind if keeps_totals and known else command.kind,
        decision_no=command.decision_no,
        decision_date=known.decision_date if keeps_totals and known else command.decision_date,
        source=command.source,
        by_lines=command.by_lines and not keeps_totals,
        recorded_at=unit.now,
        recorded_by=unit.actor.person_id,
        **{name: getattr(figures, name) for name in FIGURES},
    )
    unit.add(row)
    if lines:
        unit.session.execute(insert(PlanLine.__table__), _rows(row.id, lines))  # type: ignore[arg-type]  # rows past the ORM: a third of the time
    body = {"year": command.year, "decision": command.decision_no, "version": row.number, "lines": len(lines)}
    unit.tell(Event(INSTALLATION, "budgets.plan_recorded", f"budget:{command.kato}", body))


def _rows(version_id: int, lines: Sequence[PrintedLine]) -> list[dict[str, object]]:
    return [
        {"version_id": version_id, "section": line.section, "code": line.code, "name": line.name, "amount": line.amount}
        for line in lines
    ]
