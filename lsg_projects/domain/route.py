"""The route of a project through the bodies that are asked about it, computed from the rules of the installation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from lsg_projects.domain.calendar import DayOff, Term, deadline, next_working
from lsg_projects.domain.contest import Contest
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import BodyKind, DocumentType, LegalKind, Role, Source
from lsg_projects.domain.text import Tri


class Way(StrEnum):
    """Which budget is spoken of: that of a coming year, or a revision of the one in force."""

    YEARLY = "yearly"
    REVISION = "revision"


class Verb(StrEnum):
    """What a step does in the words of the law: only the representative body approves a budget."""

    AGREES = "agrees"
    CONCLUDES = "concludes"
    CONFIRMS = "confirms"
    PROPOSES = "proposes"
    BRINGS_IN = "brings_in"
    APPROVES = "approves"
    DISCUSSES = "discusses"
    """The maslikhat's preliminary discussion before the higher akim decides."""
    DECIDES = "decides"
    """The higher akim's decision between the assembly and the akim of the okrug."""
    SETTLES = "settles"
    """The assembly's answer to a dispute between the akim's office and the planning department."""


class Record(StrEnum):
    """What proves the step: a written conclusion, an act with number and date, or minutes with votes."""

    DEPARTMENT = "department"
    ACT = "act"
    MINUTES = "minutes"


class Concern(StrEnum):
    """A part of a project whose change re-opens the steps that judged it."""

    PLACE = "place"
    GOAL = "goal"
    MONEY = "money"
    OWN_MONEY = "own_money"
    """Growth of what the okrug's own budget pays: the assembly agrees the budget, so it is asked again."""
    REVENUE = "revenue"
    RESULTS = "results"
    SCHEDULE = "schedule"
    PAPERS = "papers"
    NATURE = "nature"


@dataclass(frozen=True)
class Step:
    """One question to one body."""

    key: str
    body: BodyKind
    role: Role
    verb: Verb
    record: Record
    term: Term
    else_body: BodyKind | None = None
    basis: Tri = Tri()
    """Article of the law; empty where the step is a datum of the installation."""
    term_basis: Tri = Tri()
    latest: str = ""
    """Legal date ``MM-DD`` in the year before the budget year; empty where there is none."""
    documents: tuple[DocumentType, ...] = ()
    concerns: tuple[Concern, ...] = ()
    signatures: int = 1
    """Two where an executor of the department prepares the answer and its head signs it."""
    signatures_from: date | None = None
    """First day on which a run that begins needs them; nothing where that was always so."""

    above: str = ""
    """The step that is asked where this one answers no: nothing where its no is the last word."""
    settles: bool = False
    """Its yes takes the place of the contested answer, its no lets that answer stand."""
    contest: Contest | None = None

    @property
    def two_signatures(self) -> bool:
        """Tell whether one person prepares the answer and another one signs it."""
        return self.signatures > 1

    @property
    def deciders(self) -> frozenset[Role]:
        """Give the roles whose answer is a decision: the head of a department, alone or as the second signature."""
        if self.record is not Record.DEPARTMENT:
            return frozenset({self.role})
        return frozenset({Role.DEPARTMENT_HEAD} if self.two_signatures else {self.role, Role.DEPARTMENT_HEAD})

    def begun(self, day: date) -> Step:
        """Give the step as it holds for a run that begins on *day*: it keeps its signatures to the end."""
        if self.two_signatures and self.signatures_from is not None:
            return replace(self, signatures=2 if self.signatures_from <= day else 1, signatures_from=None)
        return self


