"""Texts about the system: what it is, the law it follows, accessibility, whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from lsg_projects.domain.states import BodyKind
from lsg_projects.kit.db import session
from lsg_projects.register.queries import places
from lsg_projects.register.views.pages import blueprint
from lsg_projects.settings import current as settings
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import BodyFacts
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.render import page

_OFFICES = frozenset({BodyKind.AKIM_OFFICE, BodyKind.ECONOMY, BodyKind.FINANCE, BodyKind.AKIMAT})
LAWS = ("receipts", "transfers", "project", "papers", "assembly", "commission", "publication", "monitoring")
"""The references of the legal page, in its order."""


@dataclass(frozen=True)
class ContactsPage:
    """Whom to ask: offices with their telephones, and in how many working days they answer."""

    offices: tuple[BodyFacts, ...]
    days: int


@blueprint.get("/about")
@open_to_anyone
def about() -> ResponseReturnValue:
    """Say what the system is and how it counts."""
    return page("register/about.html")


@blueprint.get("/about/law")
@open_to_anyone
def law() -> ResponseReturnValue:
    """List the articles that the pages refer to, with how sure each reference is."""
    return page("register/law.html", LAWS)


@blueprint.get("/about/accessibility")
@open_to_anyone
def accessibility() -> ResponseReturnValue:
    """Say what the pages keep to, what is known not to work, and how to complain."""
    return page("register/accessibility.html", settings().answer_working_days)


@blueprint.get("/about/help")
@open_to_anyone
def contacts() -> ResponseReturnValue:
    """Give short help and the offices to ask."""
    top = places.top(session())
    known = territories.bodies_of(session(), top.path) if top else ()
    offices = tuple(body for body in known if body.kind in _OFFICES)
    return page("register/contacts.html", ContactsPage(offices, settings().answer_working_days))
