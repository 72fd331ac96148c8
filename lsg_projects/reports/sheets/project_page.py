"""One page for one project: its figures, bars and signs, ready for the template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsg_projects.domain.figures.projects import Milestone, Project
from lsg_projects.domain.figures.receipts import SourceRow, YearColumn, by_source, years
from lsg_projects.domain.money import Tiyn, share
from lsg_projects.domain.periods import Period
from lsg_projects.domain.states import TRANSFERS, Source
from lsg_projects.domain.text import Tri
from lsg_projects.kit.formats import Formats
from lsg_projects.kit.words import Words
from lsg_projects.reports.sheets.bars import FULL, Part, part, stacked


@dataclass(frozen=True)
class Sign:
    """A milestone with its sign, tone and dates in words."""

    milestone: Milestone
    sign: str
    tone: str
    words: str


@dataclass(frozen=True)
class Key:
    """One entry of the legend under the bar of sources."""

    source: str
    tone: str


@dataclass(frozen=True)
class YearBox:
    """One year's column: expected behind, received in front."""

    left: int
    width: int
    expected: int
    received: int


@dataclass(frozen=True)
class ProjectPage:
    """Everything that the page of a project prints."""

    project: Project
    divider: Tri | None
    address: str
    paid: Tiyn
    own: Tiyn
    paid_share: Decimal | None
    work: int
    ready: date | None
    first_ready: date | None
    sources: tuple[SourceRow, ...]
    source_bar: list[Part]
    paid_bar: list[Part]
    due_tick: int | None
    source_keys: tuple[Key, ...]
    years: tuple[YearColumn, ...]
    columns: tuple[YearBox, ...]
    milestones: tuple[Sign, ...]
    coming: tuple[Milestone, ...]
    finished: bool
    expected_now: Tiyn
    received_now: Tiyn


def _tone(source: Source) -> str:
    if source is Source.OWN:
        return "slate"
    return "steel" if source in TRANSFERS or source is Source.DISTRICT_BUDGET else "open"


def _group(source: Source) -> str:
    if source is Source.OWN:
        return "own"
    return "transfer" if source in TRANSFERS or source is Source.DISTRICT_BUDGET else "other"


def compose(
    project: Project, period: Period, divider: Tri | None, address: str, say: Words, form: Formats
) -> ProjectPage:
    """Give the page of *project* as it stands at the end of *period*."""
    until = period.end
    sources = by_source(project, until)
    paid, amount = project.paid(until), project.amount
    found = years(project, until)
    signs = tuple(_sign(milestone, until, say, form) for milestone in project.milestones)
    ends = [m.met or m.due for m in project.milestones if m.met or m.due]
    return ProjectPage(
        project=project, divider=divider, address=address, paid=paid,
        own=sum(line.amount for line in project.funding if line.source is Source.OWN),
        paid_share=share(paid, amount), work=project.work_done(until),
        ready=max((day for day in ends if day), default=None),
        first_ready=max((m.baseline for m in project.milestones if m.baseline), default=None),
        sources=sources, source_bar=stacked([(row.planned, _tone(row.source)) for row in sources], amount),
        paid_bar=[(0, part(paid, amount), "petrol")], due_tick=_due_tick(project, until),
        source_keys=_keys(sources), years=found, columns=_boxes(found), milestones=signs,
        coming=tuple(m for m in project.milestones if period.next.holds(m.due) and not m.met_by(until)),
        finished=project.finished_by(until), received_now=project.received(until),
        expected_now=sum(year.expected for year in found if year.year <= until.year),
    )  # fmt: skip


def _keys(sources: tuple[SourceRow, ...]) -> tuple[Key, ...]:
    kept = {_group(row.source): _tone(row.source) for row in sources}
    return tuple(Key(group, tone) for group, tone in kept.items())


def _due_tick(project: Project, until: date) -> int | None:
    """Mark how much work should have been done by now."""
    due = sum(m.weight for m in project.milestones if m.baseline is not None and m.baseline <= until)
    return min(part(due, 100), FULL - 1) if project.milestones else None


def _boxes(found: tuple[YearColumn, ...]) -> tuple[YearBox, ...]:
    highest = max((max(year.expected, year.received) for year in found), default=0)
    slot = FULL // max(1, len(found))
    width = min(slot - 8, 36)
    return tuple(
        YearBox(place * slot + 4, width, part(year.expected, highest), part(year.received, highest))
        for place, year in enumerate(found)
    )


def _sign(milestone: Milestone, until: date, say: Words, form: Formats) -> Sign:
    if milestone.met_by(until):
        return Sign(milestone, "✓", "met", say("paper.mile.met", day=form.day(milestone.met)))
    if milestone.overdue(until):
        words = say("paper.mile.overdue", day=form.day(milestone.due), percent=milestone.percent)
        return Sign(milestone, "●", "late", words)
    if milestone.moves:
        words = say("paper.mile.moved", before=form.day(milestone.baseline), after=form.day(milestone.due))
        return Sign(milestone, "▲", "", words)
    return Sign(milestone, "○", "", say("paper.mile.due", day=form.day(milestone.due)))
