"""What we ask for a ranking: the projects that wait, the ceilings over them, the answer, and saved what-ifs."""

from lsg_projects.portfolio.queries.answer import Answer, answer
from lsg_projects.portfolio.queries.expected import Expected, expected
from lsg_projects.portfolio.queries.ground import ground, years
from lsg_projects.portfolio.queries.variants import Line, Outcome, Used, Variant, variant, variants

__all__ = [
    "Answer",
    "Expected",
    "Line",
    "Outcome",
    "Used",
    "Variant",
    "answer",
    "expected",
    "ground",
    "variant",
    "variants",
    "years",
]
