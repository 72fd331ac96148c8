"""A course of simulated weeks on one database: schedules, machines, clocks and people, and what must hold at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import select

from lsg_projects import settings
from lsg_projects.accounts.models import Person
from lsg_projects.domain import chain
from lsg_projects.domain.events import INSTALLATION
from lsg_projects.domain.periods import closed_since, parse
from lsg_projects.domain.reporting import RunState
from lsg_projects.domain.states import Role
from lsg_projects.kit import clock, db, journal
from lsg_projects.kit.files import store as files
from lsg_projects.reports.models import ReportDocument, ReportLetter, ReportRun
from lsg_projects.reports.usecases import (
    AddRecipient,
    Certify,
    SetSchedule,
    add_recipient,
    certify,
    retry,
    send_again,
    set_schedule,
)
from tests.reports.conftest import plan
from tests.support.mishaps import Machine, Mishaps
from tests.support.simulation import Simulation

HOUR = timedelta(hours=1)
NEW_YEAR = datetime(2025, 12, 31, 19, tzinfo=UTC)
"""The moment in Almaty at which a month, a quarter, a half-year and a year end together."""
DISTRICT, OKRUG = "154600000", "154651000"
SCHEDULES = (
    SetSchedule("district-progress", DISTRICT, "2025-Q3", ("kk", "ru")),
    SetSchedule("budget-execution", OKRUG, "2025-11", ("kk", "ru", "en")),
    SetSchedule("assembly-monitoring", OKRUG, "2025-H2", ("kk", "ru")),
    SetSchedule("civil-budget", OKRUG, "2024", ("kk", "ru")),
)
MACHINES = ("a", "b", "c", "d")
WANTED = {"kk@demo.example": "kk", "ru@demo.example": "ru", "all@demo.example": ""}


@dataclass
class Course:
    """How long a simulation goes, and what steps the clocks make: at an hour, a machine, by so much."""

    hours: int
    pause: timedelta
    share: float
    outage_at: int
    steps: tuple[tuple[int, int, timedelta], ...]
    seed: int = 1
    schedules: tuple[SetSchedule, ...] = SCHEDULES
    begin: datetime = field(init=False)

    def __post_init__(self) -> None:
        """Begin so that the year ends in the middle of the outage."""
        self.begin = NEW_YEAR - HOUR * (self.outage_at + 3)


class Story:
    """One course of things on one database."""

    def __init__(self, work: Callable[..., Any], district: Callable[..., Any], course: Course) -> None:
        """Set up the schedules and their recipients."""
        self.work, self.course = work, course
        self.head = district(Role.DISTRICT_AKIM, 1)
        self.time = Simulation(course.begin)
        self.mishaps = Mishaps(self.time, course.seed, course.share)
        with clock.standing_at(course.begin), work() as unit:
            unit.add(Person(id=1, name="Демо", email="1@demo.example", language="kk", created_at=unit.now))
            for command in course.schedules:
                number = set_schedule(unit, command)
                for address, language in WANTED.items():
                    add_recipient(unit, AddRecipient(number, "Демо", address, language))

    def happen(self, patch: pytest.MonkeyPatch) -> None:
        """Let it all happen."""
        app = current_app._get_current_object()
        self.mishaps.lurk(patch)
        self.mishaps.outage = tuple(self.course.begin + HOUR * (self.course.outage_at + add) for add in (0, 6))
        machine = Machine(app, settings.current(), self.mishaps, self.time)
        machines = [self.time.enter(name, lambda name=name: machine.live(name, self.course.pause)) for name in MACHINES]
        for hour, place, skew in self.course.steps:
            self.time.enter("clock", lambda *given, s=(hour, place, skew): self._step(machines, *s))
        self.time.enter("office", lambda: self._office(app))
        db.session().rollback()
        self.time.run(HOUR * self.course.hours)

    def _step(self, machines: list, hour: int, place: int, skew: timedelta) -> None:
        self.time.sleep(HOUR * hour)
        machines[place].skew = skew

    def _office(self, app) -> None:
        """Certify what came, try again what failed, and record new figures now and then, as people do."""
        for hour in range(self.course.hours):
            self.time.sleep(HOUR)
            with app.app_context():
                self._certify_and_try_again()
                if hour % 7 == 3:
                    with self.work() as unit:
                        plan(unit, 3, 2025, 2 + hour, 243107 + hour, 26860)

    def _certify_and_try_again(self) -> None:
        session = db.session()
        waiting = select(ReportDocument.number, ReportDocument.sha256).where(
            ReportDocument.certified_at.is_(None), ReportDocument.superseded_at.is_(None)
        )
        for number, sha256 in session.execute(waiting).all():
            with self.work(self.head) as unit:
                certify(unit, Certify(number, sha256))
        for run_id in session.scalars(select(ReportRun.id).where(ReportRun.state == RunState.FAILED)).all():
            with self.work(self.head) as unit:
                retry(unit, run_id)
        for letter_id in session.scalars(select(ReportLetter.id).where(ReportLetter.letter == "failed")).all():
            with self.work(self.head) as unit:
                send_again(unit, letter_id)
        session.rollback()

    def expected(self) -> set[tuple[str, str, str, str]]:
        """Give what must have been issued by the end, from the calendar alone."""
        today = clock.local_day(self.time.true)
        return {
            (each.kind, each.subject, str(period), language)
            for each in self.course.schedules
            for period in closed_since(parse(each.first_period), today)
            for language in each.languages
        }


def faults(story: Story) -> list[str]:
    """Give everything in which the end differs from each period once in each language, and each letter once."""
    session = db.session()
    session.rollback()
    runs = session.scalars(select(ReportRun)).all()
    documents = {each.id: each for each in session.scalars(select(ReportDocument))}
    once = dict.fromkeys(story.expected(), 1)
    found = []
    if Counter((run.kind, run.subject, run.period, run.language) for run in runs) != once:
        found.append("wished for otherwise than once")
    if Counter((each.kind, each.subject, each.period, each.language) for each in documents.values()) != once:
        found.append("issued otherwise than once")
    if any(each.edition != 1 or each.superseded_at for each in documents.values()):
        found.append("a second edition")
    for run in runs:
        document = documents.get(run.document_id or 0)
        if run.state is not RunState.DONE or run.lease_until or document is None:
            found.append(f"run {run.id} is {run.state}")
        elif run.finished_at != document.issued_at:
            found.append(f"run {run.id} ended twice")
    found += [f"{each.number} is not whole" for each in documents.values() if not intact(each)]
    return [*found, *_letters(story, documents), *_journal(documents)]


def intact(document: ReportDocument) -> bool:
    return files().intact(document.sha256) and files().intact(document.data_digest)


def _letters(story: Story, documents: dict[int, ReportDocument]) -> list[str]:
    """Compare the letters, the posted ones among them, with who wanted which edition."""
    rows = db.session().scalars(select(ReportLetter)).all()
    once = {
        (number, address): 1
        for number, each in documents.items()
        for address, language in WANTED.items()
        if language in ("", each.language)
    }
    found = []
    if Counter((row.document_id, row.email) for row in rows) != once:
        found.append("letters written otherwise than once")
    found += [f"letter {row.id} is {row.letter}" for row in rows if row.letter != "sent"]
    # a worker that dies between the mail server's yes and its own note posts again, under the same message id:
    # the receiver's side (here the folder of .eml files) has it once; all others post once
    kept = list((settings.current().instance / "mail").glob("report-*.eml"))
    if len(kept) != len(once):
        found.append(f"{len(kept)} letters arrived instead of {len(once)}")
    sound = Counter(each.message_id for each in story.mishaps.posted if each.sound)
    if any(count > 1 for count in sound.values()):
        found.append("posted twice with nobody dead and no clock wrong")
    return found


def _journal(documents: dict[int, ReportDocument]) -> list[str]:
    """Look for one entry of each act in a chain that is whole."""
    entries = list(journal.entries(db.session(), INSTALLATION))
    numbers = {each.number for each in documents.values()}
    acts = Counter((entry.action, entry.subject) for entry in entries)
    told = Counter(act for act in acts.elements() if act[0] in ("report.issued", "report.certified"))
    once = dict.fromkeys(((act, number) for act in ("report.issued", "report.certified") for number in numbers), 1)
    return [
        *(["the journal tells otherwise than once"] if told != once else []),
        *(["the journal is broken"] if chain.check(entries) else []),
    ]
