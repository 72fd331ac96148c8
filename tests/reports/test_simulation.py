"""Weeks of four workers that die, freeze, restart and misread the clock: each period is issued once, each letter sent once.

The product's own worker, queue, schedules and mail act in simulated time; only the layout of the paper is replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import select, update

from lsg_projects import settings
from lsg_projects import worker as workers
from lsg_projects.accounts.models import Person
from lsg_projects.domain import chain
from lsg_projects.domain.events import INSTALLATION
from lsg_projects.domain.periods import closed_since, parse
from lsg_projects.domain.reporting import RunState
from lsg_projects.domain.states import Role
from lsg_projects.kit import clock, db, journal, outbox
from lsg_projects.kit.files import store as files
from lsg_projects.reports import queries
from lsg_projects.reports.models import DailyRound, ReportDocument, ReportLetter, ReportRun, ReportSchedule
from lsg_projects.reports.usecases import (
    AddRecipient,
    Certify,
    SetSchedule,
    add_recipient,
    certify,
    delivering,
    queue,
    retry,
    send_again,
    set_schedule,
)
from lsg_projects.reports.usecases.orders import post_words
from tests.reports.conftest import plan
from tests.support.mishaps import DEATHS, TROUBLES, Machine, Mishaps
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


DAYS = Course(
    34, timedelta(minutes=80), 0.17, 10,
    ((4, 1, timedelta(days=-2)), (8, 2, timedelta(hours=26)), (22, 1, timedelta(0)), (24, 2, timedelta(0))),
    seed=12, schedules=SCHEDULES[:3],
)  # fmt: skip
MONTH = Course(
    720, timedelta(minutes=45), 0.1, 400,
    ((100, 0, timedelta(minutes=7)), (150, 1, timedelta(days=-2)), (390, 2, timedelta(hours=26)),
     (405, 3, timedelta(hours=-5)), (420, 1, timedelta(0)), (430, 2, timedelta(0)), (500, 3, timedelta(0)),
     (520, 0, timedelta(minutes=-40))),
)  # fmt: skip
NAIVE = Course(9, timedelta(minutes=45), 0.2, -40, (), schedules=SCHEDULES[:1])
"""After the outage, with nothing but deaths and late workers: enough for what guards nothing to go wrong."""
Naive = Callable[[pytest.MonkeyPatch, "Story"], None]


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
    assert {name for name, count in mishaps.hits.items() if count} == {*DEATHS, *TROUBLES}
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
