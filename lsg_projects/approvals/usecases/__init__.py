"""What people do on a route: send, decide, take back."""

from lsg_projects.approvals.usecases.calendar import LONGEST_BASIS, MoveDay, move_day
from lsg_projects.approvals.usecases.changes import SendChange, open_change, send_change, withdraw_change
from lsg_projects.approvals.usecases.contesting import ContestDecision, contest
from lsg_projects.approvals.usecases.decision import Answered, Decide, decide
from lsg_projects.approvals.usecases.drafting import SHORTEST_NOTE, Prepare, SendBack, prepare, send_back
from lsg_projects.approvals.usecases.enclosing import Enclosure
from lsg_projects.approvals.usecases.submission import Submit, submit
from lsg_projects.approvals.usecases.withdrawal import Withdraw, withdraw

__all__ = [
    "LONGEST_BASIS",
    "SHORTEST_NOTE",
    "Answered",
    "ContestDecision",
    "Decide",
    "Enclosure",
    "MoveDay",
    "Prepare",
    "SendBack",
    "SendChange",
    "Submit",
    "Withdraw",
    "contest",
    "decide",
    "move_day",
    "open_change",
    "prepare",
    "send_back",
    "send_change",
    "submit",
    "withdraw",
    "withdraw_change",
]
