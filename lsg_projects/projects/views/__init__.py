"""What officials see of projects: the list, the nine steps, what is missing, the preview, versions, files."""

from lsg_projects.projects.views import (
    bringing,
    calculators,
    files,
    office,
    papers,
    payback,
    publication,
    review,
    steps,
    versions,
)
from lsg_projects.projects.views.frame import blueprint

__all__ = [
    "bringing",
    "calculators",
    "files",
    "office",
    "papers",
    "payback",
    "publication",
    "review",
    "steps",
    "versions",
]

blueprints = (blueprint,)
