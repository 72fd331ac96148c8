"""A worker killed at any moment leaves no half file, and every run ends once somebody works again."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from flask import current_app

from lsg_projects import settings
from lsg_projects.domain.reporting import RunState
from lsg_projects.kit import clock, db
from lsg_projects.reports import queries
from lsg_projects.reports.usecases import Order, claim, order, perform
from tests.reports.conftest import TODAY, TwoLines

# prints like the real one in small: progress, a file of some size, and time enough to be killed anywhere
WORKER = """
import sys, time
from pathlib import Path
from datetime import timedelta
from lsg_projects import settings
from lsg_projects.kit.work import work
from lsg_projects.reports.usecases import Made, claim, perform
from tests.support import applications

def printer(job, progress):
    for place in range(8):
        progress("pages", place, 8)
        time.sleep(0.03)
    return Made(job.stamp.number.encode() * 40_000, 2, "Есеп", "Бір сөйлем")

with applications.assembled(Path(sys.argv[1]), sys.argv[2]) as app, app.app_context():
    print("at work", flush=True)
    while True:
        with work() as unit:
            held = claim(unit, "killed", timedelta(seconds=1))
        if held is None:
            time.sleep(0.05)
            continue
        perform(held, printer)
"""


def address() -> str:
    """Give the address of this test's database for another process."""
    return db.session().get_bind().url.render_as_string(hide_password=False)


def kept_files(instance: Path) -> list[Path]:
    return [path for path in (instance / "files").rglob("*") if path.is_file() and not path.name.startswith(".")]


def killed(instance: Path, drawn: random.Random, place: str) -> None:
    """Begin a worker, and kill it at some moment."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(instance), place], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2],
        env={**os.environ, "LSG_INSTANCE": str(instance)},
    )  # fmt: skip
    try:
        assert process.stdout.readline().strip() == b"at work"
        time.sleep(drawn.random() * 0.8)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()


def _kill(work, count: int, seed: int) -> None:
    instance = settings.current().instance
    place = address()
    runs = []
    drawn = random.Random(seed)
    for number in range(count):
        period = f"{2020 + number % 6}-Q{1 + number // 6 % 4}"
        with work() as unit:
            runs.append(order(unit, Order("district-progress", "154600000", period, ("kk", "ru", "en")[number % 3])))
        db.session().rollback()
        killed(instance, drawn, place)
        for path in kept_files(instance):
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name, "a half file is visible"
    _finish(work)
    db.session().rollback()
    for run_id in set(runs):
        found = queries.run(db.session(), run_id)
        assert found.state in (RunState.DONE, RunState.FAILED), found
        assert found.state is RunState.DONE or found.reason == "reports.gave_up"
        if found.state is RunState.DONE:
            assert queries.intact(queries.by_number(db.session(), found.number))


def _finish(work) -> None:
    """Work as the next worker does, when the leases of the dead have ended."""
    with clock.standing_at(TODAY + timedelta(days=400)):
        while True:
            with work() as unit:
                held = claim(unit, "next", timedelta(minutes=10))
            if held is None:
                return
            perform(held, TwoLines())


def test_a_few_kills_leave_no_half_file_and_every_run_ends(work, district):
    _kill(work, 3, seed=11)


@pytest.mark.slow
def test_fifty_kills_leave_no_half_file_and_every_run_ends(work, district):
    assert current_app
    _kill(work, 50, seed=12)
