"""Pages of results that go beyond one project: indicators of a period, monitoring frames."""

from lsg_projects.strategy.views import bringing, frames, indicators
from lsg_projects.strategy.views.frame import blueprint

__all__ = ["bringing", "frames", "indicators"]

blueprints = (blueprint,)
