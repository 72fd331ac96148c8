"""Weeks of four workers that die, freeze, restart and misread the clock: each period is issued once, each letter sent once.

The product's own worker, queue, schedules and mail act in simulated time; only the layout of the paper is replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import current_app
from sqlalchemy import select, update

from lsg_projects import worker as workers
from lsg_projects.domain.reporting import RunState
from lsg_projects.kit import db, outbox
from lsg_projects.reports import queries
from lsg_projects.reports.models import DailyRound, ReportLetter, ReportRun
from lsg_projects.reports.usecases import delivering, queue
from lsg_projects.reports.usecases.orders import post_words
from tests.support.mishaps import DEATHS, TROUBLES, Mishaps
from tests.support.weeks import HOUR, SCHEDULES, Course, Story, faults

DAYS = Course(
    34, timedelta(minutes=80), 0.17, 10,
    ((4, 1, timedelta(days=-2)), (8, 2, timedelta(hours=26)), (22, 1, timedelta(0)), (24, 2, timedelta(0))),
    seed=12, schedules=SCHEDULES[:3],
)  # fmt: skip
LONGER = tuple(
    replace(each, first_period=first)
    for each, first in zip(SCHEDULES, ("2025-Q1", "2025-07", "2025-H1", "2023"), strict=True)
)
MONTH = Course(
    720, timedelta(minutes=45), 0.15, 400,
    ((100, 0, timedelta(minutes=7)), (150, 1, timedelta(days=-2)), (390, 2, timedelta(hours=26)),
     (405, 3, timedelta(hours=-5)), (420, 1, timedelta(0)), (430, 2, timedelta(0)), (500, 3, timedelta(0)),
     (520, 0, timedelta(minutes=-40))),
    schedules=LONGER,
)  # fmt: skip
NAIVE = Course(9, timedelta(minutes=45), 0.2, -40, (), schedules=SCHEDULES[:1])
"""After the outage, with nothing but deaths and late workers: enough for what guards nothing to go wrong."""
Naive = Callable[[pytest.MonkeyPatch, "Story"], None]


def lived(work, district, course: Course, naive: Naive | None = None) -> tuple[list[str], Mishaps]:
    """Let a course happen, perhaps in a *naive* way, and give what is wrong at its end and what befell."""
    with pytest.MonkeyPatch.context() as patch:
        story = Story(work, district, course)
        if naive is not None:
            naive(patch, story)
        story.happen(patch)
        return faults(story), story.mishaps


def test_whatever_befalls_the_workers_each_period_is_issued_and_sent_once(work, district):
    wrong, mishaps = lived(work, district, DAYS)
    assert wrong == []
    assert {name for name, count in mishaps.hits.items() if count} == {*DEATHS, *TROUBLES}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_month_of_mishaps_issues_and_sends_everything_once(work, district, seed):
    wrong, mishaps = lived(work, district, replace(MONTH, seed=seed))
    assert wrong == []
    assert mishaps.hits.total() > 40
    days = {(MONTH.begin + timedelta(days=day)).date().isoformat() for day in range(1, 30)}
    assert days <= set(db.session().scalars(select(DailyRound.day)))


def without_fence(patch: pytest.MonkeyPatch, _story: Story) -> None:
    """Let whoever held a run once write to it for ever."""

    def always(unit, run_id: int, _seen: int, **values: object) -> None:
        unit.session.execute(update(ReportRun).where(ReportRun.id == run_id).values(**values))

    patch.setattr(queue, "_set", always)


def without_key(patch: pytest.MonkeyPatch, story: Story) -> None:
    """Let two clocks read what was wished for, and wish for the rest a moment later, with no key against it."""
    app = current_app._get_current_object()

    def wish() -> None:
        rows = db.session().execute(select(ReportRun.kind, ReportRun.period, ReportRun.language)).all()
        known = {tuple(row) for row in rows}
        due = [each for each in story.expected() if (each[0], each[2], each[3]) not in known]
        db.session().rollback()
        story.time.sleep(timedelta(minutes=2))
        with story.work() as unit:
            for kind, subject, period, language in due:
                unit.add(ReportRun(kind=kind, subject=subject, unit_id=2, period=period, language=language,
                                   state=RunState.QUEUED, ordered_at=unit.now, prepared=post_words(None)))  # fmt: skip

    def look() -> None:
        while True:
            with app.app_context():
                wish()
            story.time.sleep(HOUR)

    patch.setattr(workers, "wish_for_due", lambda unit: 0)
    for name in ("first clock", "second clock"):
        story.time.enter(name, look)


def without_taking(patch: pytest.MonkeyPatch, _story: Story) -> None:
    """Post a letter first and write it down afterwards."""

    def send(chosen, each) -> int:
        document = queries.by_id(db.session(), each.document_id)
        db.session().rollback()
        sent = delivering._post(chosen, each, document)
        if outbox.take(ReportLetter, [each.id]):
            outbox.note(ReportLetter, [each.id], sent=sent)
        return int(sent)

    patch.setattr(delivering, "_send", send)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("naive", "caught"),
    [
        (without_fence, "ended twice"),
        (without_key, "wished for otherwise than once"),
        (without_taking, "posted twice with nobody dead and no clock wrong"),
    ],
)
def test_a_naive_way_is_caught(work, district, naive, caught):
    wrong, _mishaps = lived(work, district, NAIVE, naive)
    assert any(caught in each for each in wrong), wrong
