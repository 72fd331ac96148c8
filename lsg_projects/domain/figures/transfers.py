"""What the final report on targeted transfers knows: what was given, spent and returned, and what it brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.figures.projects import Indicator
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import Delivery, Source
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Transfer:
    """One transfer of the year to one project."""

    code: str
    title: Tri
    okrug: Place
    source: Source
    programme: str
    programme_name: Tri
    basis: Tri
    """Its basis in law, which a transfer from 2026 on has to name."""
    planned: Tiyn
    paid: Tiyn
    delivery: Delivery
    work: int
    """Work done by the year's end, percent of milestones by weight."""
    ready: date | None
    finished: date | None
    results: tuple[Indicator, ...] = ()
    problems: Tri = Tri()

    @property
    def rest(self) -> Tiyn:
        """Give what was not spent: it is carried over by a decision or returned."""
        return self.planned - self.paid


@dataclass(frozen=True)
class TransferFacts:
    """Everything in the final report on targeted transfers of a year, as known when it was gathered."""

    kind: str
    place: Place
    above: Place | None
    period: str
    language: str
    demonstration: bool
    year: int
    many: bool
    """Whether the territory holds several rural districts."""
    transfers: tuple[Transfer, ...] = ()

    @property
    def subject(self) -> str:
        """Give what the report is about, as commands name it."""
        return self.place.kato

    @property
    def size(self) -> int:
        """Give how many transfers it speaks of."""
        return len(self.transfers)
