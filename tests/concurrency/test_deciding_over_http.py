"""Eight who press the button at the same moment in two servers of one installation: one decision; the others are told."""

from __future__ import annotations

import http.client
import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from lsg_projects.accounts.models import Appointment, Person
from lsg_projects.accounts.views.store import SessionRows
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.models import Decision
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.kit import clock, db, examination, installation, journal
from lsg_projects.kit.work import work
from lsg_projects.notices import usecases as notices
from lsg_projects.notices.models import Notice
from lsg_projects.projects import queries as projects
from tests.support import naive_server
from tests.support import route_world as rw
from tests.support.route_world import World
from tests.support.serving import served

RACERS = 8
PAPER = {"LSG_PAPER_BODIES": '["assembly", "commission", "maslikhat"]'}
VERDICT = {
    "outcome": "approved", "number": "4", "dated": "26.01.2026", "votes_for": "8", "votes_against": "1",
    "votes_abstained": "0", "paper": "public",
}  # fmt: skip
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass
class Racer:
    """A secretary's browser at one of the servers."""

    address: str
    cookie: str
    token: str = ""

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
        """Send one request on a connection of its own; give status and text."""
        where = urlsplit(self.address)
        line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
        headers = {"Cookie": f"lsg={self.cookie}", **({"Content-Type": kind} if kind else {})}
        line.request(method, path, body, headers)
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer.status, text


@contextmanager
def two_servers(
    app: Flask, folder: Path, database: str, program: str = "lsg_projects"
) -> Iterator[tuple[World, list[Racer]]]:
    """Serve the small district twice, and sign eight secretaries of one assembly in, half of them at each server."""
    distance = timedelta(days=(rw.NOW.date() - datetime.now(clock.ALMATY).date()).days)
    with app.app_context():
        world = rw.build()
        with work(SYSTEM) as unit:
            installation.state(unit.session, "clock_offset_days", distance.days)
        clock.shift(distance)
        more = {"LSG_DATABASE_URL": database, **PAPER, "program": program}
        one_process = ("--no-worker", "--workers", "1", "--threads", "8")
        with served(folder, *one_process, **more) as one, served(folder, *one_process, **more) as other:
            yield world, [_racer(app, world, place, (one, other)[place % 2]) for place in range(RACERS)]
        db.db.session.remove()


def _racer(app: Flask, world: World, place: int, address: str) -> Racer:
    with work(SYSTEM) as unit:
        row = Person(name=f"Демо {place}", email=f"racer{place}@example.kz", created_at=unit.now)
        unit.add(row)
        body = world.bodies[BodyKind.ASSEMBLY]
        unit.add(Appointment(person_id=row.id, body_id=body, role=Role.ASSEMBLY_SECRETARY, valid_from=date(2024, 1, 1)))
        person = row.id
    racer = Racer(address, f"racer-{place}-" + "x" * 30)
    SessionRows(app.extensions["settings"]).save(racer.cookie, {"_user_id": str(person), "_fresh": True}, person)
    found = TOKEN.search(racer.ask("GET", "/office/me")[1])
    assert found is not None
    racer.token = found[1]
    return racer


def pressed(racers: list[Racer], task: int) -> list[int]:
    """Let all send the same verdict at once; give the statuses."""
    seen = approvals.shown(db.session(), task)
    db.session().rollback()
    barrier, answers = threading.Barrier(RACERS), [0] * RACERS

    def press(place: int) -> None:
        racer = racers[place]
        typed = {**VERDICT, "csrf_token": racer.token, "version": str(seen.version), "shown": seen.digest}
        border, body = encode_multipart({**typed, "minutes": paper()})
        barrier.wait()
        kind = f"multipart/form-data; boundary={border}"
        answers[place] = racer.ask("POST", f"/office/inbox/{task}/decide", body, kind)[0]

    threads = [threading.Thread(target=press, args=(place,)) for place in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def paper() -> object:
    """The minutes, as a file to be sent."""
    return FileStorage(io.BytesIO(rw.PDF), "hattama.pdf", "minutes", "application/pdf")


def raced(world: World, racers: list[Racer], code: str) -> None:
    """Let eight decide on a project that was sent: one does, the others are told; one decision, one entry."""
    assert sorted(pressed(racers, rw.submit(world, code))) == [303] + [409] * (RACERS - 1)
    db.session().rollback()
    assert decisions(code) == 1
    told = [entry.action for entry in journal.entries(db.session(), f"project:{code}")]
    assert told.count("step.decided") == 1


def decisions(code: str) -> int:
    """Count the decisions on a project."""
    db.session().rollback()
    project = projects.find(db.session(), code).id
    return db.session().scalar(select(func.count(Decision.id)).where(Decision.project_id == project)) or 0


@pytest.mark.parametrize(
    ("database", "trials"),
    [
        pytest.param("postgres", 2, marks=pytest.mark.postgres),
        pytest.param("postgres", 300, marks=[pytest.mark.postgres, pytest.mark.slow]),
        pytest.param("sqlite", 300, marks=pytest.mark.slow),
    ],
    indirect=["database"],
)
def test_of_eight_who_press_at_once_one_decides(app: Flask, tmp_path: Path, database: str, trials: int) -> None:
    with two_servers(app, tmp_path / "instance", database) as (world, racers):
        for _ in range(trials):
            raced(world, racers, rw.project(world))
        with work(SYSTEM) as unit:
            while notices.follow(unit):
                pass
        mine = (Notice.person_id == world.people[Role.AKIM], Notice.kind == "office.step_decided")
        assert db.session().scalar(select(func.count(Notice.id)).where(*mine)) == trials
        assert examination.verify(db.session()).broken is None


@pytest.mark.parametrize(
    "database",
    [pytest.param("postgres", marks=pytest.mark.postgres), pytest.param("sqlite", marks=pytest.mark.slow)],
    indirect=True,
)
def test_the_same_test_catches_servers_that_look_and_then_write(app: Flask, tmp_path: Path, database: str) -> None:
    """The negative control: two servers in which the guard and the nets under it are left out."""
    with app.app_context(), db.engine().begin() as connection:
        naive_server.unbind(connection)
    with two_servers(app, tmp_path / "instance", database, naive_server.__name__) as (world, racers):
        code = rw.project(world)
        with pytest.raises(AssertionError):
            raced(world, racers, code)
        assert decisions(code) > 1
