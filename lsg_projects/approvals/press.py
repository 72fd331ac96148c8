"""The printing process of a meeting's papers: reads a job, prints it within its limits, checks the tags.

Run as ``python -m lsg_projects.approvals.press JOB.json``; it opens no database and no network.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from lsg_projects.approvals.sheets.paper import paper
from lsg_projects.approvals.sheets.sheet import Sheet
from lsg_projects.domain.codec import build
from lsg_projects.kit.paper import check
from lsg_projects.kit.paper.model import PrintFailed
from lsg_projects.kit.paper.press import Limits, confine
from lsg_projects.kit.paper.printer import print_paper


def main(job_file: str) -> None:
    """Print the job; the result stands beside it as ``paper.pdf`` only when it is whole."""
    place = Path(job_file)
    job = json.loads(place.read_text("utf-8"))
    confine(Limits(job["seconds"], job["megabytes"]))
    printed = print_paper(paper(build(Sheet, job["sheet"])), processes=1)
    if faults := check.faults(printed.content):
        raise PrintFailed("faulty", "; ".join(faults[:5]))
    part = place.with_name("paper.part")
    part.write_bytes(printed.content)
    os.replace(part, place.with_name("paper.pdf"))


if __name__ == "__main__":
    main(sys.argv[1])