@dataclass(frozen=True)
class Route:
    """The steps in order, and when they apply."""

    key: str
    way: Way
    valid_from: date
    steps: tuple[Step, ...]
    valid_until: date | None = None
    legal_kinds: tuple[LegalKind, ...] = ()
    only_sources: tuple[Source, ...] = ()
    amount_from: Tiyn = 0
    amount_below: Tiyn | None = None
    no_money: bool = False
    together: tuple[tuple[str, ...], ...] = ()
    """Keys of steps that are asked at the same time; every other step waits for those before it."""
    mrp_from: Decimal | None = None
    """Sum from which the route applies, in monthly calculation indices of the day."""
    mrp_below: Decimal | None = None

    def step(self, key: str) -> Step:
        """Give a step by its key; refuses (Missing) one that the route does not have."""
        for step in self.steps:
            if step.key == key:
                return step
        raise Missing("routes.no_step", step=key)

    @property
    def contested(self) -> frozenset[str]:
        """Give the steps whose answer the akim contests: another body's answer takes its place."""
        return frozenset(step.contest.of for step in self.steps if step.contest)

    @property
    def special(self) -> frozenset[str]:
        """Give the steps of a special way, and the contested one in whose place they answer."""
        return self.contested | frozenset(step.key for step in self.steps if step.contest)

    def above(self, key: str) -> frozenset[str]:
        """Give the steps that are asked, one after another, where the step *key* answers no."""
        found: list[str] = []
        while (key := self.step(key).above) and key not in found:
            found.append(key)
        return frozenset(found)

    def following(self, done: frozenset[str]) -> str | None:
        """Give the first step that has not answered yet, or nothing when all have."""
        return next((step.key for step in self.steps if step.key not in done), None)

    def asked(self, done: frozenset[str]) -> tuple[Step, ...]:
        """Give the steps that are asked when *done* have agreed: the next one, with those asked beside it."""
        first = self.following(done)
        group = next((keys for keys in self.together if first in keys), (first,))
        return tuple(step for step in self.steps if step.key in group and step.key not in done)


@dataclass(frozen=True)
class Facts:
    """What decides which route a project takes."""

    way: Way
    legal_kind: LegalKind
    amount: Tiyn
    sources: frozenset[Source]
    day: date
    mrp: Tiyn = 0
    """The monthly calculation index of the day, in which some thresholds are set; nought where it is not known."""


def facts(passport: Passport, day: date, mrp: Tiyn = 0) -> Facts:
    """Read from a passport what chooses its route on *day*.

    A project that asks for money of the running year comes by way of a revision of the budget.
    """
    years = passport.years
    way = Way.REVISION if years and years[0] <= day.year else Way.YEARLY
    return Facts(
        way,
        passport.legal_kind or LegalKind.CURRENT,
        passport.amount,
        frozenset(line.source for line in passport.lines if line.amount),
        day,
        mrp,
    )


def fits(route: Route, asked: Facts) -> bool:
    """Tell whether *route* is the one for these facts."""
    return (
        route.way is asked.way
        and _in_force(route, asked.day)
        and (not route.legal_kinds or asked.legal_kind in route.legal_kinds)
        and _money_fits(route, asked)
    )


def _in_force(route: Route, day: date) -> bool:
    return route.valid_from <= day and (route.valid_until is None or day <= route.valid_until)


def _money_fits(route: Route, asked: Facts) -> bool:
    if route.no_money:
        return asked.amount == 0
    if route.only_sources and not (asked.sources and asked.sources <= frozenset(route.only_sources)):
        return False
    low, high = (_threshold(each, asked) for each in (route.mrp_from, route.mrp_below))
    lowest = max(route.amount_from, low or 0)
    return lowest <= asked.amount and all(limit is None or asked.amount < limit for limit in (route.amount_below, high))


def _threshold(indices: Decimal | None, asked: Facts) -> Tiyn | None:
    """Give a threshold in indices as a sum on the day; refuses (Missing) a day whose index nobody knows."""
    if indices is None:
        return None
    if not asked.mrp:
        raise Missing("routes.no_mrp", day=asked.day.isoformat())
    return int(indices * asked.mrp)


def choose(routes: tuple[Route, ...], asked: Facts) -> Route:
    """Give the first route that fits, as it holds on that day; refuses (Missing) where the installation has none."""
    for route in routes:
        if fits(route, asked):
            return replace(route, steps=tuple(step.begun(asked.day) for step in route.steps))
    raise Missing("routes.none_fits", way=asked.way.value, legal=asked.legal_kind.value)


def due(step: Step, opened: date, first_year: int | None, day_off: DayOff) -> date:
    """Give the day until which a step has to answer: the end of its term, or the legal date if that comes first."""
    by_term = deadline(opened, step.term, day_off)
    if not step.latest or first_year is None:
        return by_term
    by_law = next_working(date(first_year - 1, *map(int, step.latest.split("-"))), day_off)
    return min(by_term, by_law) if by_law > opened + timedelta(days=1) else by_term
