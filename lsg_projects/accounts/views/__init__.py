"""Pages about people: coming in, one's own account, and the administrator's pages."""

from __future__ import annotations

from flask import Blueprint

from lsg_projects.accounts.views import delegations, entry, own, people

blueprint = Blueprint("accounts", __name__, url_prefix="/office")
entry.register(blueprint)
own.register(blueprint)
people.register(blueprint)
delegations.register(blueprint)
blueprints = (blueprint,)
