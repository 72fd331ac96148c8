"""What the monitoring by the assembly knows: planned against achieved, recommendations, the akim's answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Recommendation:
    """A recommendation of the assembly with the akim's reasoned answer, once there is one."""

    period: str
    number: int
    day: date | None
    """The day of the minutes with which the assembly approved it."""
    minutes: str
    text: Tri
    project: str = ""
    """Code of the project that it concerns; empty where it is about the settlement."""
    due: date | None = None
    verdict: str = ""
    """What the akim answered: accepted, partly, declined; empty where there is no answer yet."""
    reason: Tri = Tri()
    action: Tri = Tri()
    until: date | None = None
    answered: date | None = None
    done: Tri = Tri()
    done_on: date | None = None


@dataclass(frozen=True)
class AssemblyFacts(DistrictFacts):
    """The facts of one settlement with the recommendations of its assembly for the half-year."""

    recommendations: tuple[Recommendation, ...] = ()
    earlier: tuple[Recommendation, ...] = ()
    """Those of the half-year before, and older ones that are still open: what became of them."""
