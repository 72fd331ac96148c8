"""Pages of the ranking: the question with its answer, saved what-ifs, two of them side by side."""

from lsg_projects.portfolio.views import ranking, variants

blueprint = ranking.blueprint
variants.register(blueprint)
blueprints = (blueprint,)
