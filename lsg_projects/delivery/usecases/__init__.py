"""What people do in delivery: report, meet milestones, sign, pay, receive, tell about the quarter."""

from lsg_projects.delivery.usecases.attribution import (
    Attribute,
    CancelAttribution,
    attribute,
    cancel_attribution,
)
from lsg_projects.delivery.usecases.concerns import (
    Change,
    Escalate,
    Occur,
    Raise,
    Said,
    Settle,
    change_concern,
    escalate,
    occur,
    raise_concern,
    settle,
)
from lsg_projects.delivery.usecases.contracts import Amend, Sign, amend, sign
from lsg_projects.delivery.usecases.financing import PlanPayments, SettleUnspent, plan_payments, settle_unspent
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
    "Change",
    "Escalate",
    "Evidence",
    "HandOver",
    "Meet",
    "Note",
    "Occur",
    "Pay",
    "PlanPayments",
    "Raise",
    "Receive",
    "Report",
    "Reverse",
    "Said",
    "Settle",
    "SettleUnspent",
    "Sign",
    "Step",
    "Tell",
    "amend",
    "attribute",
    "begin",
    "cancel_attribution",
    "change_concern",
    "escalate",
    "hand_over",
    "hold",
    "meet",
    "note",
    "occur",
    "pay",
    "plan_payments",
    "raise_concern",
    "receive",
    "refresh",
    "refresh_all",
    "refuse_undone",
    "report",
    "reverse",
    "settle",
    "settle_unspent",
    "sign",
    "tell",
]
