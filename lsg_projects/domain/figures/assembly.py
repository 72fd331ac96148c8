"""What the monitoring by the assembly knows: planned against achieved, recommendations, the akim's answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Recommendation:
    """A recommendation of the assembly with the akim's reasoned answer, once there is one."""

    number: int
    day: date
    text: Tri
    project: str = ""
    """Code of the project that it concerns; empty where it is about the settlement."""
    answer: Tri = Tri()
    answered: date | None = None
    accepted: bool | None = None


@dataclass(frozen=True)
class AssemblyFacts(DistrictFacts):
    """The facts of one settlement with the recommendations of its assembly for the half-year."""

    recommendations: tuple[Recommendation, ...] = ()
