"""Pages of the public register, its data for programs, and the addresses that machines ask."""

from lsg_projects.register.views import about, api, budget, data, machines, preview, projects, start, territories
from lsg_projects.register.views.pages import blueprint

blueprints = (blueprint, start.root, api.blueprint, machines.blueprint, preview.blueprint)
__all__ = ["about", "blueprints", "budget", "data", "projects", "territories"]
