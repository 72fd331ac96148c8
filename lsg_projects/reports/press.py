"""The printing process: reads a job, prints it within its limits, and says how far it is, a JSON line at a time.

It opens no database and no network.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import Any

from lsg_projects.domain.codec import build
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.kit.paper import inspection
from lsg_projects.kit.paper.bench import ready
from lsg_projects.kit.paper.model import PrintFailed
from lsg_projects.kit.paper.press import Limits, confine
from lsg_projects.kit.paper.printer import print_to
from lsg_projects.reports.sheets import table

__all__ = ["main", "ready"]

_PAUSE = 0.2  # seconds between two words about progress


class Voice:
    """Says progress on standard output, but not more often than anybody reads it."""

    def __init__(self) -> None:
        """Begin in silence."""
        self._last = 0.0
        self._stage = ""

    def progress(self, stage: str, done: int, total: int) -> None:
        """Say how far the printing is."""
        now = time.monotonic()
        if stage != self._stage or done == total or now - self._last > _PAUSE:
            self._last, self._stage = now, stage
            self.say({"stage": stage, "done": done, "total": total})

    def say(self, line: dict[str, Any]) -> None:
        """Write one line at once."""
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def main(place: Path) -> None:
    """Print the job in *place*; the result stands beside it as ``paper.pdf`` only when it is whole."""
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    job = json.loads(place.read_text("utf-8"))
    confine(Limits(job["seconds"], job["megabytes"]))
    voice = Voice()
    made = table.paper(table.read(job["facts"]), build(Stamp, job["stamp"]))
    part = place.with_name("paper.part")
    kept = Path(job["kept"]) if job["kept"] else None
    count = print_to(part, made, voice.progress, kept, job["processes"] or None)
    voice.progress("checking", count, count)
    if faults := inspection.faults(part, job["processes"] or None):
        raise PrintFailed("faulty", "; ".join(faults[:5]))
    os.replace(part, place.with_name("paper.pdf"))
    voice.say({"pages": count, "title": made.title, "summary": made.description})
