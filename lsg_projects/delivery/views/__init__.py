"""Pages of delivery: progress, money, revenue, words of a quarter."""

from lsg_projects.delivery.views import money, progress, revenue, words
from lsg_projects.delivery.views.frame import blueprint

__all__ = ["money", "progress", "revenue", "words"]

blueprints = (blueprint,)
