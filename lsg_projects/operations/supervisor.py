"""Keeps the programs of one installation running together: started as one, stopped as one, nobody left behind."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

STOPPING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE_SECONDS: Final = 30
LOOK_SECONDS: Final = 0.1
RESTARTS: Final = 5
RESTART_WINDOW_SECONDS: Final = 60
_PR_SET_PDEATHSIG: Final = 1


class Ended(Exception):
    """A program ended that should have gone on; *name* says which."""

    def __init__(self, name: str, code: int) -> None:
        """Keep the name and the exit code of the program."""
        super().__init__(f"{name} ended with code {code}")
        self.name = name
        self.code = code


@dataclass
class Program:
    """One program of the installation; *spare* ones are started again when they end."""

    name: str
    command: Sequence[str]
    spare: bool = False
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)


@dataclass
class Supervisor:
    """Starts programs, watches them, and passes a request to stop on to all of them."""

    programs: Sequence[Program]
    environment: Mapping[str, str]
    asked_to_stop: bool = False

    def __post_init__(self) -> None:
        """Listen for the ways in which a person or the system asks to stop."""
        for each in STOPPING:
            signal.signal(each, self._note)

    def start(self) -> None:
        """Start every program, in order."""
        for program in self.programs:
            self._launch(program)

    def wait_until_ready(self, address: str, seconds: float = 60) -> bool:
        """Wait until *address* answers 200; False when asked to stop or out of time, Ended when a program ends."""
        deadline = time.monotonic() + seconds
        while not self.asked_to_stop and time.monotonic() < deadline:
            for program in self.programs:
                if program.process and program.process.poll() is not None:
                    raise Ended(program.name, program.process.returncode)
            if _answers(address):
                return True
            time.sleep(LOOK_SECONDS)
        return False

    def watch(self) -> None:
        """Return when asked to stop; start spare programs again, and raise Ended for what cannot go on."""
        while not self.asked_to_stop:
            time.sleep(LOOK_SECONDS)
            for program in self.programs:
                if program.process and program.process.poll() is not None and not self.asked_to_stop:
                    self._revive(program, program.process.returncode)

    def stop(self) -> None:
        """Ask every program to end, the last started first, and end by force what does not within the grace."""
        running = [each.process for each in reversed(self.programs) if each.process and each.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _launch(self, program: Program) -> None:
        """Start a program in a session of its own, so that the terminal's Ctrl-C reaches it through us alone."""
        program.starts.append(time.monotonic())
        program.process = subprocess.Popen(
            program.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509  # no thread runs here yet, and it only asks the kernel
        )

    def _revive(self, program: Program, code: int) -> None:
        """Start a spare program again unless it keeps ending."""
        since = time.monotonic() - RESTART_WINDOW_SECONDS
        if not program.spare or sum(moment > since for moment in program.starts) > RESTARTS:
            raise Ended(program.name, code)
        self._launch(program)

    def _note(self, number: int, frame: FrameType | None) -> None:
        """Remember that somebody asked to stop."""
        self.asked_to_stop = True


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as reply:  # noqa: S310  # our own address
            return bool(reply.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _end_with_parent() -> None:
    """Ask Linux to end this child when the supervisor is killed, so that no orphan keeps the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
