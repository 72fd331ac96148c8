"""A printing process of its own: bounded in time and memory, heard while it works, stopped when it may no longer."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from lsg_projects.kit.paper.model import PrintFailed

_MEGABYTE = 1024 * 1024
_LARGEST_FILE = 256 * _MEGABYTE
_LOOK = 0.5  # seconds between two looks at the clock while the process is silent
_TAIL = 4000
_TOLD = re.compile(r"PrintFailed: (too_long|too_much_memory|forbidden_address|front_moved|faulty)\b")


@dataclass(frozen=True)
class Limits:
    """What one printing may use."""

    seconds: float
    megabytes: int


Line = Mapping[str, Any]


def run(
    command: Sequence[str], limits: Limits, hear: Callable[[Line], None], pulse: Callable[[], None] | None = None
) -> None:
    """Run a printing *command*, handing each JSON line of its output to *hear* and calling *pulse* while it is silent.

    Raises PrintFailed: ``too_long``, ``too_much_memory``, or ``broken`` with the last words of the process. Whatever
    *hear* or *pulse* raises (a cancelled run) stops the process too.
    """
    process = subprocess.Popen(  # our own interpreter and module, no shell
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
        start_new_session=True, env={**os.environ, "PYTHONHASHSEED": "0"},
    )  # fmt: skip
    try:
        words = _listen(process, time.monotonic() + limits.seconds, hear, pulse)
        code = process.wait(timeout=10)
    finally:
        _stop(process)
    if code:
        raise PrintFailed(_reason(code, words), words.strip()[-_TAIL:])


def confine(limits: Limits) -> None:
    """Bound this process before it opens anything that people wrote; for the printing process itself."""
    memory = limits.megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    seconds = int(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


def _listen(
    process: subprocess.Popen[bytes], deadline: float, hear: Callable[[Line], None], pulse: Callable[[], None] | None
) -> str:
    """Read both outputs until they end; give what was said to standard error."""
    said = bytearray()
    heard = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(_pipe(process.stdout), selectors.EVENT_READ, heard)
        selector.register(_pipe(process.stderr), selectors.EVENT_READ, said)
        while selector.get_map():
            if time.monotonic() > deadline:
                raise PrintFailed("too_long")
            if pulse is not None:
                pulse()
            ready = selector.select(_LOOK)
            if not ready and process.poll() is not None:
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


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise PrintFailed("broken", "no pipe")
    return stream


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and everything it started; nothing is left behind to write a file later."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # also where it ended by itself and left somebody at work
    process.wait()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()


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
