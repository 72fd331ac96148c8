"""What people do about a meeting: call it, arrange the agenda, send the notice, count who is there, vote, sign."""

from lsg_projects.approvals.usecases.meetings.agenda import (
    AddItems,
    MoveItem,
    StrikeItem,
    add_items,
    move_item,
    strike_changed,
    strike_item,
)
from lsg_projects.approvals.usecases.meetings.calling import (
    CallMeeting,
    CancelMeeting,
    ChangeMeeting,
    When,
    call,
    cancel,
    change,
)
from lsg_projects.approvals.usecases.meetings.interests import DeclareInterest, declare_interest
from lsg_projects.approvals.usecases.meetings.laying import LayProposal, lay_proposal
from lsg_projects.approvals.usecases.meetings.minutes import (
    CorrectMinutes,
    SignMinutes,
    WriteSpeeches,
    close,
    correct,
    sign,
    write_speeches,
)
from lsg_projects.approvals.usecases.meetings.notices import send_materials, send_notice
from lsg_projects.approvals.usecases.meetings.seating import RecordSeats, Taken, fail, seat
from lsg_projects.approvals.usecases.meetings.voting import (
    Cast,
    Closed,
    CloseMotion,
    PutMotion,
    cast,
    close_motion,
    put,
)

__all__ = [
    "AddItems",
    "CallMeeting",
    "CancelMeeting",
    "Cast",
    "ChangeMeeting",
    "CloseMotion",
    "Closed",
    "CorrectMinutes",
    "DeclareInterest",
    "LayProposal",
    "MoveItem",
    "PutMotion",
    "RecordSeats",
    "SignMinutes",
    "StrikeItem",
    "Taken",
    "When",
    "WriteSpeeches",
    "add_items",
    "call",
    "cancel",
    "cast",
    "change",
    "close",
    "close_motion",
    "correct",
    "declare_interest",
    "fail",
    "lay_proposal",
    "move_item",
    "put",
    "seat",
    "send_materials",
    "send_notice",
    "sign",
    "strike_changed",
    "strike_item",
    "write_speeches",
]
