"""What we ask of approval: where a project stands, what waits for whom, what was decided."""

from lsg_projects.approvals.queries import meetings
from lsg_projects.approvals.queries.alike import Flags, flags
from lsg_projects.approvals.queries.changes import (
    Change,
    asked_of,
    change,
    changes_of,
    concerned,
    open_change,
    process_of,
    version_asked,
)
from lsg_projects.approvals.queries.deciding import Check, Checked, Compared, Deciding, compare, deciding
from lsg_projects.approvals.queries.drafts import Prepared, draft_of, earlier_draft
from lsg_projects.approvals.queries.limits import Limit, Money, money
from lsg_projects.approvals.queries.processes import Asked, Process, Standing, newest, running_by_route, standing
from lsg_projects.approvals.queries.rules import facts, mrp, routes, special_ways
from lsg_projects.approvals.queries.shown import Moved, PartKind, Parts, Shown, moved, parts, seal, shown
from lsg_projects.approvals.queries.tasks import (
    Tab,
    Task,
    Waiting,
    count_waiting,
    open_task_of,
    task,
    waiting_for,
)
from lsg_projects.approvals.queries.timeline import (
    Decided,
    Happening,
    decision_on,
    decisions,
    decisions_of,
    last_no,
    timeline,
)

__all__ = [
    "Asked",
    "Change",
    "Check",
    "Checked",
    "Compared",
    "Decided",
    "Deciding",
    "Flags",
    "Happening",
    "Limit",
    "Money",
    "Moved",
    "PartKind",
    "Parts",
    "Prepared",
    "Process",
    "Shown",
    "Standing",
    "Tab",
    "Task",
    "Waiting",
    "asked_of",
    "change",
    "changes_of",
    "compare",
    "concerned",
    "count_waiting",
    "deciding",
    "decision_on",
    "decisions",
    "decisions_of",
    "draft_of",
    "earlier_draft",
    "facts",
    "flags",
    "last_no",
    "meetings",
    "money",
    "moved",
    "mrp",
    "newest",
    "open_change",
    "open_task_of",
    "parts",
    "process_of",
    "routes",
    "running_by_route",
    "seal",
    "shown",
    "special_ways",
    "standing",
    "task",
    "timeline",
    "version_asked",
    "waiting_for",
]
