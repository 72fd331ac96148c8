"""The printing process of a meeting's papers: reads a job, prints it within its limits, checks the tags.

It opens no database and no network.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from lsg_projects.approvals.sheets.paper import paper
from lsg_projects.approvals.sheets.sheet import Sheet
from lsg_projects.domain.codec import build
from lsg_projects.kit.paper import check
from lsg_projects.kit.paper.bench import ready
from lsg_projects.kit.paper.model import PrintFailed
from lsg_projects.kit.paper.press import Limits, confine
from lsg_projects.kit.paper.printer import print_paper

__all__ = ["main", "ready"]


def main(place: Path) -> None:
    """Print the job in *place*; the result stands beside it as ``paper.pdf`` only when it is whole."""
    job = json.loads(place.read_text("utf-8"))
    confine(Limits(job["seconds"], job["megabytes"]))
    printed = print_paper(paper(build(Sheet, job["sheet"])), processes=1)
    if faults := check.faults(printed.content):
        raise PrintFailed("faulty", "; ".join(faults[:5]))
    part = place.with_name("paper.part")
    part.write_bytes(printed.content)
    os.replace(part, place.with_name("paper.pdf"))
