"""What the information board at a building site knows: what, where, who, for how much, until when, for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.figures.projects import Decision, Project
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Builder:
    """Who does the works under which contract; facts of the contract that everybody may know."""

    name: str
    number: str
    dated: date
    amount: Tiyn
    procurement: str = ""
    ends: date | None = None


@dataclass(frozen=True)
class BoardFacts:
    """Everything on the board of one project, as known when it was gathered."""

    kind: str
    period: str
    language: str
    demonstration: bool
    project: Project
    okrug: Place
    district: Place | None
    office: Tri
    phone: str = ""
    villages: tuple[Tri, ...] = ()
    builder: Builder | None = None
    decision: Decision | None = None
    """The last positive decision: what the works rest on."""
    ends: date | None = None
    """When the works should end, as promised now."""

    @property
    def subject(self) -> str:
        """Give what the report is about, as commands name it."""
        return self.project.code

    @property
    def size(self) -> int:
        """Give how many projects it speaks of."""
        return 1
