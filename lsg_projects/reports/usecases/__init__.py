"""What is done with reports: ordered, claimed, made, certified, annulled, wished for by schedule."""

from lsg_projects.reports.usecases.delivering import send_reports
from lsg_projects.reports.usecases.issue import make, perform
from lsg_projects.reports.usecases.orders import Order, cancel, order, retry
from lsg_projects.reports.usecases.printing import Job, Made, Printer, by_process
from lsg_projects.reports.usecases.queue import Claim, claim
from lsg_projects.reports.usecases.recipients import AddRecipient, add_recipient, remove_recipient, send_again
from lsg_projects.reports.usecases.schedules import SetSchedule, pause, set_schedule, wish_for_due
from lsg_projects.reports.usecases.seals import Annul, Certify, annul, certify, prepare_seal

__all__ = [
    "AddRecipient",
    "Annul",
    "Certify",
    "Claim",
    "Job",
    "Made",
    "Order",
    "Printer",
    "SetSchedule",
    "add_recipient",
    "annul",
    "by_process",
    "cancel",
    "certify",
    "claim",
    "make",
    "order",
    "pause",
    "perform",
    "prepare_seal",
    "remove_recipient",
    "retry",
    "send_again",
    "send_reports",
    "set_schedule",
    "wish_for_due",
]
