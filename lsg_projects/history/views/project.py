"""What happened to one project, for officials."""

from __future__ import annotations

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.events import project_chain
from lsg_projects.history import queries
from lsg_projects.history.views.frame import blueprint
from lsg_projects.kit.db import session
from lsg_projects.projects import queries as projects
from lsg_projects.territories import queries as territories
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page


@dataclass(frozen=True)
class ProjectHistoryPage:
    """Everything that happened to one project."""

    code: str
    title: object
    lines: tuple[queries.Line, ...]


@blueprint.get("/projects/<code>/history")
@open_to(Action.READ_PROJECT)
def project(code: str) -> ResponseReturnValue:
    """Show what happened to a project, the newest first."""
    head = projects.find(session(), code)
    place = territories.unit_by_id(session(), head.unit_id)
    require(Action.READ_PROJECT, current_actor(), Subject(place.path, name=code))
    lines = queries.of_chain(session(), project_chain(head.code))
    return page("history/project.html", ProjectHistoryPage(head.code, head.title, lines))
