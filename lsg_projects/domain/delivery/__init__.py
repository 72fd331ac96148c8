"""Delivery of an approved project: milestones, progress, and the state that follows from the dates."""

from lsg_projects.domain.delivery.earned import EarnedValue, earned_value
from lsg_projects.domain.delivery.gantt import Bar, Scale, bars, scale, slip
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
    "Bar",
    "EarnedValue",
    "Facts",
    "Limits",
    "MilestoneState",
    "MilestoneView",
    "Reason",
    "Scale",
    "Standing",
    "Update",
    "bars",
    "earned_value",
    "expected_end",
    "financial",
    "physical",
    "scale",
    "scheduled",
    "slip",
    "standing",
]
