"""The processes that lay chapters out: as many as there are processors, each for some chapters only.

In a press room a process is a copy of the printing one, which found the libraries loaded; elsewhere it is begun from a
clean server. After some chapters it ends and another takes its place: what a library forgets to free is gone.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
from collections.abc import Callable, Iterator
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkProcess, ForkServerContext, ForkServerProcess
from pathlib import Path
from types import TracebackType
from typing import Any

from lsg_projects.kit.paper.model import PrintFailed
from lsg_projects.kit.paper.tasks import Task

_BENCH = "lsg_projects.kit.paper.bench"
_TASKS = 48
"""Chapters that a process lays out before another one takes its place."""


def processors() -> int:
    """Give how many processors this process may use."""
    return len(os.sched_getaffinity(0))


_Context = ForkContext | ForkServerContext
_copied = False


def fork_hands() -> None:
    """Say that this process has one thread and loaded what a hand needs: its hands are copies of it."""
    global _copied  # noqa: PLW0603  # true of the process, from now on
    _copied = True


def warm() -> None:
    """Let the server load the libraries already while the first chapters are written, where one is needed."""
    if not _copied:
        multiprocessing.get_context("forkserver").set_forkserver_preload([_BENCH])
        forkserver.ensure_running()


def _context() -> _Context:
    if _copied:
        return multiprocessing.get_context("fork")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_BENCH])
    return context


class Workshop:
    """Processes at work on the chapters of one paper."""

    def __init__(self, folder: Path, processes: int | None = None) -> None:
        """Leave parts in *folder*, with so many *processes* at once; as many as processors where none are given."""
        self._folder = folder
        self._most = processes or processors()
        self._context = _context()
        self._hands: dict[Connection, _Hand] = {}

    def __enter__(self) -> Workshop:
        """Begin with nobody at work: a paper whose chapters are all known needs no process."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """End every process."""
        for hand in list(self._hands.values()):
            hand.end()
        self._hands.clear()

    def run(self, tasks: Iterator[Task], done: Callable[[Task], None]) -> None:
        """Do all *tasks*, saying *done* of each; they are asked for only when somebody is free.

        Raises PrintFailed with the reason of the first that cannot be done.
        """
        waiting = iter(tasks)
        following = next(waiting, None)
        while following is not None or any(hand.task for hand in self._hands.values()):
            while following is not None and (hand := self._free()) is not None:
                hand.give(following)
                following = next(waiting, None)
            for told in wait([told for told, hand in self._hands.items() if hand.task]):
                done(self._hear(self._hands[told]))  # type: ignore[index]  # only connections were waited for

    def _free(self) -> _Hand | None:
        """Give somebody who has nothing to do, or a new one while there is room."""
        for hand in self._hands.values():
            if hand.task is None:
                return hand
        if len(self._hands) < self._most:
            hand = _Hand(self._context, self._folder, list(self._hands))
            self._hands[hand.told] = hand
            return hand
        return None

    def _hear(self, hand: _Hand) -> Any:
        task, reason, detail = hand.outcome()
        if reason or hand.tired:
            del self._hands[hand.told]
            hand.end()
        if reason:
            raise PrintFailed(reason, detail)
        return task


class _Hand:
    """One process at work."""

    def __init__(self, context: _Context, folder: Path, others: list[Connection]) -> None:
        self.told, theirs = context.Pipe()
        self.task: Task | None = None
        self._tasks = 0
        copied = [*others, self.told] if _copied else []
        self._process: ForkProcess | ForkServerProcess = context.Process(
            target=_begin, args=(theirs, folder, copied), daemon=True
        )
        self._process.start()
        theirs.close()

    @property
    def tired(self) -> bool:
        """Tell whether it has done enough."""
        return self._tasks >= _TASKS

    def give(self, task: Task) -> None:
        """Let it do *task*."""
        self.task = task
        self._tasks += 1
        self.told.send(task)

    def outcome(self) -> tuple[Task | None, str, str]:
        """Take what it says of its task; a process that ended without a word is a reason too."""
        task, self.task = self.task, None
        try:
            reason, detail = self.told.recv()
        except (EOFError, ConnectionError):
            self._process.join(5)
            return task, _why(self._process.exitcode), f"a process ended with {self._process.exitcode}"
        return task, reason, detail

    def end(self) -> None:
        """End the process, at once where it is at work."""
        if self.task is None:
            self.told.send(None)
            self._process.join(2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self.told.close()
        self._process.close()


def _why(code: int | None) -> str:
    return {-9: "too_much_memory", -24: "too_long"}.get(code or 0, "broken")


def _begin(told: Connection, folder: Path, copied: list[Connection]) -> None:
    """Begin work in a process of its own, without the ends of pipes that came with a copy."""
    for end in copied:
        end.close()
    importlib.import_module(_BENCH).work(told, folder)
