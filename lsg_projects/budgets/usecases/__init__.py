"""Recording plans of budgets and ceilings."""

from lsg_projects.budgets.usecases.ceilings import SetCeiling, set_ceiling
from lsg_projects.budgets.usecases.files import ImportPlan, import_plan, preview_plan
from lsg_projects.budgets.usecases.plans import Recorded, RecordPlan, record_plan

__all__ = [
    "ImportPlan",
    "RecordPlan",
    "Recorded",
    "SetCeiling",
    "import_plan",
    "preview_plan",
    "record_plan",
    "set_ceiling",
]
