"""What the akim takes to the yearly meeting with residents: one page of what was promised and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Questions:
    """Questions of residents about projects in the year."""

    asked: int = 0
    answered: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class PlanItem:
    """An item of the settlement's development plan and the projects that serve it."""

    text: Tri
    projects: tuple[str, ...] = ()


NO_QUESTIONS = Questions()


@dataclass(frozen=True)
class MeetingFacts(DistrictFacts):
    """The facts of one settlement and year with the questions and the items of the development plan."""

    questions: Questions = NO_QUESTIONS
    items: tuple[PlanItem, ...] = ()
