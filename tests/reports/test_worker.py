"""The worker: it beats, makes what waits, survives errors, and gives a report back when it is asked to stop."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from flask import current_app

from lsg_projects import settings
from lsg_projects.domain.reporting import RunState
from lsg_projects.kit import clock, db
from lsg_projects.reports import queries
from lsg_projects.reports.usecases import SetSchedule, order, set_schedule
from lsg_projects.worker import Worker
from tests.reports.conftest import ORDER, TwoLines


@pytest.fixture
def worker(work, district):
    app = current_app._get_current_object()
    return lambda printer: Worker(app, settings.read(worker_tick_seconds=1), printer)


def state_of(run_id: int) -> queries.Run:
    db.session().rollback()
    return queries.run(db.session(), run_id)


def test_one_look_wishes_for_what_is_due_and_makes_all_that_waits(work, worker):
    printer = TwoLines()
    with work() as unit:
        run_id = order(unit, ORDER)
        set_schedule(unit, SetSchedule("district-progress", "154600000", "2025-Q3", ("ru",)))
    worker(printer).look()
    assert state_of(run_id).state is RunState.DONE
    made = sorted((job.facts.period, job.facts.language) for job in printer.jobs)
    assert made == [("2025-Q3", "ru"), ("2025-Q4", "kk"), ("2025-Q4", "ru")]


def test_a_report_that_cannot_be_made_does_not_stop_the_next(work, worker):
    broken = TwoLines(RuntimeError("no"))
    with work() as unit:
        first = order(unit, ORDER)
    worker(broken).look()
    with work() as unit:
        second = order(unit, ORDER)
    worker(TwoLines()).look()
    assert (state_of(first).state, state_of(second).state) == (RunState.FAILED, RunState.DONE)


def test_asked_to_stop_while_printing_it_gives_the_report_back(work, worker):
    with work() as unit:
        run_id = order(unit, ORDER)

    def printer(job, progress):
        at_work.stop()
        progress("pages", 1, 2)
        raise AssertionError("the printing went on")

    at_work = worker(printer)
    at_work.look()
    run = state_of(run_id)
    assert (run.state, run.attempts) == (RunState.QUEUED, 0)
    worker(TwoLines()).look()
    assert state_of(run_id).state is RunState.DONE


def test_its_heartbeat_is_seen_and_its_silence_too(work, worker):
    assert queries.heartbeat(db.session()) is None
    worker(TwoLines()).beat()
    seen = queries.heartbeat(db.session())
    assert queries.alive(seen, clock.now(), 5)
    assert not queries.alive(seen, clock.now() + timedelta(minutes=2), 5)
    assert not queries.alive(None, clock.now(), 5)


def test_it_runs_until_it_is_asked_to_stop(work, worker):
    with work() as unit:
        run_id = order(unit, ORDER)
    at_work = worker(TwoLines())
    left: list[int] = []
    thread = threading.Thread(target=lambda: left.append(at_work.run()))
    thread.start()
    deadline = time.monotonic() + 30
    while state_of(run_id).open and time.monotonic() < deadline:
        time.sleep(0.1)
    at_work.stop()
    thread.join(20)
    assert (state_of(run_id).state, left) == (RunState.DONE, [0])
