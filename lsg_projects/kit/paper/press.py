"""A printing process of its own: bounded in time and memory, heard while it works, stopped when it may no longer."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import resource
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lsg_projects.kit.paper.model import PrintFailed

_MEGABYTE = 1024 * 1024
_LARGEST_FILE = 256 * _MEGABYTE
_LOOK = 0.5  # seconds between two looks at the clock while the process is silent
_ANSWER = 120.0  # seconds for an answer of the press room; loading everything takes two
_END = 15.0  # seconds for a press room to end
_TAIL = 4000
_ROOM = "from lsg_projects.kit.paper.pressroom import main; main()"
_TOLD = re.compile(r"PrintFailed: (too_long|too_much_memory|forbidden_address|front_moved|faulty)\b")


@dataclass(frozen=True)
class Limits:
    """What one printing may use."""

    seconds: float
    megabytes: int


Line = Mapping[str, Any]


def run(
    module: str, job: Path, limits: Limits, hear: Callable[[Line], None], pulse: Callable[[], None] | None = None
) -> None:
    """Print *job* by a printing *module*, handing each JSON line that it says to *hear* and calling *pulse* meanwhile.

    Raises PrintFailed: ``too_long``, ``too_much_memory``, or ``broken`` with the last words of the process. Whatever
    *hear* or *pulse* raises (a cancelled run) stops the process too.
    """
    deadline = time.monotonic() + limits.seconds
    room, out, wrong = _begun(module, job)
    try:
        with open(out, "rb", buffering=0) as said, open(wrong, "rb", buffering=0) as words:
            last = _listen(room, said, words, deadline, hear, pulse)
        code = room.ask("wait")["code"]
    except BaseException:
        room.leave()
        raise
    with _turn:
        _rooms.append(room)
    if code:
        raise PrintFailed(_reason(code, last), last.strip()[-_TAIL:])


class _Room:
    """A press room as those who print see it."""

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # our own interpreter and module, no shell
                [sys.executable, "-c", _ROOM, str(theirs.fileno())], pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True, env={**os.environ, "PYTHONHASHSEED": "0"},
            )  # fmt: skip
        self._line.settimeout(_ANSWER)

    @property
    def ours(self) -> bool:
        """Tell whether this process began it; a copy of this process begins its own."""
        return self._owner == os.getpid()

    def ask(self, verb: str, pipes: Sequence[int] = (), **more: str) -> dict[str, Any]:
        """Give an order and what is answered; raises PrintFailed where the room is no more, or cannot do it."""
        try:
            socket.send_fds(self._line, [json.dumps({"verb": verb, **more}).encode()], pipes)
            answer = b""
            while not answer.endswith(b"\n"):
                if not (block := self._line.recv(65536)):
                    raise ConnectionResetError
                answer += block
        except OSError as error:
            raise _Gone from error
        told = dict(json.loads(answer))
        if "broken" in told:
            raise PrintFailed("broken", told["broken"][-_TAIL:])
        return told

    def leave(self) -> None:
        """Give the room up; what is printed there ends."""
        with contextlib.suppress(PrintFailed):
            self.ask("stop")
        self._line.close()
        try:
            self._process.wait(_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class _Gone(PrintFailed):
    """The press room is no more: it was given up after a while without work, or something ended it."""

    def __init__(self) -> None:
        super().__init__("broken", "the press room ended")


_rooms: list[_Room] = []
"""Rooms that wait for work."""
_turn = threading.Lock()


def _begun(module: str, job: Path) -> tuple[_Room, int, int]:
    """Begin a printing in a room that waits, or in a new one; give what it says and what goes wrong with it."""
    while True:
        room, known = _room()
        out, wrong = os.pipe(), os.pipe()
        try:
            room.ask("begin", (out[1], wrong[1]), module=module, job=str(job))
        except BaseException as failure:
            os.close(out[0])
            os.close(wrong[0])
            room.leave()
            if known and isinstance(failure, _Gone):
                continue  # it had been given up meanwhile
            raise
        finally:
            os.close(out[1])
            os.close(wrong[1])
        return room, out[0], wrong[0]


def _room() -> tuple[_Room, bool]:
    """Give a room, and whether it has stood for a while."""
    with _turn:
        for room in _rooms:
            if room.ours:
                _rooms.remove(room)
                return room, True
    return _Room(), False


@atexit.register
def close() -> None:
    """Give up the rooms that wait."""
    with _turn:
        waiting, _rooms[:] = [room for room in _rooms if room.ours], []
    for room in waiting:
        room.leave()


def confine(limits: Limits) -> None:
    """Bound this process before it opens anything that people wrote; for the printing process itself."""
    memory = limits.megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    seconds = int(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


def _listen(
    room: _Room, out: IO[bytes], wrong: IO[bytes], deadline: float, hear: Callable[[Line], None],
    pulse: Callable[[], None] | None,
) -> str:  # fmt: skip
    """Read both outputs until they end; give what was said to standard error."""
    said = bytearray()
    heard = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(out, selectors.EVENT_READ, heard)
        selector.register(wrong, selectors.EVENT_READ, said)
        while selector.get_map():
            if time.monotonic() > deadline:
                raise PrintFailed("too_long")
            if pulse is not None:
                pulse()
            ready = selector.select(_LOOK)
            if not ready and room.ask("look")["gone"]:
                break  # it is gone, and what it began holds the pipes open
            for key, _events in ready:
                if block := os.read(key.fd, 65536):
                    key.data.extend(block)
                else:
                    selector.unregister(key.fileobj)
            for line in _whole_lines(heard):
                hear(json.loads(line))
    return said.decode("utf-8", "replace")


def _whole_lines(buffer: bytearray) -> list[bytes]:
    """Take the finished lines out of *buffer* and leave the beginning of the next one."""
    *lines, rest = bytes(buffer).split(b"\n")
    buffer[:] = rest
    return [line for line in lines if line.strip()]


def _reason(code: int, words: str) -> str:
    if told := _TOLD.search(words):
        return told[1]
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        return "too_long"
    if "MemoryError" in words or "failed to allocate" in words or code == -signal.SIGKILL:
        return "too_much_memory"
    if "ForbiddenAddress" in words:
        return "forbidden_address"
    return "broken"
