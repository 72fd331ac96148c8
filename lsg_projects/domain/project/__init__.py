"""The passport of a project: everything that is decided on, as one frozen value.

A passport is stored whole (the draft, and a copy for each version that was sent for approval), so that what was shown,
what was decided on and what is published are exactly comparable. Amounts are tiyn.
"""

from lsg_projects.domain.project.passport import STEPS, Passport
from lsg_projects.domain.project.rows import (
    ONE_OFF_CLASSES,
    Beneficiary,
    BudgetLine,
    Given,
    GoalLink,
    Milestone,
    Result,
    RevenueLine,
    Risk,
    RunningCost,
    Target,
    TaxObject,
)

__all__ = [
    "ONE_OFF_CLASSES",
    "STEPS",
    "Beneficiary",
    "BudgetLine",
    "Given",
    "GoalLink",
    "Milestone",
    "Passport",
    "Result",
    "RevenueLine",
    "Risk",
    "RunningCost",
    "Target",
    "TaxObject",
]
