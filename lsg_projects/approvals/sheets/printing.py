"""From a sheet to a PDF: laid out in a process of its own, within the limits of the installation."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from lsg_projects import settings
from lsg_projects.approvals.sheets.sheet import Sheet
from lsg_projects.domain.codec import plain
from lsg_projects.domain.errors import Unavailable
from lsg_projects.kit.paper import press
from lsg_projects.kit.paper.model import PrintFailed

_SECONDS = 60.0


def print_sheet(sheet: Sheet) -> bytes:
    """Give the sheet as one PDF/A-3a and PDF/UA-1 file; refuses (Unavailable) where the printing fails."""
    limits = press.Limits(_SECONDS, settings.current().report_megabytes)
    with tempfile.TemporaryDirectory(prefix="lsg-paper-") as folder:
        place = Path(folder) / "job.json"
        job = {"sheet": plain(sheet), **vars(limits)}
        place.write_text(json.dumps(job, ensure_ascii=False), "utf-8")
        try:
            press.run("lsg_projects.approvals.press", place, limits, lambda _line: None)
        except PrintFailed as failure:
            raise Unavailable("shared.paper") from failure
        return place.with_name("paper.pdf").read_bytes()
