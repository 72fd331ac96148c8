"""Pages of meetings: the list, the agenda, attendance, votes, minutes."""

from lsg_projects.approvals.views.meetings import agenda, attendance, calling, minutes, voting

__all__ = ["agenda", "attendance", "calling", "minutes", "voting"]
