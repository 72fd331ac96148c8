"""Recording plans of budgets, their execution, ceilings and targets."""

from lsg_projects.budgets.usecases.ceilings import SetCeiling, set_ceiling
from lsg_projects.budgets.usecases.execution import (
    ImportExecution,
    UndoExecution,
    import_execution,
    preview_execution,
    undo_execution,
)
from lsg_projects.budgets.usecases.files import ImportPlan, import_plan, preview_plan
from lsg_projects.budgets.usecases.plans import Recorded, RecordPlan, record_plan
from lsg_projects.budgets.usecases.targets import SetTarget, set_target
from lsg_projects.budgets.usecases.undoing import UndoImport, undo_import

__all__ = [
    "ImportExecution",
    "ImportPlan",
    "RecordPlan",
    "Recorded",
    "SetCeiling",
    "SetTarget",
    "UndoExecution",
    "UndoImport",
    "import_execution",
    "import_plan",
    "preview_execution",
    "preview_plan",
    "record_plan",
    "set_ceiling",
    "set_target",
    "undo_execution",
    "undo_import",
]
