"""The worker: a process of its own that prints due reports, tells people what concerns them, and takes up each day.

APScheduler only ticks here, in UTC and without a job store; what is due stands in the application's own tables, so a
second worker, a crash or a long outage change nothing but the time.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from lsg_projects.budgets.usecases import claim_job, perform_job
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.errors import Stale
from lsg_projects.history.usecases import check_if_due, sign_if_due
from lsg_projects.kit import clock
from lsg_projects.kit.work import work
from lsg_projects.notices.usecases import follow, remind, send_due
from lsg_projects.reports.usecases import by_process, claim, perform, send_reports, wish_for_due
from lsg_projects.reports.usecases.printing import Printer
from lsg_projects.reports.usecases.queue import Claim, give_back
from lsg_projects.reports.usecases.rounds import beat, take_up_day
from lsg_projects.settings import Settings

log = logging.getLogger(__name__)
_BEAT_SECONDS = 10
_DAY_SECONDS = 60
_JOURNAL_SECONDS = 30
_SILENCE_SECONDS = 120
"""A ticker that has not ticked for so long is dead: the process leaves, and its supervisor starts a new one."""


class Stopping(BaseException):
    """The worker was asked to stop while it printed; no error of the report."""


class Worker:
    """One worker process."""

    def __init__(self, app: Flask, settings: Settings, printer: Printer = by_process) -> None:
        """Take the application whose database and settings the worker serves."""
        self.holder = f"{socket.gethostname()}:{os.getpid()}"
        self._app = app
        self._settings = settings
        self._printer = printer
        self._stop = threading.Event()
        self._last_beat = time.monotonic()

    def run(self) -> int:
        """Work until asked to stop; give 0, or 1 where the ticker died and a new process should begin."""
        for tick in (self.beat, self.take_day, self.keep_journal):
            self._guarded(tick)()
        scheduler = self._scheduler()
        scheduler.start()
        log.info("worker %s is at work", self.holder)
        try:
            while not self._stop.wait(1):
                if time.monotonic() - self._last_beat > _SILENCE_SECONDS:
                    log.error("the ticker has been silent for %s s", _SILENCE_SECONDS)
                    return 1
            return 0
        finally:
            scheduler.shutdown(wait=True)

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Ask the worker to stop; a report that is being printed goes back into the queue."""
        self._stop.set()

    def obey_signals(self) -> None:
        """Stop on Ctrl-C and on the supervisor's word."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def _scheduler(self) -> BackgroundScheduler:
        scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        every = self._settings.worker_tick_seconds
        for tick, seconds in (
            (self.beat, _BEAT_SECONDS), (self.look, every), (self.tell, every), (self.bring, every),
            (self.take_day, _DAY_SECONDS),
            (self.keep_journal, _JOURNAL_SECONDS),
        ):  # fmt: skip
            scheduler.add_job(self._guarded(tick), "interval", seconds=seconds, name=tick.__name__)
        return scheduler

    def _guarded(self, tick: Callable[[], None]) -> Callable[[], None]:
        """Wrap a tick so that no error ends the ticker; the next tick tries again."""

        def ticking() -> None:
            try:
                with self._app.app_context():
                    tick()
            except Exception:
                log.exception("a tick failed")

        return ticking

    def beat(self) -> None:
        """Say that the worker is alive."""
        with work(SYSTEM) as unit:
            beat(unit, self.holder)
        self._last_beat = time.monotonic()

    def take_day(self) -> None:
        """Take up the day's work where nobody did."""
        with work(SYSTEM) as unit:
            changed = take_up_day(unit)
        if changed:
            log.info("%s delivery states changed with the day", changed)
        with work(SYSTEM) as unit:
            remind(unit, self._settings.remind_working_days)

    def tell(self) -> None:
        """Read on in the journal, tell those whom it concerns, and send the letters that are due."""
        with work(SYSTEM) as unit:
            follow(unit)
        send_due(self._settings)
        if sent := send_reports(self._settings):
            log.info("%s reports went to their recipients", sent)

    def keep_journal(self) -> None:
        """Sign a checkpoint where one is due, and check the whole journal once a day and when asked."""
        with work(SYSTEM) as unit:
            signed = sign_if_due(unit, self._settings)
        if signed:
            log.info("checkpoint %s of the journal: %s entries, root %s", signed.place, signed.entries, signed.root)
        found = check_if_due(clock.now())
        if found and not found.whole:
            log.error("the journal is broken at %s %s: %s", found.chain, found.number, found.reason)

    def look(self) -> None:
        """Wish for what is due and print what waits, one report after another."""
        with work(SYSTEM) as unit:
            wished = wish_for_due(unit)
        if wished:
            log.info("%s reports have fallen due", wished)
        while not self._stop.is_set():
            with work(SYSTEM) as unit:
                held = claim(unit, self.holder, timedelta(minutes=self._settings.report_lease_minutes))
            if held is None:
                return
            self._print(held)

    def bring(self) -> None:
        """Read the large files that people brought, one after another."""
        while not self._stop.is_set():
            with work(SYSTEM) as unit:
                held = claim_job(unit)
            if held is None:
                return
            perform_job(held)

    def _print(self, held: Claim) -> None:
        try:
            perform(held, self._printer, self._listen)
        except Stopping:
            log.info("run %s goes back into the queue", held.run_id)
            try:
                with work(SYSTEM) as unit:
                    give_back(unit, held)
            except Stale:
                log.info("run %s had already ended", held.run_id)

    def _listen(self, _stage: str, _done: int, _total: int) -> None:
        if self._stop.is_set():
            raise Stopping
