"""The share of own revenue that a settlement wants to reach."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lsg_projects.budgets.models import RevenueTarget
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Incomplete, Missing, Problem
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.states import Level
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories

FARTHEST = 15
"""Years ahead that a target may lie."""


@dataclass(frozen=True)
class SetTarget:
    """A share of own revenue in percent, to be reached by the budget of *year*."""

    kato: str
    share: Decimal | None
    year: int | None
    basis: str = ""


def set_target(unit: Work, command: SetTarget) -> None:
    """Set the target of a settlement; earlier ones stay readable. Refuses (Incomplete) what is no share or no year."""
    place = territories.unit(unit.session, command.kato)
    require(Action.SET_TARGET, unit.actor, Subject(place.path, name=f"budget:{command.kato}"))
    if place.level is not Level.OKRUG:
        raise Missing("budgets.unknown_plan")
    share, year = _checked(command, unit.today.year)
    row = RevenueTarget(
        unit_id=place.id, year=year, share=share, basis=command.basis.strip()[:300],
        recorded_at=unit.now, recorded_by=unit.actor.person_id,
    )  # fmt: skip
    unit.add(row)
    body = {"year": year, "share": str(Decimal(share) / 100), "basis": row.basis}
    unit.tell(Event(INSTALLATION, "budgets.target_set", f"budget:{place.kato}", body))


def _checked(command: SetTarget, now: int) -> tuple[int, int]:
    """Give the share in hundredths of a percent and the year, or refuse."""
    problems = []
    share = (command.share or Decimal(0)) * 100
    if not 1 <= share <= 10_000 or share != share.to_integral_value():
        problems.append(Problem("share", "execution.bad_share"))
    year = command.year or 0
    if not now <= year <= now + FARTHEST:
        problems.append(Problem("year", "shared.year_range", {"a": now, "b": now + FARTHEST}))
    if problems:
        raise Incomplete("execution.target", tuple(problems))
    return int(share), year
