"""Pages of approval: the inbox, a decision, sending and taking back."""

from lsg_projects.approvals.views import calendar, changing, deciding, drafting, inbox, meetings, routes, submission
from lsg_projects.approvals.views.frame import blueprint

__all__ = ["calendar", "changing", "deciding", "drafting", "inbox", "meetings", "routes", "submission"]

blueprints = (blueprint,)
COUNTERS = {"inbox": inbox.waiting, "meetings": meetings.calling.duties}
