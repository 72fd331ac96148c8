"""What a report knows: plain frozen facts, gathered in one short reading and attached to the paper as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsg_projects.domain.figures.okrugs import Okrug, Place
from lsg_projects.domain.figures.projects import Project, Why
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class StepTiming:
    """How long one step of the route took in the period, in working days."""

    body: BodyKind
    decided: int
    median_days: Decimal | None
    allowed_days: int | None


@dataclass(frozen=True)
class Waiting:
    """The project that waits longest for a decision."""

    code: str
    title: Tri
    body: BodyKind
    since: date
    working_days: int


@dataclass(frozen=True)
class Approvals:
    """What came and what was decided in the period."""

    submitted: int = 0
    approved: int = 0
    returned: int = 0
    rejected: int = 0
    deferred: int = 0
    steps: tuple[StepTiming, ...] = ()
    oldest: Waiting | None = None
    acts: int = 0
    """Minutes and decisions of collegial bodies that carry a number."""


@dataclass(frozen=True)
class GoalValue:
    """An indicator of a monitoring frame: its target, the value counted here, and who has not reported."""

    goal: str
    goal_title: Tri
    indicator: Tri
    unit: Tri
    rule: str
    """How values roll up: ``sum``, ``weighted`` or ``last``."""
    certainty: str
    """``confirmed``, ``known`` or ``inferred``: whether the name stands in a text that was read."""
    source: str
    target: Decimal | None = None
    value: Decimal | None = None
    before: Decimal | None = None
    reported: int = 0
    of: int = 0
    projects: int = 0


@dataclass(frozen=True)
class Frame:
    """The monitoring frame that the report serves, in the part that concerns it."""

    key: str
    title: Tri
    goal: Tri
    ended: bool
    values: tuple[GoalValue, ...] = ()
    direction: str = ""
    """The key under which projects name the whole direction."""


@dataclass(frozen=True)
class Attention:
    """Something that needs somebody: what is wrong, since when, who acts, by when."""

    code: str
    why: Why
    since: date | None
    who: Role
    by: date | None
    troubles: tuple[Tri, ...] = ()
    """Problems that are marked public."""


@dataclass(frozen=True)
class DistrictFacts:
    """Everything in a district's progress report, as known when it was gathered."""

    kind: str
    district: Place
    oblast: Place | None
    period: str
    language: str
    demonstration: bool
    base_year: int
    year: int
    okrugs: tuple[Okrug, ...] = ()
    projects: tuple[Project, ...] = ()
    in_approval: tuple[str, ...] = ()
    approvals: Approvals = Approvals()
    frame: Frame | None = None

    @property
    def subject(self) -> str:
        """Give what the report is about, as commands name it."""
        return self.district.kato

    @property
    def size(self) -> int:
        """Give how many projects it speaks of."""
        return len(self.projects)
