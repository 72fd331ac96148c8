"""How far forecasts of own revenue were off, by project and receipt, until the end of a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from lsg_projects.delivery.queries.attribution import Candidate
from lsg_projects.delivery.queries.facts import facts_of
from lsg_projects.domain.money import Tiyn, share


@dataclass(frozen=True)
class Forecast:
    """What a project was expected to bring under a receipt in a year, and what came."""

    project: Candidate
    code: str
    expected: Tiyn
    received: Tiyn

    @property
    def error(self) -> Tiyn:
        """Give by how much more came than was expected."""
        return self.received - self.expected

    @property
    def percent(self) -> Decimal | None:
        """Give the error in percent of what was expected; nothing where nothing was."""
        return share(self.error, self.expected)


def forecasts(session: Session, projects: Iterable[Candidate], year: int, as_of: date) -> tuple[Forecast, ...]:
    """Hold the forecasts of a year against what came until *as_of*, the largest error first."""
    known = {each.id: each for each in projects}
    found = [
        Forecast(known[number], row.code, row.expected, row.received)
        for number, view in facts_of(session, known, as_of).items()
        for row in view.revenue
        if row.year == year
    ]
    return tuple(sorted(found, key=lambda each: (-abs(each.error), each.project.code, each.code)))
