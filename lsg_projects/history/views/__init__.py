"""Pages of the journal and of what happened: for officials, for the auditor, and the check that anybody can make."""

from lsg_projects.history.views import audit, journal, project, public
from lsg_projects.history.views.frame import blueprint
from lsg_projects.history.views.public import api, pages

__all__ = ["audit", "blueprints", "journal", "project", "public"]

blueprints = (blueprint, pages, api)
