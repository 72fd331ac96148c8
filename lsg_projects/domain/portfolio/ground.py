"""The facts that a ranking stands on, what the commission says of them, and the problem that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.portfolio.problem import Candidate, Floor, Limit, Problem, Rule
from lsg_projects.domain.portfolio.weight import Measure, Worth, second, weight
from lsg_projects.domain.project import BudgetLine
from lsg_projects.domain.states import BUDGET_SOURCES, Approval, Source
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Waiting:
    """A project that waits for a decision and asks budget money of the year."""

    code: str
    title: Tri
    kato: str
    path: str
    place: Tri
    approval: Approval
    amount: Tiyn
    """The whole cost, of all years and sources."""
    lines: tuple[BudgetLine, ...]
    worth: Worth

    def asks(self, year: int, source: Source | None = None) -> Tiyn:
        """Give what it asks from the budgets in a year, from one source or from all."""
        return sum(
            line.amount
            for line in self.lines
            if line.year == year and line.source in BUDGET_SOURCES and source in (None, line.source)
        )


@dataclass(frozen=True)
class Ceiling:
    """The most that projects under a unit may take from a source in a year; no amount where none was set."""

    kato: str
    path: str
    place: Tri
    district: bool
    """It binds a whole district or more, not one rural district."""
    year: int
    source: Source
    programme: str = ""
    amount: Tiyn | None = None
    decision_no: str = ""
    approved: Tiyn = 0
    """What approved projects take already."""

    @property
    def key(self) -> str:
        """Give its name in forms and in what is stored."""
        parts = (self.kato, self.source.value, str(self.year), self.programme.replace(".", "-"))
        return "_".join(part for part in parts if part)

    def binds(self, line: BudgetLine, path: str) -> bool:
        """Tell whether a budget line of a project at *path* stands under it."""
        under = path == self.path or path.startswith(f"{self.path}/")
        same = line.year == self.year and line.source is self.source
        return under and same and self.programme in ("", line.programme)

    def taken_by(self, project: Waiting) -> Tiyn:
        """Give what a project takes from it."""
        return sum(line.amount for line in project.lines if self.binds(line, project.path))


@dataclass(frozen=True)
class Ground:
    """What is known of a year: the projects that wait, in order of their codes, and the ceilings over them."""

    year: int
    waiting: tuple[Waiting, ...]
    ceilings: tuple[Ceiling, ...]

    @property
    def places(self) -> dict[str, Tri]:
        """Give the rural districts that have a project in the queue."""
        return {each.kato: each.place for each in sorted(self.waiting, key=lambda one: one.kato)}


@dataclass(frozen=True)
class SetLimit:
    """A ceiling as it was typed for this question; no amount means: let it not bind."""

    key: str
    amount: Tiyn | None = None


@dataclass(frozen=True)
class Said:
    """What was said beforehand of one project."""

    code: str
    rule: Rule = Rule.FREE
    group: str = ""


@dataclass(frozen=True)
class Conditions:
    """What the commission asks: by which measure, under which ceilings, with what said beforehand."""

    measure: Measure = Measure.NPV
    limits: tuple[SetLimit, ...] = ()
    said: tuple[Said, ...] = ()
    floor: Tiyn | None = None
    """The least for every rural district of the queue that has no floor of its own."""
    floors: tuple[Floor, ...] = ()
    moving: str = ""
    """The ceiling that the curve moves."""

    def typed(self) -> dict[str, Tiyn | None]:
        """Give the typed ceilings by their keys."""
        return {each.key: each.amount for each in self.limits}


@dataclass(frozen=True)
class Bound:
    """A ceiling in this question: the amount that counts, and what is free under it."""

    ceiling: Ceiling
    amount: Tiyn
    place: int
    """Its place among the problem's limits."""

    @property
    def free(self) -> Tiyn:
        """Give what approved projects leave; nothing where they broke it already."""
        return max(0, self.amount - self.ceiling.approved)


@dataclass(frozen=True)
class Posed:
    """The problem beside the facts that its places stand for."""

    ground: Ground
    conditions: Conditions
    bounds: tuple[Bound, ...]
    problem: Problem


def pose(ground: Ground, conditions: Conditions) -> Posed:
    """Write the question down: ceilings that bind some project, floors of the rural districts in the queue."""
    bounds = _bounds(ground, conditions.typed())
    said = {each.code: each for each in conditions.said}
    candidates = tuple(
        Candidate(
            key=each.code,
            weight=weight(each.worth, conditions.measure),
            second=second(each.worth, conditions.measure),
            place=each.kato,
            needs=tuple(bound.ceiling.taken_by(each) for bound in bounds),
            money=each.asks(ground.year),
            rule=said[each.code].rule if each.code in said else Rule.FREE,
            group=said[each.code].group if each.code in said else "",
        )
        for each in ground.waiting
    )
    limits = tuple(Limit(bound.ceiling.key, bound.free) for bound in bounds)
    return Posed(ground, conditions, bounds, Problem(candidates, limits, _floors(ground, conditions)))


def _bounds(ground: Ground, typed: Mapping[str, Tiyn | None]) -> tuple[Bound, ...]:
    found: list[Bound] = []
    for ceiling in ground.ceilings:
        amount = typed.get(ceiling.key, ceiling.amount)
        if amount is not None and any(ceiling.taken_by(each) for each in ground.waiting):
            found.append(Bound(ceiling, amount, len(found)))
    return tuple(found)


def _floors(ground: Ground, conditions: Conditions) -> tuple[Floor, ...]:
    own = {each.place: each.least for each in conditions.floors}
    least = {place: own.get(place, conditions.floor or 0) for place in ground.places}
    return tuple(Floor(place, amount) for place, amount in least.items() if amount > 0)
