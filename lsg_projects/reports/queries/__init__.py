"""What we ask of reports: the facts they are made of, issued editions, runs and schedules."""

from lsg_projects.reports.queries.documents import (
    Document,
    Filters,
    by_code,
    by_digest,
    by_id,
    by_number,
    languages,
    page_of,
    successor,
)
from lsg_projects.reports.queries.gathering import Asked, gather
from lsg_projects.reports.queries.letters import (
    Letter,
    Recipient,
    letters_due,
    letters_of_document,
    letters_of_schedule,
    path_of_letter,
    recipients,
    schedules_of,
)
from lsg_projects.reports.queries.missing import Absent, absent
from lsg_projects.reports.queries.newest import newest
from lsg_projects.reports.queries.preview import Preview, preview
from lsg_projects.reports.queries.proofs import Proof, Verdict, in_journal, intact, of_digest, of_document, of_file
from lsg_projects.reports.queries.runs import Run, Schedule, alive, heartbeat, recent, run, schedule, schedules
from lsg_projects.reports.queries.subjects import fitting as about

__all__ = [
    "Absent",
    "Asked",
    "Document",
    "Filters",
    "Letter",
    "Preview",
    "Proof",
    "Recipient",
    "Run",
    "Schedule",
    "Verdict",
    "about",
    "absent",
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
    "letters_due",
    "letters_of_document",
    "letters_of_schedule",
    "newest",
    "of_digest",
    "of_document",
    "of_file",
    "page_of",
    "path_of_letter",
    "preview",
    "recent",
    "recipients",
    "run",
    "schedule",
    "schedules",
    "schedules_of",
    "successor",
]
