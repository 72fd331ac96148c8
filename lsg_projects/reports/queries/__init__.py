"""What we ask of reports: the facts they are made of, issued editions, runs and schedules."""

from lsg_projects.reports.queries.documents import (
    Document,
    Filters,
    by_code,
    by_digest,
    by_id,
    by_number,
    in_journal,
    intact,
    languages,
    page_of,
    successor,
)
from lsg_projects.reports.queries.gathering import Asked, gather
from lsg_projects.reports.queries.newest import newest
from lsg_projects.reports.queries.runs import Run, Schedule, alive, heartbeat, recent, run, schedules

__all__ = [
    "Asked",
    "Document",
    "Filters",
    "Run",
    "Schedule",
    "alive",
    "by_code",
    "by_digest",
    "by_id",
    "by_number",
    "gather",
    "heartbeat",
    "in_journal",
    "intact",
    "languages",
    "newest",
    "page_of",
    "recent",
    "run",
    "schedules",
    "successor",
]
