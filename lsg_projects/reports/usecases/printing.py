"""From a job to a file: the port through which a report is printed, and the real printer behind it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lsg_projects import settings
from lsg_projects.domain.codec import plain
from lsg_projects.domain.figures.data import Facts
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.kit.paper import press
from lsg_projects.kit.paper.model import PrintFailed

_PAGES_FREE = 60
"""Pages that the installation's limits are meant for; larger reports get more time."""


@dataclass(frozen=True)
class Job:
    """What is to be printed."""

    facts: Facts
    stamp: Stamp


@dataclass(frozen=True)
class Made:
    """A printed report."""

    content: bytes
    pages: int
    title: str
    summary: str


Progress = Callable[[str, int, int], None]
Printer = Callable[[Job, Progress], Made]


def by_process(job: Job, progress: Progress) -> Made:
    """Print in a process of its own, bounded in time and memory; raises PrintFailed with the reason."""
    chosen = settings.current()
    limits = _limits(job, chosen.report_seconds, chosen.report_megabytes)
    with tempfile.TemporaryDirectory(prefix="lsg-paper-") as folder:
        place = Path(folder) / "job.json"
        asked = {
            "facts": plain(job.facts), "stamp": plain(job.stamp), **vars(limits),
            "kept": str(kept_chapters(chosen)), "processes": chosen.report_processes,
        }  # fmt: skip
        place.write_text(json.dumps(asked, ensure_ascii=False), "utf-8")
        ear = _Ear(progress)
        press.run("lsg_projects.reports.press", place, limits, ear.hear, ear.pulse)
        result = ear.result
        if "pages" not in result:
            raise PrintFailed("broken", "no result")
        content = place.with_name("paper.pdf").read_bytes()
    return Made(content, int(result["pages"]), str(result["title"]), str(result["summary"]))


def kept_chapters(chosen: settings.Settings) -> Path:
    """Give the folder of laid-out chapters; it may be emptied at any time."""
    return chosen.instance / "cache" / "paper"


def _limits(job: Job, seconds: int, megabytes: int) -> press.Limits:
    """Let time grow with the number of projects, one page each; memory does not grow with the report."""
    return press.Limits(seconds * max(1.0, job.facts.size / _PAGES_FREE), megabytes)


class _Ear:
    """Hears a printing: progress is handed on, and said again while it is silent, so that a lease does not run out."""

    def __init__(self, progress: Progress) -> None:
        self.result: dict[str, Any] = {}
        self._progress = progress
        self._last = ("facts", 0, 1)

    def hear(self, line: Mapping[str, Any]) -> None:
        """Take one line: a stage, or the result."""
        if "stage" in line:
            self._last = (str(line["stage"]), int(line["done"]), int(line["total"]))
            self._progress(*self._last)
        else:
            self.result.update(line)

    def pulse(self) -> None:
        """Say the last stage again."""
        self._progress(*self._last)
