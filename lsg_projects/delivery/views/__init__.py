"""Pages of delivery: progress, money, revenue, attribution, words of a quarter."""

from lsg_projects.delivery.views import attribution, money, progress, revenue, schedule, words
from lsg_projects.delivery.views.frame import blueprint

__all__ = ["attribution", "money", "progress", "revenue", "schedule", "words"]

blueprints = (blueprint,)
