"""The list of projects and the card of one."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from lsg_projects.kit.db import session
from lsg_projects.register.queries import filters, search
from lsg_projects.register.views.listing import list_page
from lsg_projects.register.views.pages import blueprint
from lsg_projects.settings import current as settings
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.render import page


@blueprint.get("/projects")
@open_to_anyone
def projects() -> ResponseReturnValue:
    """List published projects with search and filters."""
    reading = filters.read(request.args.to_dict(flat=False))
    chosen = settings()
    found = search.search(session(), reading, reading.limit or chosen.page_size, chosen.count_limit)
    return page("register/projects.html", list_page(found, reading.limit, chosen.count_limit))
