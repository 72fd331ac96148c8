"""Schedules: every period from the first one on is wished for exactly once, however many clocks look."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from lsg_projects.domain import reporting
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.periods import closed_since, parse
from lsg_projects.domain.reporting import RunState
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.reports.models import ReportRun, ReportSchedule
from lsg_projects.reports.queries.subjects import fitting
from lsg_projects.reports.usecases.orders import post_words
from lsg_projects.territories import queries as territories


@dataclass(frozen=True)
class SetSchedule:
    """What should be issued by itself: the length of the first period is the schedule's length."""

    kind: str
    subject: str
    first_period: str
    languages: tuple[str, ...]


def set_schedule(unit: Work, command: SetSchedule) -> int:
    """Begin a schedule and give its number; the same one is given again."""
    kind = reporting.kind_of(command.kind)
    first = reporting.period_of(kind, command.first_period)
    languages = [reporting.language_of(kind, language) for language in command.languages]
    about = fitting(unit.session, kind, command.subject)
    require(Action.SCHEDULE_REPORT, unit.actor, Subject(about.unit_path, name=f"{kind.key}:{about.key}"))
    known = unit.session.scalar(
        select(ReportSchedule.id).where(
            ReportSchedule.kind == kind.key, ReportSchedule.subject == about.key,
            ReportSchedule.first_period == str(first),
        )
    )  # fmt: skip
    if known is not None:
        return known
    row = ReportSchedule(
        kind=kind.key, subject=about.key, unit_id=about.unit_id, first_period=str(first), languages=languages,
        created_at=unit.now, created_by=unit.actor.person_id,
    )  # fmt: skip
    unit.add(row)
    body = {"kind": kind.key, "from": str(first), "languages": languages}
    unit.tell(Event(INSTALLATION, "report.scheduled", about.key, body))
    return row.id


def pause(unit: Work, schedule_id: int, *, paused: bool) -> None:
    """Stop a schedule for a while, or let it go on; what was missed is caught up then."""
    row = unit.session.get(ReportSchedule, schedule_id)
    if row is None:
        raise Missing("reports.no_schedule")
    place = territories.unit_by_id(unit.session, row.unit_id)
    require(Action.SCHEDULE_REPORT, unit.actor, Subject(place.path, name=f"schedule:{schedule_id}"))
    changed = update(ReportSchedule).where(ReportSchedule.id == schedule_id, ReportSchedule.paused == (not paused))
    moved(unit.session.execute(changed.values(paused=paused)))
    unit.tell(Event(INSTALLATION, "report.schedule_paused" if paused else "report.schedule_resumed", row.subject))


def wish_for_due(unit: Work) -> int:
    """Put every period that has ended and was never wished for into the queue; give how many that were.

    The unique (schedule, period, language) is the whole rule: two clocks at once, a clock set back, or a long outage
    change nothing about it.
    """
    schedules = unit.session.scalars(select(ReportSchedule).where(ReportSchedule.paused.is_(False))).all()
    return sum(_wish(unit, schedule) for schedule in schedules)


def _wish(unit: Work, schedule: ReportSchedule) -> int:
    known = unit.session.execute(
        select(ReportRun.period, ReportRun.language).where(ReportRun.schedule_id == schedule.id)
    )
    wished = {(row.period, row.language) for row in known}
    due = [
        (str(period), language)
        for period in closed_since(parse(schedule.first_period), unit.today)
        for language in schedule.languages
        if (str(period), language) not in wished
    ]
    return sum(_insert(unit, schedule, period, language) for period, language in due)


def _insert(unit: Work, schedule: ReportSchedule, period: str, language: str) -> int:
    make = postgresql.insert if unit.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {
        "kind": schedule.kind, "subject": schedule.subject, "unit_id": schedule.unit_id, "period": period,
        "language": language, "schedule_id": schedule.id, "state": RunState.QUEUED, "ordered_at": unit.now,
        "prepared": post_words(None), "attempts": 0, "fence": 0, "holder": "", "stage": "", "done": 0, "total": 0,
        "reason": "", "detail": "",
    }  # fmt: skip
    statement = make(ReportRun).values(**values).on_conflict_do_nothing().returning(ReportRun.id)
    return len(unit.session.execute(statement).all())
