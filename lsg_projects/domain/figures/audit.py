"""What the report on approvals knows: who decided on what in a period, for which sum, how fast, and what stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.oversight import Flag
from lsg_projects.domain.states import BodyKind, Outcome, Role
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class AuditRow:
    """One decision; the post stands for the person, as everywhere on paper."""

    number: int
    """Place of the decision in the installation, which its page and the journal name."""
    code: str
    title: Tri
    okrug: Place
    amount: Tiyn
    version: int
    digest: str
    body_kind: BodyKind
    body: Tri
    role: Role
    outcome: Outcome
    day: date
    act: str
    """Number of the act or minutes."""
    order: str
    """The order by which a deputy decided; empty where the holder of the post did."""
    used: int
    """Working days from the question to the decision."""
    allowed: int
    flags: tuple[Flag, ...]
    order_kind: str = field(default="", metadata={"later": True})
    """How the act is called: of an akim өкім / распоряжение, of a head of department бұйрық / приказ."""


@dataclass(frozen=True)
class AuditFacts:
    """Everything in the report, as known when it was gathered."""

    kind: str
    place: Place
    period: str
    language: str
    demonstration: bool
    many: bool
    """Whether the territory holds several rural districts."""
    rows: tuple[AuditRow, ...] = ()

    @property
    def subject(self) -> str:
        """Give what the report is about, as commands name it."""
        return self.place.kato

    @property
    def size(self) -> int:
        """Give how many decisions it speaks of."""
        return len(self.rows)


@dataclass(frozen=True)
class Total:
    """Decisions of one outcome with the sum of the projects, each project counted once."""

    outcome: Outcome
    decisions: int
    projects: int
    amount: Tiyn


def totals(rows: Sequence[AuditRow]) -> tuple[Total, ...]:
    """Add decisions up by outcome; a project that several bodies decided on counts once for each outcome."""
    found = []
    for outcome in Outcome:
        mine = [row for row in rows if row.outcome is outcome]
        if mine:
            sums = {row.code: row.amount for row in mine}
            found.append(Total(outcome, len(mine), len(sums), sum(sums.values())))
    return tuple(found)
