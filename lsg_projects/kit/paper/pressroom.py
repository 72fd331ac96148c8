"""The press room: a process that has loaded what printing needs, and begins a process of its own for each paper.

Loading costs more than printing a page, so the room stays for a while. It prints nothing itself: whatever a document
does, it does to the process that was begun for it, and the next one begins from a room that nothing happened to. It
reads orders from a socket, one after another:

- ``begin`` with two pipes: what the printing says, and what goes wrong with it,
- ``look``: whether it has ended,
- ``wait`` and ``stop``: with what it ended; whatever it had begun ends with it.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lsg_projects.kit.paper import workshop

IDLE_SECONDS = 300.0
"""So long nothing is printed, and the room is given up: its memory is better used."""
_END_SECONDS = 10.0
"""Time to end for a process that has closed its pipes."""
_WIDEST = 65536

Entry = Callable[[Path], None]


def main() -> None:
    """Serve the socket whose number is the first argument, until it closes or nothing was wanted for long."""
    with socket.socket(fileno=int(sys.argv[1])) as line:
        room = Room(line)
        try:
            while room.serve(IDLE_SECONDS):
                pass
        finally:
            room.stop()


class Room:
    """One room with at most one printing at a time."""

    def __init__(self, line: socket.socket) -> None:
        """Take orders from *line*."""
        self._line = line
        self._pid = 0

    def serve(self, seconds: float) -> bool:
        """Answer the next order; give False when nobody is there any more, or nobody wanted anything."""
        if not select.select([self._line], [], [], None if self._pid else seconds)[0]:
            return False
        order, pipes, _flags, _from = socket.recv_fds(self._line, _WIDEST, 2)
        if not order:
            return False
        try:
            told = self._obey(json.loads(order), pipes)
        except BaseException:  # noqa: BLE001  # whoever asked hears of it; the library's refusals are no Exceptions
            told = {"broken": traceback.format_exc()}
        finally:
            for pipe in pipes:
                os.close(pipe)
        self._line.sendall(json.dumps(told).encode() + b"\n")
        return True

    def _obey(self, order: dict[str, str], pipes: list[int]) -> dict[str, Any]:
        match order["verb"]:
            case "begin":
                entry = entry_of(order["module"])
                out, wrong = pipes
                self._pid = self._begun(entry, Path(order["job"]), out, wrong)
                return {}
            case "look":
                return {"gone": self._gone()}
            case "wait":
                self._wait()
        return {"code": self.stop()}

    def _begun(self, entry: Entry, job: Path, out: int, wrong: int) -> int:
        """Begin a printing in a group of processes of its own."""
        if pid := os.fork():
            with contextlib.suppress(OSError):  # whichever of the two comes first
                os.setpgid(pid, pid)
            return pid
        code = 1
        try:
            os.setpgid(0, 0)
            self._line.close()
            os.dup2(out, 1)
            os.dup2(wrong, 2)
            workshop.fork_hands()
            entry(job)
            code = 0
        except BaseException:  # noqa: BLE001  # said by the process itself, whatever it was
            traceback.print_exc()
        finally:
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)

    def _gone(self) -> bool:
        return not self._pid or os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def _wait(self) -> None:
        until = time.monotonic() + _END_SECONDS
        while not self._gone() and time.monotonic() < until:
            time.sleep(0.005)

    def stop(self) -> int:
        """End the printing with everything it began, and give with what it ended; nought where nothing is printed."""
        pid, self._pid = self._pid, 0
        if not pid:
            return 0
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)  # it still has its number: nobody else was given it
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@functools.cache
def entry_of(module: str) -> Entry:
    """Load a printing *module*, let it get ready where it can, and give its ``main``."""
    found = importlib.import_module(module)
    if hasattr(found, "ready"):
        found.ready()
    gc.collect()
    gc.freeze()  # what stays is not looked at again, and is not copied into every process
    entry: Entry = found.main
    return entry
