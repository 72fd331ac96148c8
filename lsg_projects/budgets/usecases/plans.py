"""Recording one plan: a version for each act, and nothing at all when the same act says the same again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from lsg_projects.budgets import queries
from lsg_projects.budgets.models import PlanLine, PlanVersion
from lsg_projects.budgets.queries import Plan
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.budget import FIGURES, Figures, Line, PrintedLine
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.plan_file import FIRST_YEAR, LAST_YEAR
from lsg_projects.kit.bulk import insert_rows
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit

ADOPTED, REVISED = "adopted", "revised"
_COLUMNS = ("version_id", "section", "code", "name", "amount")


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
    last: int = 0
    """Number of the last version that the unit and year has."""

    @property
    def keeps_totals(self) -> bool:
        """Tell whether lines alone join an act whose printed totals are known: these stay."""
        return self.command.by_lines and self.known is not None and not self.known.by_lines


def record_plan(unit: Work, command: RecordPlan) -> Recorded:
    """Record a plan; a version by the same act with the same figures changes nothing."""
    place = territories.unit(unit.session, command.kato)
    require(Action.IMPORT_PLAN, unit.actor, Subject(place.path, name=f"budget:{command.kato}"))
    _check(command)
    territories.hold(unit.session, place.path)
    found = intend(unit.session, place, command, queries.versions(unit.session, place.id, command.year))
    apply(unit, [found])
    return found.outcome


def _check(command: RecordPlan) -> None:
    problems = []
    if not FIRST_YEAR <= command.year <= LAST_YEAR:
        problems.append(Problem("year", "shared.year_range", {"a": FIRST_YEAR, "b": LAST_YEAR}))
    if not command.decision_no.strip():
        problems.append(Problem("decision_no", "shared.required"))
    if problems:
        raise Incomplete("budgets.plan", tuple(problems))


def intend(session: Session, place: Unit, command: RecordPlan, versions: Sequence[Plan]) -> Intent:
    """Work out what recording *command* beside the *versions* of its unit and year would do, without doing it."""
    same = [plan for plan in versions if _same_act(plan, command)]
    last = max((each.number for each in versions), default=0)
    if not same:
        return Intent(Recorded.CREATED, place, command, last=last)
    known = same[0]
    if _says_nothing_new(session, known, command):
        return Intent(Recorded.UNCHANGED, place, command, known, last)
    return Intent(Recorded.UPDATED, place, command, known, last)


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


def apply(unit: Work, intents: Sequence[Intent]) -> None:
    """Write the versions that *intents* name, with their lines, and tell the journal of each."""
    kept = [intent for intent in intents if intent.outcome is not Recorded.UNCHANGED]
    if not kept:
        return
    rows = list(_versions(unit, kept))
    unit.session.add_all(rows)
    unit.flush()
    lines = [_lines_of(unit.session, intent) for intent in kept]
    insert_rows(unit.session, PlanLine, _COLUMNS, _rows(rows, lines))
    unit.tell_all([_told(*each) for each in zip(kept, rows, lines, strict=True)])


def _versions(unit: Work, intents: Iterable[Intent]) -> Iterator[PlanVersion]:
    """Make the rows of versions; several acts of one file about a unit and year are numbered one after another."""
    last: dict[tuple[int, int], int] = {}
    for intent in intents:
        place = (intent.unit.id, intent.command.year)
        last[place] = max(last.get(place, 0), intent.last) + 1
        yield _version(unit, intent, last[place])


def _version(unit: Work, intent: Intent, number: int) -> PlanVersion:
    command, known = intent.command, intent.known
    figures: Figures = known if intent.keeps_totals and known else command.figures
    return PlanVersion(
        unit_id=intent.unit.id,
        year=command.year,
        number=number,
        kind=known.kind if intent.keeps_totals and known else command.kind,
        decision_no=command.decision_no,
        decision_date=known.decision_date if intent.keeps_totals and known else command.decision_date,
        source=command.source,
        by_lines=command.by_lines and not intent.keeps_totals,
        recorded_at=unit.now,
        recorded_by=unit.actor.person_id,
        **{name: getattr(figures, name) for name in FIGURES},
    )


def _lines_of(session: Session, intent: Intent) -> Sequence[PrintedLine]:
    """Give the lines of a version: those of the file, or where it has none those of the version before."""
    if intent.known and not intent.command.lines:
        return queries.lines(session, intent.known.id)
    return intent.command.lines


def _rows(
    versions: Iterable[PlanVersion], lines: Iterable[Sequence[PrintedLine]]
) -> Iterator[tuple[int | str, ...]]:  # fmt: skip
    for version, found in zip(versions, lines, strict=True):
        number = version.id
        for line in found:
            yield (number, line.section, line.code, line.name, line.amount)


def _told(intent: Intent, row: PlanVersion, lines: Sequence[PrintedLine]) -> Event:
    command = intent.command
    body = {"year": command.year, "decision": command.decision_no, "version": row.number, "lines": len(lines)}
    return Event(INSTALLATION, "budgets.plan_recorded", f"budget:{command.kato}", body)
