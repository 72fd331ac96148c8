"""Pages of delivery: progress, money, revenue, attribution, results, words of a quarter."""

from lsg_projects.delivery.views import (
    attribution,
    concerns,
    financing,
    forecasts,
    money,
    progress,
    results,
    revenue,
    schedule,
    words,
)
from lsg_projects.delivery.views.frame import blueprint

__all__ = [
    "attribution",
    "concerns",
    "financing",
    "forecasts",
    "money",
    "progress",
    "results",
    "revenue",
    "schedule",
    "words",
]

blueprints = (blueprint,)
