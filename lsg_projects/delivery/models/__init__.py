"""What is stored of delivery."""

from lsg_projects.delivery.models.planning import CarryOver, Concern, PaymentPlan
from lsg_projects.delivery.models.records import (
    Attribution,
    Contract,
    ContractChange,
    MilestoneUpdate,
    Narrative,
    PaidLine,
    Payment,
    ProgressNote,
    RevenueReceived,
)

__all__ = [
    "Attribution",
    "CarryOver",
    "Concern",
    "Contract",
    "ContractChange",
    "MilestoneUpdate",
    "Narrative",
    "PaidLine",
    "Payment",
    "PaymentPlan",
    "ProgressNote",
    "RevenueReceived",
]
