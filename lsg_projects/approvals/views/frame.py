"""What the pages of approval share: the blueprint, and who may look."""

from __future__ import annotations

from flask import Blueprint

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.kit.db import session
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.web.identity import current_actor

blueprint = Blueprint("approvals", __name__)


def readable(head: ProjectHead) -> ProjectHead:
    """Give a project that the reader may know about; refuses (Missing) any other."""
    require(Action.READ_PROJECT, current_actor(), Subject(head.unit_path, name=head.code))
    return head


def found(code: str) -> ProjectHead:
    """Find a project that the reader may know about; refuses (Missing) any other."""
    return readable(projects.find(session(), code))
