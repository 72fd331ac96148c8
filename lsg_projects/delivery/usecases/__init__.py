"""What people do in delivery: report, meet milestones, sign, pay, receive, tell about the quarter."""

from lsg_projects.delivery.usecases.attribution import (
    Attribute,
    CancelAttribution,
    attribute,
    cancel_attribution,
)
from lsg_projects.delivery.usecases.contracts import Amend, Sign, amend, sign
from lsg_projects.delivery.usecases.payments import Pay, Reverse, pay, reverse
from lsg_projects.delivery.usecases.progress import (
    Evidence,
    HandOver,
    Meet,
    Report,
    Step,
    hand_over,
    meet,
    report,
)
from lsg_projects.delivery.usecases.project import begin, refresh, refresh_all
from lsg_projects.delivery.usecases.revenue import Receive, receive
from lsg_projects.delivery.usecases.revision import hold, refuse_undone
from lsg_projects.delivery.usecases.words import Note, Tell, note, tell

__all__ = [
    "Amend",
    "Attribute",
    "CancelAttribution",
    "Evidence",
    "HandOver",
    "Meet",
    "Note",
    "Pay",
    "Receive",
    "Report",
    "Reverse",
    "Sign",
    "Step",
    "Tell",
    "amend",
    "attribute",
    "begin",
    "cancel_attribution",
    "hand_over",
    "hold",
    "meet",
    "note",
    "pay",
    "receive",
    "refresh",
    "refresh_all",
    "refuse_undone",
    "report",
    "reverse",
    "sign",
    "tell",
]
