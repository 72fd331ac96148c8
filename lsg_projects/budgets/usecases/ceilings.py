"""Setting the ceilings that the commission and the finance step read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lsg_projects.budgets.models import Ceiling
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.plan_file import FIRST_YEAR, LAST_YEAR
from lsg_projects.domain.states import Source
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories


@dataclass(frozen=True)
class SetCeiling:
    """The most that projects of a unit may take from a source in a year, by whose decision."""

    kato: str
    year: int
    source: Source
    amount: Tiyn
    programme: str = ""
    decision_no: str = ""
    decision_date: date | None = None


def set_ceiling(unit: Work, command: SetCeiling) -> None:
    """Set a ceiling; an earlier one of the same unit, year, source and programme stays as history."""
    place = territories.unit(unit.session, command.kato)
    require(Action.SET_CEILING, unit.actor, Subject(place.path, name=f"ceiling:{command.kato}"))
    _check(unit, command)
    unit.add(
        Ceiling(
            unit_id=place.id,
            year=command.year,
            source=command.source,
            programme=command.programme,
            amount=command.amount,
            decision_no=command.decision_no,
            decision_date=command.decision_date,
            recorded_at=unit.now,
            recorded_by=unit.actor.person_id,
        )
    )
    body = {
        "year": command.year,
        "source": command.source.value,
        "programme": command.programme,
        "tiyn": command.amount,
    }
    unit.tell(Event(INSTALLATION, "budgets.ceiling_set", f"ceiling:{command.kato}", body))


def _check(unit: Work, command: SetCeiling) -> None:
    problems = []
    if not FIRST_YEAR <= command.year <= LAST_YEAR:
        problems.append(Problem("year", "shared.year_range", {"a": FIRST_YEAR, "b": LAST_YEAR}))
    elif command.programme and classifiers.programme(command.programme, command.year, unit.session) is None:
        problems.append(Problem("programme", "budgets.unknown_programme", {"v": command.programme}))
    if command.amount < 0:
        problems.append(Problem("amount", "shared.negative"))
    if command.decision_date and command.decision_date > unit.today:
        problems.append(Problem("decision_date", "shared.future_date"))
    if problems:
        raise Incomplete("budgets.ceiling", tuple(problems))
