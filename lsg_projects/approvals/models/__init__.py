"""What is stored of approval: processes, tasks and decisions; meetings, seats and votes."""

from lsg_projects.approvals.models.drafting import Draft
from lsg_projects.approvals.models.meetings import Ballot, Interest, Meeting, MeetingItem, Motion, SeatRow
from lsg_projects.approvals.models.paperwork import Correction, LaidProposal, Notice
from lsg_projects.approvals.models.process import ApprovalProcess, ApprovalTask, ChangeRequest, Decision

__all__ = [
    "ApprovalProcess",
    "ApprovalTask",
    "Ballot",
    "ChangeRequest",
    "Correction",
    "Decision",
    "Draft",
    "Interest",
    "LaidProposal",
    "Meeting",
    "MeetingItem",
    "Motion",
    "Notice",
    "SeatRow",
]
