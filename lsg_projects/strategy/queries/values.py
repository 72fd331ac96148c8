"""The values of projects, the last days of periods, and how the indicators of one project stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.domain.periods import Period
from lsg_projects.domain.project import Passport, Result
from lsg_projects.domain.results import (
    EDITABLE,
    Judged,
    PeriodState,
    Value,
    ValueState,
    closes_on,
    current,
    due_periods,
    judge,
    period_state,
    series,
    shares_of,
)
from lsg_projects.domain.states import Approval, Level
from lsg_projects.kit import clock
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.strategy.models import IndicatorValue, PeriodEnd
from lsg_projects.territories import queries as territories

_AT_ONCE = 400

Ends = Mapping[str, date]
"""The last day of each period that a district has set one for."""


def values_of(session: Session, project_ids: Iterable[int]) -> dict[int, tuple[Value, ...]]:
    """Give every value of some projects, drafts and corrections included, in the order in which they came."""
    ids = list(project_ids)
    found: defaultdict[int, list[Value]] = defaultdict(list)
    for start in range(0, len(ids), _AT_ONCE):
        block = ids[start : start + _AT_ONCE]
        rows = select(IndicatorValue).where(IndicatorValue.project_id.in_(block)).order_by(IndicatorValue.id)
        for row in session.scalars(rows):
            found[row.project_id].append(_value(row))
    return {each: tuple(found[each]) for each in ids}


def _value(row: IndicatorValue) -> Value:
    return Value(
        id=row.id, key=row.result_key, period=row.period, revision=row.revision, state=row.state, value=row.value,
        version=row.version, parts={key: Decimal(part) for key, part in row.parts.items()}, source=row.source,
        note=row.note, reason=row.reason, remark=row.remark, writers=frozenset(row.writers),
        recorded_on=clock.local_day(row.recorded_at),
        decided_on=clock.local_day(row.decided_at) if row.decided_at else None,
    )  # fmt: skip


def ends_of(session: Session, unit_path: str) -> Ends:
    """Give the last days that the district above *unit_path* has set; the newest of each period counts."""
    district = district_of(session, unit_path)
    if district is None:
        return {}
    rows = select(PeriodEnd.period, PeriodEnd.closes_on).where(PeriodEnd.unit_id == district).order_by(PeriodEnd.id)
    return {row.period: row.closes_on for row in session.execute(rows)}


def district_of(session: Session, unit_path: str) -> int | None:
    """Give the district in which a territory lies, or which it is."""
    for kato in unit_path.split("/"):
        unit = territories.unit(session, kato)
        if unit.level is Level.DISTRICT:
            return unit.id
    return None


@dataclass(frozen=True)
class Slot:
    """One indicator in one period: what was reported, what counts, whether another value may be typed."""

    period: Period
    state: PeriodState
    closes: date
    values: tuple[Value, ...]
    """The first value and its corrections."""
    current: Value | None
    """The approved one."""
    judged: Judged | None

    @property
    def newest(self) -> Value | None:
        """Give the last value that was typed, whatever its state."""
        return self.values[-1] if self.values else None

    @property
    def editable(self) -> bool:
        """Tell whether the office may type the first value now."""
        newest = self.newest
        first = newest is None or (newest.revision == 0 and newest.state in EDITABLE)
        return self.state is PeriodState.OPEN and first

    @property
    def correctable(self) -> bool:
        """Tell whether a dated correction may be appended now: what was approved, or a period that is closed."""
        newest = self.newest
        if self.state is PeriodState.COMING or (newest is not None and newest.state is ValueState.PENDING):
            return False
        return self.state is PeriodState.CLOSED or self.current is not None

    @property
    def earlier(self) -> tuple[Value, ...]:
        """Give approved values that a later correction replaced."""
        return tuple(one for one in self.values if one.state is ValueState.APPROVED and one is not self.current)


@dataclass(frozen=True)
class Measured:
    """One result of a passport with its periods, oldest first."""

    result: Result
    parts: tuple[str, ...]
    slots: tuple[Slot, ...]

    @property
    def last(self) -> Slot | None:
        """Give the newest period with an approved value."""
        return next((slot for slot in reversed(self.slots) if slot.current is not None), None)

    def before(self, period: Period) -> Value | None:
        """Give the approved value of the period before."""
        found = [slot.current for slot in self.slots if slot.period.end < period.start and slot.current is not None]
        return found[-1] if found else None

    def slot(self, period: str) -> Slot | None:
        """Find a period by its name."""
        return next((slot for slot in self.slots if str(slot.period) == period), None)


def measured(passport: Passport, values: Sequence[Value], ends: Ends, today: date) -> tuple[Measured, ...]:
    """Give every result of a passport with its periods up to *today*."""
    return tuple(
        Measured(
            result, shares_of(result, passport.settlements),
            tuple(_slot(result, period, values, ends, today) for period in due_periods(result, passport.start, today)),
        )
        for result in passport.results
    )  # fmt: skip


def _slot(result: Result, period: Period, values: Sequence[Value], ends: Ends, today: date) -> Slot:
    closes = closes_on(period, ends.get(str(period)))
    now = current(values, result.key, str(period))
    return Slot(
        period=period, state=period_state(period, closes, today), closes=closes,
        values=series(values, result.key, str(period)), current=now,
        judged=judge(result, period, now.value) if now else None,
    )  # fmt: skip


def sheet(session: Session, head: ProjectHead, today: date) -> tuple[Measured, ...]:
    """Give the indicators of an approved project by its approved passport; none before its approval."""
    if head.approval is not Approval.APPROVED:
        return ()
    passport = projects.version(session, head.id, head.version).passport
    return measured(passport, values_of(session, [head.id])[head.id], ends_of(session, head.unit_path), today)
