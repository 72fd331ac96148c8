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
from lsg_projects.budgets.usecases.jobs import (
    Held,
    OrderJob,
    cancel_job,
    claim_job,
    execution_order,
    go_on,
    order_job,
    perform_job,
    plan_order,
)
from lsg_projects.budgets.usecases.plans import Recorded, RecordPlan, record_plan
from lsg_projects.budgets.usecases.population import (
    ImportPopulation,
    UndoPopulation,
    import_population,
    preview_population,
    undo_population,
)
from lsg_projects.budgets.usecases.targets import SetTarget, set_target
from lsg_projects.budgets.usecases.undoing import UndoImport, undo_import

__all__ = [
    "Held",
    "ImportExecution",
    "ImportPlan",
    "ImportPopulation",
    "OrderJob",
    "RecordPlan",
    "Recorded",
    "SetCeiling",
    "SetTarget",
    "UndoExecution",
    "UndoImport",
    "UndoPopulation",
    "cancel_job",
    "claim_job",
    "execution_order",
    "go_on",
    "import_execution",
    "import_plan",
    "import_population",
    "order_job",
    "perform_job",
    "plan_order",
    "preview_execution",
    "preview_plan",
    "preview_population",
    "record_plan",
    "set_ceiling",
    "set_target",
    "undo_execution",
    "undo_import",
    "undo_population",
]
