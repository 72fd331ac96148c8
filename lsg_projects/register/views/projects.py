"""The list of projects and the card of one."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from lsg_projects.documents import queries as documents
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.register.queries import card as cards
from lsg_projects.register.queries import filters, search
from lsg_projects.register.views.card.page import card_page
from lsg_projects.register.views.listing import list_page
from lsg_projects.register.views.pages import blueprint
from lsg_projects.settings import current as settings
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.download import sent
from lsg_projects.web.render import page


@blueprint.get("/projects")
@open_to_anyone
def projects() -> ResponseReturnValue:
    """List published projects with search and filters."""
    reading = filters.read(request.args.to_dict(flat=False))
    chosen = settings()
    found = search.search(session(), reading, reading.limit or chosen.page_size, chosen.count_limit)
    return page("register/projects.html", list_page(found, reading.limit, chosen.count_limit))


@blueprint.get("/projects/<code>")
@open_to_anyone
def card(code: str) -> ResponseReturnValue:
    """Show one project; one that left the register says only why and when."""
    found = cards.card(session(), code, clock.today())
    if isinstance(found, cards.Withdrawn):
        return page("register/withdrawn.html", found, 410)
    return page("register/card.html", card_page(found))


@blueprint.get("/projects/<code>/documents/<key>")
@open_to_anyone
def document(code: str, key: str) -> ResponseReturnValue:
    """Send a public paper of a published project: as a download, in a sandbox, never as a page of ours."""
    doc = cards.paper(session(), code, key, clock.today())
    response = sent(documents.content(doc), doc.media_type, doc.file_name)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
