"""Pages of the public register, its data for programs, and the addresses that machines ask."""

from lsg_projects.register.views import projects, territories
from lsg_projects.register.views.pages import blueprint

blueprints = (blueprint,)
__all__ = ["blueprints", "projects", "territories"]
