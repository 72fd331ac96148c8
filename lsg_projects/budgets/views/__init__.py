"""Office pages about budgets: plans, imports, execution, comparison, targets, ceilings."""

from __future__ import annotations

from flask import Blueprint

from lsg_projects.budgets.views import (
    bringing,
    ceilings,
    classification,
    compare,
    execution,
    extending,
    imports,
    jobs,
    plans,
    population,
)

blueprint = Blueprint("budgets", __name__, url_prefix="/office")
imports.register(blueprint)  # its fixed addresses go before the codes of territories
bringing.register(blueprint)
jobs.register(blueprint)
population.register(blueprint)
plans.register(blueprint)
execution.register(blueprint)
compare.register(blueprint)
ceilings.register(blueprint)
classification.register(blueprint)
extending.register(blueprint)
blueprints = (blueprint,)
