"""The indicators of many projects at once: for lists of a period, for reminders, for what rolls up into a frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import false, func, or_, select
from sqlalchemy.orm import Session

from lsg_projects.domain import codec
from lsg_projects.domain.access import scope
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.periods import Period
from lsg_projects.domain.project import Passport
from lsg_projects.domain.results import EDITABLE, PeriodState, ValueState
from lsg_projects.domain.states import Approval, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.projects.models import Project, ProjectVersion
from lsg_projects.strategy.models import IndicatorValue
from lsg_projects.strategy.queries.values import Ends, Measured, Slot, ends_of, measured, values_of
from lsg_projects.territories import queries as territories

PAGE = 50
"""Projects of one page of the list."""
LATELY = timedelta(days=10)
"""For how long after its end a period is still spoken of to those above."""


@dataclass(frozen=True)
class Tracked:
    """An approved project with its indicators."""

    id: int
    code: str
    title: Tri
    unit_path: str
    unit_id: int
    body_id: int
    passport: Passport
    measured: tuple[Measured, ...]

    @property
    def people(self) -> int:
        """Give how many people gain: the weight of a share."""
        return sum(group.people for group in self.passport.beneficiaries)


@dataclass(frozen=True)
class Owed:
    """A period of one office that still takes values and lacks some."""

    body_id: int
    unit_id: int
    period: Period
    closes: date
    open: bool
    """False where it was closed a few days ago."""
    count: int
    """Indicators without a value that was sent."""


@dataclass(frozen=True)
class Pending:
    """Values of one project that wait for their approval."""

    code: str
    title: Tri
    count: int


def tracked(
    session: Session, paths: Sequence[str] | None, today: date, after: str = "", size: int | None = None
) -> tuple[Tracked, ...]:
    """Give the approved projects of some territories (of all where *paths* is nothing), in order of their codes."""
    statement = (
        select(
            Project.id, Project.code, Project.title, Project.unit_path, Project.unit_id, Project.body_id,
            ProjectVersion.content,
        )
        .join(ProjectVersion, ProjectVersion.project_id == Project.id)
        .where(
            ProjectVersion.number == Project.version, Project.approval == Approval.APPROVED,
            Project.stage != Stage.CANCELLED, Project.code > after, _within(paths),
        )
        .order_by(Project.code)
    )  # fmt: skip
    rows = session.execute(statement.limit(size) if size else statement).all()
    values = values_of(session, [row.id for row in rows])
    ends: dict[str, Ends] = {}
    found = []
    for row in rows:
        if row.unit_path not in ends:
            ends[row.unit_path] = ends_of(session, row.unit_path)
        passport = codec.build(Passport, row.content)
        sheet = measured(passport, values[row.id], ends[row.unit_path], today)
        found.append(Tracked(row.id, row.code, row.title, row.unit_path, row.unit_id, row.body_id, passport, sheet))
    return tuple(found)


def _within(paths: Sequence[str] | None) -> Any:
    if paths is None:
        return Project.id.is_not(None)
    return or_(false(), *(territories.under(Project.unit_path, path) for path in paths))


def of_actor(session: Session, actor: Actor, today: date, after: str = "") -> tuple[Tracked, ...]:
    """Give a page of the approved projects that *actor* may see, one more than the page holds where there are more."""
    return tracked(session, scope(actor), today, after, PAGE + 1)


def owed(found: Iterable[Tracked], today: date) -> tuple[Owed, ...]:
    """Give what each office owes for periods that are open or were closed a few days ago, the first to close first."""
    counts: dict[tuple[int, int, Period, date, bool], int] = {}
    for project in found:
        for at in project.measured:
            for slot in at.slots:
                near = slot.state is not PeriodState.COMING and today - slot.closes <= LATELY
                if near and lacking(slot):
                    key = (
                        project.body_id, project.unit_id, slot.period, slot.closes, slot.state is PeriodState.OPEN,
                    )  # fmt: skip
                    counts[key] = counts.get(key, 0) + 1
    rows = [Owed(*key, count) for key, count in counts.items()]
    return tuple(sorted(rows, key=lambda row: (row.closes, row.body_id, str(row.period))))


def lacking(slot: Slot) -> bool:
    """Tell whether an office still has to do something for a period: type a value, mend it or send it."""
    return slot.newest is None or slot.newest.state in EDITABLE


def pending(session: Session, paths: Sequence[str]) -> tuple[Pending, ...]:
    """Give the projects of some territories whose values wait for their approval, the longest wait first."""
    rows = session.execute(
        select(Project.code, Project.title, func.count())
        .join(IndicatorValue, IndicatorValue.project_id == Project.id)
        .where(IndicatorValue.state == ValueState.PENDING, _within(paths))
        .group_by(Project.code, Project.title)
        .order_by(func.min(IndicatorValue.sent_at), Project.code)
    )
    return tuple(Pending(code, title, count) for code, title, count in rows)
