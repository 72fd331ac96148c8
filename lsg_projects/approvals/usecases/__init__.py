"""What people do on a route: send, decide, take back."""

from lsg_projects.approvals.usecases.decision import Answered, Decide, Minutes, decide
from lsg_projects.approvals.usecases.submission import Submit, submit
from lsg_projects.approvals.usecases.withdrawal import Withdraw, withdraw

__all__ = ["Answered", "Decide", "Minutes", "Submit", "Withdraw", "decide", "submit", "withdraw"]
