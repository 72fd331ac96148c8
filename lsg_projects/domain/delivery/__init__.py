"""Delivery of an approved project: milestones, progress, and the state that follows from the dates."""

from lsg_projects.domain.delivery.milestones import (
    FULL,
    MilestoneState,
    MilestoneView,
    Update,
    expected_end,
    financial,
    physical,
)
from lsg_projects.domain.delivery.standing import Facts, Limits, Reason, Standing, scheduled, standing

__all__ = [
    "FULL",
    "Facts",
    "Limits",
    "MilestoneState",
    "MilestoneView",
    "Reason",
    "Standing",
    "Update",
    "expected_end",
    "financial",
    "physical",
    "scheduled",
    "standing",
]
