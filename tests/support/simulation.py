"""Time that jumps from one thing to the next: those who sleep in it act one at a time, in the order in which they wake."""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable
from contextvars import copy_context
from datetime import datetime, timedelta


class Ended(BaseException):
    """The simulation is over; whoever still sleeps in it is let go."""


class Sleeper:
    """One who acts in simulated time, in a thread of its own; its clock may be wrong by *skew*."""

    def __init__(self, name: str, job: Callable[[], None]) -> None:
        """Take the name and what is to be done."""
        self.name, self.job = name, job
        self.skew = timedelta(0)
        self.turn = threading.Semaphore(0)
        self.thread = threading.Thread(target=copy_context().run, args=(self._live,), name=name, daemon=True)
        self.error: BaseException | None = None
        self.done: Callable[[], None] = lambda: None

    def _live(self) -> None:
        self.turn.acquire()
        try:
            self.job()
        except Ended:
            pass
        except BaseException as error:  # noqa: BLE001  # whatever goes wrong in a thread must fail the test
            self.error = error
        finally:
            self.done()


class Simulation:
    """The true time, and everybody who waits for a moment of it."""

    def __init__(self, begin: datetime) -> None:
        """Begin at a moment."""
        self.begin = self.true = begin
        self.acting: Sleeper | None = None
        self._over = False
        self._back = threading.Semaphore(0)
        self._waiting: list[tuple[datetime, int, Sleeper]] = []
        self._order = itertools.count()

    def clock(self) -> datetime:
        """Give the time as the clock of whoever acts shows it."""
        return self.true + (self.acting.skew if self.acting else timedelta(0))

    def enter(self, name: str, job: Callable[[], None]) -> Sleeper:
        """Let somebody begin at the present moment."""
        sleeper = Sleeper(name, job)
        sleeper.done = self._back.release
        sleeper.thread.start()
        self._wake(sleeper, timedelta(0))
        return sleeper

    def sleep(self, span: timedelta) -> None:
        """Let time pass for whoever acts; others act meanwhile. No transaction may be open."""
        me = self.acting
        assert me is not None, "nobody acts"
        self._wake(me, span)
        self._back.release()
        me.turn.acquire()
        if self._over:
            raise Ended

    def run(self, span: timedelta) -> None:
        """Let everybody act for a time, then let them go; an error of one of them is raised here."""
        end = self.begin + span
        try:
            while self._waiting and self._waiting[0][0] <= end:
                self.true, _, self.acting = heapq.heappop(self._waiting)
                self._let(self.acting)
        finally:
            self._over = True
            for _, _, sleeper in self._waiting:
                self.acting = sleeper
                self._let(sleeper)
            self.acting = None
            self.true = end

    def _let(self, sleeper: Sleeper) -> None:
        sleeper.turn.release()
        if not self._back.acquire(timeout=60):
            raise TimeoutError(f"{sleeper.name} waits for what a sleeper holds")
        if sleeper.error is not None:
            raise sleeper.error

    def _wake(self, sleeper: Sleeper, span: timedelta) -> None:
        heapq.heappush(self._waiting, (self.true + span, next(self._order), sleeper))
