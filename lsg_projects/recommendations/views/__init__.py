"""Pages of recommendations: the list, one of them with what may be done, and the assembly's approval."""

from lsg_projects.recommendations.views import acts, desk
from lsg_projects.recommendations.views.desk import COUNTERS, blueprint

blueprints = (blueprint,)
__all__ = ["COUNTERS", "acts", "blueprints", "desk"]
