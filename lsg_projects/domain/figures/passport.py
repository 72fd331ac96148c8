"""What a project's passport on paper knows: the passport as it was published, and how the project stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import BodyKind, DocumentType, Outcome
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Paper:
    """An attached public document with the digest of its bytes."""

    type: DocumentType
    title: Tri
    number: str
    sha256: str
    size: int


@dataclass(frozen=True)
class RouteStep:
    """A step of the route with its article and, once decided, the last outcome."""

    body: BodyKind
    basis: Tri
    outcome: Outcome | None = None
    number: str = ""
    day: str = ""
    """The act's own day, or the day of the decision, as yyyy-mm-dd; empty while nothing was decided."""
    order_kind: str = field(default="", metadata={"later": True})
    order: str = field(default="", metadata={"later": True})
    """Number of the order by which a deputy decided; empty where the holder of the post did."""
    order_day: str = field(default="", metadata={"later": True})


@dataclass(frozen=True)
class Named:
    """A code with its official name."""

    code: str
    name: Tri


@dataclass(frozen=True)
class PassportFacts:
    """Everything on the paper of one project, as known when it was gathered."""

    kind: str
    period: str
    language: str
    demonstration: bool
    project: Project
    passport: Passport
    version: int
    digest: str
    submitted: datetime
    okrug: Place
    district: Place | None
    public_authority: Tri
    bin: str = ""
    villages: tuple[Named, ...] = ()
    programmes: tuple[Named, ...] = ()
    receipts: tuple[Named, ...] = ()
    papers: tuple[Paper, ...] = ()
    route: tuple[RouteStep, ...] = ()

    @property
    def subject(self) -> str:
        """Give what the report is about, as commands name it."""
        return self.project.code

    @property
    def size(self) -> int:
        """Give how many projects it speaks of."""
        return 1
