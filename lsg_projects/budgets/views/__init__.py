"""Office pages about budgets: the district's plans, one settlement's plan, imports, ceilings."""

from __future__ import annotations

from flask import Blueprint

from lsg_projects.budgets.views import ceilings, imports, plans

blueprint = Blueprint("budgets", __name__, url_prefix="/office")
imports.register(blueprint)  # its fixed addresses go before the codes of territories
plans.register(blueprint)
ceilings.register(blueprint)
blueprints = (blueprint,)
