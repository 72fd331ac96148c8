"""What the civil budget of a settlement knows: the plan of a year in plain words, and what is built in it."""

from __future__ import annotations

from dataclasses import dataclass

from lsg_projects.domain.figures.okrugs import Place, Plan
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Spending:
    """One direction of spending with the programme that most of it goes to."""

    code: str
    name: Tri
    amount: Tiyn
    example: Tri = Tri()


@dataclass(frozen=True)
class CivilFacts:
    """Everything in the civil budget of a settlement and year, as known when it was gathered."""

    kind: str
    place: Place
    district: Place | None
    period: str
    language: str
    demonstration: bool
    year: int
    plan: Plan | None = None
    """The newest act of the year; none where no plan was brought in."""
    first: Plan | None = None
    """The first act of the year, where a later one replaced it."""
    spending: tuple[Spending, ...] = ()
    """Empty where the act was brought in without its lines."""
    projects: tuple[Project, ...] = ()
    """Approved projects that take money of this year."""
    phone: str = ""

    @property
    def subject(self) -> str:
        """Give what the report is about, as commands name it."""
        return self.place.kato

    @property
    def size(self) -> int:
        """Give how many projects it speaks of."""
        return len(self.projects)
