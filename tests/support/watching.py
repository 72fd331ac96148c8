"""Watching a program with everything it starts: processor time and the peak memory of its largest process."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_LOOK = 0.02  # seconds between two looks
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Watched:
    """What a program said and what it took."""

    output: str
    seconds: float
    """Processor time of all its processes."""
    peak_megabytes: float
    """The most memory that any one of its processes held."""


def watched(command: Sequence[str]) -> Watched:
    """Run *command* and look at every process of it until it ends; raises where it fails."""
    seconds: dict[int, float] = {}
    peaks: dict[int, float] = {}
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as wrong:
        process = subprocess.Popen(command, stdout=said, stderr=wrong, text=True)
        while process.poll() is None:
            for pid in _family(process.pid):
                _look(pid, seconds, peaks)
            time.sleep(_LOOK)
        said.seek(0)
        wrong.seek(0)
        if process.returncode:
            raise RuntimeError(wrong.read()[-2000:])
        return Watched(said.read().strip().splitlines()[-1], sum(seconds.values()), max(peaks.values(), default=0))


def _family(first: int) -> list[int]:
    """Give a process with all that it began, and that those began."""
    above = {int(entry.name): int(told[1]) for entry in os.scandir("/proc")
             if entry.name.isdigit() and (told := _stat(int(entry.name)))}  # fmt: skip
    found = [first]
    for pid in found:
        found += [other for other, parent in above.items() if parent == pid]
    return found


def _look(pid: int, seconds: dict[int, float], peaks: dict[int, float]) -> None:
    told = _stat(pid)
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return
    if told:
        seconds[pid] = (int(told[11]) + int(told[12])) / _TICK
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            peaks[pid] = max(peaks.get(pid, 0), int(line.split()[1]) / 1024)


def _stat(pid: int) -> list[str] | None:
    """Give the words of a process's state after its name."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
