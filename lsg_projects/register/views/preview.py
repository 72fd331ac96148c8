"""The card as citizens will see it, shown to officials before it is published."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, require
from lsg_projects.domain.completeness import blocking
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.projects import queries as projects
from lsg_projects.register.queries import card as cards
from lsg_projects.register.views.card.page import card_page
from lsg_projects.web import nav
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page

blueprint = Blueprint("register_preview", __name__)


@blueprint.get("/office/projects/<code>/preview/card")
@open_to(Action.READ_PROJECT)
def card(code: str) -> ResponseReturnValue:
    """Show the public card of the newest version, or of the draft that was never sent, in the public frame."""
    head = projects.find(session(), code)
    require(Action.READ_PROJECT, current_actor(), projects.subject_of_territory(head))
    nav.as_citizens_see()
    found = cards.before_publication(session(), code, clock.today())
    public = head.published and head.published_version == found.version.number
    gaps = blocking(projects.checked(session(), head, found.version.passport), sending=False)
    return page("register/card_preview.html", card_page(found), published=public, in_the_way=len(gaps))
