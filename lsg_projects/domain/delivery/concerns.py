"""Risks and problems of a project: how grave each is, which come first, which the district has to see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lsg_projects.domain.text import Tri

_DEGREE = {"low": 1, "medium": 2, "high": 3}
SOON_DAYS = 7


@dataclass(frozen=True)
class Concern:
    """A risk that is watched or a problem that has come."""

    id: int
    problem: bool
    text: Tri
    response: Tri
    owner: str
    probability: str
    effect: str
    due: date
    public: bool
    noted_on: date
    version: int = 1
    risk_key: str | None = None
    became_on: date | None = None
    escalated_on: date | None = None
    escalation: str = ""
    closed_on: date | None = None
    outcome: Tri = Tri()

    @property
    def weight(self) -> int:
        """Give how grave it is, 1 to 9: probability times effect; what has come is as probable as can be."""
        return (3 if self.problem else _DEGREE[self.probability]) * _DEGREE[self.effect]

    def open_on(self, day: date) -> bool:
        """Tell whether it is known and not closed on *day*."""
        return self.noted_on <= day and (self.closed_on is None or self.closed_on > day)

    def problem_on(self, day: date) -> bool:
        """Tell whether it was a problem already on *day*."""
        return self.problem and (self.became_on or self.noted_on) <= day

    def overdue(self, day: date) -> bool:
        """Tell whether it is open past its day."""
        return self.open_on(day) and self.due < day

    def for_district(self, day: date) -> bool:
        """Tell whether those above have to see it: a problem that is overdue or was brought to them."""
        return self.open_on(day) and self.problem_on(day) and (self.overdue(day) or self.escalated_on is not None)


def ordered(found: Iterable[Concern], day: date) -> tuple[Concern, ...]:
    """Put what is overdue first, then problems before risks, the gravest and nearest first; the closed stand last."""
    return tuple(
        sorted(
            found,
            key=lambda one: (
                not one.open_on(day), not one.overdue(day), not one.problem, -one.weight, one.due, one.id,
            ),
        )
    )  # fmt: skip
