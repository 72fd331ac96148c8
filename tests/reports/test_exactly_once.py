"""Two workers, two clocks: each run is made once and each period wished for once; a naive way shows that it could fail."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from contextvars import copy_context
from datetime import UTC, datetime, timedelta

import pytest
from flask import current_app
from sqlalchemy import func, select, update

from lsg_projects.domain.reporting import RunState
from lsg_projects.kit import clock, db
from lsg_projects.reports.models import ReportDocument, ReportRun
from lsg_projects.reports.usecases import (
    Order,
    SetSchedule,
    claim,
    order,
    pause,
    perform,
    set_schedule,
    wish_for_due,
)
from lsg_projects.reports.usecases.rounds import take_up_day
from tests.reports.conftest import TwoLines

LEASE = timedelta(minutes=10)
YEARS = range(2018, 2026)
SCHEDULE = SetSchedule("district-progress", "154600000", "2024-Q1", ("kk", "ru"))


def together(*jobs: Callable[[], None]) -> None:
    """Run jobs at the same moment, each with a session of its own, and hand on the first error."""
    app = current_app._get_current_object()
    start = threading.Barrier(len(jobs))
    errors: list[BaseException] = []

    def one(job: Callable[[], None]) -> None:
        try:
            with app.app_context():
                start.wait(10)
                job()
        except BaseException as error:  # noqa: BLE001  # a failed thread must fail the test
            errors.append(error)

    threads = [threading.Thread(target=copy_context().run, args=(one, job)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if errors:
        raise errors[0]


@pytest.fixture
def waiting(work, district):
    with work() as unit:
        for year in YEARS:
            order(unit, Order("district-progress", "154600000", str(year), "kk"))
    return len(YEARS)


def drain(work, made: list[int]) -> None:
    while True:
        with work() as unit:
            held = claim(unit, threading.current_thread().name, LEASE)
        if held is None:
            return
        made.append(held.run_id)
        perform(held, TwoLines())


def test_two_workers_make_each_run_once(work, waiting):
    made: list[int] = []
    together(lambda: drain(work, made), lambda: drain(work, made))
    assert (len(made), max(Counter(made).values())) == (waiting, 1)
    states = Counter(db.session().scalars(select(ReportRun.state)))
    assert states == {RunState.DONE: waiting}
    assert db.session().scalar(select(func.count(ReportDocument.id))) == waiting


def test_reading_first_and_writing_later_would_make_a_run_twice(work, waiting):
    taken: list[int] = []
    both_have_read = threading.Barrier(2)

    def naive() -> None:
        run_id = db.session().scalar(select(func.min(ReportRun.id)).where(ReportRun.state == RunState.QUEUED))
        db.session().rollback()
        both_have_read.wait(10)
        with work() as unit:
            unit.session.execute(update(ReportRun).where(ReportRun.id == run_id).values(state=RunState.RUNNING))
        taken.append(run_id)

    together(naive, naive)
    assert Counter(taken).most_common(1)[0][1] == 2


def runs(schedule_id: int) -> Counter:
    rows = db.session().execute(
        select(ReportRun.period, ReportRun.language).where(ReportRun.schedule_id == schedule_id)
    )
    found = Counter(tuple(row) for row in rows)
    db.session().rollback()
    return found


def look(work) -> int:
    with work() as unit:
        return wish_for_due(unit)


def scheduled(work) -> int:
    with work() as unit:
        return set_schedule(unit, SCHEDULE)


def test_every_period_since_the_first_is_wished_for_once_in_each_language(work, district):
    schedule_id = scheduled(work)
    assert scheduled(work) == schedule_id
    assert look(work) == 16
    assert look(work) == 0
    quarters = [f"{year}-Q{place}" for year in (2024, 2025) for place in (1, 2, 3, 4)]
    assert runs(schedule_id) == Counter({(period, lang): 1 for period in quarters for lang in ("kk", "ru")})


def test_two_clocks_at_once_wish_once(work, district):
    schedule_id = scheduled(work)
    together(lambda: look(work), lambda: look(work))
    found = runs(schedule_id)
    assert (len(found), max(found.values())) == (16, 1)


def test_a_clock_set_back_an_outage_and_a_pause_change_nothing(work, district):
    schedule_id = scheduled(work)
    days = [
        datetime(2024, 4, 1, tzinfo=UTC), datetime(2024, 3, 30, tzinfo=UTC), datetime(2024, 4, 2, tzinfo=UTC),
        datetime(2025, 11, 22, tzinfo=UTC),  # a year and a half without a worker
        datetime(2025, 2, 1, tzinfo=UTC), datetime(2026, 1, 26, tzinfo=UTC),
    ]  # fmt: skip
    new = []
    for day in days:
        with clock.standing_at(day):
            new.append(look(work))
    assert new == [2, 0, 0, 12, 0, 2]
    with work() as unit:
        pause(unit, schedule_id, paused=True)
    with clock.standing_at(datetime(2026, 7, 1, tzinfo=UTC)):
        assert look(work) == 0
        with work() as unit:
            pause(unit, schedule_id, paused=False)
        assert look(work) == 4
    assert max(runs(schedule_id).values()) == 1


def test_the_hour_that_almaty_repeated_belongs_to_one_day(work, district):
    # at midnight of 1 March 2024 the clocks of Almaty went back to 23:00 of 29 February
    moments = [datetime(2024, 2, 29, hour, minute, tzinfo=UTC) for hour in (16, 17, 18) for minute in (30, 59)]
    days = []
    for moment in [*moments, datetime(2024, 2, 29, 19, 30, tzinfo=UTC)]:
        with clock.standing_at(moment), work() as unit:
            days.append((unit.today.isoformat(), take_up_day(unit)))
    taken = [day for day, changed in days if changed is not None]
    assert taken == ["2024-02-29", "2024-03-01"]


def test_a_days_work_is_taken_up_by_one_of_two_workers(work, district):
    taken: list[int] = []

    def day() -> None:
        with work() as unit:
            if take_up_day(unit) is not None:
                taken.append(1)

    together(day, day)
    assert taken == [1]
