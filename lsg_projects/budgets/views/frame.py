"""What the pages of one settlement's budget share: who may look."""

from __future__ import annotations

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.plan_file import FIRST_YEAR, LAST_YEAR
from lsg_projects.domain.states import Level
from lsg_projects.kit.db import session
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web.identity import current_actor


def settlement(kato: str, action: Action = Action.READ_BUDGET, year: int = FIRST_YEAR) -> Unit:
    """Find the settlement that one may see; another level or a *year* out of range has no budget of its own here."""
    found = territories.unit(session(), kato)
    require(action, current_actor(), Subject(found.path, name=f"budget:{kato}"))
    if found.level is not Level.OKRUG or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Missing("budgets.unknown_plan")
    return found
