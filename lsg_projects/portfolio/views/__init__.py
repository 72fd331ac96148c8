"""Pages of the ranking and of targets: the question with its answer, saved what-ifs, two of them side by side."""

from lsg_projects.portfolio.views import ranking, targets, variants

blueprint = ranking.blueprint
variants.register(blueprint)
blueprints = (blueprint, targets.blueprint)
