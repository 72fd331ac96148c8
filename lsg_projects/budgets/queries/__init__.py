"""What we ask of budgets: plans and ceilings, execution by month, targets of own revenue."""

from lsg_projects.budgets.queries.execution import (
    KnownMonth,
    MonthFacts,
    execution,
    execution_versions,
    months,
    year_months,
)
from lsg_projects.budgets.queries.jobs import JobFacts, job
from lsg_projects.budgets.queries.neighbours import Neighbour, neighbours
from lsg_projects.budgets.queries.plans import (
    CeilingFacts,
    Plan,
    api_view,
    ceilings,
    ceilings_over,
    history,
    line_contradictions,
    lines,
    newest_plan,
    plans_under,
    total,
    version,
    versions,
    versions_between,
    years,
)
from lsg_projects.budgets.queries.population import (
    PopulationFacts,
    PopulationImport,
    known_population,
    population,
    population_imports,
)
from lsg_projects.budgets.queries.targets import TargetFacts, target, targets
from lsg_projects.budgets.queries.usage import PlanImport, code_uses, plan_imports

__all__ = [
    "CeilingFacts",
    "JobFacts",
    "KnownMonth",
    "MonthFacts",
    "Neighbour",
    "Plan",
    "PlanImport",
    "PopulationFacts",
    "PopulationImport",
    "TargetFacts",
    "api_view",
    "ceilings",
    "ceilings_over",
    "code_uses",
    "execution",
    "execution_versions",
    "history",
    "job",
    "known_population",
    "line_contradictions",
    "lines",
    "months",
    "neighbours",
    "newest_plan",
    "plan_imports",
    "plans_under",
    "population",
    "population_imports",
    "target",
    "targets",
    "total",
    "version",
    "versions",
    "versions_between",
    "year_months",
    "years",
]
