"""Wishing for a report: order, cancel, try again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from lsg_projects.domain import reporting
from lsg_projects.domain.access import Subject, require
from lsg_projects.domain.actor import Post
from lsg_projects.domain.errors import Incomplete, Missing, Problem
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.periods import Period
from lsg_projects.domain.reporting import OPEN, Kind, RunState
from lsg_projects.domain.text import LANGUAGES, Tri
from lsg_projects.kit.db import moved
from lsg_projects.kit.words import words
from lsg_projects.kit.work import Work
from lsg_projects.reports.models import ReportRun
from lsg_projects.reports.queries.subjects import Subject as About
from lsg_projects.reports.queries.subjects import fitting
from lsg_projects.territories import queries as territories


@dataclass(frozen=True)
class Order:
    """What somebody wants printed."""

    kind: str
    subject: str
    period: str
    language: str


def order(unit: Work, command: Order) -> int:
    """Put a wish into the queue and give the run's number; the same wish that still waits is given again.

    Refuses (Incomplete, Missing, NotAllowed) what cannot be printed, is not known, or is not the actor's territory.
    """
    kind, period = _readable(command)
    reporting.language_of(kind, command.language)
    about = fitting(unit.session, kind, command.subject)
    post = require(kind.action, unit.actor, Subject(about.unit_path, name=f"{kind.key}:{about.key}"))
    if period.start > unit.today:
        when = {"v": str(period)}
        raise Incomplete("reports.future_period", (Problem("period", "reports.future_period", when),), **when)
    waiting = unit.session.scalar(
        select(ReportRun.id).where(
            ReportRun.kind == kind.key, ReportRun.subject == about.key, ReportRun.period == str(period),
            ReportRun.language == command.language, ReportRun.state.in_(OPEN),
        )
    )  # fmt: skip
    return waiting or _wish(unit, kind, about, str(period), command.language, post)


def _readable(command: Order) -> tuple[Kind, Period]:
    kind = reporting.kind_of(command.kind)
    return kind, reporting.period_of(kind, command.period)


def _wish(unit: Work, kind: Kind, about: About, period: str, language: str, post: Post | None) -> int:
    run = ReportRun(
        kind=kind.key, subject=about.key, unit_id=about.unit_id, period=period, language=language,
        state=RunState.QUEUED,
        ordered_at=unit.now, ordered_by=unit.actor.person_id, prepared=post_words(post),
    )  # fmt: skip
    unit.add(run)
    body = {"kind": kind.key, "period": period, "language": language}
    unit.tell(Event(INSTALLATION, "report.ordered", about.key, body))
    return run.id


def post_words(post: Post | None) -> Tri:
    """Name the post of whoever acts, as a paper names it; the system itself where there is none."""
    if post is None:
        return Tri(*(words(lang)("reports.by_itself") for lang in LANGUAGES))
    role = {lang: words(lang)(f"role.{post.role.value}") for lang in LANGUAGES}
    body = post.body_name
    return Tri(*(f"{role[lang]}, {body.pick(lang)}" for lang in LANGUAGES))


def _mine(unit: Work, run_id: int) -> ReportRun:
    run = unit.session.get(ReportRun, run_id)
    if run is None:
        raise Missing("reports.no_run")
    place = territories.unit_by_id(unit.session, run.unit_id)
    require(reporting.kind_of(run.kind).action, unit.actor, Subject(place.path, name=f"run:{run_id}"))
    return run


def cancel(unit: Work, run_id: int) -> None:
    """Take a wish back; a printing that is under way stops at its next word. Refuses (Stale) what has ended."""
    _mine(unit, run_id)
    _turn(
        unit, run_id, OPEN, state=RunState.CANCELLED, finished_at=unit.now, reason="reports.cancelled", lease_until=None
    )


def retry(unit: Work, run_id: int) -> None:
    """Put a failed or cancelled wish into the queue again. Refuses (Stale) any other."""
    _mine(unit, run_id)
    ended = (RunState.FAILED, RunState.CANCELLED)
    _turn(
        unit, run_id, ended, state=RunState.QUEUED, attempts=0, reason="", detail="", stage="", done=0, total=0,
        finished_at=None, started_at=None,
    )  # fmt: skip


def _turn(unit: Work, run_id: int, states: tuple[RunState, ...], **values: object) -> None:
    moved(
        unit.session.execute(
            update(ReportRun)
            .where(ReportRun.id == run_id, ReportRun.state.in_(states))
            .values(fence=ReportRun.fence + 1, **values)
            .execution_options(synchronize_session=False)
        )
    )
