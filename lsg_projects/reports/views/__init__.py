"""Pages of reports: for everybody, for checking a paper, and for the offices."""

from lsg_projects.reports.views import office, ordering, plans, public, runs, verify
from lsg_projects.reports.views.frame import blueprint

blueprints = (blueprint,)
__all__ = ["blueprints", "office", "ordering", "plans", "public", "runs", "verify"]
