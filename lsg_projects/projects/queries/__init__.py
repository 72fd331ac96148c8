"""What we ask of projects: heads, drafts and versions, lists, sums, and the directories that the rules need."""

from lsg_projects.projects.queries.directory import checked, directory, known_rules
from lsg_projects.projects.queries.drafts import (
    Draft,
    Version,
    current,
    draft,
    draft_of,
    earlier,
    version,
    versions,
    versions_among,
)
from lsg_projects.projects.queries.ground import ground, own_rates, receipt_name
from lsg_projects.projects.queries.heads import (
    ProjectHead,
    by_id,
    by_ids,
    contributors,
    find,
    subject,
    subject_of_territory,
)
from lsg_projects.projects.queries.lists import Filters, ProjectRow, counts, page_of, visible
from lsg_projects.projects.queries.sums import Excess, SourceSum, excesses, sums_by_source

__all__ = [
    "Draft",
    "Excess",
    "Filters",
    "ProjectHead",
    "ProjectRow",
    "SourceSum",
    "Version",
    "by_id",
    "by_ids",
    "checked",
    "contributors",
    "counts",
    "current",
    "directory",
    "draft",
    "draft_of",
    "earlier",
    "excesses",
    "find",
    "ground",
    "known_rules",
    "own_rates",
    "page_of",
    "receipt_name",
    "subject",
    "subject_of_territory",
    "sums_by_source",
    "version",
    "versions",
    "versions_among",
    "visible",
]
