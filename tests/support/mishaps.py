"""What may befall a worker of reports: it dies, sleeps through its lease, is stopped, or its printing or its mail fails."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from lsg_projects import worker as workers
from lsg_projects.kit import clock, mail, outbox
from lsg_projects.kit.files import FileStore
from lsg_projects.kit.paper.model import PrintFailed
from lsg_projects.reports.usecases import Job, Made, issue, queue
from lsg_projects.settings import Settings
from lsg_projects.worker import Worker
from tests.support.simulation import Simulation

LEASE = timedelta(minutes=10)
DEATHS = ("claimed", "printing", "file kept", "before the row", "row committed", "mail taken", "mail posted")
TROUBLES = ("stopped", "printing failed", "slept through the lease", "late and failed", "mail refused")


class Dead(BaseException):
    """The process was killed here."""


@dataclass(frozen=True)
class Posting:
    """One letter as the mail server got it; *sound* where its worker lived on and its clock was right."""

    message_id: str
    to: str
    sound: bool


class Mishaps:
    """Draws what goes wrong, from a seed, and remembers what did."""

    def __init__(self, simulation: Simulation, seed: int, share: float) -> None:
        """Let each mishap come with a chance of *share*, wherever it can."""
        self.drawn = random.Random(seed)
        self.hits: Counter[str] = Counter()
        self.posted: list[Posting] = []
        self.outage: tuple[datetime, datetime] | None = None
        self.workers: dict[str, Worker] = {}
        self._simulation, self._share = simulation, share

    def comes(self, name: str, share: float = 1.0) -> bool:
        """Tell whether a mishap comes now."""
        came = self.drawn.random() < self._share * share
        self.hits[name] += came
        return came

    def die(self, name: str) -> None:
        """Die here, perhaps."""
        if self.comes(name):
            raise Dead(name)

    def sleep(self, longest: timedelta) -> None:
        """Let some time pass; whoever wakes in the outage was killed by it."""
        self._simulation.sleep(longest * self.drawn.random())
        if self.out():
            raise Dead("outage")

    def out(self) -> bool:
        """Tell whether there is no current."""
        return self.outage is not None and self.outage[0] <= self._simulation.true < self.outage[1]

    def printer(self, job: Job, progress: Callable[[str, int, int], None]) -> Made:
        """Print in place of the layout: cheap bytes that follow from the facts, and all that befalls a printing."""
        progress("facts", 0, 1)
        self.sleep(LEASE / 2)
        self.die("printing")
        if self.comes("printing failed"):
            raise PrintFailed("broken", "drawn")
        if self.comes("stopped") and (name := self._me()) in self.workers:
            self.workers[name].stop()
        if self.comes("late and failed"):
            self.sleep(LEASE * 20)
            raise PrintFailed("too_long", "drawn")
        if self.comes("slept through the lease"):
            self._simulation.sleep(LEASE * 2)  # frozen, not killed
            if self.drawn.random() < 0.5:
                return self._made(job)  # it never looked whether the run was still its own
        progress("painting", 1, 1)
        return self._made(job)

    @staticmethod
    def _made(job: Job) -> Made:
        return Made(f"{job.stamp.number} {job.stamp.as_known} {job.facts}".encode(), 2, "Есеп", "Бір сөйлем")

    def _me(self) -> str:
        return self._simulation.acting.name if self._simulation.acting else ""

    def _sound(self) -> bool:
        return self._simulation.acting is not None and not self._simulation.acting.skew

    def lurk(self, patch: pytest.MonkeyPatch) -> None:
        """Stand at the places of the product where a worker can die."""
        save, finish, make, perform = FileStore.save, queue.finish, issue.make, workers.perform

        def saved(files: FileStore, data: bytes) -> str:
            key = save(files, data)
            self.die("file kept")
            return key

        def finished(*given: Any) -> None:
            finish(*given)
            self.die("before the row")

        def made(*given: Any) -> int:
            number = make(*given)
            self.die("row committed")
            return number

        def performed(*given: Any) -> None:
            self.die("claimed")
            perform(*given)

        patch.setattr(clock, "now", self._simulation.clock)
        patch.setattr(FileStore, "save", saved)
        patch.setattr(queue, "finish", finished)
        patch.setattr(issue, "make", made)
        patch.setattr(workers, "perform", performed)
        self._lurk_at_the_mail(patch)

    def _lurk_at_the_mail(self, patch: pytest.MonkeyPatch) -> None:
        send = mail.send

        def sent(settings: Settings, message: Any) -> bool:
            if not str(message["Message-ID"]).startswith("<report-"):
                return send(settings, message)
            sound = self._sound()
            self.die("mail taken")
            self.sleep(outbox.AGAIN / 2)
            if self.comes("mail refused"):
                return False
            send(settings, message)
            dies = self.comes("mail posted")
            self.posted.append(Posting(message["Message-ID"], message["To"], sound and not dies))
            if dies:
                raise Dead("mail posted")
            return True

        patch.setattr(mail, "send", sent)


class Machine:
    """A machine with one worker process that looks now and then; what dies is begun anew."""

    def __init__(self, app: Flask, settings: Settings, mishaps: Mishaps, simulation: Simulation) -> None:
        """Take what the worker serves."""
        self._app, self._settings, self._mishaps, self._simulation = app, settings, mishaps, simulation

    def live(self, name: str, pause: timedelta) -> None:
        """Work for ever, looking after *pause* on the average."""
        while True:
            if not self._mishaps.out():
                self._work(name, pause)
            self._simulation.sleep(pause * self._mishaps.drawn.random() * 2)

    def _work(self, name: str, pause: timedelta) -> None:
        """Be one process, from its start to its death."""
        worker = Worker(self._app, self._settings, self._mishaps.printer)
        worker.holder = f"{name}:{self._mishaps.drawn.randrange(10**6)}"
        self._mishaps.workers[name] = worker
        try:
            while not worker._stop.is_set():
                with self._app.app_context():
                    for tick in (worker.beat, worker.take_day, worker.look, worker.tell):
                        tick()
                self._mishaps.sleep(pause * 2)
        except Dead:
            pass
