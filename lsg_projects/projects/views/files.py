"""Attached files as officials get them: as a download, in a sandbox. The register sends citizens what is public."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from lsg_projects.documents import queries as documents
from lsg_projects.domain.access import Action, require
from lsg_projects.kit.db import session
from lsg_projects.projects import queries
from lsg_projects.projects.views.frame import blueprint
from lsg_projects.web.doors import open_to
from lsg_projects.web.download import sent
from lsg_projects.web.identity import current_actor


@blueprint.get("/office/files/<key>/<name>")
@open_to(Action.READ_PROJECT)
def file(key: str, name: str) -> ResponseReturnValue:  # noqa: ARG001 - the name is for people who save the file
    """Send a file to an official of the project's territory or above."""
    doc = documents.by_key(session(), key)
    head = queries.by_id(session(), doc.project_id)
    require(Action.READ_PROJECT, current_actor(), queries.subject_of_territory(head))
    return sent(documents.content(doc), doc.media_type, doc.file_name)
